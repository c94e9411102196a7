import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import type { Caller } from '@xunling/contracts';
import type { ClosureCounts, ClosurePage, GaugeItemPage, GaugeSummary, GaugeView, HeldPage, TakenReadings } from '@xunling/contracts/classes';
import { Messaging } from '@xunling/messaging';
import { gaugeId, sampleGauges, sampleSites } from '@xunling/sample';
import { siteWater } from '../gauge/site-water.js';
import { caller, startGrid } from '../testing/grid.js';
import { heldQuery } from './reading.view.js';

let grid: ItemService;
beforeAll(async () => { grid = await startGrid(); await grid.instance(); });
afterAll(() => grid.stop());
const feed: Caller = { ...caller('feed-demo', 'feed', '410171'), username: 'feed-demo' };
const street = caller('street-561', 'sub-district-officer', '410171561');
const duty = caller('duty1', 'duty-officer', '410171');
const DEPTH = gaugeId('D-561-01');
const at = (minutes: number): string => new Date(grid.clock.now().getTime() + minutes * 60_000).toISOString();
const obs = (station: string, value: number | string | null, minutes = 0, more: object = {}): object => ({ station, parameter: station.startsWith('R') ? 'rain' : 'depth', value, unit: station.startsWith('R') ? 'mm' : 'cm', at: at(minutes), ...more });
const post = (...observations: object[]): Promise<TakenReadings> => grid.ok<TakenReadings>('grid.reading.take', { observations }, feed);
const gauge = (id = DEPTH): Promise<GaugeView> => grid.ok<GaugeView>('grid.gauge.get', { id }, street);
const said = (type: string): Promise<number> => grid.count(`journal where type = '${type}.v1'`);
/** Both instances at once, as two services would. */
const tick = async (): Promise<void> => { await Promise.all([...(grid as unknown as { apps: Set<{ get(t: unknown): Messaging }> }).apps].map((app) => app.get(Messaging).tickers.find((t) => t.options.name === 'gauge-silence')!.round())); };

describe('readings of a feed', () => {
  it('are taken once, in any order, strings and times without seconds too; what fits no gauge is named and noted', async () => {
    const first = [obs('D-561-01', '3', -30), obs('D-561-01', 4, -15), obs('D-561-01', 5, 0, { at: at(0).replace(':00.000Z', 'Z') }), obs('X-1', 1), obs('D-561-01', 1, 0, { unit: 'm' }), obs('D-561-01', 1, 60), obs('D-561-02', null)];
    expect(await post(...first)).toEqual({ accepted: 3, held: [{ index: 3, reason: 'station.unknown' }, { index: 4, reason: 'unit.mismatch' }, { index: 5, reason: 'instant.future' }, { index: 6, reason: 'missing' }] });
    expect(await post(...first.slice(0, 3))).toEqual({ accepted: 3, held: [] });
    expect(await post(obs('D-561-01', 9))).toEqual({ accepted: 0, held: [{ index: 0, reason: 'value.differs' }] });
    expect(await post(obs('D-561-01', 2, -45))).toEqual({ accepted: 1, held: [] });
    expect([await grid.count(`reading where gauge_id = '${DEPTH}'`), (await gauge()).value, (await gauge()).state]).toEqual([4, 5, 'normal']);
    expect(await said('grid.reading.taken')).toBe(2);
    expect((await grid.ok<GaugeSummary>('grid.gauge.summary', {}, duty)).strays.map((s) => `${s.station}/${s.reason}/${s.n}`).sort()).toEqual(['D-561-01/instant.future/1', 'D-561-01/unit.mismatch/1', 'X-1/station.unknown/1']);
    expect(await grid.refusal('grid.reading.take', { observations: [obs('D-561-01', 1, 0, { at: '2026-02-30T08:00:00Z' })] }, feed)).toBe('input.impossible');
  });

  it('a leap is held; a person confirms or rejects it with a reason, and what stands at the site follows', async () => {
    grid.clock.advance(15 * 60_000);
    expect(await post(obs('D-561-01', 200))).toEqual({ accepted: 0, held: [{ index: 0, reason: 'jump' }] });
    const [row] = (await grid.ok<HeldPage>('grid.reading.held', {}, street)).items;
    expect([row!.station, row!.value, row!.doubt, (await gauge()).state, (await gauge()).value]).toEqual(['D-561-01', 200, 'jump', 'held', 5]);
    const water = async (): Promise<unknown> => (await grid.sql<{ state: string; depth_cm: number }>(`select state, depth_cm from ${siteWater('$1')} w where site_id = $2`, [grid.clock.now(), (await gauge()).siteId]))[0];
    expect(await water()).toEqual({ state: 'unknown', depth_cm: 5 });
    expect(await grid.refusal('grid.reading.confirm', { id: DEPTH, at: row!.at, reason: 'x' }, caller('street-563', 'sub-district-officer', '410171563'))).toBe('access.area');
    expect(await grid.ok<GaugeView>('grid.reading.confirm', { id: DEPTH, at: row!.at, reason: '现场目测一致' }, street)).toMatchObject({ state: 'above', value: 200, severity: 'EXTREME', count: 1 });
    expect(await water()).toEqual({ state: 'at-or-above', depth_cm: 200 });
    expect(await grid.refusal('grid.reading.confirm', { id: DEPTH, at: row!.at, reason: 'x' }, street)).toBe('state.conflict');
    expect([await said('grid.reading.confirmed'), await said('grid.gauge.raised'), await said('grid.water.reached')]).toEqual([1, 1, 1]);
    expect(await grid.ok<GaugeView>('grid.reading.reject', { id: DEPTH, at: row!.at, reason: '看错了' }, street)).toMatchObject({ state: 'normal', value: 5 });
    expect([await said('grid.reading.rejected'), await said('grid.gauge.cleared'), await said('grid.water.receded')]).toEqual([1, 1, 2]);
  });

  it('a gauge that swings around its level 50 times opens one item with a count', async () => {
    for (let i = 0; i < 50; i += 10) {
      grid.clock.advance(10 * 60_000);
      await post(...Array.from({ length: 20 }, (_, k) => obs('D-561-02', k % 2 === 0 ? 40 : 2, -10 + k * 0.5)));
    }
    const { items } = await grid.ok<GaugeItemPage>('grid.gauge.items', { state: 'open' }, street);
    expect(items.map((i) => [i.gaugeId, i.count, i.steps.map((s) => s.act)])).toEqual([[gaugeId('D-561-02'), 50, ['raised']]]);
    const of = async (station: string) => (await grid.ok<GaugeItemPage>('grid.gauge.items', { gauge: gaugeId(station) }, street)).items.map((i) => i.gaugeId);
    expect([await of('D-561-02'), await of('R-561-02')]).toEqual([[gaugeId('D-561-02')], []]);
  });

  it('rain beside it frees a leap that waits', async () => {
    grid.clock.advance(60 * 60_000);
    await post(obs('R-561-01', 0, -15), obs('R-561-02', 0, -15));
    expect((await post(obs('R-561-01', 80))).held).toEqual([{ index: 0, reason: 'jump' }]);
    expect(await post(obs('R-561-02', 30))).toEqual({ accepted: 1, held: [] });
    expect(await gauge(gaugeId('R-561-01'))).toMatchObject({ state: 'above', value: 80, severity: 'SEVERE' });
    // the sum its levels compare stands beside the last reading, which says little by itself
    grid.clock.advance(15 * 60_000);
    await post(obs('R-561-01', 12));
    expect(await gauge(gaugeId('R-561-01'))).toMatchObject({ value: 12, windowMinutes: 60, windowSum: 92 });
    expect((await grid.ok<HeldPage>('grid.reading.held', { state: 'ruled' }, street)).items.map((h) => h.state)).toContain('supported');
  });
});

describe('silence', () => {
  it('is unknown after three intervals, and an area alarm once, with two instances; and its end', async () => {
    const all = [obs('D-561-01', 2), obs('D-561-02', 2), obs('R-561-01', 0), obs('R-561-02', 0)];
    await post(...all);
    await tick();
    const before = [await said('grid.area.fell-silent'), await said('grid.gauge.fell-silent'), await said('grid.area.spoke-again'), await said('grid.gauge.spoke-again')];
    grid.clock.advance(46 * 60_000);
    await tick();
    await tick();
    expect([await said('grid.area.fell-silent') - before[0]!, await said('grid.gauge.fell-silent') - before[1]!]).toEqual([1, 4]);
    const summary = await grid.ok<GaugeSummary>('grid.gauge.summary', {}, street);
    expect(summary.silences).toEqual([expect.objectContaining({ area: '410171561', silent: 4, sources: 4 })]);
    expect((await gauge()).state).toBe('unknown');
    // silence clears nothing
    expect((await grid.ok<GaugeItemPage>('grid.gauge.items', { state: 'open' }, street)).items.length).toBeGreaterThan(0);
    await post(obs('D-561-01', 1), obs('D-561-02', 1), obs('R-561-01', 0), obs('R-561-02', 0));
    await tick();
    await tick();
    expect([await said('grid.area.spoke-again') - before[2]!, await said('grid.gauge.spoke-again') - before[3]!]).toEqual([1, 4]);
    expect((await grid.ok<GaugeSummary>('grid.gauge.summary', {}, street)).silences).toEqual([]);
  });
});

it('10,000 readings of 1,000 gauges are all taken, in batches of 250', async () => {
  await grid.sql(`with g as (insert into gauge (id, station, parameter, unit, area, name, name_en, lon, lat, every_minutes, levels, lowest, highest, jump, valid_from, version) select gen_random_uuid(), 'L-' || n, 'depth', 'cm', '410171' || (array['111', '560', '562', '563', '565'])[1 + n % 5] || '901001', 'x', 'y', 113, 34, 15, '[]', 0, 1000, 60, now(), 1 from generate_series(1, 1000) n returning id) insert into gauge_now (gauge_id) select id from g`);
  for (let b = 0; b < 40; b++) {
    expect(await post(...Array.from({ length: 250 }, (_, i) => ({ station: `L-${(b % 4) * 250 + i + 1}`, parameter: 'depth', unit: 'cm', value: 5 + ((i + b) % 7), at: at(-150 + Math.floor(b / 4) * 15) })))).toEqual({ accepted: 250, held: [] });
  }
  expect(await grid.count(`reading r join gauge g on g.id = r.gauge_id where g.station like 'L-%'`)).toBe(10_000);
}, 240_000);

it('100,000 held readings are listed from an index', async () => {
  await grid.sql(`insert into reading_hold (gauge_id, area, at, value, doubt, state, received_at) select '${DEPTH}', '410171' || (560 + n % 400) || '901001', now() - n * interval '1 second', 1, 'jump', 'rejected', now() from generate_series(1, 100000) n`);
  await grid.analyze('reading_hold');
  for (const state of ['held', 'ruled']) {
    const { sql, parameters } = heldQuery({ state }, ['410171561'], 51);
    expect(JSON.stringify(await grid.sql(`explain ${sql}`, parameters))).toMatch(/reading_hold_(open|street)/);
  }
});

describe('water at a site', () => {
  it('at its threshold puts it on the closure board as not closed, until it has fallen below the clear level', async () => {
    const measured = sampleGauges().filter((g) => g.siteId).at(-1)!;
    const site = sampleSites().find((s) => s.id === measured.siteId)!;
    const row = async () => (await grid.ok<ClosurePage>('grid.closure.board', { area: site.area }, duty)).items.find((i) => i.siteId === site.id)!;
    const depth = (value: number) => post({ station: measured.station, parameter: 'depth', unit: 'cm', value, at: at(0) });
    expect(await depth(site.closeAtCm - 1)).toMatchObject({ accepted: 1 });
    expect(await row()).toMatchObject({ shown: 'open', flooded: false, depth: { cm: site.closeAtCm - 1, source: 'gauge' } });
    grid.clock.advance(15 * 60_000);
    await depth(site.closeAtCm);
    expect(await row()).toMatchObject({ shown: 'not-closed', flooded: true, depth: { cm: site.closeAtCm, source: 'gauge', ageMinutes: 0 } });
    expect((await grid.ok<ClosurePage>('grid.closure.board', { area: site.area.slice(0, 9) }, duty)).items[0]).toMatchObject({ siteId: site.id, shown: 'not-closed' });
    grid.clock.advance(15 * 60_000);
    await depth(site.clearAtCm);
    expect(await row()).toMatchObject({ shown: 'not-closed', flooded: true });
    grid.clock.advance(15 * 60_000);
    await depth(site.clearAtCm - 1);
    expect(await row()).toMatchObject({ shown: 'open', flooded: false });
  });
});

describe('the closure board and its gauges', () => {
  const STREET = ['410171563', '410171565'].find((s) => sampleGauges().filter((g) => g.siteId).at(-1)!.area.slice(0, 9) !== s)!;
  const measured = sampleGauges().find((g) => g.siteId && g.area.startsWith(STREET))!;
  const site = sampleSites().find((s) => s.id === measured.siteId)!;
  const officer = caller(`street-${STREET.slice(6)}`, 'sub-district-officer', STREET);
  const walker = caller('community-x', 'post-holder', site.area.slice(0, 12));
  const row = async () => (await grid.ok<ClosurePage>('grid.closure.board', { area: site.area }, duty)).items.find((i) => i.siteId === site.id)!;
  const counted = async () => (await grid.ok<ClosureCounts>('grid.closure.counts', { area: site.area.slice(0, 9) }, duty)).items[0]!;
  const depth = (value: number, station = measured.station) => post({ station, parameter: 'depth', unit: 'cm', value, at: at(0) });
  const later = (minutes: number): void => { grid.clock.advance(minutes * 60_000); };

  it('say unknown before anything was heard, after three silent intervals, and of a reading that is held', async () => {
    expect(await row()).toMatchObject({ shown: 'unknown', flooded: false });
    const before = await counted();
    await depth(3);
    expect([(await row()).shown, (await counted()).unknown]).toEqual(['open', before.unknown - 1]);
    later(46);
    expect((await row()).shown).toBe('open');
    await tick();
    expect([(await row()).shown, (await counted()).unknown]).toEqual(['unknown', before.unknown]);
    await depth(3);
    later(15);
    expect((await depth(200)).held).toEqual([{ index: 0, reason: 'jump' }]);
    expect(await row()).toMatchObject({ shown: 'unknown', flooded: false, depth: { cm: 3 } });
    // unknown stands before what is closed or need not be
    const { items } = await grid.ok<ClosurePage>('grid.closure.board', { area: site.area.slice(0, 9) }, duty);
    expect(items.findIndex((i) => i.siteId === site.id)).toBeLessThan(items.findIndex((i) => i.shown === 'open'));
    expect((await grid.ok<ClosurePage>('grid.closure.board', { area: site.area, shown: 'unknown' }, duty)).items.map((i) => i.siteId)).toContain(site.id);
  });

  it('keep nothing of a reading that a person confirmed and then rejected; what somebody measured comes back', async () => {
    const held = (await grid.ok<HeldPage>('grid.reading.held', { area: site.area }, officer)).items[0]!;
    await grid.ok('grid.site.state', { id: site.id, claim: 'open', depthCm: 4, at: at(-5) }, walker);
    const rule = (verdict: string): Promise<unknown> => grid.ok(`grid.reading.${verdict}`, { id: held.gaugeId, at: held.at, reason: '现场核对' }, officer);
    await rule('confirm');
    expect(await row()).toMatchObject({ shown: 'not-closed', flooded: true, depth: { cm: 200, source: 'gauge' } });
    await rule('reject');
    expect(await row()).toMatchObject({ shown: 'open', flooded: false, depth: { cm: 4, source: 'patrol' } });
  });

  it('go by the deepest gauge of a site; one that is taken out or moved leaves neither item nor water behind', async () => {
    const [other, third] = sampleSites().filter((s) => s.area.startsWith(STREET) && !sampleGauges().some((g) => g.siteId === s.id));
    const add = (station: string): Promise<GaugeView> => grid.ok<GaugeView>('grid.gauge.register', { station, parameter: 'depth', unit: 'cm', area: site.area, name: '示例二号', nameEn: 'Sample two', position: { lon: 113.77, lat: 34.71 }, datum: 'WGS84', siteId: site.id }, officer);
    const second = await add('D-560-91');
    expect((await row()).shown).toBe('unknown');
    later(15);
    await depth(site.closeAtCm + 10, 'D-560-91');
    later(1);
    await depth(2);
    expect(await row()).toMatchObject({ shown: 'not-closed', flooded: true, depth: { cm: site.closeAtCm + 10 } });
    const open = async (): Promise<number> => (await grid.ok<GaugeItemPage>('grid.gauge.items', { gauge: second.id, state: 'open' }, officer)).items.length;
    expect(await open()).toBe(1);
    const receded = await said('grid.water.receded');
    await grid.ok('grid.gauge.change', { id: second.id, siteId: other!.id, reason: '移装' }, officer);
    expect([await open(), (await row()).shown, await said('grid.water.receded') - receded]).toEqual([0, 'open', 1]);
    const there = async (id: string) => (await grid.ok<ClosurePage>('grid.closure.board', { area: STREET, limit: 200 }, duty)).items.find((i) => i.siteId === id)!;
    // its last reading is now of the other site, until it sends another
    expect(await there(other!.id)).toMatchObject({ shown: 'not-closed', flooded: true });
    later(15);
    await depth(site.closeAtCm + 12, 'D-560-91');
    expect(await open()).toBe(1);
    const lost = await said('grid.water.lost');
    await grid.ok('grid.gauge.close', { id: second.id, reason: '拆除' }, officer);
    expect([await open(), await there(other!.id).then((r) => [r.shown, r.flooded, r.depth]), await said('grid.water.lost') - lost]).toEqual([0, ['open', false, undefined], 1]);
    await tick();
    expect(await said('grid.water.lost') - lost).toBeGreaterThanOrEqual(1);
    expect((await there(third!.id)).shown).toBe('open');
  });
});
