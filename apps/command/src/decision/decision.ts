import type { Colour, Lapse, Level } from '@xunling/contracts';
import { DecisionHeld, DecisionLapsed, DecisionOpenedV2, DecisionPassed, DecisionProposed, DecisionSigned, DecisionUnowned, type Condition, type RankedPlan } from '@xunling/contracts/classes';
import { impossible, Refusal } from '@xunling/platform';
import { fact, type Fact } from '../fact.js';
import { capacityFor, commands, missingSignatures, type InCommand, type SignatureState } from './signer.js';

export type DecisionState = 'open' | 'awaiting-signature' | 'raised' | 'held' | 'answered' | 'lapsed';

/** What may follow; a held decision opens again when its review time comes, or is raised before it. */
export const next = {
  open: ['awaiting-signature', 'raised', 'held', 'answered', 'lapsed'],
  'awaiting-signature': ['raised', 'held', 'answered', 'lapsed'],
  raised: [],
  held: ['open', 'awaiting-signature', 'raised'],
  answered: [],
  lapsed: [],
} as const satisfies Record<DecisionState, readonly DecisionState[]>;

/** Minutes of silence before the next person is called (C1), and for a signer whose signature is missing (design §2). */
export const SILENCE_MIN = 15;
export const SIGNER_MIN = 10;
/** The officer on duty and three alternates. */
export const CHAIN = 4;
/** A clock found later than this was not watched (a kill, a cut): the next person gets the full time from now. */
const UNWATCHED_MS = 60_000;

export interface Hop { at: Date; from: string; to: string; reason: 'silent' | 'awaiting-signature' | 'signer-silent' | 'off-duty' | 'chain-exhausted' | 'warning-upgraded' }
export interface Proposal { level: Level; planVersion: string; areas: string[]; incidentId?: string; proposedBy: string; signatures: SignatureState[] }
/** What gauges met, where they opened the decision. */
export interface Observed { level: Level; planVersion: string; need: number; met: Condition[] }
export interface Decision {
  id: string;
  /** Absent where gauges opened it; the colour is then the highest in force there, if any. */
  warningId?: string;
  colour?: Colour;
  observed?: Observed;
  hazard: string;
  areas: string[];
  /** Where a level was raised by it already; `areas` are the rest then. */
  raisedAreas?: string[];
  state: DecisionState;
  /** Empty while nobody holds command. */
  ownerId: string;
  openedAt: Date;
  dueAt: Date;
  hops: Hop[];
  /** Who is called next, in order; empty and exhausted = it stays, visible, with the commander. */
  queue: string[];
  exhausted: boolean;
  proposal?: Proposal;
  reason?: string;
  reviewAt?: Date;
  decidedBy?: string;
  decidedAt?: Date;
  /** The plans as they were ranked when the choice was made. */
  plans?: RankedPlan[];
  orderSetId?: string;
  version: number;
}
export interface Outcome { decision: Decision; facts: Fact[] }

const after = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
export const refuseState = (decision: Decision, detail?: string): Refusal =>
  new Refusal('state.conflict', { state: decision.state, allowed: [...next[decision.state]], ...(detail ? { detail } : {}) });
export const pending = (decision: Decision): boolean => decision.state === 'open' || decision.state === 'awaiting-signature';

/** A fresh clock with the officer on duty. */
function start(decision: Decision, command: InCommand, at: Date): Outcome {
  // without a roster the seats are called: a red warning never waits for paperwork
  const [owner, ...rest] = command.roster.length > 0 ? command.roster.slice(0, CHAIN) : [command.commander, command.deputy].filter((who) => who !== undefined);
  // what an earlier choice left on it is in the journal
  const { plans: _ranked, proposal: _signed, reason: _why, decidedBy: _by, decidedAt: _when, orderSetId: _sent, ...fresh } = decision;
  const about = {
    decisionId: fresh.id, cause: fresh.observed ? 'observation' : 'warning', hazard: fresh.hazard, areas: fresh.areas,
    ...(fresh.warningId ? { warningId: fresh.warningId } : {}), ...(fresh.colour ? { colour: fresh.colour } : {}), ...(fresh.observed ? { observed: fresh.observed } : {}), openedAt: at.toISOString(),
  };
  // with nobody there it is not lost: it stands, due at once, until somebody takes a seat or a shift
  if (!owner) return { decision: { ...fresh, state: 'open', ownerId: '', queue: [], exhausted: true, openedAt: at, dueAt: at }, facts: [fact(DecisionUnowned, about)] };
  const opened: Decision = { ...fresh, state: 'open', ownerId: owner, queue: rest, exhausted: false, openedAt: at, dueAt: after(at, SILENCE_MIN) };
  return {
    decision: opened,
    facts: [fact(DecisionOpenedV2, { ...about, ownerId: owner, dueAt: opened.dueAt.toISOString() })],
  };
}

export function openDecision(input: Pick<Decision, 'id' | 'warningId' | 'colour' | 'observed' | 'hazard' | 'areas'>, command: InCommand, at: Date): Outcome {
  return start({ ...input, state: 'open', ownerId: '', openedAt: at, dueAt: at, hops: [], queue: [], exhausted: false, version: 0 }, command, at);
}

/** Somebody is in command again: what nobody owned opens with the officer on duty and a full clock. */
export function takeUp(decision: Decision, command: InCommand, at: Date): Outcome {
  const there = command.roster.length > 0 || command.commander || command.deputy;
  return decision.state === 'open' && !decision.ownerId && there ? start(decision, command, at) : { decision, facts: [] };
}

function hop(decision: Decision, to: string, reason: Hop['reason'], at: Date, dueAt: Date, more: Partial<Decision> = {}): Outcome {
  const moved: Decision = { ...decision, ...more, ownerId: to, dueAt, hops: [...decision.hops, { at, from: decision.ownerId, to, reason }] };
  return { decision: moved, facts: [fact(DecisionPassed, { decisionId: decision.id, hop: moved.hops.length, from: decision.ownerId, to, reason, dueAt: dueAt.toISOString() })] };
}

/** The colour rose while nobody had decided: the same decision, its clock runs on, and the fresh fact is on its record. */
export function upgrade(decision: Decision, colour: Colour, areas: string[], at: Date): Outcome {
  if (!pending(decision)) throw refuseState(decision);
  return hop({ ...decision, colour, areas }, decision.ownerId, 'warning-upgraded', at, decision.dueAt);
}

/** Silence: the next person is called. Answers no facts where the clock has not run out or nobody is left to call. */
export function pass(decision: Decision, command: InCommand, at: Date): Outcome {
  if (!pending(decision) || decision.exhausted || at < decision.dueAt) return { decision, facts: [] };
  const signing = decision.state === 'awaiting-signature';
  const minutes = signing ? SIGNER_MIN : SILENCE_MIN;
  const from = at.getTime() - decision.dueAt.getTime() > UNWATCHED_MS ? at : decision.dueAt;
  const { off, queue } = callable(decision, command);
  const [to, ...rest] = queue;
  const dueAt = after(from, minutes);
  // who went off duty since is on the record, and not waited for
  const stays = command.commander ?? decision.ownerId;
  const path = to ? [...off, to] : off.length > 0 ? [...off, stays] : [];
  let outcome: Outcome = { decision: { ...decision, queue: rest }, facts: [] };
  path.forEach((who, i) => { outcome = add(outcome, (d) => hop(d, who, i > 0 ? 'off-duty' : signing ? 'signer-silent' : 'silent', at, dueAt)); });
  return to ? outcome : add(outcome, (d) => hop(d, stays, 'chain-exhausted', at, dueAt, { queue: [], exhausted: true }));
}

const add = ({ decision, facts }: Outcome, step: (decision: Decision) => Outcome): Outcome => { const then = step(decision); return { decision: then.decision, facts: [...facts, ...then.facts] }; };

/** Who is left to call, as of now: seat holders who are awaited, then the roster in its order; of the waiting, who is on duty no more. Nobody who was called since it opened is called again unless still waiting. */
function callable({ queue, ownerId, hops, openedAt }: Decision, command: InCommand): { off: string[]; queue: string[] } {
  const waiting = queue.filter((who) => who !== ownerId);
  const seats = [command.commander, command.deputy].filter((who) => who !== undefined);
  const roster = command.roster.length > 0 ? command.roster.slice(0, CHAIN) : seats;
  const called = new Set([ownerId, ...hops.filter((h) => h.at >= openedAt).flatMap((h) => [h.from, h.to])]);
  const now = [...waiting.filter((who) => seats.includes(who) && !roster.includes(who)), ...roster.filter((who) => waiting.includes(who) || !called.has(who))];
  return { off: waiting.filter((who) => !now.includes(who)), queue: [...new Set(now)].filter((who) => who !== ownerId) };
}

/** The clock goes to whoever's signature is missing, then to the other seat and the roster. */
function awaitSignature(decision: Decision, proposal: Proposal, command: InCommand, at: Date): Outcome {
  const missing = missingSignatures(proposal.level, proposal.signatures, command);
  const people = missing.flatMap((m) => (m.userId ? [m.userId] : []));
  const chain = [...new Set([...people, ...command.roster.slice(0, CHAIN)])];
  const to = chain[0] ?? decision.ownerId;
  return hop({ ...decision, state: 'awaiting-signature', proposal, exhausted: false }, to, 'awaiting-signature', at, after(at, SIGNER_MIN), { queue: chain.slice(1) });
}

function sign(decision: Decision, proposal: Proposal, signature: SignatureState, command: InCommand, at: Date): Outcome {
  const signed: Proposal = { ...proposal, signatures: [...proposal.signatures, signature] };
  const facts = [fact(DecisionSigned, { decisionId: decision.id, level: proposal.level, signature: { ...signature, at: signature.at.toISOString() } })];
  if (missingSignatures(proposal.level, signed.signatures, command).length === 0) {
    return { decision: { ...decision, state: 'raised', proposal: signed, decidedBy: signature.userId, decidedAt: at, queue: [] }, facts };
  }
  const moved = awaitSignature(decision, signed, command, at);
  return { decision: moved.decision, facts: [...facts, ...moved.facts] };
}

type Wish = Pick<Proposal, 'level' | 'planVersion' | 'areas' | 'incidentId'>;
const same = (a: Proposal, b: Wish): boolean =>
  a.level === b.level && a.incidentId === b.incidentId && a.planVersion === b.planVersion && a.areas.join() === b.areas.join();

/** The owner or a signer raises; from an owner below the level's rank it is a proposal without signatures. State `raised` = all have signed. */
export function raise(decision: Decision, wish: Wish, by: string, command: InCommand, at: Date): Outcome {
  const as = capacityFor(by, wish.level, command);
  if (!as && by !== decision.ownerId && by !== decision.proposal?.proposedBy) throw new Refusal('level.signer');
  // what is held need not wait for its review: it opens again, and is raised
  if (decision.state === 'held' && decision.reviewAt) { const { reviewAt: _over, ...rest } = decision; return add(start(rest, command, at), (open) => raise({ ...open, ownerId: as ? open.ownerId : by }, wish, by, command, at)); }
  if (!pending(decision)) throw refuseState(decision);
  // whoever took a seat first may be faster than the clock that hands on what nobody owned
  const taken = takeUp(decision, command, at);
  if (taken.decision.ownerId !== decision.ownerId) return add(taken, (open) => raise(open, wish, by, command, at));
  if (decision.proposal && same(decision.proposal, wish)) {
    if (!as) throw refuseState(decision, 'this level is already proposed');
    return confirm(decision, by, command, at);
  }
  const proposal: Proposal = { ...wish, proposedBy: by, signatures: [] };
  const proposed = fact(DecisionProposed, { decisionId: decision.id, level: wish.level, planVersion: wish.planVersion, areas: wish.areas, proposedBy: by, missing: missingSignatures(wish.level, [], command) });
  const then = as ? sign(decision, proposal, { userId: by, as, at }, command, at) : awaitSignature(decision, proposal, command, at);
  return { decision: then.decision, facts: then.decision.state === 'raised' ? then.facts : [proposed, ...then.facts] };
}

/** One more signature under the proposed level. */
export function confirm(decision: Decision, by: string, command: InCommand, at: Date): Outcome {
  const proposal = decision.proposal;
  if (!proposal) throw refuseState(decision);
  if (proposal.signatures.some((s) => s.userId === by)) throw new Refusal('level.same-signer', { state: decision.state, allowed: [...next[decision.state]] });
  const as = capacityFor(by, proposal.level, command);
  if (!as) throw new Refusal('level.signer');
  if (decision.state !== 'awaiting-signature') throw refuseState(decision);
  return sign(decision, proposal, { userId: by, as, at }, command, at);
}

/** A level was raised over a part of its areas: it waits over the rest, with a fresh clock (C1). */
export function further(decision: Decision, rest: string[], command: InCommand, at: Date): Outcome {
  return start({ ...decision, areas: rest, raisedAreas: [...(decision.raisedAreas ?? []), ...decision.proposal!.areas] }, command, at);
}

/** 暂不启动: a named person decides not to raise, with a reason and a time to look again, before the warning ends (`until`). */
export function hold(decision: Decision, input: { reason: string; reviewAt: Date; until?: Date | undefined }, by: string, command: InCommand, at: Date): Outcome {
  if (by !== decision.ownerId && !commands(by, command)) throw new Refusal('level.signer');
  if (!pending(decision)) throw refuseState(decision);
  if (input.reviewAt <= at) throw impossible('reviewAt', 'past', 'reviewAt must lie in the future');
  if (input.until && input.reviewAt > input.until) throw impossible('reviewAt', 'after-end', `the warning ends at ${input.until.toISOString()}: look again before`);
  const { proposal: _dropped, ...rest } = decision;
  return {
    decision: { ...rest, state: 'held', reason: input.reason, reviewAt: input.reviewAt, decidedBy: by, decidedAt: at, queue: [] },
    facts: [fact(DecisionHeld, { decisionId: decision.id, by, reason: input.reason, reviewAt: input.reviewAt.toISOString() })],
  };
}

/** The review time has come: the same decision is open again, with the officer on duty. */
export function review(decision: Decision, command: InCommand, at: Date): Outcome {
  if (decision.state !== 'held' || !decision.reviewAt || at < decision.reviewAt) return { decision, facts: [] };
  const { reviewAt: _over, ...rest } = decision;
  return start(rest, command, at);
}

/** Nobody looks at what was held again: another decision took its place, or its cause is over. The hold itself stands. */
export function settle(decision: Decision): Outcome {
  const { reviewAt: _over, ...rest } = decision;
  return { decision: rest, facts: [] };
}

/** The warning ended before anyone decided; a held one is not opened again. */
export function lapse(decision: Decision, reason: Lapse): Outcome {
  if (decision.state === 'held') return settle(decision);
  if (!pending(decision)) return { decision, facts: [] };
  return { decision: { ...decision, state: 'lapsed', reason, queue: [] }, facts: [fact(DecisionLapsed, { decisionId: decision.id, reason })] };
}

/** Gauges fell below what they met: nobody is called any more and no hold is reviewed. What a person proposed is for people to end. */
export function clear(decision: Decision): Outcome {
  return decision.state === 'awaiting-signature' ? { decision, facts: [] } : lapse(decision, 'gauges-cleared');
}
