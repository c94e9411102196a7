import { LEVELS } from '../codes.js';
import { MissingSignature, Signature } from '../events/command.js';
import { LevelSigners } from '../events/levels.js';
import { Areas, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, Text } from '../fields.js';
import { defineOperation } from '../operation.js';
import { CommandById, LevelPreview, RaiseLevelInput } from './command.js';

/** Ⅱ and Ⅰ without a warning behind them: proposed by somebody in command, in force once both seats signed. Rows 7, 10. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const CALLED = ['commander', 'duty-officer'] as const;
export class LevelProposalView {
  @Id() id: string; @OneOf(LEVELS) level: string; @Areas(100) areas: string[]; @Text(80) planVersion: string; @FreeText() reason: string; @Optional() @Id() incidentId?: string; @Id() by: string; @Instant() at: string; @Instant() lapsesAt: string;
  @OneOf(['open', 'raised', 'withdrawn', 'lapsed']) state: string; @ListOf(() => Signature, 5) signatures: Signature[]; @ListOf(() => MissingSignature, 5) missing: MissingSignature[]; @Optional() @Id() orderSetId?: string;
}
export class LevelProposalList { @ListOf(() => LevelProposalView, 200) items: LevelProposalView[] }
export class WithdrawProposalInput extends CommandById { @FreeText() reason: string }
export class PreviewLevelInput { @OneOf(LEVELS) level: string; @Areas(100, 1) areas: string[]; @Optional() @Text(80) planVersion?: string }
export const PreviewRaise = defineOperation({ name: 'command.level.preview', http: 'POST /api/levels/preview', summary: 'What raising a level over these areas would send; changes nothing.', input: PreviewLevelInput, output: LevelPreview, roles: CALLED, write: false, example: { level: 'IV', areas: ['410171561'] } });
export const ListProposals = defineOperation({ name: 'command.proposal.list', http: 'GET /api/levels/proposals', summary: 'Proposed levels that wait for a signature, and those of the last day.', output: LevelProposalList, roles: [...CALLED, 'administrator', 'auditor', 'observer'], write: false });
export const ProposeLevel = defineOperation({ name: 'command.proposal.make', http: 'POST /api/levels/proposals', summary: 'Propose Ⅱ or Ⅰ without a warning; who holds a seat signs by it.', input: RaiseLevelInput, output: LevelProposalView, status: 201, roles: CALLED, write: true, example: { level: 'II', areas: ['410171'], reason: '上游水库泄洪' } });
export const SignProposal = defineOperation({ name: 'command.proposal.sign', http: 'POST /api/levels/proposals/:id/sign', summary: 'Sign a proposed level; the last signature puts it in force and issues its orders.', input: CommandById, output: LevelProposalView, roles: CALLED, write: true, example: { id: AN_ID } });
export const WithdrawProposal = defineOperation({ name: 'command.proposal.withdraw', http: 'POST /api/levels/proposals/:id/withdraw', summary: 'Take a proposal back, by who made it or a seat.', input: WithdrawProposalInput, output: LevelProposalView, roles: CALLED, write: true, example: { id: AN_ID, reason: '泄洪取消' } });

export class LevelSignersView { @Nested(() => LevelSigners) signers: LevelSigners; /** Absent while the defaults hold. */ @Optional() @Id() setBy?: string; @Optional() @Instant() setAt?: string }
export const GetLevelSigners = defineOperation({ name: 'command.level-signers.get', http: 'GET /api/level-signers', summary: 'Who signs which level in this zone: seats that all sign, or (none) one of the roster and the seats.', output: LevelSignersView, roles: ['*'], write: false });
export class SetLevelSignersInput { @Nested(() => LevelSigners) signers: LevelSigners }
export const SetLevelSigners = defineOperation({
  name: 'command.level-signers.set', http: 'POST /api/level-signers', summary: 'Set who signs which level, by the holder of the commander seat (of the deputy seat while that is vacant). Ⅱ and Ⅰ take both seats whatever is set (422), Ⅲ no less than Ⅳ; refused (409) while a level waits for signatures.',
  input: SetLevelSignersInput, output: LevelSignersView, roles: CALLED, write: true, example: { signers: { I: ['commander', 'deputy'], II: ['commander', 'deputy'], III: ['deputy'], IV: [] } },
});
