import { CONFIDENCES } from '../events/claims.js';
import { Flag, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, Text } from '../fields.js';
import { defineOperation } from '../operation.js';

/** Conflicting claims stand side by side until a named person settles them. Row 97, requirement C19. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const READERS = ['commander', 'duty-officer', 'administrator', 'department-officer', 'sub-district-officer', 'auditor', 'observer'] as const;
export class ClaimView { @Id() id: string; @Text(200) value: string; @Text(200) source: string; @OneOf(CONFIDENCES) confidence: string; /** When it is said to have been so. */ @Instant() at: string; @Instant() receivedAt: string; @Id() by: string }
export class SettlementView { @Id() claimId: string; @FreeText() reason: string; @Id() by: string; @Instant() at: string }
export class ClaimSubject { @Text(120) subject: string; /** Sources differ, and nobody has settled it since the last of them spoke. */ @Flag() disputed: boolean; @ListOf(() => ClaimView, 500) claims: ClaimView[]; @Optional() @Nested(() => SettlementView) settled?: SettlementView }
export class ClaimList { @ListOf(() => ClaimSubject, 200) items: ClaimSubject[] }
export class ListClaimsInput { @Id() incident: string }
export class StateClaimInput { @Id() incidentId: string; @Text(120) subject: string; @Text(200) value: string; @Text(200) source: string; @OneOf(CONFIDENCES) confidence: string; @Optional() @Instant() at?: string }
export class SettleClaimInput { @Id() id: string; @FreeText() reason: string }
export const ListClaims = defineOperation({ name: 'command.claim.list', http: 'GET /api/claims', summary: 'What sources say of an incident, by subject; disputes first.', input: ListClaimsInput, output: ClaimList, roles: READERS, write: false, example: { incident: AN_ID } });
export const StateClaim = defineOperation({ name: 'command.claim.state', http: 'POST /api/claims', summary: 'Note what a source says; nothing is overwritten.', input: StateClaimInput, output: ClaimList, status: 201, roles: ['commander', 'duty-officer', 'sub-district-officer'], write: true, example: { incidentId: AN_ID, subject: '溃口时间', value: '16:30', source: '现场指挥', confidence: 'medium' } });
export const SettleClaim = defineOperation({ name: 'command.claim.settle', http: 'POST /api/claims/:id/settle', summary: 'Say which claim of its subject holds, with the reason; the others stay on record.', input: SettleClaimInput, output: ClaimList, roles: ['commander', 'duty-officer'], write: true, zone: true, example: { id: AN_ID, reason: '与监控录像一致' } });
