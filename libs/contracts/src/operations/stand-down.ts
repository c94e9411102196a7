import { LEVELS, MEASURES, STAGES, SUSPEND_SCOPES } from '../codes.js';
import { EVACUATION_CAUSES } from '../evacuation.js';
import { Addressee, AreaCount, Quantity, Unaddressable } from '../events/command.js';
import { Area, Flag, FreeText, Id, Ids, Instant, ListOf, Nested, OneOf, Optional, QueryWhole, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';
import { IncidentView } from './command.js';

/** 解除清单: what is still in force, each with its own lift order. Requirement C20, feature row 95. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const CALLED = ['commander', 'duty-officer'] as const;
export class LiftOfMeasure { @Id() orderId: string; @OneOf(STAGES) state: string }
export class MeasureInForce {
  @Id() orderId: string;
  @OneOf(MEASURES) measure: string;
  @Optional() @OneOf(SUSPEND_SCOPES) scope?: string;
  @Area() area: string;
  @Optional() @Id() siteId?: string;
  @Nested(() => Addressee) addressee: Addressee;
  @Text(2000) textZh: string;
  @Text(2000) textEn: string;
  /** How far the measure has come; what is not reported yet is withdrawn, not lifted. */
  @OneOf(STAGES) state: string;
  @Instant() issuedAt: string;
  /** It was verified, and the ground found since that it does not hold. */
  @Optional() @Flag() broken?: boolean;
  @Optional() @Nested(() => LiftOfMeasure) lift?: LiftOfMeasure;
}
/** Begun on the ground without an order; lifted by its own act on the measure. */
export class GroundInForce { @Id() measureId: string; @OneOf(MEASURES) measure: string; @Optional() @OneOf(SUSPEND_SCOPES) scope?: string; @Area() area: string; @Id() siteId: string; @Id() begunBy: string; @FreeText() reason: string; @Instant() begunAt: string; @OneOf(['executing', 'reported', 'verified']) state: string; @Flag() lifting: boolean }
export class WarningInForce { @Id() id: string; @Text(20) colour: string; @Text(40) hazard: string; @Text(300) issuer: string; @Instant() expiresAt: string }
export class LevelInForce { @Area() area: string; @OneOf(LEVELS) level: string }
/** An evacuation of whatever cause: open, or lifted with people not home yet. `away` left and is not known to be back, `waiting` has still to leave; `ends` says what ends it: its own lift, the lift of every order or measure that asked for it, or allowing the return and closing the ledger. */
export class EvacuationInForce { @Id() evacuationId: string; @Area() area: string; @Optional() @Id() siteId?: string; @OneOf(EVACUATION_CAUSES) cause: string; @OneOf(['open', 'lifted']) state: string; @Instant() openedAt: string; @Whole() planned: number; @Whole() waiting: number; @Whole() away: number; @OneOf(['lift', 'lift-order', 'return']) ends: string }
/** A team or a depot that is out on an order which leaves no measure behind: it ends verified by another, or withdrawn. */
export class CommitmentInForce { @Id() orderId: string; @OneOf(['mission', 'requisition']) kind: string; @OneOf(MEASURES) measure: string; @Area() area: string; @Optional() @Id() siteId?: string; @Nested(() => Addressee) addressee: Addressee; @OneOf(STAGES) state: string; @Instant() issuedAt: string; @Optional() @Nested(() => Quantity) quantity?: Quantity; @OneOf(['verify', 'withdraw']) ends: string }
/** What posts were told, by sub-district (or zone): `open` is not reported yet and ends by being reported or with the incident's tasks; `unverified` is reported and waits for a second person, which holds nothing. */
export class TasksInForce { @Area() area: string; @Whole() open: number; @Whole() unverified: number }
/** `peopleAway` is of the evacuations in force; `missions` and `requisitions` are the commitments; `tasks` and `unverified` are all of the tasks. */
export class StandDownCounts { @Whole() measures: number; @Whole() lifting: number; @Whole() evacuations: number; @Whole() peopleAway: number; @Whole() missions: number; @Whole() requisitions: number; @Whole() tasks: number; @Whole() unverified: number; @Whole() warnings: number; @Whole() levels: number; @Whole() decisions: number }
export class StandDownList {
  @Optional() @Nested(() => IncidentView) incident?: IncidentView;
  @Nested(() => StandDownCounts) counts: StandDownCounts;
  @ListOf(() => WarningInForce, 200) warnings: WarningInForce[];
  @ListOf(() => LevelInForce, 500) levels: LevelInForce[];
  @ListOf(() => GroundInForce, 200) ground: GroundInForce[];
  @ListOf(() => EvacuationInForce, 200) evacuations: EvacuationInForce[];
  @ListOf(() => TasksInForce, 100) tasks: TasksInForce[];
  @ListOf(() => CommitmentInForce, 200) commitments: CommitmentInForce[];
  @ListOf(() => MeasureInForce, 500) items: MeasureInForce[];
  @Optional() @Text(400) nextCursor?: string;
}
export class ListStandDownInput { @Optional() @Area() area?: string; /** Narrowed to one incident: its measures and levels, warnings and decisions over its areas. */ @Optional() @Id() incident?: string; @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }
export const ListStandDown = defineOperation({
  name: 'command.stand-down.list', http: 'GET /api/stand-down', summary: 'What is still in force: measures with their lift orders, evacuations with the people away, teams and depots out, open tasks of posts, levels, warnings, open decisions; each with its own way to end it. Lowering a level empties none of it.',
  input: ListStandDownInput, output: StandDownList, roles: ['*'], write: false, example: { area: '410171561' },
});

export class LiftOrdersInput { @Ids(200, 1) orders: string[]; @FreeText() reason: string }
export class LiftedPair { @Id() orderId: string; @Id() liftOrderId: string }
export class LiftOrdersOutcome { @Id() orderSetId: string; @ListOf(() => LiftedPair, 200) orders: LiftedPair[]; @ListOf(() => Unaddressable, 200) unaddressable: Unaddressable[] }
export const LiftOrders = defineOperation({
  name: 'command.stand-down.lift', http: 'POST /api/stand-down/lift', summary: 'Issue one lift order for each of these measures; each stays in force until its lift was done and verified by another.',
  input: LiftOrdersInput, output: LiftOrdersOutcome, status: 201, roles: ['commander', 'duty-officer', 'sub-district-officer'], write: true, example: { orders: [AN_ID], reason: '水位回落，路面积水已排除' },
});

export class EndTasksInput { /** The incident. */ @Id() id: string; /** Only tasks in here. */ @Optional() @Area() area?: string; /** Only those of one order set. */ @Optional() @Id() orderSetId?: string; @FreeText() reason: string }
export class EndedTasks { @Id() incidentId: string; @Whole() ended: number; @ListOf(() => AreaCount, 100) perArea: AreaCount[]; /** So many stay, being issued from above the caller. */ @Optional() @Whole() above?: number }
export const EndTasks = defineOperation({
  name: 'command.stand-down.end-tasks', http: 'POST /api/incidents/:id/end-tasks', summary: 'End in one act what posts were told in this incident and have not reported: packets and orders that leave no measure in force. Each addressee is told, with the reason; what is reported stays and can still be verified, and so does what was issued from above the caller.',
  input: EndTasksInput, output: EndedTasks, roles: ['commander', 'duty-officer'], write: true, example: { id: AN_ID, area: '410171561', reason: '降雨结束，各岗位撤收' },
});

export class CloseIncidentInput { @Id() id: string; @FreeText() reason: string }
export const CloseIncident = defineOperation({
  name: 'command.incident.close', http: 'POST /api/incidents/:id/close', summary: 'Stand down, by the holder of the commander seat (of the deputy seat while that is vacant): refused (409) while anything of the stand-down list is in force.', input: CloseIncidentInput, output: IncidentView,
  roles: CALLED, write: true, example: { id: AN_ID, reason: '降雨结束，各项管控已解除' },
});
