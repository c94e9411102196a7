import { describe, expect, it } from 'vitest';
import { next as decision } from './decision/decision.js';
import { next as order } from './order/order.js';
import { NEXT as plan } from './plan/cycle.js';

const reachable = (table: Record<string, readonly string[]>, from: string): Set<string> => {
  const seen = new Set([from]);
  for (const state of seen) for (const to of table[state]!) seen.add(to);
  return seen;
};

describe('status tables', () => {
  it.each([['decision', decision, 'open'], ['order', order, 'issued'], ['plan', Object.fromEntries(Object.entries(plan).map(([state, verbs]) => [state, Object.values(verbs)])), 'draft']] as const)('of a %s: every state is reached from the first', (_name, table, first) => {
    expect([...reachable(table, first)].sort()).toEqual(Object.keys(table).sort());
  });
});
