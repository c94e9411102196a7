import { closureOf } from '@xunling/contracts';
import { inForce, isClosed, type Measure } from './measure.js';

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

/** Where a site stands on the board. The safer word wins wherever two are possible: of what nobody hears nobody says that it need not be closed. */
export function judge(site: Standing, measures: readonly Measure[], disputed: boolean): Verdict {
  const live = measures.filter(inForce);
  const flooded = floodedBy(site);
  const patrolOverdue = live.some((m) => m.patrolsMissed > 0);
  const closure = closureOf(live.map((m) => ({ measure: m.measure, scope: m.scope, kind: m.kind, held: isClosed(m) })), { danger: flooded, disputed });
  const shown: Shown = closure === 'open' && site.unheard ? 'unknown' : closure;
  const board = shown === 'not-closed' ? (flooded ? 0 : 1) : patrolOverdue ? 2 : shown === 'unknown' ? 3 : shown === 'closed' ? 4 : live.length > 0 ? 5 : 6;
  return { shown, flooded, patrolOverdue, board };
}
