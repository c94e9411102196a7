import { describe, expect, it } from 'vitest';
import type { Refusal } from '@xunling/platform';
import fc from 'fast-check';
import { change, counts, maskName, merge, withdraw, type Casualty, type CasualtyState } from './casualty.js';

const record = (state: CasualtyState, id = 'a'): Casualty => ({ id, state, area: '410171561901001' });
const refused = (run: () => unknown): string => { try { run(); } catch (e) { return (e as Refusal).code; } return 'ok'; };

describe('a person record', () => {
  it('goes from missing to found, injured or dead; a death is only withdrawn', () => {
    expect(change(record('MISSING'), 'FOUND').state).toBe('FOUND');
    expect(change(record('INJURED'), 'DEAD').state).toBe('DEAD');
    expect(refused(() => change(record('DEAD'), 'MISSING'))).toBe('state.conflict');
    expect(withdraw(record('DEAD')).state).toBe('withdrawn');
  });

  it('merges into one that stands, never into itself or into one that ended', () => {
    expect(merge(record('MISSING'), record('DEAD', 'b'))).toMatchObject({ state: 'merged', mergedInto: 'b' });
    expect(refused(() => merge(record('MISSING'), record('MISSING')))).toBe('input.impossible');
    expect(refused(() => merge(record('MISSING'), record('merged', 'b')))).toBe('state.conflict');
    for (const state of ['merged', 'withdrawn'] as const) for (const act of [() => withdraw(record(state)), () => merge(record(state), record('DEAD', 'b')), () => change(record(state), 'DEAD')]) expect(refused(act)).toBe('state.conflict');
  });

  it('shows the surname only, however long the name', () => { expect(['王五', '欧阳小明', 'A'].map(maskName)).toEqual(['王*', '欧***', 'A*']); });

  it('a total moves by one with each act, and only acts move it', () => {
    fc.assert(fc.property(fc.array(fc.record({ act: fc.constantFrom('DEAD', 'MISSING', 'INJURED', 'FOUND', 'merge', 'withdraw'), at: fc.nat(4), into: fc.nat(4) }), { maxLength: 20 }), (acts) => {
      const all = Array.from({ length: 5 }, (_, i) => record('MISSING', `r${i}`));
      let total = 5;
      for (const { act, at, into } of acts) {
        const before = all[at]!;
        try { all[at] = act === 'merge' ? merge(before, all[into]!) : act === 'withdraw' ? withdraw(before) : change(before, act as CasualtyState); } catch { continue; }
        total += Number(counts(all[at]!.state)) - Number(counts(before.state));
      }
      expect(all.filter((c) => counts(c.state))).toHaveLength(total);
    }));
  });
});
