import { parentOf } from '@xunling/contracts';
import type { Counter, OrderFact, Picture } from './picture.js';

export const emptyCounter = (): Counter => ({ total: 0, done: [0, 0, 0, 0, 0, 0], late: [0, 0, 0, 0, 0, 0], overdue: [0, 0, 0, 0, 0, 0] });

/** Withdrawn and superseded orders are nobody's duty any more: they leave k and n alike. */
export const counts = (order: OrderFact): boolean => order.state !== 'withdrawn' && order.state !== 'superseded';

/** Adds (or with −1 takes away) one order's share. */
export function addTo(counter: Counter, order: OrderFact, sign: 1 | -1): void {
  counter.total += sign;
  for (let i = 0; i < 6; i++) {
    const done = order.done[i]!;
    if (done !== null) counter.done[i]! += sign;
    if (done !== null && done > order.due[i]!) counter.late[i]! += sign;
    if (order.overdue & (1 << i)) counter.overdue[i]! += sign;
  }
}

/** Books the difference between two states of one order on its area, the areas above it and its set. */
export function book(picture: Picture, before: OrderFact | undefined, after: OrderFact): void {
  const was = before && counts(before) ? before : undefined;
  const is = counts(after) ? after : undefined;
  for (let area: string | undefined = after.area; area; area = parentOf(area)) {
    const counter = (picture.counters[area] ??= emptyCounter());
    if (was) addTo(counter, was, -1);
    if (is) addTo(counter, is, 1);
  }
  const set = picture.sets[after.set];
  if (!set) return;
  if (was) addTo(set.count, was, -1);
  if (is) addTo(set.count, is, 1);
  if (was && !is) set.ended += 1;
  if (!was && before && is) set.ended -= 1;
  if (!before && !is) set.ended += 1;
}

/** Counters of what is in the picture; the closing of an incident starts them anew from the orders still running. */
export function recount(orders: readonly OrderFact[]): Record<string, Counter> {
  const counters: Record<string, Counter> = {};
  for (const order of orders) {
    if (!counts(order)) continue;
    for (let area: string | undefined = order.area; area; area = parentOf(area)) addTo((counters[area] ??= emptyCounter()), order, 1);
  }
  return counters;
}
