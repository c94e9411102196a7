import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import type { CasualtyPage, CasualtyTotals, CasualtyView } from '@xunling/contracts/classes';
import { caller, leaderOf, startGrid } from '../testing/grid.js';
import { casualtyQuery } from './casualty.view.js';

const GRID = '410171561901001';
let grid: ItemService;
beforeAll(async () => { grid = await startGrid(); });
afterAll(() => grid.stop());
const street = caller('street-561', 'sub-district-officer', '410171561');
const duty = caller('duty1', 'duty-officer', '410171');
const observer = caller('observer', 'observer', '410171');
const add = (name: string, more: object = {}, by = street): Promise<CasualtyView> => grid.ok<CasualtyView>('grid.casualty.add', { kind: 'MISSING', area: GRID, name, source: '家属报告', ...more }, by);
const totals = async (): Promise<CasualtyTotals['items']> => (await grid.ok<CasualtyTotals>('grid.casualty.totals', {}, duty)).items;

describe('person records', () => {
  let first: CasualtyView;
  it('are added with a source by who may over the place; the total is their count', async () => {
    first = await add('示例甲', { mark: '约60岁' }, leaderOf(GRID));
    await add('示例乙', { occurredAt: new Date(grid.clock.now().getTime() - 3 * 3_600_000).toISOString() });
    expect(await totals()).toEqual([{ area: '410171561', dead: 0, missing: 2, injured: 0, lastDay: 2, late: 1, over15: 1, over35: 1, jumps: [{ kind: 'missing', from: 0, to: 2 }] }]);
    expect(await grid.refusal('grid.casualty.add', { kind: 'DEAD', area: GRID, name: 'x', source: 'y' }, caller('street-563', 'sub-district-officer', '410171563'))).toBe('access.area');
    expect(await grid.refusal('grid.casualty.add', { kind: 'DEAD', area: '410171561999001', name: 'x', source: 'y' }, street)).toBe('area.unknown');
    expect(await grid.refusal('grid.casualty.add', { kind: 'DEAD', area: GRID, name: 'x', source: 'y', occurredAt: '2031-01-01T00:00:00Z' }, street)).toBe('input.impossible');
  });

  it('name a person to their own line and to command; to others a surname, and never to an event', async () => {
    const names = async (by: typeof street): Promise<string[]> => (await grid.ok<CasualtyPage>('grid.casualty.list', { area: '410171561' }, by)).items.map((c) => `${c.name}${c.mark ?? ''}`);
    expect(await names(street)).toEqual(['示例乙', '示例甲约60岁']);
    expect(await names(duty)).toEqual(['示例乙', '示例甲约60岁']);
    expect(await names(observer)).toEqual(['示**', '示**']);
    expect(await grid.count(`journal where data like '%示例甲%' or data like '%示例乙%'`)).toBe(0);
  });

  it('move by change, merge and withdrawal only, each with its reason; what ended stays readable', async () => {
    const other = await add('示例甲（重复）', {}, duty);
    expect(await grid.refusal('grid.casualty.withdraw', { id: other.id, reason: 'x' }, caller('street-563', 'sub-district-officer', '410171563'))).toBe('access.area');
    expect(await grid.ok<CasualtyView>('grid.casualty.merge', { id: other.id, into: first.id, reason: '同一人' }, duty)).toMatchObject({ state: 'merged', mergedInto: first.id });
    expect(await grid.refusal('grid.casualty.merge', { id: other.id, into: first.id, reason: '同一人' }, duty)).toBe('state.conflict');
    expect(await grid.ok<CasualtyView>('grid.casualty.change', { id: first.id, kind: 'DEAD', source: '医院', reason: '死亡证明' }, street)).toMatchObject({ state: 'DEAD' });
    expect(await grid.refusal('grid.casualty.change', { id: first.id, kind: 'FOUND', source: 'x', reason: 'y' }, street)).toBe('state.conflict');
    expect((await totals())[0]).toMatchObject({ dead: 1, missing: 1 });
    // who said so and why are typed words: with the name, for who sees names
    const words = async (by: typeof street) => { const c = (await grid.ok<CasualtyPage>('grid.casualty.list', { area: '410171561' }, by)).items.find((x) => x.id === first.id)!; return [c.source, ...c.steps.flatMap((s) => [s.source, s.reason])].filter((w) => w !== undefined); };
    expect(await words(duty)).toEqual(expect.arrayContaining(['医院', '死亡证明']));
    expect(await words(observer)).toEqual([]);
    const shown = await grid.ok<CasualtyView>('grid.casualty.withdraw', { id: first.id, reason: '误报' }, duty);
    expect(shown.steps.map((s) => s.act)).toEqual(['added', 'changed', 'withdrawn']);
    expect((await totals())[0]).toMatchObject({ dead: 0, missing: 1 });
    expect(await grid.count(`journal where type like 'grid.casualty.%'`)).toBe(6);
  });

  it('100,000 of them are listed from an index, newest first', async () => {
    await grid.sql(`insert into casualty (id, state, area, name, source, occurred_at, received_at, version) select gen_random_uuid(), 'MISSING', '410171' || (array['561', '563'])[1 + n % 2] || '901001', 'x', 'y', now(), now(), 1 from generate_series(1, 100000) n`);
    await grid.analyze('casualty');
    const { sql, parameters } = casualtyQuery({}, ['410171561'], 51);
    expect(JSON.stringify(await grid.sql(`explain ${sql}`, parameters))).toContain('Index Scan');
    const numbers = (await grid.sql<{ no: string }>(sql, parameters)).map((r) => Number(r.no));
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
  });
});
