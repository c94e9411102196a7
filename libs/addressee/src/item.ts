import type { Caller, Due, EvidenceRef, GeoPoint, Measure, Role } from '@xunling/contracts';
import { mayOver } from '@xunling/contracts';
import { impossible, Refusal } from '@xunling/platform';

/** The addressee's side of one order: a duty, a mission, a requisition. One order, one item. */
export interface Item {
  id: string;
  orderId: string;
  incidentId: string;
  area: string;
  addresseeId: string;
  addresseeName: string;
  measure: Measure;
  force?: string;
  level?: string;
  siteId?: string;
  textZh: string;
  textEn: string;
  evidenceAsked: 'photo' | 'none';
  holderId: string;
  deputyId?: string;
  issuedBy: string;
  due: Due;
  state: ItemState;
  version: number;
  openedAt: string;
  acknowledged?: Answer;
  executing?: Answer;
  reported?: Answer & { evidence: EvidenceRef[] };
  verified?: Answer;
  /** Earlier rounds: what was reported, who sent it back and why. */
  rounds: Round[];
  ended?: { reason: 'withdrawn' | 'superseded'; replacedBy?: string };
}
/** Who, when it happened, when we had it; `implied` where a later step proved it. */
export interface Answer { by: string; at: string; receivedAt: string; late: boolean; deputy?: boolean; implied?: boolean; note?: string; position?: GeoPoint; noPositionReason?: string }
export interface Round { reported: Answer & { evidence: EvidenceRef[] }; returnedBy: string; returnedAt: string; reason: string; dueAt: string }

export type ItemState = 'open' | 'acknowledged' | 'executing' | 'reported' | 'returned' | 'verified' | 'ended';
export type Verb = 'acknowledge' | 'check-in' | 'start' | 'execute' | 'verify' | 'return';

/** What may be done in which state; the answer to 409 shows it. */
export const ALLOWED = {
  open: ['acknowledge', 'check-in', 'start', 'execute'],
  acknowledged: ['acknowledge', 'check-in', 'start', 'execute'],
  executing: ['acknowledge', 'check-in', 'start', 'execute'],
  reported: ['acknowledge', 'verify', 'return'],
  returned: ['acknowledge', 'check-in', 'start', 'execute'],
  verified: ['acknowledge'],
  ended: [],
} as const satisfies Record<ItemState, readonly Verb[]>;

const ANSWERING: readonly Verb[] = ['acknowledge', 'check-in', 'start', 'execute'];
/** Who may verify or send back, over the item's area. */
export const VERIFIERS: readonly Role[] = ['inspector', 'sub-district-officer', 'duty-officer', 'commander'];
const MOST_EVIDENCE = 10;
/** A device further ahead than this is marked; order is never taken from its clock. */
const CLOCK_TOLERANCE_MS = 2 * 60_000;
const RETURN_MINUTES = 30;

export interface VerbInput { verb: Verb; at?: string; note?: string; position?: GeoPoint; noPositionReason?: string; evidence?: EvidenceRef[]; reason?: string; dueAt?: string }

/** One fact for the journal; the use case turns it into the event class of its noun. */
export type ItemEvent =
  | { kind: 'acknowledged'; deputy: boolean; late: boolean }
  | { kind: 'checked-in'; position?: GeoPoint; noPositionReason?: string }
  | { kind: 'started' }
  | { kind: 'reported'; evidence: EvidenceRef[]; late: boolean }
  | { kind: 'verified' }
  | { kind: 'returned'; reason: string; dueAt: string }
  | { kind: 'answered-late'; verb: Verb };

export interface Decision { item: Item; event?: ItemEvent; at: string; clockOff: boolean }

/** Decides one verb of one caller. `now` is when we had it, `input.at` when the device says it happened. */
export function answer(item: Item, input: VerbInput, caller: Caller, now: Date): Decision {
  const { verb } = input;
  authorise(item, verb, caller);
  const at = input.at ? new Date(input.at).toISOString() : now.toISOString();
  const clockOff = Date.parse(at) > now.getTime() + CLOCK_TOLERANCE_MS;
  const outcome = (event?: ItemEvent, change: Partial<Item> = {}): Decision =>
    ({ item: event ? { ...item, ...change, version: item.version + 1 } : item, ...(event ? { event } : {}), at, clockOff });
  if (item.state === 'ended' && ANSWERING.includes(verb)) return outcome({ kind: 'answered-late', verb });
  if (!(ALLOWED[item.state] as readonly Verb[]).includes(verb)) throw new Refusal('state.conflict', { state: item.state, allowed: [...ALLOWED[item.state]] });
  const made = (dueAt: string): Answer => ({ by: caller.userId, at, receivedAt: now.toISOString(), late: Date.parse(at) > Date.parse(dueAt), ...(input.note ? { note: input.note } : {}) });
  const implied = (dueAt: string): Answer => ({ ...made(dueAt), implied: true });
  const acknowledged = item.acknowledged ?? implied(item.due.acknowledged);
  switch (verb) {
    case 'acknowledge': {
      if (item.acknowledged) return outcome();
      const deputy = caller.userId !== item.holderId;
      const answered = made(item.due.acknowledged);
      return outcome({ kind: 'acknowledged', deputy, late: answered.late }, { state: 'acknowledged', acknowledged: { ...answered, deputy } });
    }
    case 'check-in': {
      if ((input.position === undefined) === (input.noPositionReason === undefined)) throw impossible('position', 'one-of', 'give either position or noPositionReason');
      const place = { ...(input.position ? { position: input.position } : {}), ...(input.noPositionReason ? { noPositionReason: input.noPositionReason } : {}) };
      if (item.state === 'executing' && item.executing?.by === caller.userId && (item.executing.position ?? item.executing.noPositionReason)) return outcome();
      return outcome({ kind: 'checked-in', ...place }, { state: 'executing', acknowledged, executing: { ...made(item.due.executing), ...place } });
    }
    case 'start':
      return item.state === 'executing' ? outcome() : outcome({ kind: 'started' }, { state: 'executing', acknowledged, executing: made(item.due.executing) });
    case 'execute': {
      const evidence = input.evidence ?? [];
      if (item.evidenceAsked === 'photo' && evidence.length === 0) throw new Refusal('evidence.required', { errors: [{ path: 'evidence', reason: 'required', message: 'this measure needs a photo' }] });
      if (evidence.length > MOST_EVIDENCE) throw impossible('evidence', 'too-many', `at most ${MOST_EVIDENCE} files`);
      const reported = { ...made(item.due.reported), evidence };
      return outcome({ kind: 'reported', evidence, late: reported.late }, { state: 'reported', acknowledged, executing: item.executing ?? implied(item.due.executing), reported });
    }
    case 'verify':
      notOwnWork(item, caller);
      return outcome({ kind: 'verified' }, { state: 'verified', verified: made(item.due.verified) });
    case 'return': {
      notOwnWork(item, caller);
      if (!input.reason) throw impossible('reason', 'required', 'say why it goes back');
      const dueAt = input.dueAt ? new Date(input.dueAt) : new Date(now.getTime() + RETURN_MINUTES * 60_000);
      if (dueAt <= now) throw impossible('dueAt', 'past', 'the new deadline lies in the past');
      const round = { reported: item.reported!, returnedBy: caller.userId, returnedAt: at, reason: input.reason, dueAt: dueAt.toISOString() };
      const { reported: _gone, ...rest } = item;
      return { item: { ...rest, state: 'returned', version: item.version + 1, rounds: [...item.rounds, round], due: nextDue(item.due, dueAt) }, event: { kind: 'returned', reason: input.reason, dueAt: round.dueAt }, at, clockOff };
    }
    default: {
      const never: never = verb;
      throw new Error(`unknown verb ${String(never)}`);
    }
  }
}

function authorise(item: Item, verb: Verb, caller: Caller): void {
  const addressed = caller.userId === item.holderId || caller.userId === item.deputyId;
  // who is named may answer wherever the place lies; a team is sent beyond its own street
  if (ANSWERING.includes(verb) && addressed) return;
  if (!mayOver(caller, ['*'], item.area)) throw new Refusal('access.area');
  if (ANSWERING.includes(verb)) throw new Refusal('not-addressee');
  if (!mayOver(caller, VERIFIERS, item.area)) {
    throw new Refusal(item.holderId === caller.userId || item.deputyId === caller.userId || item.reported?.by === caller.userId ? 'same-person' : 'access.role');
  }
}

/** Neither who issued nor who executed may verify or send back. */
function notOwnWork(item: Item, { userId }: Caller): void {
  if ([item.issuedBy, item.reported?.by, item.executing?.by].includes(userId)) throw new Refusal('same-person');
}

/** A returned item has until `dueAt` to report; verification keeps its distance. */
function nextDue(due: Due, dueAt: Date): Due {
  const distance = Math.max(0, Date.parse(due.verified) - Date.parse(due.reported));
  return { ...due, reported: dueAt.toISOString(), verified: new Date(dueAt.getTime() + distance).toISOString() };
}

/** Deadline of what the item waits for. */
export function dueAt({ state, due }: Pick<Item, 'state' | 'due'>): string {
  switch (state) {
    case 'open': return due.acknowledged;
    case 'acknowledged': return due.executing;
    case 'executing': case 'returned': return due.reported;
    case 'reported': case 'verified': case 'ended': return due.verified;
    default: { const never: never = state; return never; }
  }
}
