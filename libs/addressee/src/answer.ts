import type { Caller, EvidenceRef, GeoPoint } from '@xunling/contracts';
import { mayOver } from '@xunling/contracts';
import { impossible, Refusal } from '@xunling/platform';
import { evidenceFor } from './evidence.js';
import { occurred, realInstant, type Occurred } from './instant.js';
import { ALLOWED, ANSWERING, hands, LETTING_GO, nextDue, SUPERIORS, VERIFIERS, type Answer, type Item, type Verb } from './item.js';
import { made, type Said, type VerbInput } from './said.js';
import { giveAgain, handBack, pass, type TurnEvent } from './turn.js';

const RETURN_MINUTES = 30;

/** One fact for the journal; the use case turns it into the event class of its noun. */
export type ItemEvent =
  | { kind: 'acknowledged'; deputy: boolean; late: boolean }
  | { kind: 'checked-in'; position?: GeoPoint; noPositionReason?: string; offPost?: boolean; distanceM?: number; late: boolean }
  | { kind: 'started' }
  | { kind: 'reported'; evidence: EvidenceRef[]; late: boolean }
  | { kind: 'verified' }
  | { kind: 'returned'; reason: string; dueAt: string }
  | { kind: 'answered-late'; verb: Verb }
  | TurnEvent;

/** The item after the verb; without an event nothing has changed. */
export interface Decision { item: Item; event?: ItemEvent; when: Occurred }
type Outcome = { event: ItemEvent; change: Partial<Item> } | undefined;

/**
 * Decides one verb of one caller on one item.
 * @param now when we had it; `input.at` is when the device says it happened
 * @throws Refusal access.area, not-addressee, access.role, same-person, pass.*, state.conflict, evidence.*, input.impossible
 */
export function answer(item: Item, input: VerbInput, caller: Caller, now: Date): Decision {
  authorise(item, input.verb, caller);
  const when = occurred(input.at, item.openedAt, now);
  const outcome = decide({ item, input, by: caller.userId, when });
  if (!outcome) return { item, when };
  return { item: { ...item, ...outcome.change, version: item.version + 1 }, event: outcome.event, when };
}

function authorise(item: Item, verb: Verb, caller: Caller): void {
  const addressed = caller.userId === item.holderId || caller.userId === item.deputyId;
  if (ANSWERING.includes(verb) || LETTING_GO.includes(verb)) {
    if (verb === 'pass' && caller.userId === item.deputyId) throw new Refusal('pass.not-holder');
    // who is named may answer wherever the place lies; a team is sent beyond its own street
    if (addressed) return;
    throw new Refusal(mayOver(caller, ['*'], item.area) ? 'not-addressee' : 'access.area');
  }
  if (verb === 'give-again') {
    // nobody answers the own question
    if (addressed || caller.userId === item.handedBack?.by) throw new Refusal('same-person');
  } else if (hands(item).has(caller.userId)) throw new Refusal('same-person');
  if (!mayOver(caller, ['*'], item.area)) throw new Refusal('access.area');
  if (!mayOver(caller, verb === 'give-again' ? SUPERIORS : VERIFIERS, item.area)) throw new Refusal('access.role');
}

function decide(said: Said): Outcome {
  const { item, input: { verb } } = said;
  if (item.state === 'ended' && ANSWERING.includes(verb)) return answerLate(said);
  const allowed: readonly Verb[] = ALLOWED[item.state];
  if (!allowed.includes(verb)) throw new Refusal('state.conflict', { state: item.state, allowed: [...allowed] });
  switch (verb) {
    case 'acknowledge': return acknowledge(said);
    case 'check-in': return checkIn(said);
    case 'start': return item.state === 'executing' ? undefined : { event: { kind: 'started' }, change: { state: 'executing', ...begun(said), executing: made(said, item.due.executing) } };
    case 'execute': return execute(said);
    case 'verify': return { event: { kind: 'verified' }, change: { state: 'verified', verified: made(said, item.due.verified) } };
    case 'return': return giveBack(said);
    case 'pass': return pass(said);
    case 'hand-back': return handBack(said);
    case 'give-again': return giveAgain(said);
    default: { const never: never = verb; throw new Error(`unknown verb ${String(never)}`); }
  }
}

/** Whoever works has acknowledged: at the same instant and marked, unless it was said before. */
const begun = (said: Said): { acknowledged: Answer } => ({ acknowledged: said.item.acknowledged ?? { ...made(said, said.item.due.acknowledged), implied: true } });

/** The first acknowledgement counts, also where a later step has implied it. */
function acknowledge(said: Said): Outcome {
  const { item, by } = said;
  if (item.acknowledged) return undefined;
  const answered = { ...made(said, item.due.acknowledged), deputy: by !== item.holderId };
  return { event: { kind: 'acknowledged', deputy: answered.deputy, late: answered.late }, change: { state: 'acknowledged', acknowledged: answered } };
}

/** Each person checks in once per round; the first begins the work. */
function checkIn(said: Said): Outcome {
  const { item, input: { position, noPositionReason, judged }, by } = said;
  if ((position === undefined) === (noPositionReason === undefined)) throw impossible('position', 'one-of', 'give either position or noPositionReason');
  const place = { ...(position ? { position } : {}), ...(noPositionReason ? { noPositionReason } : {}), ...(position && judged ? judged : {}) };
  const mine = { ...made(said, item.due.executing), ...place };
  const going = item.state === 'executing' ? item.executing : undefined;
  const before = going?.checkIns ?? [];
  if (before.some((c) => c.by === by)) return undefined;
  return { event: { kind: 'checked-in', ...place, late: mine.late }, change: { state: 'executing', ...begun(said), executing: { ...(going ?? mine), checkIns: [...before, mine] } } };
}

function execute(said: Said): Outcome {
  const { item, input, by } = said;
  const evidence = evidenceFor(item.evidenceAsked, input.evidence ?? [], input.files ?? new Map(), by);
  const reported = { ...made(said, item.due.reported), evidence };
  const executing = item.executing ?? { ...made(said, item.due.executing), implied: true };
  return { event: { kind: 'reported', evidence, late: reported.late }, change: { state: 'reported', ...begun(said), executing, reported } };
}

/** 退回: the round is closed as it was, the work goes on with a new deadline. */
function giveBack({ item, input, by, when }: Said): Outcome {
  if (item.ended) throw new Refusal('state.conflict', { state: item.state, allowed: ['acknowledge', 'verify'], detail: 'its order was replaced meanwhile; a new one is under way' });
  if (!input.reason) throw impossible('reason', 'required', 'say why it goes back');
  const received = Date.parse(when.receivedAt);
  const dueAt = input.dueAt === undefined ? new Date(received + RETURN_MINUTES * 60_000).toISOString() : realInstant('dueAt', input.dueAt);
  if (Date.parse(dueAt) <= received) throw impossible('dueAt', 'past', 'the new deadline lies in the past');
  const round = { ...(item.executing ? { executing: item.executing } : {}), reported: item.reported!, returnedBy: by, returnedAt: when.at, reason: input.reason, dueAt };
  return { event: { kind: 'returned', reason: input.reason, dueAt }, change: { state: 'returned', reported: undefined, rounds: [...item.rounds, round], due: nextDue(item.due, dueAt) } };
}

/** The order is over: what the addressee says is kept once per person and verb, and moves nothing. */
function answerLate(said: Said): Outcome {
  const { item, input: { verb }, by } = said;
  const { answers = [], ...end } = item.ended!;
  if (answers.some((a) => a.by === by && a.verb === verb)) return undefined;
  return { event: { kind: 'answered-late', verb }, change: { ended: { ...end, answers: [...answers, { ...made(said, item.due.acknowledged), late: true, verb }] } } };
}
