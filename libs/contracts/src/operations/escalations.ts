import { MEASURES, STAGES, SUSPEND_SCOPES } from '../codes.js';
import { Addressee } from '../events/command.js';
import { Area, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, QueryWhole, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

const MESSAGE_KINDS = ['escalation', 'decision', 'proposal', 'offer'] as const;
const MESSAGE_STATES = ['queued', 'accepted', 'failed', 'suppressed'] as const;
const AN_ID = '018f0000-0000-7000-8000-000000000001';
/** One order whose silence climbed to the caller, until the awaited answer is there, the order is gone, or the caller has it in hand. */
export class EscalationView {
  @Id() id: string; @Id() orderId: string; @OneOf(MEASURES) measure: string; @Optional() @OneOf(SUSPEND_SCOPES) scope?: string; @Area() area: string; @Optional() @Id() siteId?: string; @Nested(() => Addressee) addressee: Addressee;
  @Text(2100) textZh: string; @Text(2100) textEn: string; @OneOf(STAGES) stage: string; @Instant() dueAt: string; @Whole(1, 9) step: number; @Text(200) to: string; @Instant() at: string;
  /** Where a person did not wait for the clock. */
  @Optional() @Id() by?: string; @Optional() @FreeText() reason?: string;
}
export class EscalationPage { @Whole() total: number; @ListOf(() => EscalationView, 200) items: EscalationView[]; @Optional() @Text(400) nextCursor?: string }
export class ListEscalationsInput { @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export const ListEscalations = defineOperation({ name: 'command.escalation.list', http: 'GET /api/escalations', summary: 'What silence has pushed up to the caller and still waits, newest first; one’s own alone.', input: ListEscalationsInput, output: EscalationPage, roles: ['*'], write: false, example: {} });
export class AcknowledgeEscalationInput { @Id() id: string; @Optional() @FreeText() note?: string }
export class EscalationAcknowledgement { @Id() id: string; @Id() orderId: string; @Id() by: string; @Instant() at: string }
export const AcknowledgeEscalation = defineOperation({ name: 'command.escalation.acknowledge', http: 'POST /api/escalations/:id/acknowledge', summary: 'The caller, to whom it was escalated, has it in hand.', input: AcknowledgeEscalationInput, output: EscalationAcknowledgement, roles: ['*'], write: true, example: { id: AN_ID, note: '已电话联系，派人前往' } });

/** One message to an officer on call: of silence that climbed, or of a decision, level or seat that waits for this person. */
export class OfficerMessage { @Id() id: string; @OneOf(MESSAGE_KINDS) kind: string; /** The decision, proposal or offer it is about. */ @Optional() @Id() about?: string; @Id() userId: string; @Text(20) channel: string; @Whole(1) orders: number; @OneOf(MESSAGE_STATES) state: string; @Optional() @Text(80) reason?: string; @Instant() at: string; @Optional() @Instant() acceptedAt?: string }
export class OfficerMessagePage { @ListOf(() => OfficerMessage, 200) items: OfficerMessage[]; @Optional() @Text(400) nextCursor?: string }
export class ListOfficerMessagesInput { @Optional() @OneOf(MESSAGE_STATES) state?: string; @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export const ListOfficerMessages = defineOperation({ name: 'command.escalation.messages', http: 'GET /api/escalations/messages', summary: 'Messages to officers on call over the zone, newest first: handed over, on their way, or not sent and why.', input: ListOfficerMessagesInput, output: OfficerMessagePage, roles: ['commander', 'duty-officer', 'auditor'], write: false, example: { state: 'suppressed' } });
