import { impossible, Refusal } from '@xunling/platform';

export type CasualtyState = 'DEAD' | 'MISSING' | 'INJURED' | 'FOUND' | 'merged' | 'withdrawn';
export interface Casualty { id: string; state: CasualtyState; area: string; mergedInto?: string }

/** What may become of a record; a death is withdrawn with a reason, never turned into something milder. */
export const NEXT = {
  MISSING: ['DEAD', 'INJURED', 'FOUND'], INJURED: ['DEAD', 'FOUND', 'MISSING'], DEAD: [], FOUND: ['MISSING', 'DEAD', 'INJURED'], merged: [], withdrawn: [],
} as const satisfies Record<CasualtyState, readonly CasualtyState[]>;
/** Whether it counts in a total. */
export const counts = (state: CasualtyState): boolean => state === 'DEAD' || state === 'MISSING' || state === 'INJURED';
const ended = (state: CasualtyState): boolean => state === 'merged' || state === 'withdrawn';
const conflict = (state: CasualtyState, detail?: string): Refusal => new Refusal('state.conflict', { state, allowed: [...NEXT[state], ...(ended(state) ? [] : ['merge', 'withdraw'])], ...(detail ? { detail } : {}) });

/** @throws Refusal state.conflict */
export function change(c: Casualty, to: CasualtyState): Casualty {
  if (!(NEXT[c.state] as readonly CasualtyState[]).includes(to)) throw conflict(c.state);
  return { ...c, state: to };
}
/** This record ends in the other, which stands for both. @throws Refusal */
export function merge(c: Casualty, into: Casualty): Casualty {
  if (ended(c.state)) throw conflict(c.state);
  if (c.id === into.id) throw impossible('into', 'same', 'that is the same record');
  if (ended(into.state)) throw conflict(into.state, 'merge into the record that stands');
  return { ...c, state: 'merged', mergedInto: into.id };
}
/** @throws Refusal state.conflict */
export function withdraw(c: Casualty): Casualty {
  if (ended(c.state)) throw conflict(c.state);
  return { ...c, state: 'withdrawn' };
}
/** A total moves with a reason. @throws Refusal casualty.reason */
export function mustSayWhy(reason: string | undefined): string {
  if (!reason?.trim()) throw new Refusal('casualty.reason');
  return reason;
}

export interface Totals { dead: number; missing: number; injured: number }
export interface Jump { kind: keyof Totals; from: number; to: number }
const FIFTH = 0.2;
/** A total that moved by more than a fifth asks for an explanation; from none to the first few as well, once there is more than one. */
export const jumpsOf = (before: Totals, now: Totals): Jump[] => (['dead', 'missing', 'injured'] as const).map((kind) => ({ kind, from: before[kind], to: now[kind] })).filter(({ from, to }) => (from === 0 ? to > 1 : Math.abs(to - from) / from > FIFTH));

/** Surname kept: "示**". */
export const maskName = (name: string): string => `${[...name][0] ?? ''}${'*'.repeat(Math.max([...name].length - 1, 1))}`;
/** Minutes between what happened and when it was known. */
export const minutesLate = (occurredAt: Date, receivedAt: Date): number => Math.max(0, Math.floor((receivedAt.getTime() - occurredAt.getTime()) / 60_000));
/** Reporting limits in minutes (domain.md D.9): by phone, in writing, the first report. A record that comes after the last is late. */
export const LIMITS = [15, 35, 120] as const;
/** The greatest limit that was missed. */
export const missedOf = (late: number): '15' | '35' | '120' | undefined => (late > 120 ? '120' : late > 35 ? '35' : late > 15 ? '15' : undefined);
