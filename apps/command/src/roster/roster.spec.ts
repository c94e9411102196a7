import { describe, expect, it } from 'vitest';
import { newId } from '@xunling/platform';
import fc from 'fast-check';
import { gapsIn, mayPublish, type Shift } from './roster.js';

const people = Array.from({ length: 12 }, (_, i) => ({ userId: newId(), name: `值班员${i}` }));
const T0 = new Date('2021-07-20T08:00:00+08:00');
const at = (hours: number): Date => new Date(T0.getTime() + hours * 3_600_000);
const shift = (from: number, until: number, first = 0, zone = '410171', n = 4): Shift => ({ id: newId(), zone, officers: people.slice(first, first + n), from: at(from), until: at(until) });
const refusal = (...args: Parameters<typeof mayPublish>): string => { try { mayPublish(...args); } catch (e) { return (e as { code: string }).code; } return 'none'; };

describe('publishing shifts', () => {
  it('takes a day of two shifts of twelve hours, the second from the end of the first', () => {
    expect(refusal([shift(0, 12), shift(12, 24)], [], T0)).toBe('none');
  });
  it('refuses fewer than three alternates', () => {
    expect(refusal([shift(0, 12, 0, '410171', 3)], [], T0)).toBe('roster.alternates');
  });
  it('refuses what is impossible: no length, over already, longer than a week', () => {
    for (const s of [shift(4, 4), shift(5, 4), shift(-9, -1), shift(0, 24 * 8)]) expect(refusal([s], [], T0)).toBe('input.impossible');
  });
  it.each([
    ['two shifts of one area at one time', [shift(0, 12), shift(11, 20, 4)], []],
    ['two shifts of one area, one of them published', [shift(11, 20, 4)], [shift(0, 12)]],
    ['one person in two areas at one time', [shift(0, 12)], [shift(6, 18, 3, '410171561')]],
    ['one person twice in one shift', [{ ...shift(0, 12), officers: [...people.slice(0, 3), people[0]!] }], []],
  ])('refuses %s', (_, shifts, others) => { expect(refusal(shifts, others, T0)).toBe('roster.clash'); });
  it('lets other people of another area be on at the same time', () => {
    expect(refusal([shift(0, 12)], [shift(0, 12, 4, '410171561')], T0)).toBe('none');
  });
});

describe('gaps', () => {
  const span = { from: at(0), until: at(48) };
  it('are what no shift covers, the first one from the end of the shift before', () => {
    expect(gapsIn([shift(0, 12), shift(12, 48)], span)).toEqual([]);
    expect(gapsIn([shift(20, 30), shift(-4, 8)], span)).toEqual([{ from: at(8), until: at(20) }, { from: at(30), until: at(48) }]);
    expect(gapsIn([shift(5, 48)], span, at(-2))).toEqual([{ from: at(-2), until: at(5) }]);
    expect(gapsIn([], span)).toEqual([span]);
  });
  it('and shifts together cover every hour, and no hour twice', () => {
    const some = fc.array(fc.tuple(fc.integer({ min: -20, max: 60 }), fc.integer({ min: 1, max: 30 })), { maxLength: 12 });
    fc.assert(fc.property(some, (drawn) => {
      const shifts = drawn.map(([from, length]) => shift(from, from + length));
      const gaps = gapsIn(shifts, span);
      for (let h = 0; h < 48; h++) {
        const inside = (s: { from: Date; until: Date }): boolean => s.from <= at(h) && s.until > at(h);
        expect([h, gaps.filter(inside).length]).toEqual([h, shifts.some(inside) ? 0 : 1]);
      }
    }));
  });
});
