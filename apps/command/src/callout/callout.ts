import { COLOURS, type Colour } from '@xunling/contracts';

/** Ways to a person. Only a receipt of the person proves that the message was heard: mail is handed over, never heard. */
export const CHANNELS = ['on-screen', 'webhook', 'mail', 'sms', 'voice'] as const;
export type ChannelKind = (typeof CHANNELS)[number];
/** Channels whose answer is a receipt of a named person. */
export const PROVING: readonly ChannelKind[] = ['on-screen', 'webhook', 'voice'];
/** Channels that have a contract and, outside of live operation, a simulator; none is connected. */
export const WITHOUT_CARRIER: readonly ChannelKind[] = ['sms', 'voice'];

export type CalleeRole = 'person' | 'deputy' | 'superior';
export type Step = CalleeRole | 'door';
export type RowState = 'ringing' | 'reached' | 'unreached';
export type AttemptState = 'queued' | 'accepted' | 'failed' | 'suppressed' | 'simulated' | 'cancelled';

/** Somebody of the ladder with the channels that can be used, in order. */
export interface Callee { role: CalleeRole; userId: string; channels: readonly ChannelKind[] }
export interface Ring { role: CalleeRole; userId: string; channel: ChannelKind; n: number }
export interface Attempt extends Ring { at: Date; state: AttemptState }
export interface Answer { by: string; channel: ChannelKind; simulated?: boolean; heardSeconds: number; answered: boolean; at: Date }
/** A person handed the row on by hand. */
export interface Pass { to: 'superior' | 'door'; at: Date }
export interface RowFacts {
  startedAt: Date;
  /** Longest time with one person before the next is asked. */
  limitMs: number;
  kind: 'alarm' | 'test';
  callees: readonly Callee[]; attempts: readonly Attempt[]; answers: readonly Answer[]; passes: readonly Pass[];
  endedAt?: Date;
}
export interface Verdict {
  state: RowState; step: Step;
  /** The answer that reached the person, and whether it came after the person was listed as unreached. */
  reached?: Answer; late: boolean;
  unreachedAt?: Date;
  /** The superior who heard it and took it over; the person is unreached all the same. */
  taken?: Answer;
  ring?: Ring;
  /** When to look again, where something is still to come. */
  lookAt?: Date;
}

/** Whole message, tries and their time. Source: domain.md D.6 (Mianxian); the slots inside five minutes are OURS. */
export const WHOLE_SECONDS = 20;
export const TRIES = 3;
const SLOT_MS = 2 * 60_000;
const CHANNEL_MS = 5 * 60_000;
/** A try made late still gets this long. */
const LEAST_MS = 60_000;
/** A channel test waits this long for its answer (OURS). */
export const TEST_MS = 10 * 60_000;
/** How long one person may be silent before the next is asked, minutes by colour; the defaults of domain.md D.6 (C4). */
export const HOP_MINUTES: Record<Colour, number> = { RED: 10, ORANGE: 20, YELLOW: 30, BLUE: 30 };
/** A level is as urgent as the colour that proposes it. */
const COLOUR_OF: Record<string, Colour> = { I: 'RED', II: 'ORANGE', III: 'YELLOW', IV: 'BLUE' };
/** The shorter of what colour and level allow. */
export function hopMinutes(colour: string | null | undefined, level: string | null | undefined, by: Record<Colour, number> = HOP_MINUTES): number {
  const said = [colour, COLOUR_OF[level ?? '']].filter((c): c is Colour => (COLOURS as readonly (string | null | undefined)[]).includes(c));
  return said.length > 0 ? Math.min(...said.map((c) => by[c])) : by.BLUE;
}
/** Red, and levels I and II, are about lives: no guard holds them back. */
export const isLifeSafety = (colour: string | null | undefined, level: string | null | undefined): boolean => colour === 'RED' || level === 'I' || level === 'II';
/** Until when a try may be handed over: then the next one is due. */
export const deadlineOf = (attempt: Pick<Attempt, 'at'>): Date => after(attempt.at, SLOT_MS);

const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);
const later = (a: Date, b: Date): Date => (a > b ? a : b);
const whole = (a: Answer): boolean => a.answered && a.heardSeconds >= WHOLE_SECONDS && a.simulated !== true && PROVING.includes(a.channel);

/** Whether an answer reaches the person: of that person or the recorded deputy, the whole message, on a channel that proves receipt. */
export const reaches = (a: Answer, callees: readonly Callee[]): boolean => whole(a) && callees.some((c) => c.role !== 'superior' && c.userId === a.by);

interface Walk { over: boolean; end: Date; ring?: Ring; lookAt?: Date; step: CalleeRole }

/** Rings callees one after another, each channel three times within five minutes; says what comes next or when all was in vain. */
function walk(callees: readonly Callee[], attempts: readonly Attempt[], begin: Date, limit: number, at: Date): Walk {
  let end = begin;
  let step: CalleeRole = callees[0]?.role ?? 'person';
  for (const { role, userId, channels } of callees) {
    let roleBegan: Date | undefined;
    for (const channel of channels) {
      const tries = attempts.filter((a) => a.role === role && a.userId === userId && a.channel === channel).sort((a, b) => a.n - b.n);
      const first = tries[0]?.at ?? end;
      if (roleBegan && tries.length === 0 && end.getTime() - roleBegan.getTime() >= limit) break;
      roleBegan ??= first;
      step = role;
      // a channel that did not take the message by the try's deadline reaches nobody: the next is used at once
      if (tries.some((a) => a.state === 'failed')) {
        end = later(end, after(tries.at(-1)!.at, SLOT_MS));
        if (end > at) return { over: false, end, step, lookAt: end };
        continue;
      }
      const due = tries.length === 0 ? end : after(first, tries.length * SLOT_MS);
      if (tries.length < TRIES) return due <= at ? { over: false, end, step, ring: { role, userId, channel, n: tries.length + 1 } } : { over: false, end, step, lookAt: due };
      end = later(after(first, CHANNEL_MS), after(tries.at(-1)!.at, LEAST_MS));
      if (end > at) return { over: false, end, step, lookAt: end };
    }
  }
  return { over: true, end, step };
}

/** When the person and the deputy were through in vain, as far as it is known at an instant; a hand-over lists the row at once. */
function own(f: RowFacts, at: Date): Walk {
  if (f.kind === 'test') {
    const end = after(f.startedAt, TEST_MS);
    return end > at ? { over: false, end, step: 'person', lookAt: end } : { over: true, end, step: 'person' };
  }
  const passed = f.passes.find((p) => p.at <= at);
  const natural = walk(f.callees.filter((c) => c.role !== 'superior'), f.attempts, f.startedAt, f.limitMs, passed?.at ?? at);
  return passed && !natural.over ? { over: true, end: passed.at, step: natural.step } : natural;
}

/**
 * Where one responsible person of a campaign stands at an instant, from the facts alone: what was rung, what was answered, what was handed on.
 * The order in which answers are given changes nothing; a second answer changes nothing; one after the end is kept and changes nothing.
 */
export function ladder(f: RowFacts, at: Date): Verdict {
  const answers = [...f.answers].filter((a) => a.at <= at && (!f.endedAt || a.at <= f.endedAt)).sort((a, b) => a.at.getTime() - b.at.getTime() || (a.by < b.by ? -1 : 1));
  const reached = answers.find((a) => reaches(a, f.callees));
  const seen = reached?.at ?? (f.endedAt && f.endedAt < at ? f.endedAt : at);
  const first = own(f, seen);
  const unreachedAt = first.over ? first.end : undefined;
  if (reached) return { state: 'reached', step: stepOf(f, reached.by), reached, late: unreachedAt !== undefined, ...(unreachedAt ? { unreachedAt } : {}) };
  if (f.endedAt && f.endedAt <= at && !unreachedAt) return { state: 'unreached', step: first.step, late: false, unreachedAt: f.endedAt };
  if (!unreachedAt) return { state: 'ringing', step: first.step, late: false, ...(first.ring ? { ring: first.ring } : {}), ...(first.lookAt ? { lookAt: first.lookAt } : {}) };
  return { state: 'unreached', late: false, unreachedAt, ...above(f, unreachedAt, answers, seen) };
}

const stepOf = (f: RowFacts, by: string): Step => f.callees.find((c) => c.userId === by && c.role !== 'superior')?.role ?? 'person';

/** The superior is told of who is not reached; whoever takes it over has as long as a person has, then the door is knocked at. */
function above(f: RowFacts, since: Date, answers: readonly Answer[], at: Date): Pick<Verdict, 'step' | 'taken' | 'ring' | 'lookAt'> {
  if (f.kind === 'test') return { step: 'person' };
  const superiors = f.callees.filter((c) => c.role === 'superior');
  const passes = f.passes.filter((p) => p.at <= at);
  const taken = answers.find((a) => a.at >= since && whole(a) && superiors.some((c) => c.userId === a.by));
  const had = taken ? { taken } : {};
  if (passes.some((p) => p.to === 'door') || superiors.length === 0) return { step: 'door', ...had };
  const begin = later(since, passes.find((p) => p.to === 'superior')?.at ?? since);
  if (taken) {
    const end = after(taken.at, f.limitMs);
    return end > at && !f.endedAt ? { step: 'superior', taken, lookAt: end } : { step: end > at ? 'superior' : 'door', taken };
  }
  const rung = walk(superiors, f.attempts, begin, f.limitMs, at);
  if (rung.over) return { step: 'door' };
  return { step: 'superior', ...(f.endedAt ? {} : { ...(rung.ring ? { ring: rung.ring } : {}), ...(rung.lookAt ? { lookAt: rung.lookAt } : {}) }) };
}
