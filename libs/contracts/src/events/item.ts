import { ADDRESSEE_KINDS, FORCES, MEASURES, SUSPEND_SCOPES } from '../codes.js';
import { Area, Decimal, Flag, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, Sha256, Text, Whole } from '../fields.js';

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
  @Optional() @OneOf(SUSPEND_SCOPES) scope?: string;
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
  /** Judged where the place is known: true outside the fence of the site or of the post's area, with the metres to it (0 inside). Without a position nothing is proven. */
  @Optional() @Flag() offPost?: boolean;
  @Optional() @Whole(0, 50_000_000) distanceM?: number;
  /** True where it came after the order's time to be there. */
  @Optional() @Flag() late?: boolean;
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
/** 交副岗: the holder passes it to the recorded deputy, who is the one to act from now and acknowledges anew by `dueAt`; the later deadlines stay. */
export class ItemPassed extends ItemFact { @Id() to: string; @Instant() dueAt: string }
/** 交回: the addressee cannot, and says why. It is an open question of the superior until it is given again or the order is withdrawn; its clocks go on. */
export class ItemHandedBack extends ItemFact { @FreeText() reason: string }
/** The superior answers what was handed back: the same person after all, the deputy, or the superior in person. Acknowledged anew by `dueAt`; `reportBy` where the report has a new deadline. */
export class ItemGivenAgain extends ItemFact { @Id() to: string; @FreeText() reason: string; @Instant() dueAt: string; @Optional() @Instant() reportBy?: string }
