import { describe, expect, it } from 'vitest';
import { MEASURES, STANDING_MEASURES } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import { next, type OrderState } from '../order/order.js';
import { mayLift, mayStandDown, mayWithdraw, stands, type Standing } from './stand-down.js';

const closure = (more: Partial<Standing> = {}): Standing => ({ id: 'o', measure: 'SEAL', state: 'verified', lifted: false, ...more });
const refused = (run: () => unknown): { state: string; allowed: string[] } => {
  try { run(); } catch (e) { const { code, body } = e as Refusal; expect(code).toBe('state.conflict'); return { state: body.state!, allowed: [...body.allowed!] }; }
  throw new Error('was not refused');
};

describe('lifting a measure', () => {
  it('is allowed once the work is done, for everything that stands and nothing else', () => {
    for (const state of ['reported', 'verified'] as const) expect(() => { mayLift(closure({ state })); }).not.toThrow();
    expect(MEASURES.filter(stands)).toEqual([...STANDING_MEASURES]);
    for (const measure of ['PATROL', 'ON_POST', 'LIFT']) expect(refused(() => { mayLift(closure({ measure })); })).toEqual({ state: 'verified', allowed: [] });
  });

  it('is refused for what is not done (withdraw it), gone, lifted or being lifted', () => {
    for (const state of ['issued', 'delivered', 'acknowledged', 'executing'] as const) expect(refused(() => { mayLift(closure({ state })); })).toEqual({ state, allowed: ['withdraw'] });
    for (const state of ['withdrawn', 'superseded'] as const) expect(refused(() => { mayLift(closure({ state })); })).toEqual({ state, allowed: [] });
    expect(refused(() => { mayLift(closure({ lifted: true })); }).state).toBe('lifted');
    expect(refused(() => { mayLift(closure({ lift: 'l' })); }).state).toBe('lifting');
    expect(refused(() => { mayLift(closure({ divided: true })); }).state).toBe('divided');
  });

  it('takes the place of withdrawing as soon as the work is done: every state of a measure allows one of the two', () => {
    for (const state of Object.keys(next) as OrderState[]) {
      const may = (rule: () => void): boolean => { try { rule(); return true; } catch { return false; } };
      const withdraw = may(() => { mayWithdraw('SEAL', state); }) && (next[state] as readonly string[]).includes('withdrawn');
      expect([state, withdraw && may(() => { mayLift(closure({ state })); })]).toEqual([state, false]);
      if (state !== 'withdrawn' && state !== 'superseded') expect([state, withdraw || may(() => { mayLift(closure({ state })); })]).toEqual([state, true]);
    }
    expect(refused(() => { mayWithdraw('SEAL', 'reported'); })).toEqual({ state: 'reported', allowed: ['lift'] });
    expect(() => { mayWithdraw('PATROL', 'reported'); }).not.toThrow();
  });
});

describe('standing down', () => {
  const NOTHING = { measures: 0, evacuations: 0, missions: 0, requisitions: 0, tasks: 0, warnings: 0, levels: 0, decisions: 0 };
  it('needs nothing left in force', () => {
    expect(() => { mayStandDown(NOTHING); }).not.toThrow();
    for (const left of Object.keys(NOTHING)) {
      expect(refused(() => { mayStandDown({ ...NOTHING, [left]: 5 }); })).toEqual({ state: 'in-force', allowed: [] });
    }
  });
});
