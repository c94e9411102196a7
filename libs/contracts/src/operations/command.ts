import { IsObject } from 'class-validator';
import { ADDRESSEE_KINDS, ATTENTION_KINDS, COLOURS, FORCES, LEVELS, MEASURES, ORDERED_MEASURES, STAGES, SUSPEND_SCOPES } from '../codes.js';
import { Addressee, AreaCount, DECISION_STATES, MissingSignature, ObservedLevel, Quantity, RankedPlan, Signature, Unaddressable, WARNING_STATES } from '../events/command.js';
import { Area, Areas, Decimal, Flag, FreeText, Id, Ids, Instant, ListOf, Nested, OneOf, Optional, QueryFlag, QueryWhole, Sha256, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';
import { CorrectionView } from './forms.js';

const AN_ID = '018f0000-0000-7000-8000-000000000001';
const CALLED = ['commander', 'duty-officer'] as const;
const WATCHING = [...CALLED, 'auditor'] as const;
const ISSUERS = [...CALLED, 'sub-district-officer'] as const;
export const ORDER_STATES = [...STAGES, 'withdrawn', 'superseded'] as const;

export class CommandPage { @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }
export class CommandById { @Id() id: string }
/** As of which event of the stream the read copies were counted. */
export class CountedAsOf { @Text(80) event: string; @Whole() seq: number; @Instant() at: string }
export class PersonRef { @Id() userId: string; @Text(200) name: string }

// ---- incidents
export class IncidentView { @Id() id: string; @Area() zone: string; /** The zone, or streets of it. */ @Areas(100) areas: string[]; @Text(200) name: string; @OneOf(['open', 'closed']) state: string; @Instant() openedAt: string; @Optional() @Instant() closedAt?: string }
export class IncidentPage { @ListOf(() => IncidentView, 500) items: IncidentView[]; @Optional() @Text(400) nextCursor?: string }
export class OpenIncidentInput { @Text(200) name: string; /** Streets it runs over; the zone where none is named. */ @Optional() @Areas(100) areas?: string[] }
export class IncidentLine extends IncidentView {
  /** Highest level it holds over a street now. */
  @Optional() @OneOf(LEVELS) level?: string;
  @Whole() streetsAtLevel: number;
  /** Orders neither verified nor ended, and those of them with an arrow overdue. */
  @Whole() ordersOpen: number;
  @Whole() ordersOverdue: number;
  @Whole() measures: number;
}
export class IncidentBoard { @ListOf(() => IncidentLine, 500) items: IncidentLine[] }
export const ListIncidents = defineOperation({ name: 'command.incident.list', http: 'GET /api/incidents', summary: 'Flood emergencies of the zone, newest first.', input: CommandPage, output: IncidentPage, roles: ['*'], write: false, example: {} });
export const ReadIncidentBoard = defineOperation({ name: 'command.incident.board', http: 'GET /api/incidents/board', summary: 'Every open incident with its level and what is to be done in it.', output: IncidentBoard, roles: ['*'], write: false });
export const OpenIncident = defineOperation({ name: 'command.incident.open', http: 'POST /api/incidents', summary: 'Open an incident before any level is raised. Several may run; acts over an area where more than one does name theirs.', input: OpenIncidentInput, output: IncidentView, status: 201, roles: CALLED, write: true, example: { name: '7月强降雨' } });

// ---- warnings
export class WarningView {
  @Id() id: string;
  @Id() alertId: string;
  @Text(300) issuer: string;
  @Text(60) hazard: string;
  @OneOf(COLOURS) colour: string;
  @Areas() areas: string[];
  @OneOf(WARNING_STATES) state: string;
  @Text(400) headline: string;
  @Instant() sent: string;
  @Instant() receivedAt: string;
  @Instant() expiresAt: string;
}
export class WarningMessageView {
  @Id() alertId: string;
  @OneOf(['signal', 'cancel']) kind: string;
  @Optional() @OneOf(COLOURS) colour?: string;
  @Text(400) headline: string;
  @Instant() sent: string;
  @Instant() receivedAt: string;
  @Sha256() digest: string;
}
export class WarningDetail extends WarningView { @ListOf(() => WarningMessageView, 500) messages: WarningMessageView[]; @Sha256() digest: string }
export class WarningPage { @ListOf(() => WarningView, 500) items: WarningView[]; @Optional() @Text(400) nextCursor?: string }
export class ListWarningsInput extends CommandPage { @Optional() @QueryFlag() active?: boolean; @Optional() @Area() area?: string }
export const ListWarnings = defineOperation({ name: 'command.warning.list', http: 'GET /api/warnings', summary: 'Warnings, newest first; `active=true` for those in force.', input: ListWarningsInput, output: WarningPage, roles: ['*'], write: false, example: { active: true } });
export const ReadWarning = defineOperation({ name: 'command.warning.get', http: 'GET /api/warnings/:id', summary: 'One warning with all messages of its life.', input: CommandById, output: WarningDetail, roles: ['*'], write: false, example: { id: AN_ID } });

// ---- decisions
export class HopView { @Instant() at: string; @Id() from: string; @Id() to: string; @Text(40) reason: string }
export class ProposalView { @OneOf(LEVELS) level: string; @Text(80) planVersion: string; @Areas() areas: string[]; @Id() proposedBy: string; @ListOf(() => MissingSignature, 5) missing: MissingSignature[] }
export class DecisionView {
  @Id() id: string;
  /** What opened it: a red or orange warning, or gauges that met a level. */
  @OneOf(['warning', 'observation']) cause: string;
  @Optional() @Id() warningId?: string;
  @Optional() @OneOf(COLOURS) colour?: string;
  @Optional() @Nested(() => ObservedLevel) observed?: ObservedLevel;
  @Text(60) hazard: string;
  @Areas() areas: string[];
  /** Where it raised a level already; `areas` are what is left to decide then. */
  @Optional() @Areas() raisedAreas?: string[];
  @OneOf(DECISION_STATES) state: string;
  /** Absent while nobody holds command. */
  @Optional() @Nested(() => PersonRef) owner?: PersonRef;
  @Instant() openedAt: string;
  @Instant() dueAt: string;
  /** True where every alternate was silent: it stays here, visible. */
  @Flag() exhausted: boolean;
  @ListOf(() => HopView, 1000) hops: HopView[];
  /** Ranked as things stand, or as they stood when the choice was made. */
  @ListOf(() => RankedPlan, 200) plans: RankedPlan[];
  @ListOf(() => Signature, 5) signatures: Signature[];
  @Optional() @Nested(() => ProposalView) proposal?: ProposalView;
  @Optional() @FreeText() reason?: string;
  @Optional() @Instant() reviewAt?: string;
  @Optional() @Id() decidedBy?: string;
  @Optional() @Instant() decidedAt?: string;
  @Optional() @Id() orderSetId?: string;
}
export class DecisionPage { @ListOf(() => DecisionView, 500) items: DecisionView[]; @Optional() @Text(400) nextCursor?: string }
export class ListDecisionsInput extends CommandPage { @Optional() @OneOf(DECISION_STATES) state?: string; @Optional() @Id() warningId?: string; /** Of held ones, only those that will be looked at again. */ @Optional() @QueryFlag() review?: boolean }
export class ChooseLevelInput { @Id() id: string; @OneOf(LEVELS) level: string; @Optional() @Id() incidentId?: string; @Optional() @Text(80) planVersion?: string; @Optional() @Areas(100, 1) areas?: string[] }
export class LevelPreview {
  @Whole() orders: number;
  @Whole() posts: number;
  @ListOf(() => Unaddressable, 10_000) unaddressable: Unaddressable[];
  @ListOf(() => AreaCount, 100) perArea: AreaCount[];
  @Optional() @Nested(() => CountedAsOf) asOf?: CountedAsOf;
  @OneOf(LEVELS) level: string;
  @Text(80) planVersion: string;
  @Areas() areas: string[];
  /** Packets of a lower level that this one would replace. */
  @Whole() supersedes: number;
  /** Lift orders under way that would end: what they would open is to be closed. */
  @Optional() @Whole() liftsEnded?: number;
  /** Notices the plan sends to everyone there; they order nobody. */
  @Optional() @Whole() notices?: number;
  /** Streets at this level or above already: nothing is raised and nothing issued there. */
  @Areas() inForce: string[];
}
export class DecisionOutcome { @OneOf(DECISION_STATES) state: string; @ListOf(() => Signature, 5) signatures: Signature[]; @ListOf(() => MissingSignature, 5) missing: MissingSignature[]; @Optional() @Id() orderSetId?: string; @Optional() @Whole() orders?: number; /** Areas of the decision that were not raised: it stays open over them. */ @Optional() @Areas() left?: string[] }
export class HoldDecisionInput { @Id() id: string; @FreeText() reason: string; @Instant() reviewAt: string }
const CHOICE = { id: AN_ID, level: 'IV' };
export const ListDecisions = defineOperation({ name: 'command.decision.list', http: 'GET /api/decisions', summary: 'Decisions with owner, clock, hops and the ranked plans.', input: ListDecisionsInput, output: DecisionPage, roles: WATCHING, write: false, example: { state: 'open' } });
export const ReadDecision = defineOperation({ name: 'command.decision.get', http: 'GET /api/decisions/:id', summary: 'One decision.', input: CommandById, output: DecisionView, roles: WATCHING, write: false, example: { id: AN_ID } });
export const PreviewDecision = defineOperation({ name: 'command.decision.preview', http: 'POST /api/decisions/:id/preview', summary: 'Would send n orders to m posts, k without a holder; changes nothing.', input: ChooseLevelInput, output: LevelPreview, roles: WATCHING, write: false, example: CHOICE });
export const RaiseDecision = defineOperation({ name: 'command.decision.raise', http: 'POST /api/decisions/:id/raise', summary: "Raise a level; counts as the caller's signature where the rank suffices, else it awaits signatures.", input: ChooseLevelInput, output: DecisionOutcome, roles: CALLED, write: true, example: CHOICE });
export const ConfirmDecision = defineOperation({ name: 'command.decision.confirm', http: 'POST /api/decisions/:id/confirm', summary: 'Sign the proposed level.', input: CommandById, output: DecisionOutcome, roles: CALLED, write: true, example: { id: AN_ID } });
export const AnswerDecision = defineOperation({ name: 'command.decision.answer', http: 'POST /api/decisions/:id/in-force', summary: 'The level that is asked for is in force over all its areas already: red Ⅰ, orange Ⅱ, of gauges the level they met.', input: CommandById, output: DecisionView, roles: CALLED, write: true, example: { id: AN_ID } });
export const HoldDecision = defineOperation({ name: 'command.decision.hold', http: 'POST /api/decisions/:id/hold', summary: 'Do not raise, with a reason and a time to look again.', input: HoldDecisionInput, output: DecisionView, roles: CALLED, write: true, example: { id: AN_ID, reason: '雨带南移，暂不启动', reviewAt: '2031-07-19T23:30:00+08:00' } });

// ---- levels
/** An arrow of the orders a warning led to: when the last of them reached it, and minutes from the warning to then; neither while one is open. */
export class LagArrow { @OneOf(STAGES) stage: string; @Optional() @Instant() at?: string; @Optional() @Decimal(0) minutes?: number }
/** Warning received → level in force, and how far its orders have come; facts, each with its own instant. */
export class LagView {
  @Id() warningId: string;
  @OneOf(COLOURS) colour: string;
  @OneOf(LEVELS) level: string;
  @Areas() areas: string[];
  @Instant() receivedAt: string;
  @Instant() decidedAt: string;
  @Instant() raisedAt: string;
  @Instant() firstOrderAt: string;
  /** Set once every order of the set was acknowledged, once every one was verified. */
  @Optional() @Instant() allAcknowledgedAt?: string;
  @Optional() @Instant() allVerifiedAt?: string;
  @ListOf(() => LagArrow, 6) arrows: LagArrow[];
  @Decimal(0) minutes: number;
}
export class LevelView { @Area() area: string; @OneOf([...LEVELS, 'none']) level: string; @Optional() @Id() levelId?: string; @Optional() @Id() incidentId?: string; @Optional() @Text(80) planVersion?: string; @Optional() @Instant() since?: string }
export class LagYardstick { @Whole() goodPracticeMinutesFrom: number; @Whole() goodPracticeMinutesTo: number; @Whole() zz720Minutes: number }
/** Lag of the warnings answered in one street in one flood season (a Beijing calendar year). */
export class SeasonLag { @Area() area: string; @Whole(1900, 2200) season: number; @Whole(1) n: number; @Decimal(0) p50: number; @Decimal(0) p95: number }
export class LevelList { @ListOf(() => LevelView, 500) items: LevelView[]; @ListOf(() => LagView, 200) lags: LagView[]; @Optional() @Decimal(0) lagP50?: number; @Optional() @Decimal(0) lagP95?: number; @ListOf(() => SeasonLag, 500) seasons: SeasonLag[]; @Nested(() => LagYardstick) yardstick: LagYardstick; @Whole() measuresInForce: number; @Optional() @Text(400) nextCursor?: string }
export class ListLevelsInput { @Optional() @Area() area?: string }
export class LevelChangeView {
  @Id() id: string;
  @OneOf(['raised', 'lowered']) kind: string;
  @Areas() areas: string[];
  @OneOf([...LEVELS, 'none']) level: string;
  @Optional() @OneOf(LEVELS) previous?: string;
  @Optional() @FreeText() reason?: string;
  @ListOf(() => Signature, 5) signatures: Signature[];
  @Instant() at: string;
  @Optional() @Id() decisionId?: string;
  @Optional() @Id() orderSetId?: string;
  @Optional() @Text(80) planVersion?: string;
}
export class LevelHistory { @ListOf(() => LevelChangeView, 500) items: LevelChangeView[]; @Optional() @Text(400) nextCursor?: string }
export class LevelHistoryInput extends CommandPage { @Optional() @Area() area?: string }
export class RaiseLevelInput { @OneOf(LEVELS) level: string; @Optional() @Id() incidentId?: string; @Areas(100, 1) areas: string[]; @Optional() @Text(80) planVersion?: string; @FreeText() reason: string }
export class RaisedLevel { @Id() levelId: string; @OneOf(LEVELS) level: string; @Areas() areas: string[]; @Id() orderSetId: string; @Whole() orders: number; @ListOf(() => Signature, 5) signatures: Signature[] }
export class LowerLevelInput { @OneOf([...LEVELS, 'none']) level: string; @Optional() @Id() incidentId?: string; @Areas(100, 1) areas: string[]; @FreeText() reason: string }
/** Lowering lifts nothing: what is still in force is counted here. */
export class LoweredLevel { @Id() levelId: string; @OneOf([...LEVELS, 'none']) level: string; @OneOf(LEVELS) previous: string; @Areas() areas: string[]; @ListOf(() => Signature, 5) signatures: Signature[]; @Whole() measuresInForce: number }
export const ListLevels = defineOperation({ name: 'command.level.list', http: 'GET /api/levels', summary: 'The response level of every street, with the lag from warning to response.', input: ListLevelsInput, output: LevelList, roles: ['*'], write: false, example: {} });
export const ReadLevelHistory = defineOperation({ name: 'command.level.history', http: 'GET /api/levels/history', summary: 'Every change of level with reason, signers and time.', input: LevelHistoryInput, output: LevelHistory, roles: ['*'], write: false, example: {} });
export const RaiseLevel = defineOperation({ name: 'command.level.raise', http: 'POST /api/levels/raise', summary: 'Raise Ⅳ or Ⅲ without a warning, by one signature; Ⅱ and Ⅰ take two: propose them.', input: RaiseLevelInput, output: RaisedLevel, roles: CALLED, write: true, example: { level: 'IV', areas: ['410171561'], reason: '局地强降雨' } });
export const LowerLevel = defineOperation({ name: 'command.level.lower', http: 'POST /api/levels/lower', summary: 'Lower or end a level; lifts no measure.', input: LowerLevelInput, output: LoweredLevel, roles: CALLED, write: true, example: { level: 'none', areas: ['410171'], reason: '雨情缓解' } });


// ---- orders
export class ArrowView { @OneOf(STAGES) stage: string; @Optional() @Instant() dueAt?: string; /** When the clock asks for the answer, where it is missing then. */ @Optional() @Instant() remindAt?: string; @Optional() @Instant() doneAt?: string; @Optional() @Text(120) by?: string; @Flag() implied: boolean; @Flag() overdue: boolean; @Flag() late: boolean }
export class HandedBack { @Id() by: string; @Instant() at: string; @FreeText() reason: string }
export class OrderView {
  @Id() id: string;
  @Id() orderSetId: string;
  @Id() incidentId: string;
  @OneOf(MEASURES) measure: string;
  @Optional() @OneOf(SUSPEND_SCOPES) scope?: string;
  @Nested(() => Addressee) addressee: Addressee;
  @Area() area: string;
  @Optional() @OneOf(FORCES) force?: string;
  @Optional() @OneOf(LEVELS) level?: string;
  @Optional() @Id() siteId?: string;
  @OneOf(ORDER_STATES) state: string;
  @Text(2100) textZh: string;
  @Text(2100) textEn: string;
  @OneOf(['photo', 'none']) evidence: string;
  @Id() holderId: string;
  @Optional() @Id() deputyId?: string;
  @OneOf(['holder', 'deputy', 'superior']) resolvedTo: string;
  @Id() issuedBy: string;
  /** How high it was issued from: the commander seat 4, the deputy seat 3, any officer of the zone 2, of a street 1. */
  @Optional() @Whole(0, 4) issuerRank?: number;
  @Instant() issuedAt: string;
  @ListOf(() => ArrowView, 6) arrows: ArrowView[];
  @Flag() overdue: boolean;
  /** Passed to the deputy, or given again after it was handed back: when last; `holderId` is who acts now. */
  @Optional() @Instant() passedAt?: string;
  /** Handed back with its reason and not answered by the superior yet. */
  @Optional() @Nested(() => HandedBack) handedBack?: HandedBack;
  /** Steps of the chain that silence has climbed. */
  @Whole(0, 9) escalation: number;
  /** How often a person called the addressee again, and when last. */
  @Optional() @Whole() reminders?: number;
  @Optional() @Instant() remindedAt?: string;
  /** When the clock last asked for an answer before its deadline. */
  @Optional() @Instant() promptedAt?: string;
  @Optional() @Id() supersedes?: string;
  @Optional() @Id() supersededBy?: string;
  @Optional() @FreeText() withdrawnReason?: string;
  @Optional() @Nested(() => Quantity) quantity?: Quantity;
  @Optional() @Id() parentId?: string;
  /** Of a divided order: how many parts count. */
  @Optional() @Whole() parts?: number;
  /** Of a divided order read by itself: how much of its quantity, else how many parts, is nobody's since parts were withdrawn. */
  @Optional() @Decimal(0) unshared?: number;
}
export class OrderPage { @ListOf(() => OrderView, 500) items: OrderView[]; @Optional() @Text(400) nextCursor?: string }
export class ListOrdersInput extends CommandPage {
  @Optional() @OneOf(ORDER_STATES) state?: string;
  @Optional() @Area() area?: string;
  @Optional() @Id() set?: string;
  @Optional() @Id() parent?: string;
  @Optional() @QueryFlag() overdue?: boolean;
  /** Whether a deadline of it was ever missed: overdue now, answered late, or ended after it was overdue. */
  @Optional() @QueryFlag() late?: boolean;
  @Optional() @OneOf(MEASURES) measure?: string;
  @Optional() @OneOf(FORCES) force?: string;
}
export class AddresseeInput { @OneOf(ADDRESSEE_KINDS) kind: string; @Id() id: string; @Optional() @Text(200) name?: string }
export class ArrowMinutes { @Whole(1, 10_080) delivered: number; @Whole(1, 10_080) acknowledged: number; @Whole(1, 10_080) executing: number; @Whole(1, 10_080) reported: number; @Whole(1, 10_080) verified: number }
export class IssueOrderInput { @OneOf(ORDERED_MEASURES) measure: string; /** Of a SUSPEND, what stops; it has to fit the site's kind, and without it the usual one of that kind is meant. */ @Optional() @OneOf(SUSPEND_SCOPES) scope?: string; @Nested(() => AddresseeInput) addressee: AddresseeInput; @Area() area: string; @Optional() @Id() siteId?: string; @Optional() @FreeText(2000) text?: string; @Optional() @Nested(() => ArrowMinutes) minutes?: ArrowMinutes; @Optional() @Id() incidentId?: string;
  /** Order of one's own, or of those below, that this one takes the place of; it must not be reported yet. */
  @Optional() @Id() amends?: string;
  @Optional() @Nested(() => Quantity) quantity?: Quantity;
  /** Reason to put this order in the place of those that contradict it; for who stands above all their issuers. */
  @Optional() @FreeText() override?: string }
export class OrderPart { @Nested(() => AddresseeInput) addressee: AddresseeInput; @Area() area: string; @Optional() @Nested(() => Quantity) quantity?: Quantity; @Optional() @FreeText(2000) text?: string; /** Minutes until it is to be reported; without it the parent's own deadline. */ @Optional() @Whole(1, 10_080) minutes?: number }
export class DivideOrderInput { @Id() id: string; @ListOf(() => OrderPart, 200, 1) parts: OrderPart[] }
export class DividedOrder { @Id() orderSetId: string; @Ids(200) orders: string[] }
export const DivideOrder = defineOperation({
  name: 'command.order.divide', http: 'POST /api/orders/:id/divide', summary: 'Break an order down to areas, posts and persons: quantities add up, every part has somebody to receive it, and the order becomes the roll-up of its parts.',
  input: DivideOrderInput, output: DividedOrder, status: 201, roles: [...ISSUERS, 'post-holder', 'team-leader', 'depot-keeper', 'department-officer', 'dispatcher'], write: true,
  example: { id: AN_ID, parts: [{ addressee: { kind: 'post', id: AN_ID }, area: '410171561901001' }] },
});
export class WithdrawOrderInput { @Id() id: string; @FreeText() reason: string }
export class EscalateOrderInput { @Id() id: string; @FreeText() reason: string }
export const STAGE_GROUPS = ['unit', 'force'] as const;
export class OrderStagesInput { @Optional() @Area() area?: string; @Optional() @Id() set?: string; /** Counts the same once more for each unit whose post was told, or each force. */ @Optional() @OneOf(STAGE_GROUPS) by?: string }
/** One arrow of many orders. `share` = on time / (on time + late + overdue now); absent while no deadline was met or missed. */
export class StageShare { @OneOf(STAGES) stage: string; @Whole() done: number; @Whole() onTime: number; @Whole() late: number; @Whole() overdueNow: number; @Optional() @Decimal(0, 1) share?: number }
/** Orders of one unit or force; without a key those that have none. */
export class StageGroup { @Optional() @Text(200) key?: string; @Whole() orders: number; @ListOf(() => StageShare, 6) stages: StageShare[] }
export class OrderStagesView { @Whole() orders: number; @Instant() at: string; @ListOf(() => StageShare, 6) stages: StageShare[]; @Optional() @ListOf(() => StageGroup, 500) groups?: StageGroup[] }
export class TraceArrow { @OneOf(STAGES) stage: string; @Optional() @Instant() dueAt?: string; @Optional() @Instant() remindAt?: string; @Optional() @Instant() occurredAt?: string; @Optional() @Instant() receivedAt?: string; @Optional() @Text(120) by?: string; @Flag() implied: boolean }
export class TraceEvent { @Text(80) id: string; @Text(120) type: string; @Instant() occurredAt: string; @Instant() receivedAt: string; @Text(120) actor: string; @IsObject() data: object; /** What was said of the entry later, newest last. */ @Optional() @ListOf(() => CorrectionView, 100) corrections?: CorrectionView[] }
export class OrderTrace { @Id() orderId: string; @OneOf(ORDER_STATES) state: string; @ListOf(() => TraceArrow, 6) arrows: TraceArrow[]; @ListOf(() => TraceEvent, 1000) events: TraceEvent[] }
export class StageCount { @OneOf(STAGES) stage: string; @Whole() done: number; @Whole() overdue: number }
export class OrderSetView { @Id() id: string; @Id() incidentId: string; @OneOf(['level', 'single', 'area', 'lift', 'part']) kind: string; @Optional() @OneOf(LEVELS) level?: string; @Optional() @Text(80) planVersion?: string; @Whole() orders: number; @Instant() issuedAt: string; @Id() issuedBy: string; @ListOf(() => StageCount, 6) stages: StageCount[]; @Whole() ended: number; @ListOf(() => Unaddressable, 10_000) unaddressable: Unaddressable[] }
export const ListOrders = defineOperation({ name: 'command.order.list', http: 'GET /api/orders', summary: "Orders inside the caller's areas, newest first.", input: ListOrdersInput, output: OrderPage, roles: ['*'], write: false, example: { overdue: true } });
export const IssueOrder = defineOperation({
  name: 'command.order.issue', http: 'POST /api/orders', summary: 'One order to one addressee.', input: IssueOrderInput, output: OrderView, status: 201, roles: ISSUERS, write: true,
  example: { measure: 'PATROL', addressee: { kind: 'post', id: AN_ID }, area: '410171561901001' },
});
export const ReadOrder = defineOperation({ name: 'command.order.get', http: 'GET /api/orders/:id', summary: 'One order with its six arrows.', input: CommandById, output: OrderView, roles: ['*'], write: false, example: { id: AN_ID } });
export const ReadOrderTrace = defineOperation({ name: 'command.order.trace', http: 'GET /api/orders/:id/trace', summary: 'Every arrow with when it occurred and when command knew, and the events behind it.', input: CommandById, output: OrderTrace, roles: ['*'], write: false, example: { id: AN_ID } });
export const WithdrawOrder = defineOperation({ name: 'command.order.withdraw', http: 'POST /api/orders/:id/withdraw', summary: 'Take an order back; its clock stops.', input: WithdrawOrderInput, output: OrderView, roles: ISSUERS, write: true, example: { id: AN_ID, reason: '险情解除' } });
export const RemindOrder = defineOperation({ name: 'command.order.remind', http: 'POST /api/orders/:id/remind', summary: 'Call the addressee again; refused where the order waits for nobody.', input: CommandById, output: OrderView, roles: ISSUERS, write: true, example: { id: AN_ID } });
export const EscalateOrder = defineOperation({ name: 'command.order.escalate', http: 'POST /api/orders/:id/escalate', summary: 'Tell the next person of the chain now, without waiting for the clock.', input: EscalateOrderInput, output: OrderView, roles: ISSUERS, write: true, example: { id: AN_ID, reason: '隧道水位上涨，等不及' } });
export const ReadOrderStages = defineOperation({ name: 'command.order.stages', http: 'GET /api/order-stages', summary: 'Per arrow: done, on time, late, overdue now and the share on time, of an area or a set, and of each unit or force in it; withdrawn and superseded orders do not count.', input: OrderStagesInput, output: OrderStagesView, roles: ['*'], write: false, example: { area: '410171561', by: 'unit' } });
export const ReadOrderSet = defineOperation({ name: 'command.set.get', http: 'GET /api/order-sets/:id', summary: 'k of n of one act of issuing, stage by stage.', input: CommandById, output: OrderSetView, roles: ['*'], write: false, example: { id: AN_ID } });

// ---- attentions
export class AttentionView { @Id() id: string; @OneOf(ATTENTION_KINDS) kind: string; @Id() about: string; @Text(80) reason: string; @Text(600, 0) message: string; @OneOf(['open', 'closed']) state: string; /** Absent while nobody holds command. */ @Optional() @Nested(() => PersonRef) owner?: PersonRef; @Instant() openedAt: string; @Optional() @Id() closedBy?: string; @Optional() @Instant() closedAt?: string; @Optional() @FreeText() note?: string }
export class AttentionPage { @ListOf(() => AttentionView, 500) items: AttentionView[]; @Optional() @Text(400) nextCursor?: string }
export class ListAttentionsInput extends CommandPage { @Optional() @OneOf(['open', 'closed']) state?: string }
export class CloseAttentionInput { @Id() id: string; @FreeText() note: string }
export const ListAttentions = defineOperation({ name: 'command.attention.list', http: 'GET /api/attentions', summary: 'What was put before the duty officer, by its kind.', input: ListAttentionsInput, output: AttentionPage, roles: WATCHING, write: false, example: { state: 'open' } });
export const CloseAttention = defineOperation({ name: 'command.attention.close', http: 'POST /api/attentions/:id/close', summary: 'Looked at, with a note of what was done.', input: CloseAttentionInput, output: AttentionView, roles: CALLED, write: true, example: { id: AN_ID, note: '已与气象台电话核实并重发' } });
