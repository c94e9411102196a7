import { STAGES } from '../codes.js';
import { FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, Strings, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';
import { CommandById, ORDER_STATES, OrderView } from './command.js';

/** Responsibility trace of one order: who was told, when, where, who answered, what they saw then. Row 106. */
export class ToldPerson { @Optional() @Id() userId?: string; @OneOf(['holder', 'deputy', 'superior', 'chain', 'issuer']) as: string; /** Post or seat of the chain. */ @Optional() @Text(200) name?: string }
/** As it was when the line was received. */
export class SawThen { @OneOf(ORDER_STATES) state: string; @Strings(new RegExp(`^(${STAGES.join('|')})$`), 6) overdue: string[]; @Text(10) level: string; @Strings(/^[A-Z]+$/, 200) warnings: string[] }
export class ResponsibilityLine {
  @Text(80) eventId: string;
  @Text(120) type: string;
  @Instant() occurredAt: string;
  @Instant() receivedAt: string;
  @Text(120) actor: string;
  @ListOf(() => ToldPerson, 10) told: ToldPerson[];
  /** `subject`: the order's own subject and its addressee's list; `picture`: the live picture of whoever is told; else the carrier that rang them. */
  @Optional() @Text(20) channel?: string;
  /** What became of a message over a carrier. */
  @Optional() @OneOf(['accepted', 'failed', 'suppressed']) outcome?: string;
  @Optional() @Id() answeredBy?: string;
  @Optional() @OneOf(STAGES) stage?: string;
  @Optional() @FreeText() reason?: string;
  @Nested(() => SawThen) saw: SawThen;
}
export class MissedArrow { @OneOf(STAGES) stage: string; @Instant() dueAt: string; @Optional() @Instant() doneAt?: string; /** Late by; where it has not come up to the end of the order, or to now. */ @Whole() minutes: number }
export class ResponsibilityTrace { @Nested(() => OrderView) order: OrderView; @Instant() at: string; @ListOf(() => MissedArrow, 6) missed: MissedArrow[]; @ListOf(() => ResponsibilityLine, 1500) lines: ResponsibilityLine[] }
export const ReadResponsibility = defineOperation({
  name: 'command.order.responsibility', http: 'GET /api/orders/:id/responsibility', summary: 'One page for a missed deadline: who was told, when and where, who answered, and what they saw then; each line is an event.',
  input: CommandById, output: ResponsibilityTrace, roles: ['*'], write: false, example: { id: '018f0000-0000-7000-8000-000000000001' },
});
