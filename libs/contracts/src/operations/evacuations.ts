import { EVACUATION_ACTS, EVACUATION_CAUSES, EVACUATION_STATES, EVACUATION_TASKS, EVACUEE_STATES, SHELTER_ZONES, TASK_OUTCOMES, VULNERABLE } from '../evacuation.js';
import { EvacuationCounts } from '../events/evacuations.js';
import { Area, Flag, FreeText, Id, Ids, Instant, ListOf, Nested, OneOf, Optional, QueryFlag, QueryWhole, Strings, Text, Whole } from '../fields.js';
import { defineOperation, type OperationDefinition } from '../operation.js';
import { MeasureReview } from './measures.js';

/** Evacuation ledger 转移台账: row 27, C13, C24. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const LINE = ['sub-district-officer', 'post-holder'] as const;
const OPENERS = ['sub-district-officer', 'commander', 'duty-officer'] as const;
const READERS = [...LINE, 'commander', 'duty-officer', 'department-officer', 'dispatcher', 'inspector', 'team-leader', 'administrator', 'auditor', 'observer'] as const;

export class EvacuationView {
  @Id() id: string; @Area() area: string; @Optional() @Id() siteId?: string; @OneOf(EVACUATION_CAUSES) cause: string; @Ids(200) orderIds: string[]; @Optional() @FreeText() reason?: string; @OneOf(EVACUATION_STATES) state: string;
  @Nested(() => EvacuationCounts) totals: EvacuationCounts; /** Moved beside the register's, by head count. */ @Whole() counted: number; @Whole() openTasks: number; @Instant() openedAt: string; @Optional() @Instant() safeAt?: string; @Optional() @Instant() liftedAt?: string; @Optional() @Instant() closedAt?: string;
  /** Where the ground began it by itself. */
  @Optional() @Nested(() => MeasureReview) review?: MeasureReview;
}
export class EvacuationPage { @ListOf(() => EvacuationView, 200) items: EvacuationView[]; @Optional() @Text(80) nextCursor?: string }
export class ListEvacuationsInput { @Optional() @Area() area?: string; @Optional() @OneOf(EVACUATION_STATES) state?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export class EvacuationById { @Id() id: string }
/** Ledger of one grid: derived totals, never typed. */
export class LedgerView { @Id() id: string; @Area() area: string; @Nested(() => EvacuationCounts) totals: EvacuationCounts; @Whole(1) version: number }
export class EvacuationWithLedgers extends EvacuationView { @ListOf(() => LedgerView, 1000) ledgers: LedgerView[] }
export class OpenEvacuationInput { @Area() area: string; @Optional() @Id() siteId?: string; @FreeText() reason: string }
/** A grid or micro-grid of one's own. */
export class ProtectAreaInput { @Area() area: string; @FreeText() reason: string; @Optional() @Instant() at?: string }
export class ReviewEvacuationInput extends EvacuationById { @OneOf(['approved', 'returned']) verdict: string; @Optional() @FreeText() reason?: string }
export class EvacuationReasonInput extends EvacuationById { @FreeText() reason: string }
export class EnlistPersonsInput extends EvacuationById { @Optional() @Area() area?: string }

export class EvacueeView { @Id() personId: string; @Text(80) name: string; @OneOf(EVACUEE_STATES) state: string; @Strings(new RegExp(`^(${VULNERABLE.join('|')})$`), 7) vulnerable: string[]; @Optional() @Id() shelterId?: string; @Instant() at: string }
export class LedgerHousehold { @Id() householdId: string; @Text(40) code: string; @Area() area: string; @Flag() masked: boolean; @Text(80) head: string; @Text(40) phone: string; @Optional() @Text(200) address?: string; @ListOf(() => EvacueeView, 500) persons: EvacueeView[] }
export class LedgerHouseholdPage { @ListOf(() => LedgerHousehold, 200) items: LedgerHousehold[]; @Optional() @Text(80) nextCursor?: string }
export class ListLedgerInput extends EvacuationById { @Optional() @Area() area?: string; /** Households with somebody in this state. */ @Optional() @OneOf(EVACUEE_STATES) state?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export class EvacuationStep { @OneOf([...EVACUATION_ACTS, 'list']) act: string; @Whole() count: number; @Ids(500) personIds: string[]; @Optional() @FreeText() note?: string; @Optional() @Id() shelterId?: string; @Optional() @Id() by?: string; @Instant() at: string; @Instant() receivedAt: string; /** Said later than something newer: kept, moved nothing. */ @Flag() late: boolean }
export class EvacuationSteps { @ListOf(() => EvacuationStep, 500) items: EvacuationStep[] }
export class HouseholdStepsInput extends EvacuationById { @Id() householdId: string }

/** One of persons, households and an area; `count` is how many of the one household named (已转移 n 人). */
export class EvacuationActInput extends EvacuationById { @Optional() @Ids(2000, 1) personIds?: string[]; @Optional() @Ids(500, 1) householdIds?: string[]; @Optional() @Area() area?: string; @Optional() @Whole(1, 500) count?: number; @Optional() @Instant() at?: string; @Optional() @FreeText(400) note?: string }
export class ArriveAtShelterInput extends EvacuationActInput { /** Absent: elsewhere than in a shelter (分散安置). */ @Optional() @Id() shelterId?: string; @Optional() @OneOf(SHELTER_ZONES) zone?: string }
/** How many changed, how many were so already, and how many the act does not fit, by their state. */
export class NotFittingState { @OneOf(EVACUEE_STATES) state: string; @Whole() count: number }
export class EvacuationActed { @Whole() changed: number; @Whole() unchanged: number; @ListOf(() => NotFittingState, 20) refused: NotFittingState[]; @Nested(() => EvacuationCounts) totals: EvacuationCounts; @Whole() tasks: number }

export const ListEvacuations = defineOperation({ name: 'grid.evacuation.list', http: 'GET /api/evacuations', summary: 'Evacuations of an area with totals derived from their ledgers, newest first.', input: ListEvacuationsInput, output: EvacuationPage, roles: READERS, write: false, example: { area: '410171561', state: 'open' } });
export const GetEvacuation = defineOperation({ name: 'grid.evacuation.get', http: 'GET /api/evacuations/:id', summary: 'One evacuation with the ledger of every grid.', input: EvacuationById, output: EvacuationWithLedgers, roles: READERS, write: false, example: { id: AN_ID } });
export const OpenEvacuation = defineOperation({ name: 'grid.evacuation.open', http: 'POST /api/evacuations', summary: 'Open an evacuation of an area (or one site in it) directly; who lives there by the register is listed at once.', input: OpenEvacuationInput, output: EvacuationWithLedgers, status: 201, roles: OPENERS, write: true, large: true, example: { area: '410171561901', reason: '堤防渗漏' } });
export const ProtectArea = defineOperation({ name: 'grid.evacuation.protect', http: 'POST /api/evacuations/protect', summary: 'Empty one’s own grid in one step, without an order: runs at once, shown to those above, reviewed later.', input: ProtectAreaInput, output: EvacuationWithLedgers, status: 201, roles: ['post-holder'], write: true, large: true, example: { area: '410171561901001', reason: '积水上涨，通行危险' } });
export const ReviewEvacuation = defineOperation({ name: 'grid.evacuation.review', http: 'POST /api/evacuations/:id/review', summary: 'Approve an evacuation the ground began by itself, or send it back with a reason; it runs on either way until it is lifted.', input: ReviewEvacuationInput, output: EvacuationWithLedgers, roles: OPENERS, write: true, example: { id: AN_ID, verdict: 'approved' } });
export const EnlistPersons = defineOperation({ name: 'grid.evacuation.enlist', http: 'POST /api/evacuations/:id/list', summary: 'List who is on the register by now and not yet on the ledger.', input: EnlistPersonsInput, output: EvacuationActed, roles: [...LINE, 'commander', 'duty-officer'], write: true, large: true, example: { id: AN_ID } });
export const ListLedger = defineOperation({ name: 'grid.evacuation.households', http: 'GET /api/evacuations/:id/households', summary: 'The ledger by household, masked outside the grid’s line.', input: ListLedgerInput, output: LedgerHouseholdPage, roles: READERS, write: false, example: { id: AN_ID, area: '410171561901001' } });
export const ListEvacuationSteps = defineOperation({ name: 'grid.evacuation.steps', http: 'GET /api/evacuations/:id/households/:householdId/steps', summary: 'What was done for one household, oldest first.', input: HouseholdStepsInput, output: EvacuationSteps, roles: READERS, write: false, example: { id: AN_ID, householdId: AN_ID } });
const SUMMARY: Record<(typeof EVACUATION_ACTS)[number], string> = {
  notify: 'Told to leave.', move: 'Left (转移): whole households, n of one, or a whole community.', arrive: 'Arrived, counted once a person; at a shelter never above its capacity.', verify: 'Seen in safety by another than who moved or received them.',
  'find-safe': 'Was in safety already.', refuse: 'Refuses to leave (劝离): opens a persuasion task.', 'not-reach': 'Cannot be reached (失联): opens a door check.', return: 'Went back: before the lift an alarm (擅自返回), after it home.', 'allow-return': 'May return; only after the lift.',
};
/** One operation per act, `POST /api/evacuations/:id/<act>`. */
export const EvacuationActs: OperationDefinition[] = EVACUATION_ACTS.map((act) => defineOperation({
  name: `grid.evacuation.${act}`, http: `POST /api/evacuations/:id/${act}`, summary: SUMMARY[act], input: act === 'arrive' ? ArriveAtShelterInput : EvacuationActInput, output: EvacuationActed, roles: act === 'verify' ? [...LINE, 'inspector'] : LINE, write: true, large: true,
  example: { id: AN_ID, householdIds: [AN_ID], ...(act === 'move' ? { count: 2 } : {}), ...(act === 'arrive' ? { shelterId: AN_ID } : {}) },
}));
/** People whom no register names: shoppers, workers, passers-by. What one person says replaces what the same person said of the place before, so that nobody is counted twice. */
export class CountMovedInput extends EvacuationById { @Whole(0, 100_000) n: number; /** Part of the evacuation's place; absent: all of it. */ @Optional() @Area() area?: string; @Optional() @Instant() at?: string; @Optional() @FreeText(400) note?: string }
export const CountMoved = defineOperation({ name: 'grid.evacuation.count', http: 'POST /api/evacuations/:id/count', summary: 'How many people beside those of the register one has moved by now, in all.', input: CountMovedInput, output: EvacuationWithLedgers, roles: LINE, write: true, example: { id: AN_ID, n: 12 } });
/** How the ledger stands where one duty is to be done. */
export class DutyLedger { @Ids(200) evacuationIds: string[]; @Nested(() => EvacuationCounts) totals: EvacuationCounts; @Whole() counted: number }
export class DutyLedgerInput { @Id() id: string }
export const GetDutyLedger = defineOperation({ name: 'grid.evacuation.of-duty', http: 'GET /api/duties/:id/ledger', summary: 'The ledger of an EVACUATE duty: it is reported once nobody is left to be moved, verified once a second person has seen them all in safety.', input: DutyLedgerInput, output: DutyLedger, roles: ['*'], write: false, example: { id: AN_ID } });
export const DeclareSafe = defineOperation({ name: 'grid.evacuation.declare-safe', http: 'POST /api/evacuations/:id/declare-safe', summary: 'Declare all safe: only where every person listed is verified.', input: EvacuationById, output: EvacuationWithLedgers, roles: OPENERS, write: true, example: { id: AN_ID } });
export const LiftEvacuation = defineOperation({ name: 'grid.evacuation.lift', http: 'POST /api/evacuations/:id/lift', summary: 'Lift an evacuation that no order asked for; one that orders asked for is lifted by their lift orders.', input: EvacuationReasonInput, output: EvacuationWithLedgers, roles: OPENERS, write: true, large: true, example: { id: AN_ID, reason: '水已退' } });
export const CloseEvacuation = defineOperation({ name: 'grid.evacuation.close', http: 'POST /api/evacuations/:id/close', summary: 'Close a lifted evacuation from which nobody is away any more.', input: EvacuationById, output: EvacuationWithLedgers, roles: OPENERS, write: true, large: true, example: { id: AN_ID } });

export class EvacuationTask { @Id() id: string; @Id() evacuationId: string; @OneOf(EVACUATION_TASKS) kind: string; @Area() area: string; @Id() householdId: string; @Whole() count: number; @Text(80) head: string; @Text(40) phone: string; @Optional() @Text(200) address?: string; @Flag() masked: boolean; @Optional() @Id() assigneeId?: string; @OneOf(['open', 'done']) state: string; @Instant() openedAt: string; @Optional() @Instant() doneAt?: string; @Optional() @OneOf(TASK_OUTCOMES) outcome?: string; @Optional() @FreeText() note?: string; @Optional() @Id() by?: string }
export class EvacuationTaskPage { @ListOf(() => EvacuationTask, 200) items: EvacuationTask[]; @Optional() @Text(80) nextCursor?: string }
export class ListEvacuationTasksInput { @Optional() @Area() area?: string; @Optional() @QueryFlag() mine?: boolean; @Optional() @OneOf(['open', 'done']) state?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export class FinishEvacuationTaskInput { @Id() id: string; @OneOf(TASK_OUTCOMES.filter((o) => o !== 'settled')) outcome: string; @Optional() @FreeText(400) note?: string }
export const ListEvacuationTasks = defineOperation({ name: 'grid.evacuation.tasks', http: 'GET /api/evacuation-tasks', summary: 'Persuasion, door checks and alarms of an area or one’s own, oldest first.', input: ListEvacuationTasksInput, output: EvacuationTaskPage, roles: READERS, write: false, example: { mine: true, state: 'open' } });
export const FinishEvacuationTask = defineOperation({ name: 'grid.evacuation.finish-task', http: 'POST /api/evacuation-tasks/:id/finish', summary: 'What came of a follow-up; the ledger itself moves by its acts.', input: FinishEvacuationTaskInput, output: EvacuationTask, roles: LINE, write: true, example: { id: AN_ID, outcome: 'still-refuses', note: '老人坚持留守' } });
