import { describe, expect, it } from 'vitest';
import { idOf, settleAlarms, staffingOwner, type Cause } from './alarm.js';

const cause = (key: string, kind: Cause['kind'] = 'staffing'): Cause => ({ kind, key, about: key, reason: 'x', message: '' });

describe('alarms that stand before somebody', () => {
  it('begin once with their cause and end with it', () => {
    const [a, b] = [cause('a'), cause('b', 'forecast-missed')];
    expect(settleAlarms([], [a, b])).toEqual({ begin: [a, b], end: [] });
    expect(settleAlarms([{ id: idOf(a), kind: 'staffing' }], [a, b])).toEqual({ begin: [b], end: [] });
    expect(settleAlarms([{ id: idOf(a), kind: 'staffing' }, { id: idOf(b), kind: 'forecast-missed' }], [b])).toEqual({ begin: [], end: [{ id: idOf(a), kind: 'staffing' }] });
  });

  it('are told apart by kind and occurrence', () => {
    expect(new Set([idOf(cause('a')), idOf(cause('b')), idOf(cause('a', 'sitrep-overdue'))]).size).toBe(3);
  });

  it('on staffing are the commander’s, a vacant commander’s seat the deputy’s, else the officer’s on duty', () => {
    const both = { commander: 'c', deputy: 'd' };
    expect([staffingOwner('roster-gap', '', both), staffingOwner('seat-vacant', 'deputy', both), staffingOwner('seat-vacant', 'commander', both), staffingOwner('roster-gap', '', { deputy: 'd' }), staffingOwner('seat-vacant', 'commander', {})]).toEqual(['c', 'c', 'd', 'd', undefined]);
  });
});
