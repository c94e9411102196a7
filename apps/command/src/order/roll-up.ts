import { STAGES } from '@xunling/contracts';
import type { OrderState } from './order.js';

const EXECUTING = STAGES.indexOf('executing');

export interface PartState { state: OrderState; done: readonly (Date | null)[]; by: readonly (string | null)[] }
/** Arrows of a divided order from executing on, indexed as stages are; the earlier ones stay its own. */
export interface RolledUp { done: (Date | null)[]; by: (string | null)[] }

/**
 * How far all parts have come: an arrow of the whole is done when that arrow of every part is, at the instant of the last. Parts that were
 * withdrawn or replaced do not count; where none is left, nothing is done. Undefined for an order without parts.
 */
export function rollUp(parts: readonly PartState[]): RolledUp | undefined {
  if (parts.length === 0) return undefined;
  const counting = parts.filter((p) => p.state !== 'withdrawn' && p.state !== 'superseded');
  const last = (stage: number): PartState | undefined => {
    if (counting.length === 0 || counting.some((p) => !p.done[stage])) return undefined;
    return counting.reduce((a, b) => (b.done[stage]! > a.done[stage]! ? b : a));
  };
  const of = STAGES.map((_, stage) => (stage < EXECUTING ? undefined : last(stage)));
  return { done: of.map((part, stage) => part?.done[stage] ?? null), by: of.map((part, stage) => part?.by[stage] ?? null) };
}
