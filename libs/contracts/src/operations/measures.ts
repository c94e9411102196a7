import { MEASURES, SITE_KINDS, SUSPEND_SCOPES } from '../codes.js';
import { EvidenceRef, GeoPoint } from '../events/item.js';
import { PROTECTIONS, SITE_CLAIMS } from '../events/measures.js';
import { Area, Decimal, Flag, FreeText, Id, Ids, Instant, ListOf, Nested, OneOf, Optional, QueryFlag, QueryWhole, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';
import { GridPage } from './grid.js';

/** 关停封撤: measures on sites, protection begun on the ground, patrols, contradictions. Rows 25, 72, 94, 147; C6, C7, C27. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const OVER = ['sub-district-officer', 'duty-officer', 'commander'] as const;
const VERIFYING = ['inspector', ...OVER] as const;
const ON_THE_GROUND = ['post-holder', ...OVER] as const;
export const MEASURE_STATES = ['ordered', 'acknowledged', 'executing', 'executed', 'verified', 'under-patrol', 'lift-ordered', 'lifted', 'ended'] as const;
/** What a screen says of a site: closed only when verified and undisputed; unknown where its gauge is silent or in doubt and nothing else is known. */
export const SHOWN = ['closed', 'not-closed', 'unknown', 'open'] as const;

export class MeasureReview { @OneOf(['waiting', 'approved', 'returned']) state: string; @Instant() dueAt: string; @Optional() @Instant() flaggedAt?: string; @Optional() @Id() by?: string; @Optional() @Instant() at?: string; @Optional() @FreeText() reason?: string }
export class MeasurePatrolView { @Id() by: string; @Instant() at: string; @OneOf(SITE_CLAIMS) found: string; @Optional() @Whole(0, 2000) depthCm?: number; @Optional() @FreeText() note?: string; @ListOf(() => EvidenceRef, 10) evidence: EvidenceRef[] }
export class MeasureView {
  /** Its order, or its own id where it was begun without one. */
  @Id() id: string;
  @OneOf(['order', 'ground']) origin: string;
  @Optional() @Id() dutyId?: string;
  @Optional() @Id() orderId?: string;
  /** Its order is not verified yet: it is executed, verified and sent back on its duty. */
  @Flag() dutyOpen: boolean;
  /** Absent: it holds on every site it fits in its area. */
  @Optional() @Id() siteId?: string;
  @Area() area: string;
  @OneOf(MEASURES) measure: string;
  /** Of a SUSPEND: 停工, 停课, 停业 or 停运. Two of them on one site are two measures. */
  @Optional() @OneOf(SUSPEND_SCOPES) scope?: string;
  @OneOf(MEASURE_STATES) state: string;
  /** In force, done and verified by another. */
  @Flag() closed: boolean;
  @Instant() orderedAt: string;
  @Id() orderedBy: string;
  @Optional() @Instant() executedAt?: string;
  @Optional() @Id() executedBy?: string;
  @Optional() @Instant() verifiedAt?: string;
  @Optional() @Id() verifiedBy?: string;
  @Optional() @Instant() liftOrderedAt?: string;
  /** Whoever ordered the lifting does not do it. */
  @Optional() @Id() liftOrderedBy?: string;
  /** The order that lifts it, where its lifting was ordered from above: it is reported on the duty of that order. */
  @Optional() @Id() liftOrderId?: string;
  @Optional() @Instant() liftedAt?: string;
  /** Of the place opened again. */
  @Optional() @ListOf(() => EvidenceRef, 10) liftEvidence?: EvidenceRef[];
  @Optional() @FreeText() reason?: string;
  /** Why it was sent back last. */
  @Optional() @FreeText() returnedBecause?: string;
  @ListOf(() => EvidenceRef, 10) evidence: EvidenceRef[];
  @Whole(1, 1440) patrolEvery: number;
  @Optional() @Instant() patrolDueAt?: string;
  @Whole() patrolsMissed: number;
  @Optional() @Nested(() => MeasurePatrolView) patrol?: MeasurePatrolView;
  @Optional() @Nested(() => MeasureReview) review?: MeasureReview;
}
export class MeasurePage { @ListOf(() => MeasureView, 500) items: MeasureView[]; @Optional() @Text(80) nextCursor?: string }
export class ListMeasuresInput extends GridPage { @Optional() @Id() site?: string; @Optional() @OneOf(MEASURE_STATES) state?: string; /** Those begun on the ground that nobody above has looked at yet. */ @Optional() @QueryFlag() unreviewed?: boolean }
export const ListMeasures = defineOperation({ name: 'grid.measure.list', http: 'GET /api/measures', summary: 'Measures on sites: nothing counts as closed before it is verified.', input: ListMeasuresInput, output: MeasurePage, roles: ['*'], write: false, example: { area: '410171561' } });
export class MeasureById { @Id() id: string }
export const GetMeasure = defineOperation({ name: 'grid.measure.get', http: 'GET /api/measures/:id', summary: 'One measure.', input: MeasureById, output: MeasureView, roles: ['*'], write: false, example: { id: AN_ID } });

// ---- the board
export class SiteDepth { @Whole(0, 2000) cm: number; @Instant() at: string; @OneOf(['gauge', 'patrol']) source: string; @Whole() ageMinutes: number }
export class ClosureRow {
  @Id() siteId: string;
  @Area() area: string;
  @Text(200) name: string;
  @Text(200) nameEn: string;
  @OneOf(SITE_KINDS) kind: string;
  @Optional() @Whole(0, 2000) closeAtCm?: number;
  @OneOf(SHOWN) shown: string;
  /** The newest depth lies at or above the threshold and has not fallen below the clear level since. */
  @Flag() flooded: boolean;
  @Optional() @Nested(() => SiteDepth) depth?: SiteDepth;
  @Flag() patrolOverdue: boolean;
  @Optional() @Id() conflictId?: string;
  /** What is in force or under way on it, oldest first. */
  @ListOf(() => MeasureView, 20) measures: MeasureView[];
}
export class ClosurePage { @Instant() at: string; @ListOf(() => ClosureRow, 200) items: ClosureRow[]; @Optional() @Text(80) nextCursor?: string }
export class ClosureBoardInput { @Optional() @Area() area?: string; @Optional() @OneOf(SITE_KINDS) kind?: string; @Optional() @OneOf(SHOWN) shown?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export const ClosureBoard = defineOperation({ name: 'grid.closure.board', http: 'GET /api/closures', summary: 'All sites by state: under water and not verified closed first, then not closed, patrol overdue, unknown, closed, the rest.', input: ClosureBoardInput, output: ClosurePage, roles: ['*'], write: false, example: { area: '410171561' } });
export class ClosureCount { @Area() area: string; @Whole() flooded: number; @Whole() notClosed: number; @Whole() patrolOverdue: number; @Whole() closed: number; /** Nobody hears what stands there. */ @Whole() unknown: number; @Whole() open: number }
export class ClosureCounts { @Instant() at: string; @ListOf(() => ClosureCount, 200) items: ClosureCount[] }
export class ClosureCountsInput { @Optional() @Area() area?: string }
export const CountClosures = defineOperation({ name: 'grid.closure.counts', http: 'GET /api/closures/counts', summary: 'How many sites are in which state, by street.', input: ClosureCountsInput, output: ClosureCounts, roles: ['*'], write: false, example: {} });

/** One it applies to: a site of a fitting kind, or an enterprise of the directory. */
export class UnderAreaMeasure { @Id() id: string; @Area() area: string; @Text(200) name: string; @Text(200) nameEn: string; /** Absent: an enterprise. */ @Optional() @OneOf(SITE_KINDS) kind?: string }
export class AreaMeasureRow { @Nested(() => MeasureView) measure: MeasureView; /** How many it applies to; the first 200 by name. */ @Whole() applies: number; @ListOf(() => UnderAreaMeasure, 200) to: UnderAreaMeasure[] }
export class AreaMeasurePage { @Instant() at: string; @ListOf(() => AreaMeasureRow, 100) items: AreaMeasureRow[]; @Optional() @Text(80) nextCursor?: string }
export class ListAreaMeasuresInput { @Optional() @Area() area?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 100) limit?: number }
export const ListAreaMeasures = defineOperation({ name: 'grid.closure.areas', http: 'GET /api/closures/areas', summary: 'Measures in force over areas (停课 in a street), oldest first, each with the sites and enterprises it applies to.', input: ListAreaMeasuresInput, output: AreaMeasurePage, roles: ['*'], write: false, example: { area: '410171561' } });

export class MeasureFigure { @Area() area: string; @OneOf(SITE_KINDS) kind: string; @Whole() ordered: number; @Whole() closed: number; @Optional() @Decimal(0) medianMinutes?: number; @Optional() @Decimal(0) p95Minutes?: number }
export class MeasureFigureTotal { @Whole() ordered: number; @Whole() closed: number; @Optional() @Decimal(0) medianMinutes?: number; @Optional() @Decimal(0) p95Minutes?: number }
export class MeasureFigures { @Instant() from: string; @Instant() to: string; @Nested(() => MeasureFigureTotal) total: MeasureFigureTotal; @ListOf(() => MeasureFigure, 1000) items: MeasureFigure[] }
export class MeasureFiguresInput { @Optional() @Area() area?: string; @Optional() @Instant() from?: string; @Optional() @Instant() to?: string }
export const ReadMeasureFigures = defineOperation({ name: 'grid.measure.figures', http: 'GET /api/measures/figures', summary: 'Minutes from ordered to verified closed, median and 95th percentile, of measures that keep people out of their site, by street and kind of site; 30 days unless asked otherwise.', input: MeasureFiguresInput, output: MeasureFigures, roles: ['*'], write: false, example: { area: '410171561' } });

// ---- acts on one measure
export class ExecuteMeasureInput extends MeasureById { @Ids(10, 1) evidence: string[]; @Optional() @Instant() at?: string; @Optional() @FreeText() note?: string }
export class ReturnMeasureInput extends MeasureById { @FreeText() reason: string }
export class PatrolMeasureInput extends MeasureById { /** `open`: people still get through. */ @OneOf(SITE_CLAIMS) found: string; @Optional() @Instant() at?: string; @Optional() @Whole(0, 2000) depthCm?: number; @Optional() @FreeText() note?: string; @Optional() @Ids(10) evidence?: string[] }
export class PatrolEveryInput extends MeasureById { @Whole(1, 1440) minutes: number }
export class ReviewMeasureInput extends MeasureById { @OneOf(['approved', 'returned']) verdict: string; @Optional() @FreeText() reason?: string }
export class LiftMeasureInput extends MeasureById { @Ids(10, 1) evidence: string[]; @Optional() @Instant() at?: string }
export class ProtectSiteInput { @Id() id: string; @OneOf(PROTECTIONS) measure: string; /** Of a SUSPEND; without it the usual one of the site's kind. */ @Optional() @OneOf(SUSPEND_SCOPES) scope?: string; @FreeText() reason: string; @Optional() @Nested(() => GeoPoint) position?: GeoPoint; @Optional() @FreeText() noPositionReason?: string; @Optional() @Ids(10) evidence?: string[]; @Optional() @Instant() at?: string }

const act = (verb: string, summary: string, input: new () => object, roles: readonly (typeof VERIFYING[number] | 'post-holder')[], example: object) =>
  defineOperation({ name: `grid.measure.${verb}`, http: `POST /api/measures/:id/${verb}`, summary, input, output: MeasureView, roles, write: true, example: { id: AN_ID, ...example } });
export const ExecuteMeasure = act('execute', 'Done, with a photo: a protection begun without one, or a measure that did not hold. What has an open duty is reported there.', ExecuteMeasureInput, ON_THE_GROUND, { evidence: [AN_ID] });
export const VerifyMeasure = act('verify', 'A second person has seen that it is closed.', MeasureById, VERIFYING, {});
export const ReturnMeasure = act('return', 'It does not hold: back to whoever does it, with the reason.', ReturnMeasureInput, VERIFYING, { reason: '围挡未封严，仍有车辆驶入' });
export const PatrolMeasure = act('patrol', 'A closed site was looked at; any post of the area may.', PatrolMeasureInput, ['inspector', ...ON_THE_GROUND], { found: 'closed', depthCm: 32 });
export const SetPatrolInterval = act('patrol-every', 'How often the closed site is looked at; 30 minutes unless said.', PatrolEveryInput, OVER, { minutes: 15 });
export const ReviewMeasure = act('review', 'Approve what the ground did by itself, or send it back with a reason; it stays in force either way.', ReviewMeasureInput, OVER, { verdict: 'approved' });
export const OrderMeasureLift = act('order-lift', 'Order the lifting of one measure; somebody else does it.', ReturnMeasureInput, OVER, { reason: '水已退，路面无损' });
export const LiftMeasure = act('lift', 'Opened again, with a photo, by another than who ordered it.', LiftMeasureInput, ON_THE_GROUND, { evidence: [AN_ID] });
export const ProtectSite = defineOperation({ name: 'grid.site.protect', http: 'POST /api/sites/:id/protect', summary: 'Close or empty a site in one step, without an order: in force at once, shown to those above, reviewed later.', input: ProtectSiteInput, output: MeasureView, status: 201, roles: ON_THE_GROUND, write: true, example: { id: AN_ID, measure: 'CLOSE', reason: '积水超过车轮', noPositionReason: '室内' } });

// ---- what people say, and where they contradict
export class StateSiteInput { @Id() id: string; @OneOf(SITE_CLAIMS) claim: string; /** How deep the water stands there, measured or judged by eye. */ @Optional() @Whole(0, 2000) depthCm?: number; @Optional() @Instant() at?: string; @Optional() @FreeText() note?: string }
export class StatementView { @Id() id: string; @Id() siteId: string; @Area() area: string; @OneOf(SITE_CLAIMS) claim: string; @Text(20) source: string; @Id() by: string; @Instant() at: string; @Instant() receivedAt: string; @Optional() @FreeText() note?: string }
export const StateSite = defineOperation({ name: 'grid.site.state', http: 'POST /api/sites/:id/state', summary: 'Say that a site is closed, or that people still get through, and how deep the water stands; kept beside what others say.', input: StateSiteInput, output: StatementView, status: 201, roles: ['inspector', ...ON_THE_GROUND], write: true, example: { id: AN_ID, claim: 'open', note: '仍有行人通过' } });
export class ConflictView {
  @Id() id: string; @Id() siteId: string; @Area() area: string; @OneOf(['open', 'settled']) state: string;
  /** Street, or zone, whose officer stands above both. */
  @Area() owner: string; @Optional() @Id() ownerId?: string;
  @Instant() openedAt: string;
  @ListOf(() => StatementView, 100) statements: StatementView[];
  @Optional() @OneOf(SITE_CLAIMS) claim?: string; @Optional() @FreeText() reason?: string; @Optional() @Id() settledBy?: string; @Optional() @Instant() settledAt?: string;
}
export class ConflictPage { @ListOf(() => ConflictView, 200) items: ConflictView[]; @Optional() @Text(80) nextCursor?: string }
export class ListConflictsInput { @Optional() @Area() area?: string; @Optional() @OneOf(['open', 'settled']) state?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export class SettleConflictInput { @Id() id: string; @OneOf(SITE_CLAIMS) claim: string; @FreeText() reason: string }
export const ListConflicts = defineOperation({ name: 'grid.conflict.list', http: 'GET /api/conflicts', summary: 'Contradictions about sites, newest first, with everything that was said.', input: ListConflictsInput, output: ConflictPage, roles: ['*'], write: false, example: { state: 'open' } });
export const SettleConflict = defineOperation({ name: 'grid.conflict.settle', http: 'POST /api/conflicts/:id/settle', summary: 'The common superior says which is true, with the reason.', input: SettleConflictInput, output: ConflictView, roles: OVER, write: true, example: { id: AN_ID, claim: 'open', reason: '监控显示仍有车辆通行' } });
