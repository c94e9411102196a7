import { ADDRESSEE_KINDS, FORCES, MEASURES } from '../codes.js';
import { Area, Decimal, Flag, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, Sha256, Text } from '../fields.js';

/**
 * The addressee's side of one order: a duty (grid), a mission (rescue), a requisition (supplies).
 * `itemId` is UUIDv5 of the order id, so the same order always opens the same item.
 */
export class ItemFact { @Id() itemId: string; @Id() orderId: string; @Area() area: string; @Id() by: string; @Instant() at: string; @Optional() @FreeText() note?: string;
  /** The device's clock cannot be right: more than 2 minutes ahead of ours, or before the item was there. `at` is our own then, `deviceAt` its claim. */
  @Optional() @Flag() clockOff?: boolean;
  @Optional() @Instant() deviceAt?: string }

export class ItemOpened {
  @Id() itemId: string;
  @Id() orderId: string;
  @Area() area: string;
  @OneOf(ADDRESSEE_KINDS) addresseeKind: string;
  @Id() addresseeId: string;
  @OneOf(MEASURES) measure: string;
  @Optional() @OneOf(FORCES) force?: string;
  @Optional() @Id() siteId?: string;
  @Instant() dueAt: string;
}
export class ItemAcknowledged extends ItemFact {
  /** True where the recorded deputy answered. */
  @Flag() deputy: boolean;
  /** True where the answer came after its deadline: stored as late, not refused. */
  @Flag() late: boolean;
}
export class GeoPoint { @Decimal(-180, 180) lon: number; @Decimal(-90, 90) lat: number }
export class ItemCheckedIn extends ItemFact {
  @Optional() @Nested(() => GeoPoint) position?: GeoPoint;
  @Optional() @FreeText() noPositionReason?: string;
}
export class ItemStarted extends ItemFact {}
export class EvidenceRef { @Id() evidenceId: string; @Sha256() sha256: string; @Optional() @Instant() takenAt?: string; @Instant() receivedAt: string }
export class ItemReported extends ItemFact { @ListOf(() => EvidenceRef, 10) evidence: EvidenceRef[]; @Flag() late: boolean }
export class ItemVerified extends ItemFact {}
export class ItemReturned extends ItemFact { @FreeText() reason: string; @Instant() dueAt: string }
/** The order was withdrawn or replaced; the item ends without a report. */
export class ItemEnded { @Id() itemId: string; @Id() orderId: string; @Area() area: string; @OneOf(['withdrawn', 'superseded', 'divided']) reason: string; @Optional() @Id() replacedBy?: string }
/** An answer that came after the item had ended: a fact, not an error; no second effect. */
export class ItemAnsweredLate extends ItemFact { @Text(40) verb: string }
