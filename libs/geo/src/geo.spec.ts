import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { fromWgs84, ringFault, ringOf, textOfRing, toWgs84, type Point } from './index.js';

/** Metres between two points that are near each other. */
const metres = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot((bx - ax) * Math.cos((ay * Math.PI) / 180), by - ay) * 111_320;

describe('GCJ-02', () => {
  it('gives the published vector', () => {
    const there = fromWgs84([113.77, 34.71], 'GCJ02');
    expect([there[0].toFixed(6), there[1].toFixed(6)]).toEqual(['113.776157', '34.708946']);
  });

  it('comes back within a centimetre, anywhere in the district', () => {
    // where the library's own way back stops a decimetre short
    expect(metres([113.6005128622251, 34.55337909515513], toWgs84(fromWgs84([113.6005128622251, 34.55337909515513], 'GCJ02'), 'GCJ02'))).toBeLessThan(0.01);
    fc.assert(fc.property(fc.double({ min: 113.6, max: 113.95, noNaN: true }), fc.double({ min: 34.5, max: 34.8, noNaN: true }), (lon, lat) => {
      expect(metres([lon, lat], toWgs84(fromWgs84([lon, lat], 'GCJ02'), 'GCJ02'))).toBeLessThan(0.01);
    }));
  });

  it('leaves WGS84 as it is', () => { expect(toWgs84([113.77, 34.71], 'WGS84')).toEqual([113.77, 34.71]); });
});

describe('a ring', () => {
  const square = ['113.7 34.7', '113.8 34.7', '113.8 34.8', '113.7 34.8', '113.7 34.7'];
  it('is good where it is closed and does not cross itself', () => {
    expect(ringFault(ringOf(square))).toBeUndefined();
    expect(textOfRing(ringOf(square))).toEqual(square);
  });

  it('is refused by name otherwise', () => {
    expect(ringFault(ringOf(square.slice(0, 3)))?.reason).toBe('ring.short');
    expect(ringFault(ringOf(square.slice(0, 4)))).toMatchObject({ reason: 'ring.open', at: 3 });
    expect(ringFault(ringOf(square.map((p) => p.split(' ').reverse().join(' '))))).toMatchObject({ reason: 'ring.outside', at: 0 });
    expect(ringFault(ringOf(['113.7 34.7', '113.8 34.8', '113.8 34.7', '113.7 34.8', '113.7 34.7']))?.reason).toBe('ring.crosses');
  });
});
