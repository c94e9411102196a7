import { describe, expect, it } from 'vitest';
import { inForceOf, type LiftUnderWay, type StandingOrder } from './standing.js';

const lift = (state: LiftUnderWay['state'], id = 'l'): LiftUnderWay => ({ id, lifts: 'o', state });
const order = (more: Partial<StandingOrder> = {}): StandingOrder => ({ id: 'o', key: 'SEAL|tunnel', counts: true, ...more });
const seen = (...orders: StandingOrder[]): [boolean, string[]] => { const now = inForceOf(orders); return [now.has('SEAL|tunnel'), now.liftsOf!('SEAL|tunnel').map((l) => l.id)]; };

describe('what is in force when a new act comes', () => {
  it('stands while nobody lifts it, and while its lift is ordered and not begun; that lift has to end', () => {
    expect(seen(order())).toEqual([true, []]);
    for (const state of ['issued', 'delivered', 'acknowledged'] as const) expect(seen(order({ lift: lift(state) }))).toEqual([true, ['l']]);
  });

  it('stands no longer once somebody has begun to open it', () => {
    for (const state of ['executing', 'reported'] as const) expect(seen(order({ lift: lift(state) }))).toEqual([false, ['l']]);
    // closed twice, opened once: it may be open
    expect(seen(order(), order({ id: 'o2', lift: lift('executing') }))).toEqual([false, ['l']]);
  });

  it('of another kind of act counts by its lift alone', () => {
    expect(seen(order({ counts: false }))).toEqual([false, []]);
    expect(seen(order({ counts: false, lift: lift('issued') }))).toEqual([false, ['l']]);
    expect(seen(order({ counts: false, lift: lift('issued') }), order({ id: 'o2', lift: lift('issued', 'l2') }))).toEqual([true, ['l', 'l2']]);
    expect(seen()).toEqual([false, []]);
  });
});
