import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import { conservationOf, type Caller } from '@xunling/contracts';
import type { DutyLedger, EvacuationActed, EvacuationPage, EvacuationTaskPage, EvacuationView, EvacuationWithLedgers, HouseholdView, ShelterPage, ShelterView } from '@xunling/contracts/classes';
import { sampleHouseholds } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { caller, dutyOf, leaderOf, startGrid } from '../testing/grid.js';
import { issued, orderTo, withdrawn } from '../testing/orders.js';

/** Two evacuations over one home: nobody goes back before release (C13, C24), and nobody is on no ledger. */
let grid: ItemService;
beforeAll(async () => { grid = await startGrid(); }, 180_000);
afterAll(() => grid.stop());
const act = (verb: string, input: object, by: Caller): Promise<EvacuationActed> => grid.ok<EvacuationActed>(`grid.evacuation.${verb}`, input, by);
const get = (id: string, by: Caller): Promise<EvacuationWithLedgers> => grid.ok<EvacuationWithLedgers>('grid.evacuation.get', { id }, by);
const evacuationOf = (orderId: string, area: string, by: Caller): Promise<EvacuationView> => waitFor(async () => (await grid.ok<EvacuationPage>('grid.evacuation.list', { area }, by)).items.find((e) => e.orderIds.includes(orderId)), 30_000, 'the evacuation');
const at = (area: string) => sampleHouseholds().filter((h) => h.area.startsWith(area));
const personsOf = (area: string): number => at(area).reduce((n, h) => n + h.persons.length, 0);
/** Everybody whom the register knows where an evacuation is open is on the ledger of an open one, each on one. */
const nobodyIsLost = async (): Promise<void> => {
  expect(await grid.count(`at_risk_person p join household h on h.id = p.household_id where h.closed_at is null
    and exists (select from evacuation v where v.state = 'open' and starts_with(h.area, v.area) and (v.site_id is null or v.site_id = h.site_id))
    and not exists (select from evacuee e join evacuation v on v.id = e.evacuation_id where e.person_id = p.id and e.open and v.state = 'open')`)).toBe(0);
};

describe('a wider evacuation than one that runs', () => {
  const STREET = '410171561', GRID = '410171561901001';
  const officer = caller('street-561', 'sub-district-officer', STREET);
  const inspector = caller('inspector-561', 'inspector', STREET);
  const leader = leaderOf(GRID);
  const narrow = orderTo(GRID, 1, { measure: 'EVACUATE', evidence: 'none' });
  const wide = orderTo(GRID.slice(0, 12), 2, { measure: 'EVACUATE', evidence: 'none' });
  const [moved, refusing, seen, held] = at(GRID);
  let inner: EvacuationView, outer: EvacuationView;

  it('takes over the people of the narrow one as they stand once that is lifted, and closes it', async () => {
    await grid.command.publish([issued(grid.command, narrow)]);
    inner = await evacuationOf(narrow.orderId, GRID, leader);
    await act('move', { id: inner.id, householdIds: [moved!.id] }, leader);
    await act('refuse', { id: inner.id, householdIds: [refusing!.id] }, leader);
    await act('arrive', { id: inner.id, householdIds: [seen!.id] }, leader);
    await act('verify', { id: inner.id, householdIds: [seen!.id] }, inspector);
    const [shelter] = (await grid.ok<ShelterPage>('grid.shelter.list', { area: STREET }, officer)).items;
    await grid.ok('grid.shelter.assign', { id: shelter!.id, householdIds: [held!.id] }, leader);
    await grid.command.publish([issued(grid.command, wide)]);
    outer = await evacuationOf(wide.orderId, GRID, leader);
    await nobodyIsLost();
    await grid.command.publish([withdrawn(grid.command, narrow)]);
    await waitFor(async () => (await get(inner.id, officer)).state === 'closed', 30_000, 'the narrow one to be handed over');

    const [own, whole] = [await get(inner.id, officer), await get(outer.id, officer)];
    expect(whole.ledgers.find((l) => l.area === GRID)!.totals).toMatchObject({ planned: personsOf(GRID), moved: moved!.persons.length, refused: refusing!.persons.length, verified: seen!.persons.length });
    expect(whole.totals.planned).toBe(personsOf(GRID.slice(0, 12)));
    // the narrow ledger is kept as it stood
    expect(own.totals).toMatchObject({ planned: personsOf(GRID), refused: refusing!.persons.length });
    const [fact] = await grid.sql<{ data: string }>(`select data from journal where type = 'grid.evacuation.closed.v1' and subject = $1`, [`evacuation/${inner.id}`]);
    expect(JSON.parse(fact!.data)).toMatchObject({ into: outer.id });
    const tasks = (await grid.ok<EvacuationTaskPage>('grid.evacuation.tasks', { mine: true, state: 'open' }, leader)).items;
    expect(tasks.map((t) => [t.evacuationId, t.kind, t.householdId])).toEqual([[outer.id, 'PERSUASION', refusing!.id]]);
    expect(await grid.count(`shelter_stay where state = 'assigned' and evacuation_id = '${outer.id}'`)).toBe(held!.persons.length);
    await nobodyIsLost();
  });

  it('lets nobody back: who goes home is an alarm, and the wide duty is not borne out without them', async () => {
    expect(await grid.refusal('grid.evacuation.allow-return', { id: inner.id, householdIds: [seen!.id] }, leader)).toBe('state.conflict');
    expect(await grid.refusal('grid.evacuation.allow-return', { id: outer.id, householdIds: [seen!.id] }, leader)).toBe('evacuation.not-lifted');
    expect(await act('return', { id: outer.id, householdIds: [seen!.id] }, leader)).toMatchObject({ tasks: 1 });
    expect(await grid.count(`journal where type = 'grid.evacuation.returned-early.v1'`)).toBe(1);
    await act('arrive', { id: outer.id, householdIds: [seen!.id] }, leader);
    await waitFor(async () => (await grid.count(`duty where id = '${dutyOf(wide.orderId)}'`)) === 1, 15_000, 'the duty');
    const { totals } = await grid.ok<DutyLedger>('grid.evacuation.of-duty', { id: dutyOf(wide.orderId) }, officer);
    expect(totals.planned).toBe(personsOf(GRID.slice(0, 12)));
    expect(conservationOf(totals).remaining).toBeGreaterThan(0);
    // who moved them is known on the other ledger too
    expect(await grid.refusal('grid.evacuation.verify', { id: outer.id, householdIds: [seen!.id] }, leader)).toBe('same-person');
  });
});

describe('an evacuation over a home whose people are still away by one that is lifted', () => {
  const GRID = '410171562902001', STREET = '410171562';
  const officer = caller('street-562', 'sub-district-officer', STREET);
  const inspector = caller('inspector-562', 'inspector', STREET);
  it('keeps them away: who was allowed to return waits again, who went home has to leave again', async () => {
    const first = await grid.ok<EvacuationWithLedgers>('grid.evacuation.open', { area: GRID.slice(0, 12), reason: 'x' }, officer);
    const [home, allowed, away] = at(GRID);
    await act('arrive', { id: first.id, householdIds: [home!.id, allowed!.id, away!.id] }, officer);
    await act('verify', { id: first.id, householdIds: [home!.id, allowed!.id, away!.id] }, inspector);
    await grid.ok('grid.evacuation.lift', { id: first.id, reason: '水已退' }, officer);
    await act('allow-return', { id: first.id, householdIds: [home!.id, allowed!.id] }, officer);
    await act('return', { id: first.id, householdIds: [home!.id] }, officer);
    const second = await grid.ok<EvacuationWithLedgers>('grid.evacuation.open', { area: GRID, reason: '再次上涨' }, officer);
    expect(second.totals).toMatchObject({ planned: personsOf(GRID), verified: allowed!.persons.length + away!.persons.length, listed: personsOf(GRID) - allowed!.persons.length - away!.persons.length, returnAllowed: 0 });
    // the rest of the community is still on the first
    expect(await get(first.id, officer)).toMatchObject({ state: 'lifted' });
    expect(await grid.count(`evacuee where evacuation_id = '${first.id}' and open and area = '${GRID}'`)).toBe(0);
    await nobodyIsLost();
  });
});

describe('who comes onto the register while an evacuation runs', () => {
  const GRID = '410171563901001';
  const officer = caller('street-563', 'sub-district-officer', '410171563');
  const leader = leaderOf(GRID);
  let id: string;
  it('is on its ledger from the same moment: added, as one more of a household, or out of a file', async () => {
    id = (await grid.ok<EvacuationWithLedgers>('grid.evacuation.open', { area: GRID, reason: 'x' }, officer)).id;
    const before = (await get(id, officer)).totals.planned;
    const { id: householdId } = await grid.ok<HouseholdView>('grid.household.add', { code: 'L-1', area: GRID, head: '示例甲', phone: '00012345678', address: '路1号', persons: [{ name: '示例甲' }] }, leader);
    expect((await get(id, officer)).totals).toMatchObject({ planned: before + 1, listed: before + 1 });
    await act('find-safe', { id, area: GRID }, leader);
    await act('verify', { id, area: GRID }, officer);
    await grid.ok('grid.evacuation.declare-safe', { id }, officer);
    await grid.ok('grid.household.change', { id: householdId, addPersons: [{ name: '示例乙' }], reason: '同住' }, leader);
    expect((await get(id, officer)).totals).toMatchObject({ planned: before + 2, listed: 1, safeVerified: before + 1 });
    expect(await get(id, officer)).not.toHaveProperty('safeAt');
    await grid.ok('grid.household.import', { csv: `L-2,${GRID},王一,0001,路1号,王一,老,\nL-2,,,,,王幼,幼,` }, leader);
    expect((await get(id, officer)).totals).toMatchObject({ planned: before + 4, listed: 3 });
    await nobodyIsLost();
  });

  it('and where they were left out before that rule, by the next order that joins', async () => {
    const order = orderTo(GRID, 5, { measure: 'EVACUATE', evidence: 'none' });
    await grid.sql(`update evacuee set open = false where evacuation_id = '${id}' and state = 'listed'`);
    await grid.sql(`delete from evacuee where evacuation_id = '${id}' and state = 'listed'`);
    await grid.command.publish([issued(grid.command, order)]);
    await evacuationOf(order.orderId, GRID, leader);
    await nobodyIsLost();
  });
});

describe('a place held in a shelter', () => {
  const GRID = '410171565901001';
  const officer = caller('street-565', 'sub-district-officer', '410171565');
  const leader = leaderOf(GRID);
  it('is free again where its person refuses or cannot be reached, and when the evacuation is closed; then the shelter can close', async () => {
    const { id } = await grid.ok<EvacuationWithLedgers>('grid.evacuation.open', { area: GRID, reason: 'x' }, officer);
    const { id: shelter } = await grid.ok<ShelterView>('grid.shelter.register', { area: GRID, name: '小安置点', nameEn: 'Small', kind: 'OTHER', position: { lon: 113.77, lat: 34.7 }, datum: 'WGS84', capacity: 500, contact: '示例甲', phone: '00012345678' }, officer);
    const assigned = async () => (await grid.ok<ShelterView>('grid.shelter.get', { id: shelter }, officer)).totals.assigned;
    const [a, b, c, d] = at(GRID);
    await grid.ok('grid.shelter.assign', { id: shelter, householdIds: [a!, b!, c!, d!].map((h) => h.id) }, leader);
    const all = [a!, b!, c!, d!].map((h) => h.persons.length);
    await act('refuse', { id, householdIds: [a!.id] }, leader);
    await act('not-reach', { id, householdIds: [b!.id] }, leader);
    expect(await assigned()).toBe(all[2]! + all[3]!);
    await grid.ok('grid.evacuation.lift', { id, reason: '水已退' }, officer);
    await grid.ok('grid.evacuation.close', { id }, officer);
    expect(await assigned()).toBe(0);
    const facts = await grid.sql<{ data: string }>(`select data from journal where type = 'grid.shelter.unassigned.v1' and subject = $1 order by no`, [`shelter/${shelter}`]);
    expect(facts.map((f) => (JSON.parse(f.data) as { count: number }).count)).toEqual([all[0], all[1], all[2]! + all[3]!]);
    // what was to be followed up is told as done
    const done = await grid.sql<{ data: string }>(`select data from journal where type = 'grid.evacuation.task-done.v1' and data like '%${id}%'`);
    expect(done.map((f) => (JSON.parse(f.data) as { kind: string; outcome: string })).map((t) => [t.kind, t.outcome]).sort()).toEqual([['DOOR_CHECK', 'settled'], ['PERSUASION', 'settled']]);
    expect(await grid.ok<ShelterView>('grid.shelter.close', { id: shelter, reason: '停用' }, officer)).toMatchObject({ closed: true });
  });
});
