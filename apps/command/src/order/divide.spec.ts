import { describe, expect, it } from 'vitest';
import { STAGES } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import fc from 'fast-check';
import { dueOfPart, mayDivide, mayTakePlace, type Divisible, type WishedPart } from './divide.js';
import { rolled, track, type Tracked } from './order.js';
import { rollUp, unsharedOf, type PartState } from './roll-up.js';

const T0 = new Date('2021-07-20T00:00:00Z');
const min = (m: number): Date => new Date(T0.getTime() + m * 60_000);
const DUE = [T0, min(2), min(10), min(30), min(120), min(240)];
const AREA = '410171561';
const whole = (more: Partial<Divisible> = {}): Divisible => ({ state: 'acknowledged', area: AREA, quantity: { n: 120, unit: '户' }, divided: false, due: DUE, ...more });
const part = (n: number, more: Partial<WishedPart> = {}): WishedPart => ({ area: `${AREA}901`, quantity: { n, unit: '户' }, received: true, ...more });
const refused = (run: () => void): Refusal => { try { run(); } catch (e) { return e as Refusal; } throw new Error('was not refused'); };
const faults = (parts: WishedPart[], order = whole()): string[] => refused(() => { mayDivide(order, parts, T0); }).body.errors!.map((e) => `${e.path} ${e.reason}`);

describe('breaking an order down', () => {
  it('shares its quantity out to the last piece', () => {
    expect(() => { mayDivide(whole(), [part(70), part(50)], T0); }).not.toThrow();
    expect(faults([part(70), part(40)])).toEqual(['parts sum']);
    expect(faults([part(120, { quantity: { n: 120, unit: '人' } })])).toEqual(['parts[0].quantity unit']);
    expect(faults([part(120), { area: AREA, received: true }])).toEqual(['parts[1].quantity missing']);
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 9 }), (ns, more) => {
      const order = whole({ quantity: { n: ns.reduce((a, b) => a + b, 0) / 10, unit: 't' } });
      const parts = ns.map((n) => part(n / 10, { quantity: { n: n / 10, unit: 't' } }));
      expect(() => { mayDivide(order, parts, T0); }).not.toThrow();
      expect(faults([...parts, part(more / 10, { quantity: { n: more / 10, unit: 't' } })], order)).toEqual(['parts sum']);
    }));
  });

  it('names every part that nobody could receive, that lies outside or would end too late', () => {
    expect(faults([part(60, { received: false }), part(60, { area: '410171560901' }), part(0, { minutes: 121 })])).toEqual(['parts[0].addressee no-addressee', 'parts[1].area area', 'parts[2].minutes due']);
  });

  it('is for what is still to be reported, once', () => {
    for (const state of ['reported', 'verified', 'withdrawn', 'superseded'] as const) expect(refused(() => { mayDivide(whole({ state }), [part(120)], T0); }).code).toBe('state.conflict');
    expect(refused(() => { mayDivide(whole({ divided: true }), [part(120)], T0); }).body.state).toBe('divided');
  });

  it('shares out again what a withdrawn part left, to the last piece and no more', () => {
    const left = whole({ divided: true, unshared: 40, state: 'executing' });
    expect(() => { mayDivide(left, [part(25), part(15)], T0); }).not.toThrow();
    expect(faults([part(60), part(60)], left)).toEqual(['parts sum']);
    const { quantity: _, ...uncounted } = left;
    expect(() => { mayDivide({ ...uncounted, unshared: 1 }, [{ area: AREA, received: true }], T0); }).not.toThrow();
    expect(refused(() => { mayDivide({ ...uncounted, unshared: 0 }, [{ area: AREA, received: true }], T0); }).body.state).toBe('divided');
  });

  it('lets what takes the place of a part be that part: its share, within its whole', () => {
    const [mine, above] = [{ quantity: { n: 40, unit: '户' } }, { area: AREA }];
    for (const quantity of [undefined, { n: 40, unit: '户' }]) expect(() => { mayTakePlace(mine, above, { area: `${AREA}901`, ...(quantity ? { quantity } : {}) }); }).not.toThrow();
    for (const quantity of [{ n: 41, unit: '户' }, { n: 40, unit: '人' }]) expect(refused(() => { mayTakePlace(mine, above, { area: `${AREA}901`, quantity }); }).body.errors).toMatchObject([{ path: 'quantity', reason: 'part' }]);
    expect(refused(() => { mayTakePlace(mine, above, { area: '410171560901' }); }).body.errors).toMatchObject([{ path: 'area' }]);
  });

  it('gives every part deadlines in order, none after the whole is due while that lies ahead', () => {
    fc.assert(fc.property(fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }), fc.integer({ min: -60, max: 400 }), (minutes, now) => {
      const due = dueOfPart({ due: DUE }, minutes, min(now));
      for (let i = 1; i < due.length; i++) expect(due[i]!.getTime()).toBeGreaterThanOrEqual(due[i - 1]!.getTime());
      if (minutes === undefined && now < 120) expect(due[4]).toEqual(DUE[4]);
      expect(due[4]!.getTime()).toBeGreaterThan(min(now).getTime());
    }));
  });
});

describe('the whole of its parts', () => {
  const EXECUTING = STAGES.indexOf('executing');
  const states = ['issued', 'delivered', 'acknowledged', 'executing', 'reported', 'verified', 'withdrawn', 'superseded'] as const;
  const partState = fc.record({ reached: fc.integer({ min: 0, max: 5 }), at: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 6, maxLength: 6 }), gone: fc.constantFrom(undefined, 'withdrawn' as const) })
    .map(({ reached, at, gone }): PartState => ({ state: gone ?? states[reached]!, done: STAGES.map((_, i) => (i <= reached ? min(at.slice(0, i + 1).reduce((a, b) => a + b)) : null)), by: STAGES.map((_, i) => (i <= reached ? `p${i}` : null)) }));

  it('has an arrow exactly when all parts that count have it, at the instant of the last', () => {
    fc.assert(fc.property(fc.array(partState, { minLength: 1, maxLength: 8 }), (parts) => {
      const up = rollUp(parts)!;
      const counting = parts.filter((p) => p.state !== 'withdrawn');
      for (let i = EXECUTING; i < 6; i++) {
        const all = counting.length > 0 && counting.every((p) => p.done[i]);
        expect(up.done[i]?.getTime() ?? null).toBe(all ? Math.max(...counting.map((p) => p.done[i]!.getTime())) : null);
      }
      const order: Tracked = rolled(track('o', AREA, DUE, 'duty1', 'leader'), up);
      expect(order.state).toBe(STAGES[order.done.findLastIndex((d) => d !== null)]);
      for (let i = 1; i < 6; i++) if (order.done[i]) expect(order.done.slice(1, i).every(Boolean)).toBe(true);
    }));
  });

  it('is not reported while a share of its quantity is nobody\u2019s; what was amended is not missing', () => {
    const done = (n: number, state: PartState['state'], quantity: number): PartState => ({ state, quantity: { n: quantity }, done: STAGES.map((_, i) => (i <= n ? min(i) : null)), by: STAGES.map(() => 'x') });
    const asked = { quantity: { n: 100 }, parts: 2 };
    const reached = (...parts: PartState[]): string => STAGES[rollUp(parts, asked)!.done.findLastIndex((d) => d !== null)] ?? 'nothing';
    expect([unsharedOf(asked, [done(5, 'verified', 60), done(1, 'withdrawn', 40)]), reached(done(5, 'verified', 60), done(1, 'withdrawn', 40))]).toEqual([40, 'executing']);
    expect(reached(done(5, 'verified', 60), done(1, 'superseded', 40), done(4, 'reported', 40))).toBe('reported');
    expect(reached(done(5, 'verified', 60), done(1, 'withdrawn', 40), done(5, 'verified', 25), done(5, 'verified', 15))).toBe('verified');
    expect([unsharedOf({ parts: 2 }, [done(5, 'verified', 1)]), unsharedOf({ parts: 2 }, [done(1, 'issued', 1), done(1, 'issued', 1), done(1, 'issued', 1)])]).toEqual([1, 0]);
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 }), (ns) => {
      expect(unsharedOf({ quantity: { n: ns.reduce((a, b) => a + b, 0) / 10 }, parts: ns.length }, ns.map((n) => done(1, 'issued', n / 10)))).toBe(0);
    }));
  });

  it('does not depend on the order in which parts moved', () => {
    fc.assert(fc.property(fc.array(partState, { minLength: 1, maxLength: 6 }).chain((parts) => fc.tuple(fc.constant(parts), fc.shuffledSubarray(parts, { minLength: parts.length }))), ([a, b]) => {
      expect(rollUp(a)!.done).toEqual(rollUp(b)!.done);
    }));
  });

  it('goes back when a part is returned, and stays its own without parts', () => {
    const done = (n: number): PartState => ({ state: STAGES[n]!, done: STAGES.map((_, i) => (i <= n ? min(i) : null)), by: STAGES.map(() => 'x') });
    const reported = rolled(track('o', AREA, DUE, 'duty1', 'leader'), rollUp([done(4), done(4)])!);
    expect(reported.state).toBe('reported');
    expect(rolled(reported, rollUp([done(4), done(3)])!).state).toBe('executing');
    expect(rollUp([])).toBeUndefined();
  });
});
