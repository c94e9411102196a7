import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { judge, supportFrom, trusted, type Judged, type Nature, type Sample } from './doubt.js';

const MIN = 60_000;
const T0 = Date.parse('2020-10-08T16:15:00Z');
const level: Nature = { parameter: 'level', everyMinutes: 15, lowest: -1000, highest: 3000, jump: 100 };
const rain: Nature = { parameter: 'rain', everyMinutes: 15, lowest: 0, highest: 300, jump: 50 };
const hourly: Nature = { ...rain, everyMinutes: 60 };
const depth: Nature = { parameter: 'depth', everyMinutes: 15, lowest: 0, highest: 1000, jump: 60 };
const series = (values: readonly (number | null)[], every = 15): Sample[] => values.map((value, i) => ({ at: T0 + i * every * MIN, value }));
const nobody = supportFrom(level, []);
const doubts = (rows: readonly Judged[]): (string | undefined)[] => rows.map((r) => r.doubt);
const kept = (rows: readonly Judged[]): number => rows.filter(trusted).length;

/** A river over five days, 480 levels in cm between −93 and 135 with no step above 16 (shape of the DEFRA flood-app fixture nonSpikeTelem; values ours). */
const river = Array.from({ length: 480 }, (_, i) => Math.round((21 + 114 * Math.sin(i / 41) + (i % 7)) * 10) / 10);

describe('given a river that rises and falls', () => {
  it('when all 480 readings come, then all are accepted, negative ones too', () => {
    expect(Math.min(...river)).toBeLessThan(0);
    expect(kept(judge(series(river), level, nobody))).toBe(480);
  });
  it('when the newest says 1000 m, then it is held and the one before stays the newest that counts', () => {
    const judged = judge(series([...river.slice(0, 479), 100_000]), level, nobody);
    expect([kept(judged), judged.at(-1)!.doubt, judged.findLast(trusted)!.value]).toEqual([479, 'limits', river[478]]);
  });
});

describe('given a station with gaps that leaps from 0 to 3.805 m', () => {
  const readings = [80.5, null, null, 0, 0, 380.5];
  it('when nothing else is known, then two are missing and the leap waits', () => {
    expect(doubts(judge(series(readings), level, nobody))).toEqual([undefined, 'missing', 'missing', undefined, undefined, 'jump']);
  });
  it('when a second reading is like it, then both count; when it is gone again, it was a spike', () => {
    expect(doubts(judge(series([...readings, 376]), level, nobody)).slice(-2)).toEqual([undefined, undefined]);
    expect(doubts(judge(series([...readings, 2]), level, nobody)).slice(-2)).toEqual(['spike', undefined]);
  });
  it('when the street has heavy rain, then the rise is true; a fall is not', () => {
    const wet = supportFrom(depth, [{ nature: rain, samples: series([8, 9, 12, 14]) }]);
    expect(doubts(judge(series([5, 5, 5, 180]), depth, wet))).toEqual([undefined, undefined, undefined, undefined]);
    expect(doubts(judge(series([5, 5, 5, 180]), depth, supportFrom(depth, [{ nature: rain, samples: series([0, 1, 0, 0]) }])))).toEqual([undefined, undefined, undefined, 'jump']);
  });
});

describe('given rain', () => {
  it('when 100 small totals come, then all are accepted and sum up', () => {
    const totals = [2, 1.37, 2.23, 4.12, ...Array.from({ length: 96 }, () => 0)];
    const judged = judge(series(totals), rain, nobody);
    expect([kept(judged), judged.reduce((n, r) => n + r.value!, 0).toFixed(2)]).toEqual([100, '9.72']);
  });
  it('when a gauge leaps from 0 to 200 mm alone, then it is held for confirmation', () => {
    expect(doubts(judge(series([0, 0, 200], 60), hourly, supportFrom(hourly, [])))).toEqual([undefined, undefined, 'jump']);
    expect(doubts(judge(series([0, 0, 200], 60), hourly, supportFrom(hourly, [{ nature: hourly, samples: series([0, 0, 2], 60) }])))).toEqual([undefined, undefined, 'jump']);
    expect(doubts(judge([{ at: T0, value: 200 }], hourly, supportFrom(hourly, [])))).toEqual(['jump']);
  });
  it('when the true 201.9 mm/h comes after rain, or beside a neighbour or radar that says so, then it passes', () => {
    expect(doubts(judge(series([20.4, 59.6, 201.9], 60), hourly, nobody))).toEqual([undefined, undefined, undefined]);
    for (const parameter of ['rain', 'radar'] as const) {
      const beside = supportFrom(hourly, [{ nature: { ...hourly, parameter }, samples: series([0, 0, 92.7], 60) }]);
      expect(doubts(judge(series([0, 0, 201.9], 60), hourly, beside))).toEqual([undefined, undefined, undefined]);
    }
    // a neighbour every 15 minutes is compared by its rate
    expect(doubts(judge(series([0, 0, 201.9], 60), hourly, supportFrom(hourly, [{ nature: rain, samples: [{ at: T0 + 120 * MIN, value: 40 }] }])))).toEqual([undefined, undefined, undefined]);
  });
  it('when two leap together, then each supports the other; a neighbour that was rejected does not', () => {
    const other: Sample = { at: T0 + 120 * MIN, value: 180 };
    expect(doubts(judge(series([0, 0, 200], 60), hourly, supportFrom(hourly, [{ nature: hourly, samples: [other] }])))).toEqual([undefined, undefined, undefined]);
    expect(doubts(judge(series([0, 0, 200], 60), hourly, supportFrom(hourly, [{ nature: hourly, samples: [{ ...other, ruling: 'rejected' }] }])))).toEqual([undefined, undefined, 'jump']);
  });
});

describe('given a sensor that says the same', () => {
  it('when it is not zero, then it is stuck from the twelfth on; a dry road is dry for ever', () => {
    const judged = judge(series([40, ...Array.from({ length: 14 }, () => 42)]), depth, nobody);
    expect(doubts(judged).slice(-4)).toEqual([undefined, 'stuck', 'stuck', 'stuck']);
    expect(kept(judge(series(Array.from({ length: 60 }, () => 0)), depth, nobody))).toBe(60);
    expect(doubts(judge(series(Array.from({ length: 7 }, () => 3)), rain, nobody)).slice(-2)).toEqual(['stuck', 'stuck']);
  });
  it('when a person confirmed one of them, then the run begins anew', () => {
    const rows: Judged[] = series(Array.from({ length: 13 }, () => 42)).map((r, i) => (i === 11 ? { ...r, ruling: 'confirmed' } : r));
    expect(judge(rows, depth, nobody)[12]!.doubt).toBeUndefined();
  });
});

describe('a person', () => {
  it('goes over every doubt, both ways', () => {
    const rows: Judged[] = [{ at: T0, value: 0 }, { at: T0 + 15 * MIN, value: 200, ruling: 'confirmed' }, { at: T0 + 30 * MIN, value: 205 }, { at: T0 + 45 * MIN, value: 210, ruling: 'rejected' }];
    expect(judge(rows, depth, nobody).map(trusted)).toEqual([true, true, true, false]);
  });
  it('is not needed for what the station itself calls bad', () => {
    expect(doubts(judge([{ at: T0, value: 5, quality: 'Suspect' }, { at: T0 + 1, value: 5, quality: 'good' }], depth, nobody))).toEqual(['quality', undefined]);
  });
});

it('verdicts come from the readings, not from the order in which they came', () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(0, 0, 150, 300, 2000, null));
  fc.assert(fc.property(fc.array(value, { minLength: 1, maxLength: 25 }), fc.infiniteStream(fc.nat(100)), fc.constantFrom(depth, level, rain), (values, picks, nature) => {
    const all = series(values);
    const rest = [...all];
    let known: Judged[] = [];
    for (const n of picks) {
      if (rest.length === 0) break;
      const [next] = rest.splice(n % rest.length, 1);
      known = [...known, next!].sort((a, b) => a.at - b.at);
      // as the service does: judged again from three intervals before the new one on
      known = judge(known, nature, nobody, known.findIndex((r) => r.at >= next!.at - 45 * MIN));
    }
    expect(doubts(known)).toEqual(doubts(judge(all, nature, nobody)));
  }), { numRuns: 300 });
});
