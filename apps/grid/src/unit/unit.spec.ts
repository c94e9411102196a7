import { describe, expect, it } from 'vitest';
import { Refusal } from '@xunling/platform';
import { renameUnit, staffUnit, type Unit } from './unit.js';

const unit: Unit = { id: 'u', area: '410171561', name: '甲', nameEn: 'A', posts: ['p1', 'p2'], closed: false };
const open = new Set(['p1', 'p2', 'p3']);
const code = (run: () => unknown): string => { try { run(); } catch (e) { return (e as Refusal).body.errors?.[0]?.reason ?? (e as Refusal).code; } return 'ok'; };

describe('a unit of the directory', () => {
  it('takes another name once, while it is in the directory', () => {
    expect(renameUnit(unit, { name: '乙', nameEn: 'B' })).toBe(true);
    expect(renameUnit(unit, { name: '甲', nameEn: 'A' })).toBe(false);
    expect(code(() => renameUnit({ ...unit, closed: true }, { name: '乙', nameEn: 'B' }))).toBe('state.conflict');
  });

  it('is spoken for by open posts, each once, in their order', () => {
    expect(staffUnit(unit, ['p3', 'p1'], open)).toEqual(['p3', 'p1']);
    expect(staffUnit(unit, ['p2', 'p1'], open)).toEqual(['p2', 'p1']);
    expect(staffUnit(unit, ['p1', 'p2'], open)).toBeUndefined();
    expect(staffUnit(unit, [], open)).toEqual([]);
    expect(code(() => staffUnit(unit, ['p1', 'p1'], open))).toBe('twice');
    expect(code(() => staffUnit(unit, ['p9'], open))).toBe('unknown');
    expect(code(() => staffUnit({ ...unit, closed: true }, [], open))).toBe('state.conflict');
  });
});
