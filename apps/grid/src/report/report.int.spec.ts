import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import type { CasualtyView, ReportPage, ReportTotals, ReportView } from '@xunling/contracts/classes';
import { caller, leaderOf, startGrid } from '../testing/grid.js';
import { reportQuery } from './report.view.js';
import { ReportStore } from './report.store.js';

const GRID = '410171561901001';
let grid: ItemService;
beforeAll(async () => { grid = await startGrid(); });
afterAll(() => grid.stop());
const street = caller('street-561', 'sub-district-officer', '410171561');
const other = caller('street-563', 'sub-district-officer', '410171563');
const duty = caller('duty1', 'duty-officer', '410171');
const observer = caller('observer', 'observer', '410171');
const leader = leaderOf(GRID);
const neighbour = leaderOf('410171561901002');
const HERE = { lon: 113.77, lat: 34.71, datum: 'WGS84' };
const water = { kind: 'WATER_ON_ROAD', area: GRID, text: '路口积水，联系人示例丙', position: HERE };
const make = (more: object, by = leader): Promise<ReportView> => grid.ok<ReportView>('grid.report.make', { ...water, ...more }, by);
const get = (id: string, by = duty): Promise<ReportView> => grid.ok<ReportView>('grid.report.get', { id }, by);
const act = (name: string, input: object, by = street): Promise<ReportView> => grid.ok<ReportView>(`grid.report.${name}`, input, by);
const kinds = (id: string): Promise<string[]> => grid.sql<{ type: string }>(`select type from journal where subject = 'report/' || $1 order by id`, [id]).then((rows) => rows.map((r) => r.type.split('.')[2]!));

describe('a field report', () => {
  it('is said with place or reason, two clocks and own photos; wrong streets, strange photos and unlabelled places are refused', async () => {
    const r = await make({ kind: 'DAMAGE', position: { lon: 113.776157, lat: 34.708946, datum: 'GCJ02' }, at: '2026-07-20T07:20:00Z', people: 3 });
    expect(r).toMatchObject({ state: 'open', needSize: 1, sourceDatum: 'GCJ02', occurredAt: '2026-07-20T07:20:00.000Z', receivedAt: '2026-07-20T08:00:00.000Z', entries: [{ people: 3, channel: 'FIELD_PAGE' }] });
    expect(Math.abs(r.position!.lon - 113.77)).toBeLessThan(1e-6);
    expect(await make({ kind: 'DAMAGE', position: undefined, noPositionReason: '室内' }, neighbour)).toMatchObject({ noPositionReason: '室内', pairs: [] });
    const refusal = (more: object, by = leader): Promise<string> => grid.refusal('grid.report.make', { ...water, ...more }, by);
    expect(await refusal({ area: '410171563901001' })).toBe('access.area');
    expect(await refusal({ area: '410171561999999' })).toBe('area.unknown');
    expect(await refusal({ position: undefined })).toBe('input.impossible');
    expect(await refusal({ evidence: ['018f0000-0000-7000-8000-000000000001'] })).toBe('evidence.unknown');
    expect(await refusal({ support: { quantity: 2 } })).toBe('input.impossible');
    expect(await grid.refusal('grid.report.get', { id: r.id }, other)).toBe('access.area');
    // a phone that repeats itself makes one
    const [one, again] = [await grid.call<ReportView>('grid.report.make', { ...water, kind: 'OTHER', text: '重复' }, leader, 'key-1'), await grid.call<ReportView>('grid.report.make', { ...water, kind: 'OTHER', text: '重复' }, leader, 'key-1')];
    expect(one.ok && again.ok && one.result.id === again.result.id).toBe(true);
    // a clock that runs ahead is marked, and what happened counts from when we had it
    expect((await make({ kind: 'OTHER', text: '钟快', at: '2026-07-20T09:00:00Z' }, street)).entries[0]).toMatchObject({ occurredAt: '2026-07-20T08:00:00.000Z', deviceAt: '2026-07-20T09:00:00.000Z' });
  });

  it('is taken from open to closed by an officer, each step with person and time; its words stay with its line and out of events', async () => {
    const r = await make({ kind: 'BREACH' });
    expect(await grid.refusal('grid.report.acknowledge', { id: r.id }, other)).toBe('access.area');
    await act('acknowledge', { id: r.id });
    await act('take', { id: r.id }, duty);
    expect(await grid.refusal('grid.report.acknowledge', { id: r.id }, duty)).toBe('state.conflict');
    await act('close', { id: r.id, outcome: 'DEALT_WITH', reason: '已加固' });
    expect(await act('add', { id: r.id, text: '又有渗水', depthCm: 5 }, leader)).toMatchObject({ state: 'closed', entries: [{}, { depthCm: 5 }] });
    const done = await act('reopen', { id: r.id, reason: '再次渗水' }, duty);
    expect(done.steps.map((s) => s.act)).toEqual(['acknowledged', 'taken', 'closed', 'reopened']);
    expect(done.steps.every((s) => s.by && s.at)).toBe(true);
    expect(await kinds(r.id)).toEqual(['made', 'acknowledged', 'taken', 'closed', 'added', 'reopened']);
    expect((await get(r.id, observer)).entries[0]).not.toHaveProperty('text');
    expect((await get(r.id, street)).entries[0]!.text).toContain('示例丙');
    expect(await grid.count(`journal where data like '%示例丙%'`)).toBe(0);
    expect((await grid.ok<ReportPage>('grid.report.list', { mine: true, kind: 'BREACH' }, leader)).items.map((i) => i.state)).toEqual(['open']);
  });
});

describe('the same need said twice', () => {
  let a: ReportView, b: ReportView;
  it('is linked as suspected when two phones say it at one moment; both stay, disputes stand side by side', async () => {
    [a, b] = await Promise.all([make({ depthCm: 40, source: '网格员' }), make({ depthCm: 80, position: { ...HERE, lat: 34.711 } }, neighbour)]);
    const [ra, rb] = [await get(a.id), await get(b.id)];
    expect(ra.pairs).toMatchObject([{ otherId: b.id, state: 'suspected', metres: 111, minutes: 0 }]);
    expect(rb.pairs).toMatchObject([{ otherId: a.id, state: 'suspected' }]);
    for (const r of [ra, rb]) expect(r).toMatchObject({ disputed: true, needSize: 1, subjects: [{ field: 'depthCm', disputed: true, claims: [{ confidence: 'medium' }, { confidence: 'medium' }] }] });
    expect((await grid.ok<ReportPage>('grid.report.list', { area: '410171561', disputed: true, suspected: true, kind: 'WATER_ON_ROAD' }, street)).items.map((i) => i.id).sort()).toEqual([a.id, b.id].sort());
    expect(await kinds(a.id)).toEqual(expect.arrayContaining(['made', 'linked', 'disputed']));
  });

  it('counts once when a named person joins it; settled by name; split it is two, and never linked again by itself', async () => {
    const totals = async (): Promise<ReportTotals['items'][number]> => (await grid.ok<ReportTotals>('grid.report.totals', { area: '410171561' }, street)).items[0]!;
    const before = await totals();
    expect(await grid.refusal('grid.report.join', { id: a.id, other: b.id, reason: '同一路口' }, other)).toBe('access.area');
    const joined = await act('join', { id: a.id, other: b.id, reason: '同一路口' });
    expect(joined).toMatchObject({ needSize: 2, pairs: [{ state: 'joined' }], disputed: true });
    expect(await totals()).toMatchObject({ reports: before.reports, needs: before.needs - 1 });
    const settled = await act('settle', { id: a.id, field: 'depthCm', entryId: b.entries[0]!.id, reason: '水尺读数' }, duty);
    expect(settled).toMatchObject({ disputed: false, subjects: [{ disputed: false, settled: { entryId: b.entries[0]!.id }, claims: [{}, {}] }] });
    expect(await grid.refusal('grid.report.settle', { id: a.id, field: 'depthCm', entryId: b.entries[0]!.id, reason: 'x' }, duty)).toBe('state.conflict');
    // why is typed, and may name people: for who sees the words of the report
    const reasons = async (by: typeof duty) => { const r = await get(a.id, by); return [...r.steps.map((s) => s.reason), ...r.subjects.map((s) => s.settled?.reason)].filter((x) => x !== undefined); };
    expect(await reasons(duty)).toEqual(expect.arrayContaining(['同一路口', '水尺读数']));
    expect(await reasons(observer)).toEqual([]);
    grid.clock.advance(60_000);
    expect(await act('add', { id: b.id, text: '涨到 95', depthCm: 95 }, neighbour)).toMatchObject({ disputed: true });
    expect(await act('split', { id: b.id, other: a.id, reason: '两个路口' })).toMatchObject({ needSize: 1, pairs: [{ state: 'split' }], disputed: false });
    expect(await totals()).toMatchObject({ needs: before.needs });
    expect(await grid.refusal('grid.report.join', { id: a.id, other: b.id, reason: 'x' }, street)).toBe('report.split-apart');
    const third = await make({ depthCm: 40 }, caller('police-561', 'post-holder', '410171561'));
    expect(third.pairs.map((p) => [p.otherId, p.state]).sort()).toEqual([[a.id, 'suspected'], [b.id, 'suspected']].sort());
    expect((await get(a.id)).pairs.find((p) => p.otherId === b.id)!.state).toBe('split');
    await act('join', { id: third.id, other: a.id, reason: '同一处' });
    expect((await get(third.id)).pairs.find((p) => p.otherId === b.id)!.state).toBe('split');
    expect((await act('link', { id: b.id, other: third.id, reason: '复核' }, duty)).pairs.map((p) => p.state)).toEqual(['suspected', 'suspected']);
  });

  it('is looked for in the cells and the time around, and lists come from an index, at 100,000 reports', async () => {
    await grid.sql(`insert into report (id, kind, area, state, need_id, by, channel, lon, lat, cell, outside, occurred_at, received_at, suspects, disputes, version)
      select gen_random_uuid(), (array['WATER_ON_ROAD', 'TRAPPED', 'DAMAGE'])[1 + n % 3], '410171' || (array['561', '563'])[1 + n % 2] || '901001', (array['open', 'closed'])[1 + n % 2], gen_random_uuid(), gen_random_uuid(), 'PHONE', 113.5 + (n % 300) * 0.001, 34.5 + (n % 331) * 0.001,
        floor((113.5 + (n % 300) * 0.001) / 0.0045)::bigint * 1000000 + floor((34.5 + (n % 331) * 0.001) / 0.002)::bigint + 100000, false, timestamptz '2026-07-19' + n * interval '1 second', now(), case when n % 500 = 0 then 1 else 0 end, case when n % 700 = 0 then '{depthCm}'::text[] else '{}'::text[] end, 1 from generate_series(1, 100000) n`);
    await grid.analyze('report');
    const plan = async ({ sql, parameters }: { sql: string; parameters: unknown[] }): Promise<string> => JSON.stringify(await grid.sql(`explain ${sql}`, parameters));
    expect(await plan(new ReportStore().nearQuery({ id: a.id, kind: 'WATER_ON_ROAD', position: HERE, occurredAt: new Date('2026-07-20T08:00:00Z'), by: 'x', channel: 'PHONE' }))).toContain('report_near');
    for (const query of [{}, { kind: 'TRAPPED' }, { state: 'open' }, { open: true, kind: 'SUPPORT' }, { disputed: true }, { suspected: true }, { mine: true }]) {
      const text = await plan(reportQuery(query, ['410171561'], street.userId, 51));
      expect([query, /Seq Scan/.test(text), /Index/.test(text)]).toEqual([query, false, true]);
    }
    await make({ text: '第十万零一条' }, street);
    expect((await grid.ok<ReportPage>('grid.report.list', { area: '410171561', limit: 200 }, street)).items).toHaveLength(200);
  });
});

describe('person records', () => {
  it('name the report they come from; totals move with a reason, ask why when they jump, and show what came late', async () => {
    const r = await make({ kind: 'TRAPPED', people: 4 });
    const add = (name: string, more: object = {}): Promise<CasualtyView> => grid.ok<CasualtyView>('grid.casualty.add', { kind: 'MISSING', area: GRID, name, source: '现场', ...more }, street);
    const minutes = (n: number): string => new Date(grid.clock.now().getTime() - n * 60_000).toISOString();
    const first = await add('示例丁', { reportId: r.id, occurredAt: minutes(20) });
    expect(first).toMatchObject({ reportId: r.id, minutesLate: 20, missed: '15' });
    expect((await get(r.id)).casualties).toEqual([first.id]);
    expect(await grid.refusal('grid.casualty.add', { kind: 'DEAD', area: '410171563901001', name: 'x', source: 'y', reportId: r.id }, other)).toBe('input.impossible');
    for (const op of ['withdraw', 'merge', 'change']) expect(await grid.refusal(`grid.casualty.${op}`, { id: first.id, ...(op === 'merge' ? { into: first.id } : {}), ...(op === 'change' ? { kind: 'FOUND', source: 'x' } : {}) }, street)).toBe('casualty.reason');
    await add('示例戊', { occurredAt: minutes(40) });
    await add('示例己', { occurredAt: minutes(130) });
    const items = await grid.ok<{ items: unknown[] }>('grid.casualty.totals', {}, duty);
    expect(items.items).toMatchObject([{ missing: 3, over15: 3, over35: 2, late: 1, jumps: [{ kind: 'missing', from: 0, to: 3 }] }]);
    expect(await grid.refusal('grid.casualty.explain', { area: '410171561', text: 'x' }, other)).toBe('access.area');
    expect(await grid.ok('grid.casualty.explain', { area: '410171561', text: '同一车内三人' }, street)).toMatchObject({ items: [{ jumps: [], explained: { text: '同一车内三人', missing: 3 } }] });
    expect(await grid.refusal('grid.casualty.explain', { area: '410171561', text: 'x' }, street)).toBe('state.conflict');
    await grid.ok('grid.casualty.change', { id: first.id, kind: 'FOUND', source: '派出所', reason: '本人返家' }, street);
    expect((await grid.ok<{ items: unknown[] }>('grid.casualty.totals', {}, duty)).items).toMatchObject([{ missing: 2, jumps: [{ kind: 'missing', from: 3, to: 2 }] }]);
    grid.clock.advance(25 * 3_600_000);
    expect((await grid.ok<{ items: unknown[] }>('grid.casualty.totals', {}, duty)).items).toMatchObject([{ missing: 2, lastDay: 0, jumps: [] }]);
  });
});
