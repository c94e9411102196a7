import { MEMBER_KINDS } from '../codes.js';
import { FreeText, Id, Instant, ListOf, OneOf, Optional, QueryFlag, QueryWhole, Text } from '../fields.js';
import { defineOperation } from '../operation.js';

/** Joint members of the command: police, traffic police, urban management, health and others, each with from and until. Row 23. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
/** Who may hold the commander's seat; the rule asks who does. */
const CALLED = ['commander', 'duty-officer'] as const;
const READERS = [...CALLED, 'administrator', 'department-officer', 'dispatcher', 'sub-district-officer', 'auditor', 'observer'] as const;

export class MemberView {
  @Id() id: string; @OneOf(MEMBER_KINDS) kind: string; @Text(200) unit: string; @Text(80) name: string; @Id() by: string; @Instant() from: string;
  /** Absent while it lasts. */
  @Optional() @Instant() until?: string; @Optional() @Id() endedBy?: string;
  /** Why it ended; for staff of the zone. */
  @Optional() @FreeText() reason?: string;
}
export class MemberPage { @ListOf(() => MemberView, 200) items: MemberView[]; @Optional() @Text(400) nextCursor?: string }
export class ListMembersInput { /** Those who left too, newest first. */ @Optional() @QueryFlag() past?: boolean; @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export class AddMemberInput { @OneOf(MEMBER_KINDS) kind: string; @Text(200) unit: string; @Text(80) name: string }
export class EndMemberInput { @Id() id: string; @FreeText() reason: string }

export const ListMembers = defineOperation({ name: 'command.member.list', http: 'GET /api/joint-members', summary: 'Joint members of the command with from and until; they are listed only: they sign nothing and command nobody.', input: ListMembersInput, output: MemberPage, roles: READERS, write: false, example: {} });
export const AddMember = defineOperation({
  name: 'command.member.add', http: 'POST /api/joint-members', summary: 'List somebody of another unit as joint member from now on, by the holder of the commander seat (of the deputy seat while that is vacant).',
  input: AddMemberInput, output: MemberView, status: 201, roles: CALLED, write: true, zone: true, example: { kind: 'TRAFFIC_POLICE', unit: '交警大队', name: '联络员' },
});
export const EndMember = defineOperation({ name: 'command.member.end', http: 'POST /api/joint-members/:id/end', summary: 'End a joint membership now, with a reason; it stays on the list of those who left.', input: EndMemberInput, output: MemberView, roles: CALLED, write: true, zone: true, example: { id: AN_ID, reason: '轮换' } });
