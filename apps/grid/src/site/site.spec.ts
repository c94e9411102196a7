import { describe, expect, it } from 'vitest';
import type { Refusal } from '@xunling/platform';
import { csvRows } from '../csv.js';
import { readSites } from './read-sites.js';
import { draftSite, gapsOf, maskPhone, publishSite, reviseSite, withdrawSite, type Site, type Wish } from './site.js';

const WISH: Wish = { area: '410171561901001', name: '示例通道', kind: 'UNDERPASS', position: { lon: 113.77, lat: 34.71 }, datum: 'WGS84' };
const full = (more: Partial<Wish> = {}): Site => draftSite('a', { ...WISH, owner: '市政科', closeAtCm: 27, ...more });
const refusal = (run: () => unknown): { code: string; paths: string[] } => {
  try { run(); } catch (e) { return { code: (e as Refusal).code, paths: ((e as Refusal).body.errors ?? []).map((x) => x.path) }; }
  return { code: 'ok', paths: [] };
};

describe('an entry of the register', () => {
  it('is not published without owner or threshold, and says what is missing', () => {
    expect(refusal(() => publishSite(draftSite('a', WISH)))).toEqual({ code: 'site.incomplete', paths: ['owner', 'closeAtCm'] });
    expect(refusal(() => publishSite(full({ owner: undefined })))).toEqual({ code: 'site.incomplete', paths: ['owner'] });
    expect(publishSite(full())).toMatchObject({ state: 'published', version: 2 });
    expect(gapsOf(full())).toEqual(['evacuation-plan', 'contacts']);
  });

  it('takes a GCJ-02 position into WGS84 and marks it; a position without a datum is refused', () => {
    const site = full({ position: { lon: 113.776157, lat: 34.708946 }, datum: 'GCJ02' });
    expect(site.sourceDatum).toBe('GCJ02');
    expect([site.lon, site.lat].map((x) => Math.round(x * 1e5) / 1e5)).toEqual([113.77, 34.71]);
    expect(refusal(() => reviseSite(full(), { position: { lon: 1, lat: 1 } }))).toEqual({ code: 'input.impossible', paths: ['datum'] });
  });

  it('stays complete while it is published, ends by withdrawal and is never changed again', () => {
    const published = publishSite(full());
    const { site, changed } = reviseSite(published, { closeAtCm: 20, clearAtCm: 15 });
    expect([site.version, changed]).toEqual([3, ['closeAtCm', 'clearAtCm']]);
    expect(reviseSite(published, { closeAtCm: 27 })).toEqual({ site: published, changed: [] });
    expect(refusal(() => reviseSite(published, { clearAtCm: 40 }))).toEqual({ code: 'input.impossible', paths: ['clearAtCm'] });
    expect(refusal(() => withdrawSite(published, 1)).code).toBe('state.conflict');
    const gone = withdrawSite(published, 0);
    for (const act of [() => reviseSite(gone, { owner: 'x' }), () => publishSite(gone), () => withdrawSite(gone, 0)]) expect(refusal(act).code).toBe('state.conflict');
  });

  it('masks a number so that it cannot be dialled', () => { expect(['00081000137', '0001', ''].map(maskPhone)).toEqual(['000******37', '****', '']); });
});

const HEAD = 'area,name,kind,lon,lat,datum,owner,closeAtCm,contactName,contactPhone';
describe('an import', () => {
  let n = 0;
  const read = (csv: string, publish = false) => readSites(csv, publish, () => `id${n++}`);
  it('reads quoted fields, a byte order mark and Windows line ends', () => {
    expect(csvRows('\uFEFFa,b\r\n"1,""x""\ny",2\r\n\r\n')).toEqual([{ row: 1, cells: ['a', 'b'] }, { row: 2, cells: ['1,"x"\ny', '2'] }]);
    expect(csvRows('a\n"b')).toBeUndefined();
    expect(csvRows('甲，乙\n"丙，丁"\n戊，己,庚')?.map((r) => r.cells)).toEqual([['甲', '乙'], ['丙，丁'], ['戊，己', '庚']]);
    const { sites, faults } = read(`${HEAD}\n410171561901001,"东口,涵洞",CULVERT,113.77,34.71,WGS84,市政科,25,赵示例,00081000137\n`, true);
    expect(faults).toEqual([]);
    expect(sites[0]!.site).toMatchObject({ name: '东口,涵洞', closeAtCm: 25, contacts: [{ name: '赵示例', phone: '00081000137' }] });
  });

  it('names each fault with row and column', () => {
    const { sites, faults } = read(`${HEAD}\n4101715,A,UNDERPASS,113.77,34.71,WGS84,o,1,,\n410171561901001,B,POND,x,34.71,,o,1.5,c,\n410171561901001,C,TUNNEL,113.77,34.71,WGS84,,,,\n410171561901001,C,TUNNEL,113.77,34.71,WGS84,o,3,,\n`, true);
    expect(sites).toEqual([]);
    for (const f of faults) { expect(f.messageZh).toMatch(/[\u4e00-\u9fff]/); expect(f.message).not.toMatch(/[\u4e00-\u9fff]/); }
    expect(faults.map((f) => [f.row, f.column, f.reason])).toEqual([
      [2, 'area', 'code'], [3, 'datum', 'missing'], [3, 'contactPhone', 'missing'], [3, 'kind', 'one-of'], [3, 'lon', 'number'], [3, 'closeAtCm', 'number'],
      [4, 'owner', 'missing'], [4, 'closeAtCm', 'missing'], [5, 'name', 'twice'],
    ]);
    expect(read('area,name,colour\n1,2,3\n').faults.map((f) => [f.row, f.column, f.reason])).toEqual([[1, 'colour', 'unknown-column'], [1, 'kind', 'missing-column'], [1, 'lon', 'missing-column'], [1, 'lat', 'missing-column'], [1, 'datum', 'missing-column']]);
    // empty rows are skipped and counted: what is named is what the spreadsheet shows
    expect(read(`\n${HEAD}\n\n,,\n4101715,A,UNDERPASS,113.77,34.71,WGS84,o,1,,\n`).faults.map((f) => f.row)).toEqual([5]);
    expect(read(`${HEAD}\n`).faults.map((f) => f.reason)).toEqual(['empty']);
  });
});
