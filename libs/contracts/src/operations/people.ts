import { Area, Id, ListOf, Optional, Text } from '../fields.js';
import { defineOperation } from '../operation.js';

/** Who can be put in a post: found by words of name or user name, near the caller's own area only. */
export class FindPeopleInput { @Text(40) words: string; @Optional() @Area() area?: string }
export class PersonFound { @Id() id: string; @Text(80) username: string; @Text(80) name: string }
export class PeopleFound { @ListOf(() => PersonFound, 20) items: PersonFound[] }
export const FindPeople = defineOperation({
  name: 'gateway.directory.find', http: 'GET /api/directory/search', summary: 'People by words of their name or user name whose area and the one asked for contain each other; at most 20.', input: FindPeopleInput, output: PeopleFound,
  roles: ['sub-district-officer', 'duty-officer', 'commander', 'administrator'], write: false, example: { words: 'grid-', area: '410171561' },
});
