import { describe, expect, it } from 'vitest';
import { emptyPicture } from '@xunling/picture';
import { instantOf, mayCall, nextCode, outlineOf, treeRows } from './area-tree.js';

const p = emptyPicture();
for (const [code, kind] of [['410171', 'zone'], ['410171560', 'street'], ['410171561', 'street'], ['410171561901', 'community'], ['410171561901001', 'grid'], ['410171561901002', 'grid'], ['410171561901001001', 'micro-grid']] as const) p.areas[code] = { kind, zh: code, en: code, home: 'c' };
p.areas['410171561901002'] = { ...p.areas['410171561901002']!, closed: true };
const lines = (root: string, opened: string[], closed = false): [string, number, boolean][] => treeRows(p.areas, root, new Set(opened), closed).map((r) => [r.code, r.depth, r.leaf]);

describe('the area tree on screen', () => {
  it('opens only what was asked for, down to micro-grids', () => {
    expect(lines('410171', [])).toEqual([['410171', 0, false]]);
    expect(lines('410171', ['410171', '410171561'])).toEqual([['410171', 0, false], ['410171560', 1, true], ['410171561', 1, false], ['410171561901', 2, false]]);
    expect(lines('410171561901', ['410171561901', '410171561901001'])).toEqual([['410171561901', 0, false], ['410171561901001', 1, false], ['410171561901001001', 2, true]]);
  });

  it('shows closed nodes where asked for', () => {
    expect(lines('410171561901', ['410171561901'], true).map(([code]) => code)).toContain('410171561901002');
  });

  it('never offers a code that was used', () => {
    expect(nextCode(p.areas, '410171561901')).toBe('410171561901003');
    expect(nextCode(p.areas, '410171561901001')).toBe('410171561901001002');
    expect(nextCode(p.areas, '410171561901002')).toBe('410171561901002001');
    expect(nextCode(p.areas, '410171561901001001')).toBeUndefined();
  });

  it('offers each person what the door would let them do there', () => {
    const officer = [{ role: 'sub-district-officer', area: '410171561' }];
    expect([mayCall(officer, 'grid.area.open', '410171561901'), mayCall(officer, 'grid.area.open', '410171560901'), mayCall([{ role: 'observer', area: '410171' }], 'grid.area.open', '410171561'), mayCall([{ role: 'observer', area: '410171' }], 'grid.area.gaps', '410171561')]).toEqual([true, false, false, true]);
  });

  it('reads an outline and a Beijing time as they are typed', () => {
    expect(outlineOf('113.7 34.6\n113.8, 34.6;113.8  34.7')).toEqual(['113.7 34.6', '113.8 34.6', '113.8 34.7', '113.7 34.6']);
    expect([instantOf('2026-08-01T08:00'), instantOf('')]).toEqual(['2026-08-01T00:00:00.000Z', undefined]);
  });
});
