import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { judge, statisticAt, type Reading, type Source, type Watch } from './observation.js';

const min = (m: number): Date => new Date(Date.parse('2021-07-20T08:00:00Z') + m * 60_000);
const series = (values: (number | null)[], every = 10, from = 0): Reading[] => values.flatMap((value, i) => (value === null ? [] : [{ value, at: min(from + i * every) }]));
const source = (values: (number | null)[], name = 's'): Source => ({ source: name, everyMinutes: 10, readings: series(values) });
const hour: Watch = { statistic: 'sum', minutes: 60, atLeast: 30, clearsBelow: 20 };

describe('a window', () => {
  it('sums, takes the greatest, the last, or the least of a whole window', () => {
    const readings = series([5, 10, 20, 5, 0, 0, 0]);
    expect(statisticAt(readings, hour, min(50), 10)).toBe(40);
    // 60 minutes back from minute 60 the first reading is out
    expect(statisticAt(readings, hour, min(60), 10)).toBe(35);
    expect(statisticAt(readings, { ...hour, statistic: 'max' }, min(60), 10)).toBe(20);
    expect(statisticAt(readings, { ...hour, statistic: 'last' }, min(60), 10)).toBe(0);
    const twenty: Watch = { statistic: 'min', minutes: 20, atLeast: 30 };
    expect(statisticAt(series([35]), twenty, min(0), 10)).toBeUndefined();
    expect(statisticAt(series([35, 40, 31]), twenty, min(20), 10)).toBe(31);
    expect(statisticAt([{ value: 900, at: min(0), suspect: true }], hour, min(0), 10)).toBeUndefined();
  });
});

describe('a condition', () => {
  it('is met at its value, holds between the two, and clears below the lower', () => {
    const rain = source([10, 10, 10, 0, 0, 0, 0, 0, 0, 0]);
    const at = (m: number): string => judge([rain], hour, min(m)).state;
    expect([at(10), at(20), at(50), at(60), at(70), at(80)]).toEqual(['unmet', 'met', 'met', 'met', 'unmet', 'unmet']);
  });

  it('is unknown where its sources are silent, never dry; one that speaks enough is enough', () => {
    expect(judge([], hour, min(0)).state).toBe('unknown');
    expect(judge([source([0, 0])], hour, min(41))).toMatchObject({ state: 'unknown', silent: 1 });
    expect(judge([source([0, 0])], hour, min(40)).state).toBe('unmet');
    expect(judge([source([0, 0]), source([0, 0, 0, 0, 40], 'b')], hour, min(45))).toMatchObject({ state: 'met', silent: 1, sources: 1 });
    // two of three are asked for: one is, one is not, one is silent
    expect(judge([source([0, 0, 0, 0, 40], 'a'), source([0, 0, 0, 0, 0], 'b'), source([40], 'c')], { ...hour, sources: 2 }, min(45)).state).toBe('unknown');
  });

  it('is not met by a reading that cannot be trusted', () => {
    const spiky: Source = { source: 's', everyMinutes: 10, readings: [{ value: 0, at: min(0) }, { value: 1000, at: min(10), suspect: true }, { value: 0, at: min(20) }] };
    expect(judge([spiky], { statistic: 'last', minutes: 30, atLeast: 80 }, min(20)).state).toBe('unmet');
    expect(judge([source([201.9])], { statistic: 'sum', minutes: 60, atLeast: 100 }, min(0)).state).toBe('met');
  });

  it('never flaps between its two values', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 20, max: 29 }), { minLength: 1, maxLength: 20 }), fc.boolean(), (between, first) => {
      const last: Watch = { statistic: 'last', minutes: 30, atLeast: 30, clearsBelow: 20 };
      const s = source([first ? 30 : 19, ...between]);
      const states = between.map((_, i) => judge([s], last, min((i + 1) * 10)).state);
      expect(new Set(states)).toEqual(new Set([first ? 'met' : 'unmet']));
    }));
  });

  it('is never made less by one more source that is silent', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 3 }), (values, need) => {
      const rank = { unmet: 0, unknown: 1, met: 2 };
      const watch = { ...hour, sources: need };
      const now = min((values.length - 1) * 10);
      const before = judge([source(values)], watch, now).state;
      const after = judge([source(values), { source: 'silent', everyMinutes: 1, readings: [{ value: 0, at: min(-600) }] }], watch, now).state;
      expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
    }));
  });
});
