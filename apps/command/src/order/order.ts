import { STAGES, type Stage } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import type { Minutes } from '../plan/plan.js';
import { PROMPT_SHARE, promptAt, unprompted } from './prompt.js';
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
export const bit = (stage: number): number => 1 << stage;
export const hasEnded = (state: OrderState): boolean => next[state].length === 0;

/** Due instants of the six arrows; the first is the issue itself. */
export function dueFrom(at: Date, minutes: Minutes): Date[] {
  const plus = (m: number): Date => new Date(at.getTime() + m * 60_000);
  return [at, plus(minutes.delivered), plus(minutes.acknowledged), plus(minutes.executing), plus(minutes.reported), plus(minutes.verified)];
}

/** An answer that leaves nothing overdue stops the climb, a person's own step too. */
export const answered = (order: Tracked): Tracked => { const next = settled(order); return next.overdue === 0 ? { ...next, step: 0 } : next; };

/** Sets what follows from the arrows: what is overdue still and what runs next. */
export function settled(order: Tracked): Tracked {
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

/** A new order takes its place: late facts and finished work are never rewritten. @throws Refusal state.conflict */
export function mayAmend({ state, lifts }: { state: OrderState; lifts: string | null }): void {
  // another measure in its place would open nothing, and the one it lifts would wait for ever
  if (lifts) throw new Refusal('state.conflict', { state, allowed: hasEnded(state) ? [] : ['withdraw'], detail: 'a lift order is not amended: withdraw it and lift anew' });
  if (!(next[state] as readonly OrderState[]).includes('superseded')) throw new Refusal('state.conflict', { state, allowed: [], detail: 'what was reported is not amended: issue a new order' });
}

/** A higher level's packet takes its place while it is not yet reported. */
export function supersede(order: Tracked): Tracked {
  return hasEnded(order.state) || order.state === 'reported' ? order : settled({ ...order, state: 'superseded' });
}
