import type { GaugeLevel } from '@xunling/contracts';
import { rankOf, sorted } from '../gauge/gauge.js';

/** A reading that can be trusted. */
export interface Point { at: number; value: number }
/** A point with the severity (0 none, 1–4) the gauge has once it is folded in. */
export interface Stood extends Point { severity: number }

const MIN = 60_000;
/** Farthest back a fold looks: the longest window and hold of these levels. */
export const reachOf = (levels: readonly GaugeLevel[]): number => Math.max(0, ...levels.map((l) => Math.max(l.holdMinutes, l.clearHoldMinutes) + (l.windowMinutes ?? 0))) * MIN;

/** What a level compares at point `i`: the reading, or the sum of its window. */
export function valueAt(points: readonly Point[], i: number, { windowMinutes }: GaugeLevel): number {
  if (windowMinutes === undefined) return points[i]!.value;
  const from = points[i]!.at - windowMinutes * MIN;
  let sum = 0;
  for (let j = i; j >= 0 && points[j]!.at > from; j--) sum += points[j]!.value;
  return sum;
}
/** Whether it has been so at every point from `minutes` before `i` on. */
function held(points: readonly Point[], i: number, minutes: number, so: (j: number) => boolean): boolean {
  if (!so(i)) return false;
  const since = points[i]!.at - minutes * MIN;
  let j = i;
  while (points[j]!.at > since) {
    if (j === 0 || !so(j - 1)) return false;
    j -= 1;
  }
  return true;
}

/**
 * Folds points in order of time from index `from` on; what lies before stands already. A level is raised once its value has held at `raiseAt`, and falls only once it has held below
 * `clearBelow`: between the two it stays as it was, and silence changes nothing.
 */
export function climb(points: readonly (Point & { severity?: number })[], levels: readonly GaugeLevel[], from = 0): Stood[] {
  const order = sorted(levels);
  const all = points.map((p) => ({ ...p, severity: p.severity ?? 0 }));
  for (let i = from; i < all.length; i++) {
    let severity = i > 0 ? all[i - 1]!.severity : 0;
    for (const level of [...order].reverse()) {
      const rank = rankOf(level.severity);
      if (rank === severity && held(all, i, level.clearHoldMinutes, (j) => valueAt(all, j, level) < level.clearBelow)) severity = lower(order, rank);
    }
    for (const level of order) if (rankOf(level.severity) > severity && held(all, i, level.holdMinutes, (j) => valueAt(all, j, level) >= level.raiseAt)) severity = rankOf(level.severity);
    all[i]!.severity = severity;
  }
  return all;
}
const lower = (order: readonly GaugeLevel[], rank: number): number => Math.max(0, ...order.map((l) => rankOf(l.severity)).filter((r) => r < rank));

/** Whether the gauge came (again) to its lowest level at point `i`: swings are counted, not opened anew. */
export function reaches(points: readonly Point[], i: number, levels: readonly GaugeLevel[]): boolean {
  const [lowest] = sorted(levels);
  return lowest !== undefined && valueAt(points, i, lowest) >= lowest.raiseAt && (i === 0 || valueAt(points, i - 1, lowest) < lowest.raiseAt);
}

export type Act = 'raised' | 'worsened' | 'eased' | 'cleared';
/** What happens to the item of a gauge that goes from one severity to another. */
export const actOf = (before: number, now: number): Act | undefined => (before === now ? undefined : before === 0 ? 'raised' : now === 0 ? 'cleared' : now > before ? 'worsened' : 'eased');
