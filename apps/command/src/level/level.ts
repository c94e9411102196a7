import { LEVELS, type Level } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import { needsSeats, type Capacity, type InCommand, type SignatureState } from '../decision/signer.js';

/** The level of one street; `none` where nothing is in force. */
export type InForce = Level | 'none';
export interface AreaLevel { area: string; level: InForce; version: number }

/** Higher is more severe: none 0, Ⅳ 1 … Ⅰ 4. */
export const height = (level: InForce): number => (level === 'none' ? 0 : LEVELS.length - LEVELS.indexOf(level));
const highest = (levels: readonly InForce[]): InForce => levels.reduce((a, b) => (height(b) > height(a) ? b : a), 'none');
/** The least that holds everywhere; `none` of no street. */
export const lowest = (levels: readonly InForce[]): InForce => (levels.length === 0 ? 'none' : levels.reduce((a, b) => (height(b) < height(a) ? b : a)));
export interface Change { areas: string[]; previous: InForce }

/** Which of the streets a raise moves: those below. Steps may be skipped; nobody below → 409 with the level in force. */
export function raiseOver(current: readonly AreaLevel[], level: Level): Change {
  const moved = current.filter((c) => height(c.level) < height(level));
  if (moved.length === 0) throw new Refusal('state.conflict', { state: highest(current.map((c) => c.level)), allowed: LEVELS.filter((l) => height(l) > height(highest(current.map((c) => c.level)))) });
  return { areas: moved.map((c) => c.area), previous: highest(moved.map((c) => c.level)) };
}

/** Which of the streets a lowering moves: those above. */
export function lowerOver(current: readonly AreaLevel[], level: InForce): Change {
  const moved = current.filter((c) => height(c.level) > height(level));
  const top = highest(current.map((c) => c.level));
  if (moved.length === 0) throw new Refusal('state.conflict', { state: top, allowed: [...LEVELS, 'none' as const].filter((l) => height(l) < height(top)) });
  return { areas: moved.map((c) => c.area), previous: highest(moved.map((c) => c.level)) };
}

/** A level is lowered by who could have signed it: from a level that seats sign by a seat holder, from others by an officer on the roster too. One signature. */
export function signLowering(by: string, from: InForce, command: InCommand, at: Date): SignatureState {
  const as = capacityOver(by, from, command);
  if (!as) throw new Refusal('level.signer');
  return { userId: by, as, at };
}
function capacityOver(by: string, from: InForce, command: InCommand): Capacity | undefined {
  if (by === command.commander) return 'commander';
  if (by === command.deputy) return 'deputy';
  return from !== 'none' && !needsSeats(from, command) && command.roster.includes(by) ? 'duty-officer' : undefined;
}
