import { CLOSING, inForce, isClosed, keepsOut, type Measure } from './measure.js';

export type Shown = 'closed' | 'not-closed' | 'unknown' | 'open';
/** What the board needs of a site. */
export interface Standing { closeAtCm?: number; clearAtCm?: number; depthCm?: number; flooded: boolean; /** It has a gauge, and that is silent or in doubt (C11). */ unheard?: boolean }
export interface Verdict { shown: Shown; flooded: boolean; patrolOverdue: boolean; /** Place on the board, 0 first. */ board: number }

/** Under water from the closing level until the depth has fallen below the clear level. */
export function floodedBy({ closeAtCm, clearAtCm, depthCm, flooded }: Standing): boolean {
  if (depthCm === undefined || closeAtCm === undefined) return false;
  if (depthCm >= closeAtCm) return true;
  return flooded && depthCm >= (clearAtCm ?? closeAtCm);
}

/**
 * What a screen says of a site (C6): not closed while it is under water, emptied, or disputed and nothing verified by another keeps people out of it, and
 * while any of 关停封撤 on it waits for that. Shops shut or people moved out are not a closed site. The safer word wins wherever two are possible: of what
 * nobody hears nobody says that it need not be closed.
 */
export function judge(site: Standing, measures: readonly Measure[], disputed: boolean): Verdict {
  const closing = measures.filter((m) => inForce(m) && CLOSING.includes(m.measure));
  const flooded = floodedBy(site);
  const shut = closing.some((m) => isClosed(m) && keepsOut(m));
  const pending = closing.some((m) => !isClosed(m));
  const emptied = closing.some((m) => m.measure === 'EVACUATE');
  const patrolOverdue = measures.some((m) => inForce(m) && m.patrolsMissed > 0);
  const shown: Shown = disputed || pending || ((flooded || emptied) && !shut) ? 'not-closed' : shut ? 'closed' : site.unheard ? 'unknown' : 'open';
  const board = shown === 'not-closed' ? (flooded ? 0 : 1) : patrolOverdue ? 2 : shown === 'unknown' ? 3 : shown === 'closed' ? 4 : measures.some(inForce) ? 5 : 6;
  return { shown, flooded, patrolOverdue, board };
}
