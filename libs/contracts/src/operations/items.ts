import { FORCES, LEVELS, MEASURES, SUSPEND_SCOPES, type Role } from '../codes.js';
import { EvidenceRef, GeoPoint } from '../events/item.js';
import { Due } from '../events/command.js';
import { Area, Flag, FreeText, Id, Ids, Instant, ListOf, Nested, OneOf, Optional, QueryFlag, QueryWhole, Text, Whole } from '../fields.js';
import { defineOperation, type OperationDefinition } from '../operation.js';

/** The endpoints of an addressee's items, the same for duties, missions and requisitions. */

export const ITEM_STATES = ['open', 'acknowledged', 'executing', 'reported', 'returned', 'verified', 'handed-back', 'ended'] as const;

export class AddresseeRef { @Id() id: string; @Text(200) name: string }
export class ItemAnswer {
  @Id() by: string;
  @Instant() at: string;
  @Instant() receivedAt: string;
  @Flag() late: boolean;
  /** The device's clock cannot be right: `at` is our own then, `deviceAt` what the device said. */
  @Optional() @Flag() clockOff?: boolean;
  @Optional() @Instant() deviceAt?: string;
  @Optional() @Flag() deputy?: boolean;
  @Optional() @Flag() implied?: boolean;
  @Optional() @FreeText() note?: string;
  @Optional() @Nested(() => GeoPoint) position?: GeoPoint;
  @Optional() @FreeText() noPositionReason?: string;
  /** Outside the fence of the site or of the post's area; metres to it. */
  @Optional() @Flag() offPost?: boolean;
  @Optional() @Whole() distanceM?: number;
}
export class ItemReport extends ItemAnswer { @ListOf(() => EvidenceRef, 10) evidence: EvidenceRef[] }
/** The answer that began the work, and everybody's check-in of this round. */
export class ItemExecution extends ItemAnswer { @Optional() @ListOf(() => ItemAnswer, 100) checkIns?: ItemAnswer[] }
export class ItemRound { @Optional() @Nested(() => ItemExecution) executing?: ItemExecution; @Nested(() => ItemReport) reported: ItemReport; @Id() returnedBy: string; @Instant() returnedAt: string; @FreeText() reason: string; @Instant() dueAt: string }

/** 交回, waiting for the superior's answer. */
export class ItemHandBack extends ItemAnswer { @FreeText() reason: string }
/** It went from one person to another: passed to the deputy, or given again by the superior after it was handed back. What was done until then stays readable. */
export class ItemTurn {
  @Id() from: string; @Id() to: string; @Id() by: string; @Instant() at: string; @Instant() receivedAt: string; @Optional() @FreeText() reason?: string;
  @Optional() @Nested(() => ItemAnswer) acknowledged?: ItemAnswer; @Optional() @Nested(() => ItemExecution) executing?: ItemExecution; @Optional() @Nested(() => ItemHandBack) handedBack?: ItemHandBack;
}
export class ItemLateAnswer extends ItemAnswer { @OneOf(['acknowledge', 'check-in', 'start', 'execute']) verb: string }
/** The order was withdrawn or replaced; on a reported item only noted: the work was done. */
export class ItemEnd { @OneOf(['withdrawn', 'superseded', 'divided']) reason: string; @Optional() @Id() replacedBy?: string; @Optional() @ListOf(() => ItemLateAnswer, 100) answers?: ItemLateAnswer[] }

export class ItemView {
  @Id() id: string;
  @Id() orderId: string;
  @Id() incidentId: string;
  @Area() area: string;
  @Nested(() => AddresseeRef) post: AddresseeRef;
  @Id() holderId: string;
  @Optional() @Id() deputyId?: string;
  @Id() issuedBy: string;
  @OneOf(MEASURES) measure: string;
  @Optional() @OneOf(SUSPEND_SCOPES) scope?: string;
  @Optional() @OneOf(FORCES) force?: string;
  @Optional() @OneOf(LEVELS) level?: string;
  @Optional() @Id() siteId?: string;
  @Text(2000) textZh: string;
  @Text(2000) textEn: string;
  @OneOf(['photo', 'none']) evidence: string;
  @OneOf(ITEM_STATES) state: string;
  /** Deadline of the arrow the item waits for. */
  @Instant() dueAt: string;
  @Nested(() => Due) due: Due;
  @Instant() openedAt: string;
  @Optional() @Nested(() => ItemAnswer) acknowledged?: ItemAnswer;
  @Optional() @Nested(() => ItemExecution) executing?: ItemExecution;
  @Optional() @Nested(() => ItemReport) reported?: ItemReport;
  @Optional() @Nested(() => ItemAnswer) verified?: ItemAnswer;
  @ListOf(() => ItemRound, 100) rounds: ItemRound[];
  @Optional() @ListOf(() => ItemTurn, 100) turns?: ItemTurn[];
  @Optional() @Nested(() => ItemHandBack) handedBack?: ItemHandBack;
  @Optional() @Nested(() => ItemEnd) ended?: ItemEnd;
  @Whole(1) version: number;
}
export class ItemPage { @ListOf(() => ItemView, 500) items: ItemView[]; @Optional() @Text(40) nextCursor?: string }

export class ListItems {
  @Optional() @QueryFlag() mine?: boolean;
  @Optional() @Area() area?: string;
  @Optional() @OneOf(ITEM_STATES) state?: string;
  @Optional() @Text(40) cursor?: string;
  @Optional() @QueryWhole(1, 500) limit?: number;
}
export class ItemById { @Id() id: string }
export class AnswerInput { @Id() id: string; @Optional() @Instant() at?: string; @Optional() @FreeText() note?: string }
export class CheckInInput extends AnswerInput { @Optional() @Nested(() => GeoPoint) position?: GeoPoint; @Optional() @FreeText() noPositionReason?: string }
export class ExecuteInput extends AnswerInput { @Optional() @Ids(10) evidence?: string[] }
export class ReturnInput extends AnswerInput { @FreeText() reason: string; @Optional() @Instant() dueAt?: string }
export class HandBackInput extends AnswerInput { @FreeText() reason: string }
/** `self`: the superior takes it over. `dueAt` is a new deadline of the report. */
export class GiveAgainInput extends AnswerInput { @OneOf(['holder', 'deputy', 'self']) to: string; @FreeText() reason: string; @Optional() @Instant() dueAt?: string }

const AN_ID = '018f0000-0000-7000-8000-000000000001';
const VERIFY: readonly Role[] = ['inspector', 'sub-district-officer', 'duty-officer', 'commander'];

/** Defines list, get and the nine verbs for one noun under `/api/<path>`. */
export function itemOperations(context: string, noun: string, path: string, answering: readonly Role[]): OperationDefinition[] {
  const verb = (name: string, summary: string, input: new () => object, roles: readonly Role[], example: object): OperationDefinition =>
    defineOperation({ name: `${context}.${noun}.${name}`, http: `POST /api/${path}/:id/${name}`, summary, input, output: ItemView, roles, write: true, example: { id: AN_ID, ...example } });
  // an executor may also hold a verifier's role elsewhere, and a verifier tries to answer: the rule, not the door, tells them apart
  const all: readonly Role[] = [...new Set<Role>([...answering, ...VERIFY, 'department-officer', 'dispatcher'])];
  return [
    defineOperation({ name: `${context}.${noun}.list`, http: `GET /api/${path}`, summary: `The ${path} of an area or one's own, oldest first.`, input: ListItems, output: ItemPage, roles: ['*'], write: false, example: { mine: true } }),
    defineOperation({ name: `${context}.${noun}.get`, http: `GET /api/${path}/:id`, summary: `One of the ${path} with every round.`, input: ItemById, output: ItemView, roles: ['*'], write: false, example: { id: AN_ID } }),
    verb('acknowledge', 'Acknowledge (签收): holder or recorded deputy only.', AnswerInput, all, {}),
    verb('check-in', 'Check in on site (到岗): a position, or why there is none.', CheckInInput, all, { position: { lon: 113.77, lat: 34.71 } }),
    verb('start', 'Begin (执行).', AnswerInput, all, {}),
    verb('execute', 'Report done (反馈) with the evidence the measure asks for.', ExecuteInput, all, { evidence: [AN_ID] }),
    verb('verify', 'Verify (核验): a third person, neither issuer nor executor.', AnswerInput, all, {}),
    verb('pass', 'Pass to the recorded deputy (交副岗): the holder only; the deputy acknowledges anew.', AnswerInput, all, {}),
    verb('hand-back', 'Hand back (交回) with the reason: an open question of the superior; the clocks go on.', HandBackInput, all, { reason: '通道被淹，无法到达' }),
    verb('give-again', 'Answer what was handed back: the same person, the deputy, or the superior in person.', GiveAgainInput, ['sub-district-officer', 'duty-officer', 'commander'], { to: 'deputy', reason: '由副岗执行' }),
    verb('return', 'Send back (退回) with a reason and a deadline.', ReturnInput, all, { reason: '照片看不清水位' }),
  ];
}
