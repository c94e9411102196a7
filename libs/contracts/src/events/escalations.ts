import { STAGES } from '../codes.js';
import { Event } from '../event.js';
import { Area, FreeText, Id, Instant, OneOf, Optional, Text, Whole } from '../fields.js';

/** How silence that climbed reaches the superior in person (rows 15, 60). */
@Event('command.escalation.acknowledged', 'The superior to whom silence was pushed has it in hand.')
export class EscalationAcknowledged { @Id() escalationId: string; @Id() orderId: string; @Area() area: string; @OneOf(STAGES) stage: string; @Id() by: string; @Instant() at: string; @Optional() @FreeText() note?: string }

@Event('command.escalation.told', 'An officer was told of escalated orders, or of what waits for this person, over a channel, or was not, and why; on screen it is shown in any case.')
export class EscalationTold { @Id() messageId: string; @Id() userId: string; @Text(20) channel: string; /** How many escalations the message stands for; 1 where it is about something else. */ @Whole(1) orders: number;
  /** What else an officer was called for, and its id: a decision, a level or a seat that waits for this person; absent for escalated orders. */
  @Optional() @OneOf(['decision', 'proposal', 'offer']) kind?: string; @Optional() @Id() about?: string;
  @OneOf(['accepted', 'failed', 'suppressed']) outcome: string; @Optional() @Text(80) reason?: string; @Instant() at: string }
