import { Event } from '../event.js';
import { EVACUATION_CAUSES, EVACUATION_TASKS, TASK_OUTCOMES } from '../evacuation.js';
import { Area, FreeText, Id, Ids, Instant, Nested, OneOf, Optional, Whole } from '../fields.js';

// Persons are ids here: names, phones and addresses stay with the grid.

/** Persons of one grid by state; planned is all of them. The law of C24 holds in every one of these. */
export class EvacuationCounts {
  @Whole() planned: number; @Whole() listed: number; @Whole() notified: number; @Whole() moved: number; @Whole() arrived: number; @Whole() verified: number; @Whole() returnAllowed: number;
  @Whole() safe: number; @Whole() safeVerified: number; @Whole() refused: number; @Whole() unreachable: number; @Whole() returned: number; @Whole() inShelter: number; @Whole() dispersed: number;
}
/** What happened to persons of one grid, and how its ledger stands after it. Of many persons there are several events with the same totals. */
export class EvacuationFact {
  @Id() evacuationId: string; @Id() ledgerId: string; @Area() area: string; @Whole(1) count: number; @Ids(2000, 1) personIds: string[]; @Nested(() => EvacuationCounts) totals: EvacuationCounts;
  @Optional() @Id() by?: string; @Instant() at: string;
}

@Event('grid.evacuation.opened', 'An evacuation of an area or a site runs: by an order, a protection in the field, or directly.')
export class EvacuationOpened { @Id() evacuationId: string; @Area() area: string; @Optional() @Id() siteId?: string; /** Its order, or the measure begun on the ground without one. */ @Optional() @Id() orderId?: string; @OneOf(EVACUATION_CAUSES) cause: string; @Optional() @FreeText() reason?: string; @Optional() @Id() by?: string; @Instant() at: string; /** Begun on the ground without an order: until when somebody above has to have looked at it. */ @Optional() @Instant() reviewBy?: string }
@Event('grid.evacuation.unapproved', 'Nobody above has looked in time at an evacuation the ground began by itself; it runs on.')
export class EvacuationUnapproved { @Id() evacuationId: string; @Area() area: string; @Optional() @Id() by?: string; @Instant() since: string; @Instant() at: string }
@Event('grid.evacuation.reviewed', 'Somebody above looked at an evacuation the ground began by itself: approved, or sent back with a reason; it is lifted by its own act only.')
export class EvacuationReviewed { @Id() evacuationId: string; @Area() area: string; @OneOf(['approved', 'returned']) verdict: string; @Optional() @FreeText() reason?: string; @Id() by: string; @Instant() at: string }
@Event('grid.evacuation.joined', 'One more order, or measure begun on the ground, asks for an evacuation that runs already; it is lifted when all of them are.')
export class EvacuationJoined { @Id() evacuationId: string; @Area() area: string; @Id() orderId: string; @Instant() at: string }
@Event('grid.evacuation.listed', 'Persons are on the ledger: they have to be in safety.') export class EvacuationListed extends EvacuationFact {}
@Event('grid.evacuation.notified', 'Persons were told to leave.') export class EvacuationNotified extends EvacuationFact {}
@Event('grid.evacuation.moved', 'Persons left, on their way to safety (转移).') export class EvacuationMoved extends EvacuationFact {}
@Event('grid.evacuation.arrived', 'Persons arrived, each counted once: at a shelter (集中), else elsewhere (分散).') export class EvacuationArrived extends EvacuationFact { @Optional() @Id() shelterId?: string }
@Event('grid.evacuation.verified', 'A second person has seen them in safety (核验).') export class EvacuationVerified extends EvacuationFact {}
@Event('grid.evacuation.found-safe', 'Persons were in safety already.') export class EvacuationFoundSafe extends EvacuationFact {}
@Event('grid.evacuation.refused', 'Persons refuse to leave (劝离): a persuasion task follows.') export class EvacuationRefused extends EvacuationFact {}
@Event('grid.evacuation.unreachable', 'Persons cannot be reached (失联): a door check follows.') export class EvacuationUnreachable extends EvacuationFact {}
@Event('grid.evacuation.returned-early', 'Alarm: persons went back before the lift order (擅自返回); they have to be moved again.') export class EvacuationReturnedEarly extends EvacuationFact {}
@Event('grid.evacuation.return-allowed', 'Persons may return: the evacuation was lifted.') export class EvacuationReturnAllowed extends EvacuationFact {}
@Event('grid.evacuation.went-home', 'Persons went home after the lift.') export class EvacuationWentHome extends EvacuationFact {}

@Event('grid.evacuation.counted', 'How many people beside those of the register one person has moved by now, in all; it replaces what the same person said before.')
export class EvacuationCounted { @Id() evacuationId: string; @Area() area: string; @Whole() n: number; /** All that were counted so in this evacuation. */ @Whole() counted: number; @Id() by: string; @Instant() at: string }
@Event('grid.evacuation.declared-safe', 'All who were listed are verified: all safe (全部安全).')
export class EvacuationDeclaredSafe { @Id() evacuationId: string; @Area() area: string; @Whole() count: number; @Id() by: string; @Instant() at: string }
@Event('grid.evacuation.safe-ended', 'All safe holds no more: somebody was listed, refuses, went back or is on the way again after it was declared.')
export class EvacuationSafeEnded { @Id() evacuationId: string; @Area() area: string; /** Who were listed and who of them are verified now. */ @Whole() planned: number; @Whole() verified: number; @Optional() @Id() by?: string; @Instant() at: string }
@Event('grid.evacuation.lifted', 'The evacuation is lifted: persons may be allowed to return.')
export class EvacuationLifted { @Id() evacuationId: string; @Area() area: string; @Optional() @FreeText() reason?: string; @Optional() @Id() by?: string; @Instant() at: string }
@Event('grid.evacuation.closed', 'Nobody is away any more, or its people go on in another evacuation over their homes: the ledger is closed and stays readable.')
export class EvacuationClosed { @Id() evacuationId: string; @Area() area: string; /** The evacuation on whose ledger the last of its people go on. */ @Optional() @Id() into?: string; @Optional() @Id() by?: string; @Instant() at: string }

@Event('grid.evacuation.task-opened', 'Follow-up of a refusal, of silence or of an early return, for one household.')
export class EvacuationTaskOpened { @Id() taskId: string; @Id() evacuationId: string; @OneOf(EVACUATION_TASKS) kind: string; @Area() area: string; @Id() householdId: string; @Whole(1) count: number; @Optional() @Id() assigneeId?: string; @Instant() at: string }
@Event('grid.evacuation.task-done', 'The follow-up was done, or the ledger has settled it.')
export class EvacuationTaskDone { @Id() taskId: string; @Id() evacuationId: string; @OneOf(EVACUATION_TASKS) kind: string; @Area() area: string; @OneOf(TASK_OUTCOMES) outcome: string; @Optional() @Id() by?: string; @Instant() at: string }
