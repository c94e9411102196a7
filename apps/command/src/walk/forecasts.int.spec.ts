import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceived, type ChainPage, type ChainView, type ForecastPage, type ForecastView, type LadderView } from '@xunling/contracts/classes';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { ForecastStore } from '../forecast/forecast.store.js';
import { ForecastTicker } from '../forecast/forecast.ticker.js';
import { alertData, CommandService } from './service.fixture.js';

let s: CommandService;
// a Monday, 06:00 in Beijing
beforeAll(async () => { s = await CommandService.start('2021-07-18T22:00:00Z'); await s.boot(); await s.look(ForecastTicker); }, 60_000);
afterAll(async () => { await s.stop(); });

const later = (minutes: number): void => { s.clock.advance(minutes * 60_000); };
const ISSUER = '示例市气象台';
const forecast = (product: string, issuedAt: string, more: object = {}): object => ({ product, issuer: ISSUER, issuedAt, validFrom: issuedAt, validTo: '2021-07-23T00:00:00Z', textZh: '今夜到明天有大到暴雨', ...more });
const receive = (product: string, issuedAt: string, more: object = {}): Promise<ForecastView> => s.ok('duty1', 'command.forecast.receive', forecast(product, issuedAt, more));
const ladder = (): Promise<LadderView> => s.ok('duty1', 'command.ladder.get');
const rung = async (code: string): Promise<LadderView['rungs'][number]> => (await ladder()).rungs.find((r) => r.product.code === code)!;
const missed = (): Promise<{ product: string; slot: string }[]> => s.events('command.forecast.missed.v1');

describe('the forecast ladder', () => {
  let first: ForecastView;

  it('says what is due when, from whom; nothing is missing before its time', async () => {
    const view = await ladder();
    expect(view.rungs.map((r) => [r.product.code, r.nextAt])).toEqual([
      ['W1', '2021-07-23T08:00:00.000Z'], ['D3', '2021-07-19T09:00:00.000Z'], ['D1', '2021-07-19T00:00:00.000Z'], ['H6', undefined], ['H3', undefined], ['H1', undefined],
    ]);
    expect(view.rooms).toHaveLength(7);
    expect([view.active, await missed(), view.version, view.by]).toEqual([false, [], 0, undefined]);
  });

  it('takes a product in for its time, once; refuses what is not on the ladder, from elsewhere, over or not issued yet', async () => {
    later(125);
    await waitFor(async () => (await rung('D1')).open.length === 1);
    first = await receive('D1', '2021-07-19T00:02:00Z');
    expect(first).toMatchObject({ slot: '2021-07-19T00:00:00.000Z', minutesLate: 0, missing: expect.arrayContaining(['410171', '410171561']) });
    expect((await receive('D1', '2021-07-19T00:02:00Z')).id).toBe(first.id);
    expect(await s.events('command.forecast.received.v1')).toHaveLength(1);
    for (const bad of [forecast('X9', '2021-07-19T00:02:00Z'), { ...forecast('D1', '2021-07-19T00:03:00Z'), issuer: '别处气象台' }, forecast('D1', '2021-07-19T00:03:00Z', { validTo: '2021-07-19T00:04:00Z' }), forecast('D1', '2021-07-19T06:00:00Z')]) {
      expect(await s.refused('duty1', 'command.forecast.receive', bad)).toBe('input.impossible');
    }
    expect(await rung('D1')).toMatchObject({ inTime: 1, missed: 0, open: [] });
  });

  it('is taken note of by each duty room for itself; who did not is said by name, once', async () => {
    await s.ok('duty1', 'command.forecast.receipt', { id: first.id });
    await s.ok('street-561', 'command.forecast.receipt', { id: first.id });
    await s.ok('street-561', 'command.forecast.receipt', { id: first.id });
    expect(await s.refused('street-561', 'command.forecast.receipt', { id: first.id, room: '410171563' })).toBe('access.area');
    expect(await s.refused('duty1', 'command.forecast.receipt', { id: first.id, room: '410171563' })).toBe('access.area');
    later(31);
    const [said] = await waitFor(async () => { const e = await s.events<{ rooms: string[] }>('command.forecast.unreceipted.v1'); return e.length > 0 ? e : undefined; });
    expect(said!.rooms).toEqual(['410171111', '410171560', '410171562', '410171563', '410171565']);
    expect(await s.events('command.forecast.receipted.v1')).toHaveLength(2);
  });

  it('alarms once at its due time through two instances, and keeps what came late as late', async () => {
    // 08:00Z + 30 min of grace
    s.clock.set(new Date('2021-07-19T08:30:30Z'));
    await waitFor(async () => (await missed()).length === 1);
    expect(await missed()).toEqual([expect.objectContaining({ product: 'D1', slot: '2021-07-19T08:00:00.000Z', issuer: ISSUER })]);
    later(10);
    const late = await receive('D1', '2021-07-19T08:20:00Z', { supersedes: first.id });
    expect(late).toMatchObject({ slot: '2021-07-19T08:00:00.000Z', minutesLate: 11, supersedes: first.id });
    expect(await rung('D1')).toMatchObject({ inTime: 1, late: 1, missed: 0, last: { id: late.id } });
    expect((await s.ok<ForecastPage>('observer', 'command.forecast.list', { product: 'D1' })).items.map((f) => f.supersededBy)).toEqual([undefined, late.id]);
    later(60);
    await s.look(ForecastTicker);
    // D3 was due at 09:00Z and has an hour
    expect((await missed()).filter((m) => m.product === 'D1')).toHaveLength(1);
  });

  it('asks for the short products once a warning is in force', async () => {
    await s.say([{ event: AlertReceived, aggregate: 'alert/a', street: '000', data: alertData({ name: 'a', sent: s.clock.now().toISOString(), colour: 'YELLOW' }) }]);
    await waitFor(async () => (await ladder()).active);
    const next = (await rung('H1')).nextAt!;
    expect(Date.parse(next) - s.clock.now().getTime()).toBeLessThanOrEqual(3_600_000);
    s.clock.set(new Date(Date.parse(next) + 11 * 60_000));
    await waitFor(async () => (await missed()).some((m) => m.product === 'H1' && m.slot === next));
  });

  it('another ladder counts from now on, by who may put it in force', async () => {
    const { rungs } = await ladder();
    const products = rungs.map((r) => r.product).filter((p) => p.code !== 'W1');
    expect(await s.refused('commander', 'command.ladder.publish', { products: [...products, products[0]] })).toBe('input.impossible');
    const now = await s.ok<LadderView>('commander', 'command.ladder.publish', { products });
    expect([now.version, now.rungs.map((r) => r.product.code), now.by, now.from]).toEqual([1, ['D3', 'D1', 'H6', 'H3', 'H1'], personId('commander'), s.clock.now().toISOString()]);
    expect(await s.ok<LadderView>('observer', 'command.ladder.get')).toMatchObject({ version: 1, by: personId('commander') });
  });

  it('lists 100,000 forecasts from an index', async () => {
    await s.sql(`insert into forecast (id, product, issuer, issued_at, valid_from, valid_to, areas, text_zh, received_at, slot, minutes_late, by)
      select gen_random_uuid(), case when n % 50 = 0 then 'D1' else 'H1' end, 'x', '2020-01-01T00:00:00Z'::timestamptz + n * interval '1 minute', now(), now(), '{410171}', '雨', now(), now(), 0, $1 from generate_series(1, 100000) n`, [personId('duty1')]);
    await s.sql('analyze forecast');
    for (const product of [undefined, 'D1']) {
      const { sql, params } = ForecastStore.listQuery(product, null, 51);
      expect(JSON.stringify(await s.sql(`explain ${sql}`, params))).toContain('Index Scan');
    }
  });
});

describe('five stages, each the next one\'s input', () => {
  let chain: ChainView;
  const record = (stage: number, outputId: string, inputId?: string, note?: string): Promise<ChainView> => s.ok('duty1', 'command.five-stage.record', { id: chain.id, stage, outputId, ...(inputId ? { inputId } : {}), ...(note ? { note } : {}) });

  it('hold where an output on record is the next stage\'s input; what is not on record is refused', async () => {
    chain = await s.ok('duty1', 'command.five-stage.begin', { name: '7·20' });
    expect(chain.stages.map((x) => x.state)).toEqual(['waiting', 'waiting', 'waiting', 'waiting', 'waiting']);
    expect(await s.refused('duty1', 'command.five-stage.record', { id: chain.id, stage: 0, outputId: 'made-up' })).toBe('input.impossible');
    const [{ id: forecastId }] = await s.sql<{ id: string }>(`select id from forecast where issuer = $1 limit 1`, [ISSUER]) as [{ id: string }];
    const [{ id: warningId }] = await s.sql<{ id: string }>('select id from warning limit 1') as [{ id: string }];
    const [{ v }] = await s.sql<{ v: string }>('select plan_version v from plan_version limit 1') as [{ v: string }];
    await record(0, forecastId);
    await record(1, warningId, forecastId);
    expect(await s.refused('duty1', 'command.five-stage.record', { id: chain.id, stage: 2, outputId: 'rehearsal-1', inputId: warningId })).toBe('input.impossible');
    await record(2, 'rehearsal-1', warningId, '推演：京航路下穿 40 分钟后封闭');
    const view = await record(3, v, 'rehearsal-0');
    expect(view.stages.map((x) => x.state)).toEqual(['linked', 'linked', 'linked', 'broken', 'waiting']);
    expect([view.broken, view.whole]).toEqual([1, false]);
    const mended = await record(3, v, 'rehearsal-1');
    const order = await s.ok<{ orderSetId: string }>('duty1', 'command.level.raise', { level: 'IV', areas: ['410171561'], reason: '预置' });
    expect(mended.stages[3]!.state).toBe('linked');
    expect(await record(4, order.orderSetId, v)).toMatchObject({ whole: true, broken: 0 });
  });

  it('are listed by season with what broke and what came late; a chain keeps the stages it began with', async () => {
    const late = await s.ok<ChainView>('duty1', 'command.five-stage.begin', { name: '迟到的' });
    const stages = chain.stages.map(({ kind, nameZh, nameEn }) => ({ kind, nameZh, nameEn, minutes: 10 })).slice(0, 4);
    expect(await s.refused('commander', 'command.five-stage.configure', { stages: [...stages, stages[0]] })).toBe('input.impossible');
    expect(await s.ok<ChainPage>('observer', 'command.five-stage.list', {})).not.toHaveProperty('configuredBy');
    const configuredAt = s.clock.now().toISOString();
    await s.ok('commander', 'command.five-stage.configure', { stages });
    expect(await s.ok<ChainPage>('observer', 'command.five-stage.list', {})).toMatchObject({ version: 2, configuredBy: personId('commander'), configuredAt });
    const [{ id: forecastId }] = await s.sql<{ id: string }>(`select id from forecast where issuer = $1 limit 1`, [ISSUER]) as [{ id: string }];
    await s.ok('duty1', 'command.five-stage.record', { id: late.id, stage: 0, outputId: forecastId });
    later(6 * 60 + 5);
    const season = await s.ok<ChainPage>('observer', 'command.five-stage.list', { season: 2021 });
    expect(season.items.map((c) => [c.name, c.stages.length, c.late > 0, c.broken])).toEqual([['迟到的', 5, true, 0], ['7·20', 5, false, 0]]);
    expect([season.version, season.stages.length, season.late]).toEqual([2, 4, 1]);
    expect((await s.ok<ChainPage>('observer', 'command.five-stage.list', { season: 2020 })).items).toEqual([]);
  });
});
