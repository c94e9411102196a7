import { describe, expect, it } from 'vitest';
import { areaKind, parentOf } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import { closeArea, openArea, type AreaNode, type InUse } from './area.js';

const community: AreaNode = { code: '410171561901', closed: false, homeNode: 'c' };
const code = '410171561901099';
const ring = ['113.77 34.71', '113.78 34.71', '113.78 34.72', '113.77 34.71'];
const grid: AreaNode = { code, closed: false, homeNode: 'c' };
const idle: InUse = { below: 0, duties: 0, households: 0, sites: 0, measures: 0, evacuations: 0, shelters: 0 };
const refusal = (run: () => unknown): Refusal => { try { run(); } catch (e) { return e as Refusal; } throw new Error('was not refused'); };

describe('opening an area', () => {
  it('takes kind, parent and home from the code', () => {
    expect(openArea({ code, ring, datum: 'WGS84' }, undefined, community)).toEqual({ kind: 'grid', homeNode: 'c', ring });
  });

  it('divides a grid into micro-grids of 18 digits, and no further', () => {
    const wish = { code: `${code}001`, ring, datum: 'WGS84' as const };
    expect(openArea(wish, undefined, grid)).toMatchObject({ kind: 'micro-grid' });
    expect(parentOf(wish.code)).toBe(code);
    expect(areaKind(`${wish.code}001`)).toBeUndefined();
    expect(() => { closeArea(wish.code, { ...grid, code: wish.code }, idle); }).not.toThrow();
  });

  it('turns GCJ-02 into WGS84 and says so', () => {
    const drawn = openArea({ code, ring: ['113.776157 34.708946', '113.786 34.709', '113.786 34.719', '113.776157 34.708946'], datum: 'GCJ02' }, undefined, community);
    expect(drawn.sourceDatum).toBe('GCJ02');
    const [lon, lat] = drawn.ring[0]!.split(' ').map(Number);
    expect([lon!.toFixed(6), lat!.toFixed(6)]).toEqual(['113.770000', '34.710000']);
  });

  it('is refused for a zone or street, without an open parent, with a broken ring, and for a code that was ever used', () => {
    expect(refusal(() => openArea({ code: '410171566', ring, datum: 'WGS84' }, undefined, { ...community, code: '410171' })).code).toBe('input.impossible');
    expect(refusal(() => openArea({ code, ring, datum: 'WGS84' }, undefined, undefined)).code).toBe('area.unknown');
    expect(refusal(() => openArea({ code, ring, datum: 'WGS84' }, undefined, { ...community, closed: true })).code).toBe('area.unknown');
    expect(refusal(() => openArea({ code, ring: ring.slice(0, 3), datum: 'WGS84' }, undefined, community))).toMatchObject({ code: 'input.impossible' });
    expect(refusal(() => openArea({ code, ring, datum: 'WGS84' }, grid, community))).toMatchObject({ code: 'state.conflict', body: { state: 'open', allowed: ['close'] } });
    expect(refusal(() => openArea({ code, ring, datum: 'WGS84' }, { ...grid, closed: true }, community))).toMatchObject({ code: 'state.conflict', body: { state: 'closed', allowed: [] } });
  });
});

describe('closing an area', () => {
  it('needs it open, with nothing open below and nothing left to do', () => {
    expect(() => { closeArea(code, grid, idle); }).not.toThrow();
    expect(refusal(() => { closeArea(code, undefined, idle); }).code).toBe('unknown.id');
    expect(refusal(() => { closeArea('410171561', { ...grid, code: '410171561' }, idle); }).code).toBe('input.impossible');
    for (const [known, use] of [[{ ...grid, closed: true }, idle], ...(Object.keys(idle) as (keyof InUse)[]).map((k) => [grid, { ...idle, [k]: 2 }])] as [AreaNode, InUse][]) {
      expect(refusal(() => { closeArea(code, known, use); }).code).toBe('state.conflict');
    }
    // and says each thing that keeps it open, in both languages
    const { errors } = refusal(() => { closeArea(code, grid, { ...idle, households: 3, shelters: 1 }); }).body;
    expect(errors?.map((e) => [e.path, e.messageZh])).toEqual([['households', '3 户重点户在册，先迁出或注销'], ['shelters', '1 个安置点在用，先停用']]);
  });
});
