import { MEASURES, SUSPEND_SCOPES } from '../codes.js';
import { Event } from '../event.js';
import { Area, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, Whole } from '../fields.js';
import { EvidenceRef, GeoPoint } from './item.js';

/** What a person on the ground says of a site: nobody gets through, or somebody does. */
export const SITE_CLAIMS = ['closed', 'open'] as const;
/** What a grid may do by itself, without an order (C7). */
export const PROTECTIONS = ['CLOSE', 'SEAL', 'EVACUATE', 'SUSPEND'] as const;

/** A measure on a site. `orderId` names the measure: its order, or its own id where it was begun on the ground without one; `dutyId` likewise. */
export class MeasureFactBase { @Id() siteId: string; @Area() area: string; @OneOf(MEASURES) measure: string; /** Of a SUSPEND, what stops. */ @Optional() @OneOf(SUSPEND_SCOPES) scope?: string; @Id() orderId: string; @Id() dutyId: string; @Id() by: string; @Instant() at: string }
@Event('grid.measure.executed', 'A measure on a site was reported done, with evidence; not closed until verified.') export class MeasureExecuted extends MeasureFactBase { @Optional() @ListOf(() => EvidenceRef, 10) evidence?: EvidenceRef[] }
@Event('grid.measure.verified', 'A measure on a site was verified by a second person.') export class MeasureVerified extends MeasureFactBase {}

/** The same, by the measure's own id. */
export class MeasureStep { @Id() measureId: string; @Id() siteId: string; @Area() area: string; @OneOf(MEASURES) measure: string; @Optional() @OneOf(SUSPEND_SCOPES) scope?: string; @Id() by: string; @Instant() at: string }

@Event('grid.measure.protected', 'A site was closed or emptied on the ground in one step, without an order; in force at once, shown to those above.')
export class MeasureProtected extends MeasureStep {
  @FreeText() reason: string;
  /** Until when somebody above has to have looked at it. */
  @Instant() reviewBy: string;
  @Optional() @Nested(() => GeoPoint) position?: GeoPoint;
  @Optional() @FreeText() noPositionReason?: string;
  @ListOf(() => EvidenceRef, 10) evidence: EvidenceRef[];
}
@Event('grid.measure.unapproved', 'Nobody above has looked at a protection of the ground in time; it stays in force.')
export class MeasureUnapproved { @Id() measureId: string; @Id() siteId: string; @Area() area: string; @OneOf(MEASURES) measure: string; @Optional() @OneOf(SUSPEND_SCOPES) scope?: string; @Id() by: string; @Instant() since: string; @Instant() at: string }

@Event('grid.measure.reviewed', 'Somebody above looked at a protection of the ground: approved, or sent back with a reason; it is lifted by its own act only.')
export class MeasureReviewed extends MeasureStep { @OneOf(['approved', 'returned']) verdict: string; @Optional() @FreeText() reason?: string }

@Event('grid.measure.returned', 'The measure does not hold: sent back with a reason, not closed until it was executed and verified again.')
export class MeasureReturned extends MeasureStep { @FreeText() reason: string }

@Event('grid.measure.patrolled', 'A closed site was looked at (巡查).')
export class MeasurePatrolled extends MeasureStep {
  @OneOf(SITE_CLAIMS) found: string;
  @Optional() @Whole(0, 2000) depthCm?: number;
  @Optional() @FreeText() note?: string;
  @ListOf(() => EvidenceRef, 10) evidence: EvidenceRef[];
  @Instant() nextDueAt: string;
}
@Event('grid.measure.patrol-overdue', 'Nobody looked at a closed site within its interval; one event for each interval missed.')
export class MeasurePatrolOverdue { @Id() measureId: string; @Id() siteId: string; @Area() area: string; @OneOf(MEASURES) measure: string; @Optional() @OneOf(SUSPEND_SCOPES) scope?: string; @Instant() dueAt: string; @Whole(1) missed: number; @Whole(1, 1440) everyMinutes: number }

@Event('grid.measure.lift-ordered', 'The lifting of a measure was ordered; it stays in force until somebody else has done it.')
export class MeasureLiftOrdered extends MeasureStep { @Optional() @FreeText() reason?: string; /** The lift order of command, where it came from there. */ @Optional() @Id() liftOrderId?: string }

@Event('grid.measure.lifted', 'A measure on a site is no longer in force.')
export class MeasureLifted extends MeasureStep { @Optional() @Id() liftOrderId?: string; /** Of the place opened again; a lift order's own is on its duty. */ @Optional() @ListOf(() => EvidenceRef, 10) evidence?: EvidenceRef[] }

/** The same of a measure over an area (停课 in a street): it has no site, and holds on every one it fits there. */
export class AreaMeasureStep { @Id() measureId: string; @Area() area: string; @OneOf(MEASURES) measure: string; @Optional() @OneOf(SUSPEND_SCOPES) scope?: string; @Id() by: string; @Instant() at: string }
@Event('grid.area-measure.executed', 'A measure over an area was reported done, with evidence; it holds for nobody before it is verified.') export class AreaMeasureExecuted extends AreaMeasureStep { @Optional() @ListOf(() => EvidenceRef, 10) evidence?: EvidenceRef[] }
@Event('grid.area-measure.verified', 'A measure over an area was verified by a second person.') export class AreaMeasureVerified extends AreaMeasureStep {}
@Event('grid.area-measure.returned', 'A measure over an area does not hold: sent back with a reason.') export class AreaMeasureReturned extends AreaMeasureStep { @FreeText() reason: string }
@Event('grid.area-measure.patrolled', 'An area under a measure was looked at.') export class AreaMeasurePatrolled extends AreaMeasureStep { @OneOf(SITE_CLAIMS) found: string; @Optional() @FreeText() note?: string; @ListOf(() => EvidenceRef, 10) evidence: EvidenceRef[]; @Instant() nextDueAt: string }
@Event('grid.area-measure.patrol-overdue', 'Nobody looked at an area under a measure within its interval; one event for each interval missed.')
export class AreaMeasurePatrolOverdue { @Id() measureId: string; @Area() area: string; @OneOf(MEASURES) measure: string; @Optional() @OneOf(SUSPEND_SCOPES) scope?: string; @Instant() dueAt: string; @Whole(1) missed: number; @Whole(1, 1440) everyMinutes: number }
@Event('grid.area-measure.lift-ordered', 'The lifting of a measure over an area was ordered.') export class AreaMeasureLiftOrdered extends AreaMeasureStep { @Optional() @FreeText() reason?: string; @Optional() @Id() liftOrderId?: string }
@Event('grid.area-measure.lifted', 'A measure over an area is no longer in force.') export class AreaMeasureLifted extends AreaMeasureStep { @Optional() @Id() liftOrderId?: string; @Optional() @ListOf(() => EvidenceRef, 10) evidence?: EvidenceRef[] }

@Event('grid.site.stated', 'What a person on the ground says of a site; kept beside what others say.')
export class SiteStated { @Id() statementId: string; @Id() siteId: string; @Area() area: string; @OneOf(SITE_CLAIMS) claim: string; @OneOf(['execution', 'verification', 'patrol', 'statement']) source: string; @Id() by: string; @Instant() at: string; @Instant() receivedAt: string; @Optional() @FreeText() note?: string }

@Event('grid.conflict.opened', 'Two people say opposite things of one site at one time: both stand, the site counts as not closed until their common superior settles it.')
export class ConflictOpened { @Id() conflictId: string; @Id() siteId: string; @Area() area: string; /** Street, or zone, whose officer stands above both. */ @Area() owner: string; @Optional() @Id() ownerId?: string; @Id() closedBy: string; @Id() openBy: string; @Instant() openedAt: string }

@Event('grid.conflict.settled', 'The common superior said which of the two is true, and why; both stay readable.')
export class ConflictSettled { @Id() conflictId: string; @Id() siteId: string; @Area() area: string; @OneOf(SITE_CLAIMS) claim: string; @FreeText() reason: string; @Id() by: string; @Instant() at: string }
