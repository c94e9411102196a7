import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import type { Caller } from '@xunling/contracts';
import type { DutyLedger, EvacuationActed, EvacuationPage, EvacuationView, EvacuationWithLedgers, ItemView, LedgerHouseholdPage, MeasureView, PostWithHoldings } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { personId, sampleHouseholds, sampleSites } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { caller, dutyOf, leaderOf, startGrid } from '../testing/grid.js';
import { issued, orderTo } from '../testing/orders.js';

/** An EVACUATE duty says no more than its ledger bears out (C13). */
let grid: ItemService;
beforeAll(async () => { grid = await startGrid(); }, 180_000);
afterAll(() => grid.stop());
const refused = async (operation: string, input: object, by: Caller) => { const r = await grid.call(operation, input, by); return r.ok ? { code: 'ok' } : r.refusal; };
const photo = async (by: Caller): Promise<string> => { const evidenceId = newId(); await grid.ok('grid.evidence.store', { evidenceId, sha256: 'ab'.repeat(32), mediaType: 'image/jpeg', bytes: 2048 }, by); return evidenceId; };
const evacuationOf = (orderId: string, area: string, by: Caller): Promise<EvacuationView> => waitFor(async () => (await grid.ok<EvacuationPage>('grid.evacuation.list', { area }, by)).items.find((e) => e.orderIds.includes(orderId)), 45_000, 'the evacuation');

describe('an EVACUATE duty of a grid', () => {
  const GRID = '410171561901001';
  const order = orderTo(GRID, 1, { measure: 'EVACUATE', evidence: 'photo' });
  const id = dutyOf(order.orderId);
  const leader = leaderOf(GRID);
  const inspector = caller('inspector-561', 'inspector', '410171561');
  const households = sampleHouseholds().filter((h) => h.area === GRID);
  const persons = households.reduce((n, h) => n + h.persons.length, 0);
  let run: EvacuationView;
  const act = (verb: string, input: object, by = leader): Promise<EvacuationActed> => grid.ok<EvacuationActed>(`grid.evacuation.${verb}`, { id: run.id, ...input }, by);
  const execute = async () => refused('grid.duty.execute', { id, evidence: [await photo(leader)] }, leader);

  it('is not reported while somebody listed is still to be moved, and says how many', async () => {
    await grid.command.publish([issued(grid.command, order)]);
    run = await evacuationOf(order.orderId, GRID, leader);
    await waitFor(async () => (await grid.count(`duty where id = '${id}'`)) === 1, 45_000, 'the duty');
    await act('move', { householdIds: [households[0]!.id] });
    const left = persons - households[0]!.persons.length;
    const refusal = await execute();
    expect(refusal).toMatchObject({ code: 'evacuation.not-moved', extra: { planned: persons, remaining: left } });
    expect((refusal as { errors: { messageZh: string }[] }).errors[0]!.messageZh).toContain(`${left} 人尚未转移`);
    expect(await grid.ok<ItemView>('grid.duty.get', { id }, leader)).toMatchObject({ state: 'open' });
    expect(await grid.ok<DutyLedger>('grid.evacuation.of-duty', { id }, leader)).toMatchObject({ evacuationIds: [run.id], totals: { planned: persons, moved: persons - left } });
    expect(await grid.refusal('grid.evacuation.of-duty', { id }, leaderOf('410171561902001'))).toBe('access.area');
  });

  it('is reported with those who refuse or are missing on the books, and verified once all others were seen in safety', async () => {
    await act('refuse', { householdIds: [households[1]!.id] });
    await act('not-reach', { householdIds: [households[2]!.id] });
    await act('move', { householdIds: households.slice(3).map((h) => h.id) });
    expect(await execute()).toEqual({ code: 'ok' });
    const unseen = persons - households[1]!.persons.length - households[2]!.persons.length;
    expect(await refused('grid.duty.verify', { id }, inspector)).toMatchObject({ code: 'evacuation.not-verified', extra: { unseen, verified: 0 } });
    await act('arrive', { householdIds: [households[0]!.id, ...households.slice(3).map((h) => h.id)] });
    await act('verify', { householdIds: [households[0]!.id] }, inspector);
    expect(await refused('grid.duty.verify', { id }, inspector)).toMatchObject({ code: 'evacuation.not-verified' });
    await act('verify', { householdIds: households.slice(3).map((h) => h.id) }, inspector);
    expect(await grid.ok<ItemView>('grid.duty.verify', { id }, inspector)).toMatchObject({ state: 'verified' });
    // done, and all safe only when nobody is missing
    expect(await grid.refusal('grid.evacuation.declare-safe', { id: run.id }, caller('street-561', 'sub-district-officer', '410171561'))).toBe('evacuation.not-all-safe');
  });

  it('counts whom no register names: each person\'s newest number once, by the line only', async () => {
    const counted = async (input: object, by = leader) => (await grid.ok<EvacuationWithLedgers>('grid.evacuation.count', { id: run.id, ...input }, by)).counted;
    expect(await counted({ n: 12 })).toBe(12);
    expect(await counted({ n: 12 })).toBe(12);
    expect(await counted({ n: 20 })).toBe(20);
    expect(await counted({ n: 5 }, caller(`grid-b-${GRID}`, 'post-holder', GRID))).toBe(25);
    expect(await counted({ n: 3, at: new Date(grid.clock.now().getTime() - 60_000).toISOString() })).toBe(25);
    expect(await grid.refusal('grid.evacuation.count', { id: run.id, n: 1 }, caller('police-561', 'post-holder', '410171561'))).toBe('access.line');
    expect(await grid.refusal('grid.evacuation.count', { id: run.id, n: 1, area: '410171561902' }, leader)).toBe('input.impossible');
    expect(await grid.count(`journal where type = 'grid.evacuation.counted.v1'`)).toBe(3);
    expect(await grid.ok<DutyLedger>('grid.evacuation.of-duty', { id }, leader)).toMatchObject({ counted: 25, totals: { planned: persons } });
  });
});

describe('the keeper of a site', () => {
  const home = sampleSites().find((s) => s.kind === 'CARE_HOME' && s.area.startsWith('410171561'))!;
  const street = home.area.slice(0, 9);
  const officer = caller(`street-${home.area.slice(6, 9)}`, 'sub-district-officer', street);
  const inspector = caller(`inspector-${home.area.slice(6, 9)}`, 'inspector', street);
  const keeper = caller('keeper-of-home', 'post-holder', home.area);
  const order = orderTo(home.area, 3, { measure: 'EVACUATE', evidence: 'none', siteId: home.id, holderId: personId('keeper-of-home') });

  it('writes the ledger of that site and of no other, and sees its names', async () => {
    await grid.command.publish([issued(grid.command, order)]);
    const run = await evacuationOf(order.orderId, home.area, officer);
    expect(await grid.refusal('grid.evacuation.move', { id: run.id, area: home.area }, keeper)).toBe('access.line');
    await grid.ok<PostWithHoldings>('grid.post.open', { area: home.area, kind: 'KEEPER', siteId: home.id, name: '养老院看护岗', nameEn: 'Keeper', holderId: personId('keeper-of-home') }, officer);
    const { items } = await grid.ok<LedgerHouseholdPage>('grid.evacuation.households', { id: run.id }, keeper);
    expect(items.map((h) => h.masked)).toEqual([false]);
    expect(await grid.ok<EvacuationActed>('grid.evacuation.move', { id: run.id, householdIds: [items[0]!.householdId], count: 3 }, keeper)).toMatchObject({ changed: 3 });
    expect(await refused('grid.duty.execute', { id: dutyOf(order.orderId), evidence: [] }, keeper)).toMatchObject({ code: 'evacuation.not-moved', extra: { remaining: run.totals.planned - 3 } });
    expect(await grid.ok<EvacuationActed>('grid.evacuation.move', { id: run.id, area: home.area }, keeper)).toMatchObject({ changed: run.totals.planned - 3 });
    expect((await grid.ok<EvacuationWithLedgers>('grid.evacuation.count', { id: run.id, n: 4 }, keeper)).counted).toBe(4);
    await grid.ok('grid.duty.execute', { id: dutyOf(order.orderId), evidence: [] }, keeper);
    // on a wider one the households of the site only
    const other = '410171561903001';
    const wide = await grid.ok<EvacuationWithLedgers>('grid.evacuation.open', { area: other, reason: 'x' }, officer);
    const [stranger] = sampleHouseholds().filter((h) => h.area === other && !h.siteId);
    expect(await grid.refusal('grid.evacuation.move', { id: wide.id, householdIds: [stranger!.id] }, keeper)).toBe('access.area');
  });

  it('where the ground began it: the measure is verified no sooner than its people', async () => {
    const second = sampleSites().find((s) => s.kind === 'CARE_HOME' && s.id !== home.id && s.area.startsWith(street))!;
    const holder = leaderOf(second.area);
    const m = await grid.ok<MeasureView>('grid.site.protect', { id: second.id, measure: 'EVACUATE', reason: '一层进水', noPositionReason: '室内', evidence: [await photo(holder)] }, holder);
    const planned = sampleHouseholds().filter((h) => h.siteId === second.id).reduce((n, h) => n + h.persons.length, 0);
    // also before its evacuation was opened: whom the register knows there counts
    expect(await refused('grid.measure.verify', { id: m.id }, inspector)).toMatchObject({ code: 'evacuation.not-moved', extra: { remaining: planned } });
    const run = await evacuationOf(m.id, second.area, officer);
    await grid.ok('grid.evacuation.move', { id: run.id, area: second.area }, holder);
    expect(await refused('grid.measure.verify', { id: m.id }, inspector)).toMatchObject({ code: 'evacuation.not-verified' });
    await grid.ok('grid.evacuation.arrive', { id: run.id, area: second.area }, holder);
    await grid.ok('grid.evacuation.verify', { id: run.id, area: second.area }, inspector);
    expect(await grid.ok<MeasureView>('grid.measure.verify', { id: m.id }, inspector)).toMatchObject({ state: 'verified' });
  });
});
