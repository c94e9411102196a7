import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { GaugeLevel } from '@xunling/contracts';
import type { Gauge } from '../gauge/gauge.js';
import { climb, reaches, valueAt, type Point } from './level.js';
import { foldSeries, type Kept, type Step } from './series.js';

const MIN = 60_000;
const levels: GaugeLevel[] = [
  { severity: 'MODERATE', raiseAt: 30, clearBelow: 24, holdMinutes: 0, clearHoldMinutes: 30 },
  { severity: 'SEVERE', raiseAt: 50, clearBelow: 40, holdMinutes: 0, clearHoldMinutes: 0 },
];
const points = (values: readonly number[], every = 15): Point[] => values.map((value, i) => ({ at: i * every * MIN, value }));
const severities = (values: readonly number[], by = levels): number[] => climb(points(values), by).map((p) => p.severity);
const gauge = { parameter: 'depth', everyMinutes: 15, lowest: 0, highest: 1000, jump: 1000, levels } as unknown as Gauge;
const kept = (values: readonly number[]): Kept[] => points(values).map((p) => ({ ...p, severity: 0 }));

describe('a gauge above its levels', () => {
  it('is raised at the raise level, stays in between, and clears once it has held below the clear level', () => {
    expect(severities([29, 30, 25, 24, 23, 23, 23])).toEqual([0, 2, 2, 2, 2, 2, 0]);
    expect(severities([60, 45, 39, 20, 20, 20])).toEqual([3, 3, 2, 2, 2, 0]);
  });
  it('is raised only once the value has held as long as the level says', () => {
    const slow: GaugeLevel[] = [{ severity: 'SEVERE', raiseAt: 30, clearBelow: 20, holdMinutes: 20, clearHoldMinutes: 0 }];
    expect(severities([31, 29, 31, 32, 33], slow)).toEqual([0, 0, 0, 0, 3]);
  });
  it('of rain is judged by the sum of its window', () => {
    const hour: GaugeLevel[] = [{ severity: 'MODERATE', raiseAt: 30, clearBelow: 20, holdMinutes: 0, clearHoldMinutes: 0, windowMinutes: 60 }];
    expect(severities([10, 10, 10, 0, 0, 0, 0], hour)).toEqual([0, 0, 2, 2, 2, 0, 0]);
    expect(valueAt(points([10, 10, 10, 5, 5]), 4, hour[0]!)).toBe(30);
  });
  it('that swings around the level 50 times opens one item and is counted 50 times', () => {
    const swing = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 33 : 22));
    const { steps, reached } = foldSeries(gauge, [], kept(swing), 0, { severity: 0 }, () => true);
    expect([steps.map((s) => s.act), reached]).toEqual([['raised'], 50]);
  });
  it('says every change of severity as a step, never over another', () => {
    const { steps } = foldSeries(gauge, [], kept([10, 35, 55, 45, 39, 20, 20, 20]), 0, { severity: 0 }, () => true);
    expect(steps.map((s) => [s.act, s.severity, s.value])).toEqual([['raised', 2, 35], ['worsened', 3, 55], ['eased', 2, 39], ['cleared', 0, 20]]);
  });
  it('that was silent stays as it was when it speaks again: silence clears nothing', () => {
    const known: Kept[] = [{ at: 0, value: 40, severity: 2 }];
    const { steps, severity } = foldSeries(gauge, known, [{ at: 600 * MIN, value: 27, severity: 0 }], 600 * MIN, { at: 0, severity: 2 }, () => true);
    expect([steps, severity]).toEqual([[], 2]);
  });
  it('whose newest reading a person rejects falls back to what stood before', () => {
    const known: Kept[] = kept([10, 12, 80]).map((k, i) => ({ ...k, severity: i === 2 ? 3 : 0, ...(i === 2 ? { ruling: 'rejected' as const } : {}) }));
    const { steps, newest } = foldSeries(gauge, known, [], 30 * MIN, { at: 30 * MIN, severity: 3 }, () => true);
    expect([steps.map((s) => s.act), newest!.value]).toEqual([['cleared'], 12]);
  });
  it('never flaps between its two levels', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 24, max: 29 }), { minLength: 1, maxLength: 60 }), fc.boolean(), (between, first) => {
      const all = severities([first ? 30 : 10, ...between]);
      expect(new Set(all)).toEqual(new Set([first ? 2 : 0]));
      expect(between.filter((_, i) => reaches(points([first ? 30 : 10, ...between]), i + 1, levels))).toHaveLength(0);
    }));
  });
});

it('out-of-order arrival gives the same newest state and the same severities', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 70 }), { minLength: 1, maxLength: 25 }), fc.infiniteStream(fc.nat(100)), fc.integer({ min: 1, max: 4 }), (values, picks, size) => {
    const rest = kept(values);
    let rows: Kept[] = [];
    let severity = 0;
    let at: number | undefined;
    const steps: Step[] = [];
    for (const n of picks) {
      if (rest.length === 0) break;
      const fresh = Array.from({ length: Math.min(size, rest.length) }, () => rest.splice(n % rest.length, 1)[0]!);
      const folded = foldSeries(gauge, rows, fresh, Math.min(at ?? Infinity, ...fresh.map((r) => r.at)), { severity, ...(at === undefined ? {} : { at }) }, () => true);
      const changed = new Map(folded.changed.map((c) => [c.row.at, c.row]));
      rows = [...rows.map((r) => changed.get(r.at) ?? r), ...folded.inserted].sort((a, b) => a.at - b.at);
      severity = folded.severity;
      at = folded.newest?.at;
      steps.push(...folded.steps);
    }
    const straight = climb(points(values), levels);
    expect(rows.map((r) => r.severity)).toEqual(straight.map((p) => p.severity));
    expect([severity, at]).toEqual([straight.at(-1)!.severity, straight.at(-1)!.at]);
    // whatever the order, an item that was opened is one: raised and cleared take turns
    const ends = steps.map((s) => s.act).filter((a) => a === 'raised' || a === 'cleared');
    expect(ends.every((a, i) => a === (i % 2 === 0 ? 'raised' : 'cleared'))).toBe(true);
  }), { numRuns: 300 });
});
