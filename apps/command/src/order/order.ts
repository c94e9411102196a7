import { STAGES, type Stage } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import type { Minutes } from '../plan/plan.js';
import { PROMPT_SHARE, promptAt, prompts, unprompted, type Prompt } from './prompt.js';
import type { RolledUp } from './roll-up.js';

export type OrderState = Stage | 'withdrawn' | 'superseded';

/** What may follow; a return leads back to executing, passing on or giving again back to delivered. */
export const next = {
  issued: ['delivered', 'withdrawn', 'superseded'],
  delivered: ['acknowledged', 'withdrawn', 'superseded'],
  acknowledged: ['executing', 'delivered', 'withdrawn', 'superseded'],
  executing: ['reported', 'delivered', 'withdrawn', 'superseded'],
  reported: ['verified', 'executing', 'withdrawn'],
  verified: [],
  withdrawn: [],
  superseded: [],
} as const satisfies Record<OrderState, readonly OrderState[]>;

/** Minutes from one step of the escalation to the next (red hop limit, domain.md D.6). */
export const STEP_MIN = 10;
const DELIVERED = STAGES.indexOf('delivered');
const ACKNOWLEDGED = STAGES.indexOf('acknowledged');
const REPORTED = STAGES.indexOf('reported');
const VERIFIED = STAGES.indexOf('verified');

/** The clock side of an order. Arrays are indexed by stage; `due[0]` and `done[0]` are the instant of issue. */
export interface Tracked {
  id: string;
  area: string;
  state: OrderState;
  due: Date[];
  done: (Date | null)[];
  by: (string | null)[];
  /** Bit per stage: implied by a later arrow; passed its due time in silence. */
  implied: number;
  overdue: number;
  step: number;
  escalateAt: Date | null;
  /** When a ticker has to look next; null where nothing runs. */
  nextDue: Date | null;
  /** Item versions of the last report, verification and return: what is older is ignored. */
  reportedVersion: number;
  verifiedVersion: number;
  returnedVersion: number;
  /** Item versions of the last turn (passed, handed back, given again) and of the newest acknowledgement or beginning. */
  turnVersion: number;
  begunVersion: number;
  /** When it last went to another person, and who acts since; 交回 while the superior has not answered. */
  passedAt: Date | null;
  holderId: string;
  /** Reminders before a deadline: bit per stage that was asked for, after which share of its span, and since when the deadlines run. */
  prompted: number;
  promptShare: number;
  since: Date;
  handedBack: HandedBack | null;
}
export interface HandedBack { by: string; at: string; reason: string }
export interface ArrowFact { stage: Stage | 'returned' | 'given-on' | 'handed-back'; at: Date; by: string; version: number; dueAt?: Date; reportBy?: Date; to?: string; reason?: string }
export type Advance = { order: Tracked; ignored?: undefined } | { order: Tracked; ignored: 'repeated' | 'old' };

const bit = (stage: number): number => 1 << stage;
const later = (a: Date, b: Date): Date => (a > b ? a : b);
export const hasEnded = (state: OrderState): boolean => next[state].length === 0;

/** Due instants of the six arrows; the first is the issue itself. */
export function dueFrom(at: Date, minutes: Minutes): Date[] {
  const plus = (m: number): Date => new Date(at.getTime() + m * 60_000);
  return [at, plus(minutes.delivered), plus(minutes.acknowledged), plus(minutes.executing), plus(minutes.reported), plus(minutes.verified)];
}

/** An answer that leaves nothing overdue stops the climb, a person's own step too. */
const answered = (order: Tracked): Tracked => { const next = settled(order); return next.overdue === 0 ? { ...next, step: 0 } : next; };

/** Sets what follows from the arrows: what is overdue still and what runs next. */
function settled(order: Tracked): Tracked {
  let overdue = order.overdue;
  for (let i = 1; i < STAGES.length; i++) if (order.done[i]) overdue &= ~bit(i);
  const ended = hasEnded(order.state);
  if (ended) overdue = 0;
  const stop = overdue === 0;
  const escalateAt = stop ? null : order.escalateAt;
  const times = ended ? [] : [1, 2, 3, 4, 5].filter((i) => !order.done[i] && !(overdue & bit(i))).map((i) => order.due[i]!.getTime());
  if (escalateAt) times.push(escalateAt.getTime());
  if (!ended) for (let i = 1; i < STAGES.length; i++) if (unprompted(order, i) && !(overdue & bit(i))) times.push(promptAt(order, i).getTime());
  return { ...order, overdue, step: ended ? 0 : order.step, escalateAt, nextDue: times.length > 0 ? new Date(Math.min(...times)) : null };
}

/** A fresh order: issued, nothing else. */
export function track(id: string, area: string, due: Date[], by: string, holderId: string, promptShare = PROMPT_SHARE): Tracked {
  return settled({
    id, area, state: 'issued', due, done: [due[0]!, null, null, null, null, null], by: [by, null, null, null, null, null],
    implied: 0, overdue: 0, step: 0, escalateAt: null, nextDue: null, reportedVersion: 0, verifiedVersion: 0, returnedVersion: 0, turnVersion: 0, begunVersion: 0, passedAt: null, handedBack: null, holderId, prompted: 0, promptShare, since: due[0]!,
  });
}

/** One fact of the addressee's item becomes an arrow; earlier arrows it implies get the same instant. A late answer is a fact, not an error. */
export function advance(order: Tracked, fact: ArrowFact): Advance {
  if (fact.stage === 'returned') return giveBack(order, fact);
  if (fact.stage === 'given-on' || fact.stage === 'handed-back') return turn(order, fact);
  const stage = STAGES.indexOf(fact.stage);
  if (stage >= REPORTED && fact.version < order.returnedVersion) return { order, ignored: 'old' };
  const begins = stage >= ACKNOWLEDGED && stage < REPORTED;
  // what the one before said is no answer of who has it now
  if (begins && fact.version < order.turnVersion) return { order, ignored: 'old' };
  const begunVersion = begins ? Math.max(order.begunVersion, fact.version) : order.begunVersion;
  // a second report is no repetition: a return lies between, perhaps still on its way
  const again = stage === REPORTED && fact.version > order.reportedVersion;
  if (order.done[stage] && !(order.implied & bit(stage)) && !again) return { order: begunVersion === order.begunVersion ? order : { ...order, begunVersion }, ignored: 'repeated' };
  const done = [...order.done];
  const by = [...order.by];
  let implied = order.implied & ~bit(stage);
  done[stage] = fact.at;
  by[stage] = fact.by;
  for (let i = 1; i < stage; i++) if (!done[i]) { done[i] = fact.at; by[i] = fact.by; implied |= bit(i); }
  const reached = STAGES[done.findLastIndex((d) => d !== null)]!;
  const state = order.state === 'withdrawn' || order.state === 'superseded' ? order.state : reached;
  const versions = stage === REPORTED ? { reportedVersion: fact.version } : stage === VERIFIED ? { verifiedVersion: fact.version } : {};
  const handedBack = stage >= REPORTED ? null : order.handedBack;
  return { order: answered({ ...order, ...versions, begunVersion, handedBack, done, by, implied, state }) };
}

/** 交副岗, 交回, 再下达: a new person begins with the acknowledgement; what is handed back waits for the superior, and no clock stops. */
function turn(order: Tracked, fact: ArrowFact): Advance {
  if (fact.version <= Math.max(order.turnVersion, order.reportedVersion, order.verifiedVersion, order.returnedVersion)) return { order, ignored: 'old' };
  const turnVersion = fact.version;
  if (fact.stage === 'handed-back') return { order: { ...order, turnVersion, handedBack: { by: fact.by, at: fact.at.toISOString(), reason: fact.reason! } } };
  const held = { ...order, turnVersion, handedBack: null, passedAt: fact.at, ...(fact.to ? { holderId: fact.to } : {}) };
  if (hasEnded(order.state)) return { order: held };
  const due = [...order.due];
  const since = later(order.since, fact.at);
  if (fact.dueAt) due[ACKNOWLEDGED] = fact.dueAt;
  if (fact.reportBy) {
    due[VERIFIED] = new Date(fact.reportBy.getTime() + Math.max(0, due[VERIFIED]!.getTime() - due[REPORTED]!.getTime()));
    due[REPORTED] = fact.reportBy;
  }
  // the next person's answer came before this fact
  if (order.begunVersion > fact.version) return { order: settled({ ...held, due, since }) };
  const done = order.done.map((d, i) => (i >= ACKNOWLEDGED ? null : d ?? fact.at));
  const by = order.by.map((b, i) => (i >= ACKNOWLEDGED ? null : b ?? fact.by));
  const clear = bit(ACKNOWLEDGED) | bit(ACKNOWLEDGED + 1);
  const implied = (order.implied & ~clear) | (order.done[DELIVERED] ? 0 : bit(DELIVERED));
  // a new time to acknowledge; a time to be there that passed in silence stays overdue
  const overdue = order.overdue & ~bit(ACKNOWLEDGED) & (fact.reportBy ? ~bit(REPORTED) : ~0);
  // nobody asked the one who has it now
  const prompted = order.prompted & bit(DELIVERED);
  return { order: settled({ ...held, due, done, by, implied, overdue, prompted, since, state: 'delivered' }) };
}

/** 退回: back to executing with a new deadline; the time between report and verification stays as planned. */
function giveBack(order: Tracked, fact: ArrowFact): Advance {
  if (fact.version <= Math.max(order.reportedVersion, order.verifiedVersion, order.returnedVersion)) return { order, ignored: 'old' };
  const returnedVersion = fact.version;
  if (order.state === 'withdrawn' || order.state === 'superseded') return { order: { ...order, returnedVersion } };
  const gap = order.due[VERIFIED]!.getTime() - order.due[REPORTED]!.getTime();
  const due = [...order.due];
  due[REPORTED] = fact.dueAt ?? order.due[REPORTED]!;
  due[VERIFIED] = new Date(due[REPORTED].getTime() + gap);
  const done = order.done.map((d, i) => (i >= REPORTED ? null : d ?? fact.at));
  const by = order.by.map((b, i) => (i >= REPORTED ? null : b ?? fact.by));
  let implied = order.implied & ~bit(REPORTED) & ~bit(VERIFIED);
  for (let i = 1; i < REPORTED; i++) if (!order.done[i]) implied |= bit(i);
  const overdue = order.overdue & ~bit(REPORTED) & ~bit(VERIFIED);
  const prompted = order.prompted & ~bit(REPORTED) & ~bit(VERIFIED);
  return { order: answered({ ...order, returnedVersion, due, done, by, implied, overdue, prompted, since: later(order.since, fact.at), state: 'executing' }) };
}

/** Who is told at each step of silence. */
export interface Target { to: string; userId?: string }
export interface Silence { prompts: Prompt[]; overdue: { stage: Stage; dueAt: Date }[]; escalated: { stage: Stage; step: number; target: Target }[] }

/** Time has passed: an arrow whose deadline is near is asked for once; every arrow whose due time went by in silence is overdue once, and silence climbs one step of the chain at a time. */
export function sweep(order: Tracked, chain: readonly Target[], at: Date): { order: Tracked; silence: Silence } {
  const silence: Silence = { prompts: [], overdue: [], escalated: [] };
  if (hasEnded(order.state)) return { order: settled(order), silence };
  const asked = prompts(order, chain[0]?.userId, at);
  silence.prompts = asked.prompts;
  let { overdue, step, escalateAt } = order;
  for (let i = 1; i < STAGES.length; i++) {
    if (order.done[i] || overdue & bit(i) || order.due[i]! > at) continue;
    overdue |= bit(i);
    silence.overdue.push({ stage: STAGES[i]!, dueAt: order.due[i]! });
  }
  if (overdue && (step === 0 || !escalateAt || escalateAt <= at) && step < chain.length) {
    const stage = STAGES[[1, 2, 3, 4, 5].find((i) => overdue & bit(i))!]!;
    silence.escalated.push({ stage, step: step + 1, target: chain[step]! });
    step += 1;
    escalateAt = step < chain.length ? new Date(at.getTime() + STEP_MIN * 60_000) : null;
  }
  return { order: settled({ ...order, prompted: asked.prompted, overdue, step, escalateAt }), silence };
}

/** The arrow an order waits for; one that waits for nobody is refused: there is no one to call. */
export function awaited(order: Tracked): Stage {
  if (hasEnded(order.state)) throw new Refusal('state.conflict', { state: order.state, allowed: [] });
  return STAGES[order.done.findLastIndex((d) => d !== null) + 1]!;
}

/** A person tells the next of the same chain now; silence goes on climbing from there. At the chain's end there is nobody left: refused. */
export function escalate(order: Tracked, chain: readonly Target[], at: Date): { order: Tracked; stage: Stage; step: number; target: Target } {
  const stage = awaited(order);
  const target = chain[order.step];
  if (!target) throw new Refusal('state.conflict', { state: order.state, allowed: ['withdraw'], detail: 'everybody in the chain has been told' });
  const step = order.step + 1;
  return { stage, step, target, order: settled({ ...order, step, escalateAt: step < chain.length ? new Date(at.getTime() + STEP_MIN * 60_000) : null }) };
}

/** The issuer takes it back; the clock stops. */
export function withdraw(order: Tracked): Tracked {
  if (hasEnded(order.state)) throw new Refusal('state.conflict', { state: order.state, allowed: [...next[order.state]] });
  return settled({ ...order, state: 'withdrawn' });
}

/** A divided order takes the arrows its parts give it; what its parts take back is open again. Its own report is not asked for. */
export function rolled(order: Tracked, up: RolledUp): Tracked {
  const own = STAGES.indexOf('executing');
  const done = order.done.map((d, i) => (i < own ? d : up.done[i]!));
  const by = order.by.map((b, i) => (i < own ? b : up.by[i]!));
  let implied = order.implied & ((1 << own) - 1);
  for (let i = 1; i < own; i++) if (!done[i] && done[own]) { done[i] = done[own]; by[i] = by[own]!; implied |= bit(i); }
  const state = order.state === 'withdrawn' || order.state === 'superseded' ? order.state : STAGES[done.findLastIndex((d) => d !== null)]!;
  return answered({ ...order, done, by, implied, state });
}

/** A new order takes its place: late facts and finished work are never rewritten. */
export function mayAmend(state: OrderState): void {
  if (!(next[state] as readonly OrderState[]).includes('superseded')) throw new Refusal('state.conflict', { state, allowed: [], detail: 'what was reported is not amended: issue a new order' });
}

/** A higher level's packet takes its place while it is not yet reported. */
export function supersede(order: Tracked): Tracked {
  return hasEnded(order.state) || order.state === 'reported' ? order : settled({ ...order, state: 'superseded' });
}
