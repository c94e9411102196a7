import { Area, Id, ListOf, OneOf, Optional, QueryWhole, Text } from '../fields.js';
import { defineOperation } from '../operation.js';
import { itemOperations } from './items.js';

export class TeamView { @Id() id: string; @Area() area: string; @Text(200) name: string; @Text(200) nameEn: string; @OneOf(['PROFESSIONAL', 'MASS']) kind: string; @Optional() @Id() leaderId?: string; @Optional() @Id() deputyId?: string }
export class TeamPage { @ListOf(() => TeamView, 500) items: TeamView[]; @Optional() @Text(80) nextCursor?: string }
export class ListTeamsInput { @Optional() @Area() area?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }
export const ListTeams = defineOperation({ name: 'rescue.team.list', http: 'GET /api/teams', summary: 'Rescue teams with their leaders.', input: ListTeamsInput, output: TeamPage, roles: ['*'], write: false, example: {} });
export const MissionOperations = itemOperations('rescue', 'mission', 'missions', ['team-leader']);
