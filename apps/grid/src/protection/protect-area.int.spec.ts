import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import type { EvacuationPage, EvacuationWithLedgers } from '@xunling/contracts/classes';
import { sampleHouseholds } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { caller, leaderOf, startGrid } from '../testing/grid.js';
import { issued, orderTo, withdrawn } from '../testing/orders.js';
import { EvacuationUnapprovedTicker } from './evacuation-unapproved.ticker.js';

/** Command is never there: a holder empties the own grid, those above look at it later. */
const STREET = '410171561';
const GRID = `${STREET}901001`;
const OTHER = `${STREET}901002`;
let grid: ItemService;
const officer = caller('street-561', 'sub-district-officer', STREET);
const reason = '积水上涨，通行危险';
const protect = (area: string, by = leaderOf(area), more: object = {}): Promise<EvacuationWithLedgers> => grid.ok<EvacuationWithLedgers>('grid.evacuation.protect', { area, reason, ...more }, by);
const refused = (input: object, by = leaderOf(GRID)): Promise<string> => grid.refusal('grid.evacuation.protect', { area: GRID, reason, ...input }, by);
const told = async (type: string, id: string): Promise<{ data: string }[]> => grid.sql<{ data: string }>('select data from journal where type = $1 and subject = $2', [`grid.evacuation.${type}.v1`, `evacuation/${id}`]);
const get = (id: string): Promise<EvacuationWithLedgers> => grid.ok<EvacuationWithLedgers>('grid.evacuation.get', { id }, officer);

beforeAll(async () => { grid = await startGrid(); await grid.instance(); }, 180_000);
afterAll(() => grid.stop());

describe('a grid emptied by its holder', () => {
  let id: string;
  it('is refused to everybody but the line of that grid, and to nobody for more than a grid', async () => {
    expect(await refused({}, leaderOf(OTHER))).toBe('access.area');
    expect(await refused({}, leaderOf('410171563901001'))).toBe('access.area');
    expect(await refused({}, caller('police-561', 'post-holder', STREET))).toBe('access.line');
    expect(await refused({}, officer)).toBe('access.area');
    expect(await refused({ area: GRID.slice(0, 12) }, caller(`community-${GRID.slice(0, 12)}`, 'post-holder', GRID.slice(0, 12)))).toBe('input.impossible');
    expect(await refused({ area: `${GRID}999` })).toBe('area.unknown');
    expect(await grid.count('evacuation')).toBe(0);
  });

  it('runs at once with who lives there on its ledger, from when the holder said so, and says until when those above have to look', async () => {
    const at = new Date(grid.clock.now().getTime() - 120_000).toISOString();
    const begun = await protect(GRID, undefined, { at });
    id = begun.id;
    const persons = sampleHouseholds().filter((h) => h.area === GRID).reduce((n, h) => n + h.persons.length, 0);
    const dueAt = new Date(grid.clock.now().getTime() + 300_000).toISOString();
    expect(begun).toMatchObject({ area: GRID, cause: 'protection', state: 'open', reason, openedAt: at, totals: { planned: persons, listed: persons }, review: { state: 'waiting', dueAt } });
    expect((await told('opened', id)).map((f) => JSON.parse(f.data) as object)).toEqual([{ evacuationId: id, area: GRID, cause: 'protection', reason, by: leaderOf(GRID).userId, at, reviewBy: dueAt }]);
    expect(await refused({})).toBe('state.conflict');
    expect((await grid.ok<EvacuationPage>('grid.evacuation.list', { area: GRID }, leaderOf(GRID))).items.map((e) => e.review?.state)).toEqual(['waiting']);
  });

  it('two at once begin it once', async () => {
    const both = await Promise.all([1, 2].map(() => grid.call<EvacuationWithLedgers>('grid.evacuation.protect', { area: OTHER, reason }, leaderOf(OTHER))));
    expect(both.filter((r) => r.ok)).toHaveLength(1);
    const second = both.flatMap((r) => (r.ok ? [r.result] : []))[0]!;
    const seen = await grid.ok<EvacuationWithLedgers>('grid.evacuation.review', { id: second.id, verdict: 'returned', reason: '无险情' }, officer);
    expect(seen).toMatchObject({ state: 'open', review: { state: 'returned', reason: '无险情', by: officer.userId } });
    expect(await told('reviewed', second.id)).toHaveLength(1);
    expect(await grid.ok('grid.evacuation.lift', { id: second.id, reason: '无险情' }, officer)).toMatchObject({ state: 'lifted', review: { state: 'returned' } });
  });

  it('is flagged once when nobody above has looked for five minutes, also across a restart', async () => {
    grid.clock.advance(4 * 60_000);
    await grid.look(EvacuationUnapprovedTicker);
    expect(await told('unapproved', id)).toEqual([]);
    await grid.end(grid.app);
    grid.clock.advance(2 * 60_000);
    await grid.instance();
    await waitFor(async () => (await told('unapproved', id)).length > 0, 45_000, 'the flag');
    await grid.look(EvacuationUnapprovedTicker);
    expect(await grid.count("journal where type = 'grid.evacuation.unapproved.v1'")).toBe(1);
    expect(await get(id)).toMatchObject({ state: 'open', review: { state: 'waiting', flaggedAt: expect.stringContaining('T') as unknown } });
  });

  it('is looked at by an officer of the street, by nobody of another, not by who began it', async () => {
    const look = (by: typeof officer, more: object = {}): Promise<string> => grid.refusal('grid.evacuation.review', { id, verdict: 'approved', ...more }, by);
    expect(await look(caller('street-563', 'sub-district-officer', '410171563'))).toBe('access.area');
    expect(await look(leaderOf(GRID))).toBe('access.area');
    expect(await look(officer, { verdict: 'returned' })).toBe('input.impossible');
    expect(await grid.ok('grid.evacuation.review', { id, verdict: 'approved' }, officer)).toMatchObject({ state: 'open', review: { state: 'approved', flaggedAt: expect.stringContaining('T') as unknown } });
    expect(await look(officer)).toBe('state.conflict');
  });

  it('is not ended by the end of an order that joined it: what a person began a person lifts', async () => {
    const order = orderTo(GRID, 1, { measure: 'EVACUATE' });
    await grid.command.publish([issued(grid.command, order)]);
    await waitFor(async () => (await get(id)).orderIds.length === 1, 45_000, 'the order to join');
    await grid.command.publish([withdrawn(grid.command, order)]);
    await waitFor(async () => (await grid.count('evacuation_order where ended_at is not null')) === 1, 45_000, 'its end');
    expect((await get(id)).state).toBe('open');
    expect(await grid.ok('grid.evacuation.lift', { id, reason: '水已退' }, officer)).toMatchObject({ state: 'lifted' });
  });
});
