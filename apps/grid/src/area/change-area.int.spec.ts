import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import { LARGE_DEADLINE_MS, type AreaGapPage, type AreaImportVerdict, type AreaPage, type AreaView, type PostPage, type PostWithHoldings } from '@xunling/contracts/classes';
import { personId, sampleHouseholds, sampleShelters } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { caller, dutyOf, leaderOf, startGrid } from '../testing/grid.js';
import { issued, orderTo, withdrawn } from '../testing/orders.js';

const code = '410171561901099';
const area = { code, name: '晨光第99网格', nameEn: 'Chenguang Grid 99', datum: 'WGS84', ring: ['113.77 34.71', '113.78 34.71', '113.78 34.72', '113.77 34.71'] };
const street = caller('street-561', 'sub-district-officer', '410171561');
let grid: ItemService;
beforeAll(async () => { grid = await startGrid(); });
afterAll(() => grid.stop());
const said = (verb: string, of = code): Promise<number> => grid.count(`journal where type = 'grid.area.${verb}.v1' and subject = 'area/${of}'`);

describe('the area tree over time', () => {
  it('opens a grid with its event and closes it with its reason; the code stays on the list and is never used again', async () => {
    expect(await grid.ok<AreaView>('grid.area.open', area, street)).toMatchObject({ code, kind: 'grid', parent: '410171561901', validFrom: '2026-07-20T08:00:00.000Z' });
    expect(await said('opened')).toBe(1);
    expect(await grid.refusal('grid.area.open', area, street)).toBe('state.conflict');
    grid.clock.advance(60_000);
    expect(await grid.ok<AreaView>('grid.area.close', { code, reason: '并入第6网格' }, street)).toMatchObject({ validTo: '2026-07-20T08:01:00.000Z' });
    expect(await said('closed')).toBe(1);
    expect(await grid.refusal('grid.area.close', { code, reason: 'x' }, street)).toBe('state.conflict');
    expect(await grid.refusal('grid.area.open', area, street)).toBe('state.conflict');
    const { items } = await grid.ok<AreaPage>('grid.area.list', { area: code }, street);
    expect(items).toEqual([expect.objectContaining({ code, validTo: '2026-07-20T08:01:00.000Z' })]);
  });

  it('keeps a community open while a grid of it is, and a grid while a duty in it is not done', async () => {
    expect(await grid.refusal('grid.area.close', { code: '410171561901', reason: 'x' }, street)).toBe('state.conflict');
    const fact = orderTo('410171561901002');
    await grid.command.publish([issued(grid.command, fact)]);
    await waitFor(async () => (await grid.count(`duty where id = '${dutyOf(fact.orderId)}'`)) === 1, 45_000, 'the duty');
    expect(await grid.refusal('grid.area.close', { code: fact.area, reason: 'x' }, street)).toBe('state.conflict');
    await grid.command.publish([withdrawn(grid.command, fact)]);
    await waitFor(async () => (await grid.count(`duty where id = '${dutyOf(fact.orderId)}' and state = 'ended'`)) === 1, 45_000, 'the end of the duty');
    expect(await grid.ok<AreaView>('grid.area.close', { code: fact.area, reason: '撤并' }, street)).toHaveProperty('validTo');
  });

  it('is never closed over people or places: the refusal says what is there', async () => {
    const [home] = sampleHouseholds().filter((h) => h.area.startsWith('410171561'));
    const [shelter] = sampleShelters().filter((s) => s.area.startsWith('410171561') && s.area.length === 15);
    const kept = async (of: string): Promise<string[]> => { const r = await grid.call('grid.area.close', { code: of, reason: 'x' }, street); return r.ok ? [] : (r.refusal.errors ?? []).map((e) => e.path); };
    expect(await kept(home!.area)).toContain('households');
    expect(await kept(shelter!.area)).toContain('shelters');
  });

  it('is changed only by those over the place', async () => {
    for (const who of [caller('street-560', 'sub-district-officer', '410171560'), leaderOf('410171561901001'), caller('duty1', 'duty-officer', '410171')]) {
      expect(await grid.refusal('grid.area.open', { ...area, code: '410171561901098' }, who)).toBe('access.area');
      expect(await grid.refusal('grid.area.close', { code: '410171561901003', reason: 'x' }, who)).toBe('access.area');
    }
  });

  it('takes one of two openings of one code at once', async () => {
    const twice = { ...area, code: '410171561901097' };
    const answers = await Promise.allSettled([grid.ok('grid.area.open', twice, street), grid.ok('grid.area.open', twice, street)]);
    expect(answers.filter((a) => a.status === 'fulfilled')).toHaveLength(1);
    expect(await said('opened', twice.code)).toBe(1);
  });
});

const ringIn = (n: number): string => { const [w, s] = [113.76 + n * 0.00001, 34.65]; return [[w, s], [w + 0.001, s], [w + 0.001, s + 0.001], [w, s + 0.001], [w, s]].map(([x, y]) => `${x!.toFixed(6)} ${y!.toFixed(6)}`).join(';'); };
const parent = '410171561901005';
const file = (codes: readonly string[]): string => ['code,name,nameEn,ring', ...codes.map((c, i) => `${c},微网格${i},Micro ${i},${ringIn(i)}`)].join('\n');
const micro = (n: number): string => `${parent}${String(n).padStart(3, '0')}`;
const opened = (): Promise<number> => grid.count(`area where parent = '${parent}'`);
/** Where the parent lies does not matter here: a square over the whole street. */
const square = async (code: string): Promise<void> => { await grid.sql(`update area set ring = '["113.7 34.6", "113.9 34.6", "113.9 34.8", "113.7 34.8", "113.7 34.6"]' where code = $1`, [code]); };

describe('a file of areas', () => {
  it('opens all of its rows or none, and a dry run says what would be without doing it', async () => {
    await square(parent);
    const good = file(Array.from({ length: 900 }, (_, i) => micro(i + 1)));
    const input = { format: 'csv', datum: 'WGS84', text: good };
    const dry = await grid.ok<AreaImportVerdict>('grid.area.import', { ...input, dryRun: true }, street);
    expect(dry).toMatchObject({ dryRun: true, accepted: true, rows: 900, opened: 0, kinds: { microGrid: 900 }, errors: [], faults: 0 });
    expect(await opened()).toBe(0);
    // one bad row of 901
    const bad = await grid.call('grid.area.import', { ...input, text: `${good}\n410171561901999001,x,x,${ringIn(0)}` }, street);
    expect(bad).toMatchObject({ ok: false, refusal: { code: 'area.import', errors: [{ path: 'row 902, column code', reason: 'area.parent', messageZh: expect.stringContaining('上级') }] } });
    expect(await opened()).toBe(0);
    const took = performance.now();
    expect(await grid.ok<AreaImportVerdict>('grid.area.import', input, street)).toMatchObject({ dryRun: false, accepted: true, opened: 900 });
    expect(performance.now() - took).toBeLessThan(LARGE_DEADLINE_MS);
    expect([await opened(), await grid.count(`journal where type = 'grid.area.opened.v1' and subject like 'area/${parent}%' and subject <> 'area/${parent}'`)]).toEqual([900, 900]);
    expect(await grid.refusal('grid.area.import', input, street)).toBe('area.import');
  }, 60_000);

  it('takes GeoJSON in GCJ-02, marked', async () => {
    const coordinates = [ringIn(3).split(';').map((p) => p.split(' ').map(Number))];
    const text = JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { code: '410171561902008', name: '八号', nameEn: 'Eight', kind: 'grid' }, geometry: { type: 'Polygon', coordinates } }] });
    await square('410171561902');
    await grid.ok('grid.area.import', { format: 'geojson', datum: 'GCJ02', text }, street);
    expect((await grid.ok<AreaPage>('grid.area.list', { area: '410171561902008' }, street)).items).toEqual([expect.objectContaining({ kind: 'grid', datum: 'WGS84', sourceDatum: 'GCJ02' })]);
  });

  it('is refused whole to who is not over every row of it', async () => {
    const text = file(['410171561903007', '410171560903007']);
    expect(await grid.refusal('grid.area.import', { format: 'csv', datum: 'WGS84', text }, street)).toBe('access.area');
    expect(await grid.refusal('grid.area.import', { format: 'csv', datum: 'WGS84', text }, leaderOf('410171561901001'))).toBe('access.area');
    expect(await grid.count(`area where code in ('410171561903007', '410171560903007')`)).toBe(0);
  });

  it('is opened once where two send it at once to two instances', async () => {
    const second = await grid.instance();
    const codes = Array.from({ length: 40 }, (_, i) => `410171561901004${String(i + 1).padStart(3, '0')}`);
    await square('410171561901004');
    const input = { format: 'csv', datum: 'WGS84', text: file(codes) };
    const answers = await Promise.all([1, 2, 3, 4].map(() => grid.refusal('grid.area.import', input, street)));
    expect(answers.sort()).toEqual(['area.import', 'area.import', 'area.import', 'ok']);
    expect(await grid.count(`journal where type = 'grid.area.opened.v1' and subject like 'area/410171561901004___'`)).toBe(40);
    await grid.end(second);
  });
});

describe('today\'s gap list', () => {
  const node = micro(7);
  const gaps = async (more: object = {}): Promise<AreaGapPage> => grid.ok<AreaGapPage>('grid.area.gaps', { area: node, ...more }, street);
  it('follows a node from no post to no holder, no deputy and none missing, and back', async () => {
    expect((await gaps()).items).toEqual([{ area: node, kind: 'micro-grid', name: '微网格6', nameEn: 'Micro 6', force: 'COMMUNITY', missing: 'post' }]);
    const post = await grid.ok<PostWithHoldings>('grid.post.open', { area: node, kind: 'LEADER', force: 'COMMUNITY', name: '微网格长', nameEn: 'Micro-grid leader' }, street);
    expect((await gaps()).items).toEqual([expect.objectContaining({ missing: 'holder', postId: post.id })]);
    await grid.ok('grid.post.hold', { id: post.id, holderId: personId('m-1') }, street);
    expect((await gaps()).items).toEqual([expect.objectContaining({ missing: 'deputy', postId: post.id })]);
    await grid.ok('grid.post.hold', { id: post.id, holderId: personId('m-1'), deputyId: personId('m-2') }, street);
    expect((await gaps()).items).toEqual([]);
    await grid.ok('grid.post.close', { id: post.id, reason: '合并' }, street);
    expect((await gaps()).items).toEqual([expect.objectContaining({ missing: 'post' })]);
  });

  it('counts per street, names a street force that nobody leads, pages, and shows each only its own', async () => {
    const zone = caller('duty1', 'duty-officer', '410171');
    const [police] = (await grid.ok<PostPage>('grid.post.list', { area: '410171562', only: true, force: 'POLICE' }, zone)).items;
    await grid.ok('grid.post.hold', { id: police!.id }, zone);
    const all = await grid.ok<AreaGapPage>('grid.area.gaps', { limit: 500 }, zone);
    expect(all.streets).toHaveLength(6);
    expect(all.streets.find((s) => s.street === '410171562')).toEqual({ street: '410171562', seats: 76, post: 0, holder: 1, deputy: 0 });
    expect(all.streets.find((s) => s.street === '410171561')!.post).toBeGreaterThan(900);
    expect((await grid.ok<AreaGapPage>('grid.area.gaps', { missing: 'holder' }, zone)).items).toEqual([expect.objectContaining({ area: '410171562', force: 'POLICE', postId: police!.id })]);
    const next = await grid.ok<AreaGapPage>('grid.area.gaps', { limit: 500, cursor: all.nextCursor }, zone);
    expect(next.items[0]!.area > all.items.at(-1)!.area).toBe(true);
    expect((await grid.ok<AreaGapPage>('grid.area.gaps', {}, caller('street-563', 'sub-district-officer', '410171563'))).streets.map((s) => s.street)).toEqual(['410171563']);
    expect(await grid.refusal('grid.area.gaps', { area: '410171562' }, street)).toBe('access.area');
  });

  it('loses a node that closes, with its posts', async () => {
    const code = micro(8);
    const post = await grid.ok<PostWithHoldings>('grid.post.open', { area: code, kind: 'LEADER', force: 'COMMUNITY', name: 'x', nameEn: 'x', holderId: personId('m-3') }, street);
    await grid.ok('grid.area.close', { code, reason: '撤并' }, street);
    expect((await grid.ok<AreaGapPage>('grid.area.gaps', { area: code }, street)).items).toEqual([]);
    expect(await grid.ok<PostWithHoldings>('grid.post.get', { id: post.id }, street)).toMatchObject({ validTo: expect.any(String), holdings: [{ holderId: personId('m-3'), to: expect.any(String) }] });
    expect((await grid.ok<PostPage>('grid.post.list', { area: code }, street)).items).toEqual([]);
    expect((await grid.ok<PostPage>('grid.post.list', { area: code, closed: true }, street)).items).toHaveLength(1);
  });
});
