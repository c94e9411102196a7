import { STAGES } from '@xunling/contracts';
import type { OrderState } from './order.js';

const EXECUTING = STAGES.indexOf('executing');

const REPORTED = STAGES.indexOf('reported');
const CLOSE = 1e-6;

export interface PartState { state: OrderState; done: readonly (Date | null)[]; by: readonly (string | null)[]; quantity?: { n: number } | null }
/** What was asked for as a whole: a quantity, else as many parts as it was broken into. */
export interface Asked { quantity?: { n: number } | null; parts: number }
const counts = (part: Pick<PartState, 'state'>): boolean => part.state !== 'withdrawn' && part.state !== 'superseded';

/** How much of the quantity, or how many of the parts, nobody has any more since parts were withdrawn; 0 where all of it is somebody's. */
export function unsharedOf({ quantity, parts: n }: Asked, parts: readonly Pick<PartState, 'state' | 'quantity'>[]): number {
  const counting = parts.filter(counts);
  if (!quantity) return Math.max(0, n - counting.length);
  const left = quantity.n - counting.reduce((sum, part) => sum + (part.quantity?.n ?? 0), 0);
  return left > CLOSE * Math.max(1, quantity.n) ? left : 0;
}

/** Arrows of a divided order from executing on, indexed as stages are; the earlier ones stay its own. */
export interface RolledUp { done: (Date | null)[]; by: (string | null)[] }

/**
 * How far all parts have come: an arrow of the whole is done when that arrow of every part is, at the instant of the last. Parts that were
 * withdrawn or replaced do not count; where none is left, nothing is done, and a quantity of which a share is nobody's is not reported.
 * Undefined for an order without parts.
 */
export function rollUp(parts: readonly PartState[], asked?: Asked): RolledUp | undefined {
  if (parts.length === 0) return undefined;
  const counting = parts.filter(counts);
  const short = asked?.quantity ? unsharedOf(asked, parts) > 0 : false;
  const last = (stage: number): PartState | undefined => {
    if (counting.length === 0 || (short && stage >= REPORTED) || counting.some((p) => !p.done[stage])) return undefined;
    return counting.reduce((a, b) => (b.done[stage]! > a.done[stage]! ? b : a));
  };
  const of = STAGES.map((_, stage) => (stage < EXECUTING ? undefined : last(stage)));
  return { done: of.map((part, stage) => part?.done[stage] ?? null), by: of.map((part, stage) => part?.by[stage] ?? null) };
}
