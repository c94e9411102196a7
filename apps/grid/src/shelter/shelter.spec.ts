import { describe, expect, it } from 'vitest';
import type { Refusal } from '@xunling/platform';
import fc from 'fast-check';
import { constrain, freeIn, makeRoom, presentIn, resize, type Shelter } from './shelter.js';

const shelter = (more: Partial<Shelter> = {}): Shelter => ({ id: 's', built: 10, capacity: 10, zones: [], arrivals: 0, departures: 0, assigned: 0, closed: false, ...more });
const refused = (run: () => unknown): { code: string; extra?: unknown } => { try { run(); } catch (e) { return (e as Refusal).body; } return { code: 'ok' }; };

describe('a shelter', () => {
  it('given 7 inside and 2 expected of 10, when two come, then refused with what is free', () => {
    const s = shelter({ arrivals: 9, departures: 2, assigned: 2 });
    expect(refused(() => makeRoom(s, 1, 'GENERAL', new Map()))).toEqual({ code: 'ok' });
    expect(refused(() => makeRoom(s, 2, 'GENERAL', new Map()))).toMatchObject({ code: 'shelter.full', extra: { wanted: 2, free: 1 } });
  });

  it('under a constraint holds fewer, each zone its own; a zone that is not set up takes nobody', () => {
    const s = { ...shelter(), ...constrain(shelter(), 6, [{ zone: 'GENERAL', capacity: 4 }, { zone: 'ISOLATION', capacity: 2 }], new Map()) };
    expect(refused(() => makeRoom(s, 3, 'ISOLATION', new Map()))).toMatchObject({ code: 'shelter.full' });
    expect(refused(() => makeRoom(s, 1, 'GENERAL', new Map([['GENERAL', 4]])))).toMatchObject({ code: 'shelter.full' });
    expect(refused(() => makeRoom(s, 1, 'OBSERVATION', new Map()))).toMatchObject({ code: 'input.impossible' });
  });

  it('is never constrained below who is inside, above what was built, or to zones beyond its capacity', () => {
    const s = shelter({ arrivals: 5 });
    expect(refused(() => constrain(s, 4, [], new Map())).code).toBe('shelter.occupied');
    expect(refused(() => constrain(s, 11, [], new Map())).code).toBe('input.impossible');
    expect(refused(() => constrain(s, 6, [{ zone: 'GENERAL', capacity: 7 }], new Map())).code).toBe('input.impossible');
    expect(refused(() => constrain(s, 8, [{ zone: 'ISOLATION', capacity: 8 }], new Map([['GENERAL', 5]]))).code).toBe('shelter.occupied');
    expect(constrain({ ...s, capacity: 6 }, undefined, [], new Map()).capacity).toBe(10);
  });

  it('never holds more than its capacity, whoever comes, is expected, leaves or constrains', () => {
    const step = fc.oneof(fc.record({ do: fc.constantFrom('come', 'expect'), n: fc.integer({ min: 1, max: 6 }) }), fc.record({ do: fc.constantFrom('leave', 'constrain', 'resize'), n: fc.nat(12) }));
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let s = shelter();
      for (const { do: what, n } of steps) {
        try {
          if (what === 'constrain') s = { ...s, ...constrain(s, n, [], new Map()) };
          else if (what === 'resize') s = { ...s, ...resize(s, n) };
          else if (what === 'leave') s = { ...s, departures: s.departures + Math.min(n, presentIn(s)) };
          else { makeRoom(s, n, 'GENERAL', new Map()); s = what === 'come' ? { ...s, arrivals: s.arrivals + n } : { ...s, assigned: s.assigned + n }; }
        } catch { /* refused: nothing changes */ }
        expect(presentIn(s) + s.assigned).toBeLessThanOrEqual(s.capacity);
        expect(freeIn(s)).toBe(s.capacity - presentIn(s) - s.assigned);
      }
    }), { numRuns: 300 });
  });
});
