import { describe, expect, it } from 'vitest';
import type { Refusal } from '@xunling/platform';
import { awaiting, looked } from './protection.js';

const T = (minutes: number): string => new Date(Date.UTC(2026, 6, 20, 8, minutes)).toISOString();
const begun = { review: awaiting(T(1)), begunBy: 'holder', state: 'open', what: 'evacuation' } as const;
const code = (run: () => unknown): string => { try { run(); } catch (e) { return (e as Refusal).code; } return 'ok'; };

describe('a grid emptied by its holder', () => {
  it('waits five minutes for somebody above, from when the grid learned of it', () => {
    expect(begun.review).toEqual({ state: 'waiting', dueAt: T(6) });
  });
  it('is approved, or sent back with a reason, by another than who began it; a later word takes the place of an earlier one', () => {
    expect(looked(begun, { verdict: 'approved', by: 'officer', at: T(2) })).toEqual({ state: 'approved', dueAt: T(6), by: 'officer', at: T(2) });
    expect(looked({ ...begun, review: { ...begun.review, state: 'approved', by: 'officer', at: T(2) } }, { verdict: 'returned', by: 'second', at: T(3), reason: '无险情' })).toMatchObject({ state: 'returned', by: 'second', reason: '无险情' });
    expect(code(() => looked(begun, { verdict: 'approved', by: 'holder', at: T(2) }))).toBe('same-person');
    expect(code(() => looked(begun, { verdict: 'returned', by: 'officer', at: T(2) }))).toBe('input.impossible');
    expect(code(() => looked({ ...begun, review: { ...begun.review, state: 'approved' } }, { verdict: 'approved', by: 'second', at: T(3) }))).toBe('state.conflict');
  });
  it('leaves nothing to look at where an order or an officer began it', () => {
    expect(code(() => looked({ ...begun, review: undefined }, { verdict: 'approved', by: 'officer', at: T(2) }))).toBe('state.conflict');
  });
});
