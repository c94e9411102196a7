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
/** Surname kept: "示**". */
export const maskName = (name: string): string => `${[...name][0] ?? ''}${'*'.repeat(Math.max([...name].length - 1, 1))}`;
/** Minutes between what happened and when it was known. */
export const minutesLate = (occurredAt: Date, receivedAt: Date): number => Math.max(0, Math.floor((receivedAt.getTime() - occurredAt.getTime()) / 60_000));
/** A record that comes later than this is late (domain.md D.9: two hours). */
export const LATE_MINUTES = 120;
