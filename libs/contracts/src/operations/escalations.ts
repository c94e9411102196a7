import { MEASURES, STAGES, SUSPEND_SCOPES } from '../codes.js';
import { Addressee } from '../events/command.js';
import { Area, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, QueryWhole, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

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
