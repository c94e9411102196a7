import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import type { GaugePage, GaugeView, SitePage, SiteWithSteps } from '@xunling/contracts/classes';
import { gaugeId, sampleGauges } from '@xunling/sample';
import { caller, startGrid } from '../testing/grid.js';
import { gaugeQuery } from './gauge.view.js';
import { siteWater } from './site-water.js';

let grid: ItemService;
beforeAll(async () => { grid = await startGrid(); });
afterAll(() => grid.stop());
const street = caller('street-561', 'sub-district-officer', '410171561');
const duty = caller('duty1', 'duty-officer', '410171');
const wish = { station: 'D-561-90', parameter: 'depth', unit: 'cm', area: '410171561901001', name: '示例', nameEn: 'Sample', position: { lon: 113.776157, lat: 34.708946 }, datum: 'GCJ02' };

describe('the register of gauges', () => {
  it('holds the sample: 24 rain and 36 depth gauges, each at a site; never heard is unknown, not dry', async () => {
    const { items } = await grid.ok<GaugePage>('grid.gauge.list', { limit: 200 }, duty);
    expect([items.length, items.filter((g) => g.parameter === 'rain').length, items.filter((g) => g.siteId).length]).toEqual([60, 24, 36]);
    expect(new Set(items.map((g) => `${g.state}/${g.everyMinutes}`))).toEqual(new Set(['unknown/15']));
    const water = await grid.sql<{ state: string; depth_cm: number | null }>(`select * from ${siteWater('$1')} w`, [grid.clock.now()]);
    expect([water.length, new Set(water.map((w) => `${w.state}/${w.depth_cm}`))]).toEqual([36, new Set(['unknown/null'])]);
    expect((await grid.ok<GaugePage>('grid.gauge.list', {}, street)).items.every((g) => g.area.startsWith('410171561'))).toBe(true);
  });

  it('takes a gauge with its datum, from who may over the place, once per station', async () => {
    const site = sampleGauges().find((g) => g.siteId && g.area.startsWith('410171561'))!.siteId!;
    const made = await grid.ok<GaugeView>('grid.gauge.register', { ...wish, siteId: site }, street);
    expect([made.sourceDatum, made.position.lon.toFixed(5), made.position.lat.toFixed(5), made.levels[0]!.severity]).toEqual(['GCJ02', '113.77000', '34.71000', 'SEVERE']);
    expect(await grid.refusal('grid.gauge.register', wish, street)).toBe('state.conflict');
    expect(await grid.refusal('grid.gauge.register', { ...wish, station: 'x' }, caller('street-563', 'sub-district-officer', '410171563'))).toBe('access.area');
    expect(await grid.refusal('grid.gauge.register', { ...wish, station: 'x', unit: 'mm', parameter: 'level' }, street)).toBe('input.impossible');
    expect(await grid.refusal('grid.gauge.register', { ...wish, station: 'x', levels: [{ severity: 'SEVERE', raiseAt: 20, clearBelow: 20, holdMinutes: 0, clearHoldMinutes: 0 }] }, street)).toBe('input.impossible');
    expect(await grid.ok<GaugeView>('grid.gauge.change', { id: made.id, everyMinutes: 5, reason: '汛期加密' }, street)).toMatchObject({ everyMinutes: 5 });
    expect((await grid.ok<GaugeView>('grid.gauge.close', { id: made.id, reason: '拆除' }, street)).validTo).toBeDefined();
    expect(await grid.refusal('grid.gauge.change', { id: made.id, everyMinutes: 5, reason: 'x' }, street)).toBe('state.conflict');
    expect(await grid.refusal('grid.gauge.get', { id: gaugeId('R-563-01') }, street)).toBe('access.area');
    expect(await grid.refusal('grid.gauge.get', { id: '018f0000-0000-7000-8000-000000000001' }, street)).toBe('unknown.id');
  });
});

describe('the stations a site names', () => {
  it('are a gap while they are no depth gauge of it, also on the list; none once they are, and again when they are taken out', async () => {
    const { id } = await grid.ok<SiteWithSteps>('grid.site.draft', { area: wish.area, name: '示例水尺涵洞', kind: 'CULVERT', position: wish.position, datum: 'GCJ02', sensors: ['D-561-80', 'D-561-81'] }, street);
    const site = () => grid.ok<SiteWithSteps>('grid.site.get', { id }, street);
    const strays = async () => { const { gaps, strays: names } = await site(); return [gaps.includes('gauges'), names]; };
    const plain = async () => grid.ok('grid.site.revise', { id, owner: '市政科', closeAtCm: 27, evacuationPlan: true, contacts: [{ name: '示例', phone: '00012345678' }] }, street);
    await plain();
    const listed = async () => (await grid.ok<SitePage>('grid.site.list', { area: wish.area, gaps: true, limit: 500 }, street)).items.some((s) => s.id === id);
    expect([await strays(), await listed()]).toEqual([[true, ['D-561-80', 'D-561-81']], true]);
    // of the street, but not of this site: what it sends is no depth here
    const loose = await grid.ok<GaugeView>('grid.gauge.register', { ...wish, station: 'D-561-80' }, street);
    const own = await grid.ok<GaugeView>('grid.gauge.register', { ...wish, station: 'D-561-81', siteId: id }, street);
    expect(await strays()).toEqual([true, ['D-561-80']]);
    await grid.ok('grid.gauge.change', { id: loose.id, siteId: id, reason: '水尺在此' }, street);
    expect([await strays(), await listed()]).toEqual([[false, undefined], false]);
    await grid.ok('grid.gauge.close', { id: own.id, reason: '拆除' }, street);
    expect([await strays(), await listed()]).toEqual([[true, ['D-561-81']], true]);
  });
});

it('100,000 gauges are listed from an index', async () => {
  await grid.sql(`insert into gauge (id, station, parameter, unit, area, name, name_en, lon, lat, every_minutes, levels, lowest, highest, jump, valid_from, version) select gen_random_uuid(), 'x' || n, 'rain', 'mm', '410171' || (560 + n % 400) || '901001', 'x', 'y', 113, 34, 15, '[]', 0, 300, 50, now(), 1 from generate_series(1, 100000) n`);
  await grid.analyze('gauge');
  const { sql, parameters } = gaugeQuery({}, ['410171561'], grid.clock.now(), 51);
  expect(JSON.stringify(await grid.sql(`explain ${sql}`, parameters))).toContain('gauge_street');
});
