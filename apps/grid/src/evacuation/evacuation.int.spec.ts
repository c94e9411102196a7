import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import { conservationOf, type Caller, type LedgerCounts, type MeasureProtected as Protected } from '@xunling/contracts';
import { MeasureProtected, OrderWithdrawn, type MeasureView, type EvacuationActed, type EvacuationPage, type EvacuationTaskPage, type EvacuationWithLedgers, type LedgerHouseholdPage, type NearShelters, type PlacedPersons, type ShelterPage, type ShelterStayPage, type ShelterView } from '@xunling/contracts/classes';
import { derivedId, newId } from '@xunling/platform';
import { sampleHouseholds, sampleSites } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { caller, dutyOf, leaderOf, startGrid } from '../testing/grid.js';
import { again, issued, orderTo, withdrawn } from '../testing/orders.js';

/** One start for ledger and shelters; command is never there: what it says is published by the spec. */
const GRID = '410171561901001';
const COMMUNITY = GRID.slice(0, 12);
let grid: ItemService;
const street = caller('street-561', 'sub-district-officer', '410171561');
const inspector = caller('inspector-561', 'inspector', '410171561');
const leader = leaderOf(GRID);
const worker = caller(`grid-b-${GRID}`, 'post-holder', GRID);
const own = sampleHouseholds().filter((h) => h.area === GRID);
const persons = own.reduce((n, h) => n + h.persons.length, 0);
const act = (verb: string, input: object, by: Caller = leader): Promise<EvacuationActed> => grid.ok<EvacuationActed>(`grid.evacuation.${verb}`, input, by);
const refusal = async (operation: string, input: object, by: Caller) => { const r = await grid.call(operation, input, by); return r.ok ? { code: 'ok' } : r.refusal; };
const get = (id: string): Promise<EvacuationWithLedgers> => grid.ok<EvacuationWithLedgers>('grid.evacuation.get', { id }, street);
const lawHolds = (c: LedgerCounts): void => { const { planned, moved, refused, unreachable, alreadySafe, remaining } = conservationOf(c); expect(moved + refused + unreachable + alreadySafe + remaining).toBe(planned); };

beforeAll(async () => { grid = await startGrid(); await grid.instance(); }, 180_000);
afterAll(() => grid.stop());

describe('an evacuation opened directly', () => {
  let id: string;
  it('lists everybody the register knows there; by who may, over one street, once', async () => {
    expect(await grid.refusal('grid.evacuation.open', { area: COMMUNITY, reason: 'x' }, caller('street-563', 'sub-district-officer', '410171563'))).toBe('access.area');
    expect(await grid.refusal('grid.evacuation.open', { area: '410171', reason: 'x' }, caller('duty1', 'duty-officer', '410171'))).toBe('input.impossible');
    const opened = await grid.ok<EvacuationWithLedgers>('grid.evacuation.open', { area: COMMUNITY, reason: '堤防渗漏' }, street);
    id = opened.id;
    expect(opened).toMatchObject({ state: 'open', cause: 'direct' });
    expect(opened.ledgers.find((l) => l.area === GRID)!.totals).toMatchObject({ planned: persons, listed: persons });
    expect(await refusal('grid.evacuation.open', { area: GRID, reason: 'x' }, street)).toMatchObject({ code: 'state.conflict', extra: { evacuationId: id } });
  });

  it('is acted on by the grid’s own line: another grid, force, street or role is refused', async () => {
    const move = { id, householdIds: [own[0]!.id] };
    expect(await grid.refusal('grid.evacuation.move', move, leaderOf('410171561901002'))).toBe('access.area');
    expect(await grid.refusal('grid.evacuation.move', move, leaderOf('410171563901001'))).toBe('access.area');
    expect(await grid.refusal('grid.evacuation.move', move, caller('police-561', 'post-holder', '410171561'))).toBe('access.line');
    expect(await grid.refusal('grid.evacuation.move', move, caller('observer', 'observer', '410171'))).toBe('access.line');
    expect(await grid.refusal('grid.evacuation.move', move, caller(`rescue-${COMMUNITY}`, 'post-holder', COMMUNITY))).toBe('access.line');
    expect(await grid.refusal('grid.evacuation.move', { id, area: COMMUNITY }, leader)).toBe('access.area');
    expect(await grid.refusal('grid.evacuation.move', { id, householdIds: [own[0]!.id], area: GRID }, leader)).toBe('input.impossible');
    expect((await get(id)).totals.moved).toBe(0);
  });

  it('shows names to its line and surnames to others, and to no event', async () => {
    const seen = async (by: Caller) => (await grid.ok<LedgerHouseholdPage>('grid.evacuation.households', { id, area: GRID, limit: 1 }, by)).items[0]!;
    expect(await seen(leader)).toMatchObject({ masked: false, head: own[0]!.head, phone: own[0]!.phone, address: own[0]!.address });
    const masked = await seen(caller('duty1', 'duty-officer', '410171'));
    expect(masked.masked).toBe(true);
    expect(masked.head).toMatch(/^.\*+$/);
    expect(masked).not.toHaveProperty('address');
    for (const h of own) expect(await grid.count(`journal where data like '%${h.head}%' or data like '%${h.phone}%'`)).toBe(0);
  });

  it('moves whole households and n of one in one act; said twice it is once, more than there are is refused', async () => {
    const big = own.find((h) => h.persons.length >= 3)!;
    expect(await act('move', { id, householdIds: [big.id], count: 2 })).toMatchObject({ changed: 2 });
    expect((await refusal('grid.evacuation.move', { id, householdIds: [big.id], count: 9 }, leader))).toMatchObject({ code: 'state.conflict', extra: { possible: big.persons.length - 2 } });
    expect(await act('move', { id, householdIds: [big.id] })).toMatchObject({ changed: big.persons.length - 2, unchanged: 2 });
    expect(await act('move', { id, householdIds: [big.id] })).toMatchObject({ changed: 0, unchanged: big.persons.length });
    const { totals } = await act('move', { id, area: GRID });
    expect(totals).toMatchObject({ planned: persons, moved: persons });
    expect(await grid.count(`journal where type = 'grid.evacuation.moved.v1'`)).toBe(3);
  });

  it('spawns persuasion and door check with the grid’s holder; the ledger settles or a person finishes them', async () => {
    const other = '410171561902001';
    await grid.ok('grid.evacuation.open', { area: other, reason: 'x' }, street);
    const { items: [run] } = await grid.ok<EvacuationPage>('grid.evacuation.list', { area: other }, street);
    const holder = leaderOf(other);
    const [one, two] = sampleHouseholds().filter((h) => h.area === other);
    expect(await act('refuse', { id: run!.id, householdIds: [one!.id] }, holder)).toMatchObject({ changed: one!.persons.length, tasks: 1 });
    expect(await act('not-reach', { id: run!.id, householdIds: [two!.id] }, holder)).toMatchObject({ tasks: 1 });
    const mine = async () => (await grid.ok<EvacuationTaskPage>('grid.evacuation.tasks', { mine: true, state: 'open' }, holder)).items;
    const tasks = await mine();
    expect(tasks.map((t) => [t.kind, t.householdId, t.assigneeId, t.head])).toEqual([['PERSUASION', one!.id, holder.userId, one!.head], ['DOOR_CHECK', two!.id, holder.userId, two!.head]]);
    expect(await grid.refusal('grid.evacuation.finish-task', { id: tasks[1]!.id, outcome: 'reached' }, leader)).toBe('access.area');
    await grid.ok('grid.evacuation.finish-task', { id: tasks[1]!.id, outcome: 'reached', note: '在邻居家' }, holder);
    expect(await grid.refusal('grid.evacuation.finish-task', { id: tasks[1]!.id, outcome: 'reached' }, holder)).toBe('state.conflict');
    await act('move', { id: run!.id, householdIds: [one!.id] }, holder);
    expect(await mine()).toEqual([]);
    lawHolds((await get(run!.id)).totals);
    expect(await grid.count(`journal where type = 'grid.evacuation.task-done.v1'`)).toBe(2);
  });

  it('is verified by another than who moved and received; all safe with somebody missing is refused with the counts and who', async () => {
    await act('arrive', { id, area: GRID }, worker);
    expect(await grid.refusal('grid.evacuation.verify', { id, area: GRID }, leader)).toBe('same-person');
    expect(await grid.refusal('grid.evacuation.verify', { id, area: GRID }, worker)).toBe('same-person');
    expect(await act('verify', { id, householdIds: own.slice(1).map((h) => h.id) }, inspector)).toMatchObject({ changed: persons - own[0]!.persons.length });
    const whole = await get(id);
    for (const l of whole.ledgers.filter((x) => x.area !== GRID)) { await act('find-safe', { id, area: l.area }, street); await act('verify', { id, area: l.area }, inspector); }
    const listed = (await get(id)).totals.planned;
    expect(await refusal('grid.evacuation.declare-safe', { id }, street)).toMatchObject({ code: 'evacuation.not-all-safe', extra: { listed, verified: listed - own[0]!.persons.length, missingPersons: own[0]!.persons.length, missing: [{ householdId: own[0]!.id, state: 'arrived', head: own[0]!.head, persons: own[0]!.persons.length }] } });
    await act('verify', { id, householdIds: [own[0]!.id] }, inspector);
    expect(await grid.ok<EvacuationWithLedgers>('grid.evacuation.declare-safe', { id }, street)).toHaveProperty('safeAt');
  });

  it('raises the alarm once where somebody goes back before the lift, and takes all safe back', async () => {
    expect(await grid.refusal('grid.evacuation.allow-return', { id, area: GRID }, leader)).toBe('evacuation.not-lifted');
    for (let n = 0; n < 2; n++) await act('return', { id, householdIds: [own[0]!.id] });
    expect(await grid.count(`journal where type = 'grid.evacuation.returned-early.v1'`)).toBe(1);
    expect(await grid.count(`evacuation_task where kind = 'ALARM' and state = 'open'`)).toBe(1);
    const now = await get(id);
    expect(now).not.toHaveProperty('safeAt');
    expect(now.totals.returned).toBe(own[0]!.persons.length);
    await act('arrive', { id, householdIds: [own[0]!.id] });
    expect(await grid.count(`evacuation_task where kind = 'ALARM' and state = 'open'`)).toBe(0);
    await act('verify', { id, householdIds: [own[0]!.id] }, inspector);
  });

  it('is lifted, people are allowed to return, and closed when nobody is away', async () => {
    expect(await grid.refusal('grid.evacuation.close', { id }, street)).toBe('evacuation.not-lifted');
    await grid.ok('grid.evacuation.lift', { id, reason: '水已退' }, street);
    expect(await grid.refusal('grid.evacuation.close', { id }, street)).toBe('evacuation.people-away');
    await act('allow-return', { id, area: GRID });
    await act('return', { id, householdIds: [own[1]!.id] });
    expect(await grid.count(`journal where type = 'grid.evacuation.returned-early.v1'`)).toBe(1);
    expect(await grid.count(`journal where type = 'grid.evacuation.went-home.v1'`)).toBe(1);
    expect(await grid.ok('grid.evacuation.close', { id }, street)).toMatchObject({ state: 'closed', totals: { returnAllowed: persons } });
    expect(await grid.refusal('grid.evacuation.move', { id, area: GRID }, leader)).toBe('state.conflict');
  });
});

describe('all safe', () => {
  const HERE = '410171563904001';
  const officer = caller('street-563', 'sub-district-officer', '410171563');
  const seer = caller('inspector-563', 'inspector', '410171563');
  it('ends with whoever is out of it: who refuses, is on the way again, is elsewhere unseen or goes back; each is stated once', async () => {
    const { id } = await grid.ok<EvacuationWithLedgers>('grid.evacuation.open', { area: HERE, reason: 'x' }, officer);
    const households = sampleHouseholds().filter((h) => h.area === HERE);
    const said = (verb: string, input: object, by = officer) => act(verb, { id, ...input }, by);
    const ended = () => grid.count(`journal where type = 'grid.evacuation.safe-ended.v1' and subject = 'evacuation/${id}'`);
    const declared = () => grid.ok<EvacuationWithLedgers>('grid.evacuation.declare-safe', { id }, officer);
    await said('find-safe', { area: HERE });
    await said('verify', { area: HERE }, seer);
    for (const [n, verb] of (['refuse', 'move', 'arrive', 'return'] as const).entries()) {
      expect(await declared()).toHaveProperty('safeAt');
      await said(verb, { householdIds: [households[n]!.id] });
      const now = await grid.ok<EvacuationWithLedgers>('grid.evacuation.get', { id }, officer);
      expect([verb, 'safeAt' in now, await ended()]).toEqual([verb, false, n + 1]);
      if (verb !== 'arrive') await said('arrive', { householdIds: [households[n]!.id] });
      await said('verify', { householdIds: [households[n]!.id] }, seer);
    }
    // from one place of safety to another nobody is less safe
    await declared();
    const [shelter] = (await grid.ok<ShelterPage>('grid.shelter.list', { area: '410171563' }, officer)).items;
    expect(await said('arrive', { householdIds: [households[0]!.id], shelterId: shelter!.id })).toMatchObject({ changed: households[0]!.persons.length });
    expect(await grid.ok('grid.evacuation.get', { id }, officer)).toHaveProperty('safeAt');
  });
});

describe('an evacuation by order', () => {
  const GRID4 = '410171562901001';
  const order = orderTo(GRID4, 1, { measure: 'EVACUATE' });
  const mine = async () => (await grid.ok<EvacuationPage>('grid.evacuation.list', { area: GRID4 }, leaderOf(GRID4))).items;

  it('opens once however often the order comes; a second order joins it', async () => {
    const more = orderTo(GRID4, 2, { measure: 'EVACUATE' });
    const said = issued(grid.command, order);
    await grid.command.publish([said, again(said), issued(grid.command, more)]);
    const [run] = await waitFor(async () => { const items = await mine(); return items[0]?.orderIds.length === 2 && items; }, 45_000, 'the evacuation');
    expect(await mine()).toHaveLength(1);
    expect(run).toMatchObject({ cause: 'order', id: derivedId('evacuation', `${order.orderId}/${GRID4}`) });
    expect(run!.totals.planned).toBe(sampleHouseholds().filter((h) => h.area === GRID4).reduce((n, h) => n + h.persons.length, 0));
    expect(await grid.refusal('grid.evacuation.lift', { id: run!.id, reason: 'x' }, caller('street-562', 'sub-district-officer', '410171562'))).toBe('evacuation.by-order');
  });

  it('is lifted with its last order, by the grid’s own verified lift while command is silent', async () => {
    const lift = orderTo(GRID4, 3, { measure: 'LIFT', lifts: order.orderId });
    await grid.command.publish([issued(grid.command, lift)]);
    await waitFor(async () => (await grid.count(`duty where id = '${dutyOf(lift.orderId)}'`)) === 1, 45_000, 'the lift duty');
    await grid.ok('grid.duty.execute', { id: dutyOf(lift.orderId), evidence: [] }, leaderOf(GRID4));
    await grid.ok('grid.duty.verify', { id: dutyOf(lift.orderId) }, caller('inspector-562', 'inspector', '410171562'));
    await waitFor(async () => (await grid.count(`evacuation_order where order_id = '${order.orderId}' and ended_at is not null`)) === 1, 45_000, 'its end');
    expect((await mine())[0]!.state).toBe('open');
    const second = orderTo(GRID4, 2, { measure: 'EVACUATE' });
    await grid.command.publish([grid.command.make(OrderWithdrawn, { orderId: second.orderId, area: GRID4, reason: '误发', by: second.issuedBy }, { aggregate: `order/${second.orderId}`, version: 2, street: '562', incidentId: second.incidentId })]);
    await waitFor(async () => (await mine())[0]!.state === 'lifted', 45_000, 'the lift');
  });

  it('joins what a person began, who lifts it once the order has ended: nobody else would', async () => {
    const [area, officer] = ['410171562902001', caller('street-562', 'sub-district-officer', '410171562')];
    const { id } = await grid.ok<EvacuationWithLedgers>('grid.evacuation.open', { area, reason: '堤防渗漏' }, officer);
    const joining = orderTo(area, 11, { measure: 'EVACUATE' });
    await grid.command.publish([issued(grid.command, joining)]);
    await waitFor(async () => (await grid.count(`evacuation_order where evacuation_id = '${id}'`)) === 1, 45_000, 'the order to join');
    expect(await grid.refusal('grid.evacuation.lift', { id, reason: '水已退' }, officer)).toBe('evacuation.by-order');
    await grid.command.publish([withdrawn(grid.command, joining)]);
    await waitFor(async () => (await grid.count(`evacuation_order where evacuation_id = '${id}' and ended_at is not null`)) === 1, 45_000, 'its end');
    expect(await grid.ok('grid.evacuation.lift', { id, reason: '水已退' }, officer)).toMatchObject({ state: 'lifted' });
  });

  it('of a site lists who lives in it only', async () => {
    const home = sampleSites().find((s) => s.kind === 'CARE_HOME')!;
    await grid.command.publish([issued(grid.command, orderTo(home.area, 7, { measure: 'EVACUATE', siteId: home.id }))]);
    const officer = caller(`street-${home.area.slice(6, 9)}`, 'sub-district-officer', home.area.slice(0, 9));
    const run = await waitFor(async () => (await grid.ok<EvacuationPage>('grid.evacuation.list', { area: home.area }, officer)).items.find((e) => e.siteId === home.id), 45_000, 'the evacuation');
    expect(run.totals.planned).toBe(8);
  });
});

describe('an evacuation begun on the ground', () => {
  const home = sampleSites().filter((s) => s.kind === 'CARE_HOME').at(-1)!;
  const [zone, no] = [home.area.slice(0, 9), home.area.slice(6, 9)];
  const officer = caller(`street-${no}`, 'sub-district-officer', zone);
  const holder = leaderOf(home.area);
  const mine = async () => (await grid.ok<EvacuationPage>('grid.evacuation.list', { area: home.area }, officer)).items.filter((e) => e.siteId === home.id && e.cause === 'protection');
  let m: MeasureView;

  it('lists who lives in the site, once, however often the fact comes; another measure opens none', async () => {
    m = await grid.ok<MeasureView>('grid.site.protect', { id: home.id, measure: 'EVACUATE', reason: '一层进水', noPositionReason: '室内' }, holder);
    await grid.ok('grid.site.protect', { id: home.id, measure: 'CLOSE', reason: '一层进水', noPositionReason: '室内' }, holder);
    const [run] = await waitFor(async () => { const items = await mine(); return items.length > 0 && items; }, 45_000, 'the evacuation');
    expect(run).toMatchObject({ id: derivedId('evacuation', m.id), state: 'open', orderIds: [m.id], reason: '一层进水' });
    expect(run!.totals.planned).toBe(sampleHouseholds().filter((h) => h.siteId === home.id).reduce((n, h) => n + h.persons.length, 0));
    const [said] = await grid.sql<{ data: string }>(`select data from journal where type = 'grid.measure.protected.v1' and subject = $1`, [`measure/${m.id}`]);
    const fact = grid.command.make(MeasureProtected, JSON.parse(said!.data) as Protected, { aggregate: `measure/${m.id}`, version: 1, street: no });
    await grid.command.publish([fact, again(fact), again(fact, 1)]);
    // an order of another place comes after them on the same subscription
    const later = orderTo('410171562901002', 9, { measure: 'EVACUATE' });
    await grid.command.publish([issued(grid.command, later)]);
    await waitFor(async () => (await grid.count(`evacuation_order where order_id = '${later.orderId}'`)) === 1, 45_000, 'what came after');
    expect(await mine()).toHaveLength(1);
    expect(await grid.count(`journal where type = 'grid.evacuation.opened.v1' and data like '%${m.id}%'`)).toBe(1);
    expect(await grid.refusal('grid.evacuation.lift', { id: run!.id, reason: 'x' }, officer)).toBe('evacuation.by-order');
  });

  it('is lifted by lifting the measure, and people may return from then', async () => {
    const [run] = await mine();
    expect(await grid.refusal('grid.evacuation.allow-return', { id: run!.id, area: home.area }, holder)).toBe('evacuation.not-lifted');
    const evidenceId = newId();
    await grid.ok('grid.evidence.store', { evidenceId, sha256: 'ab'.repeat(32), mediaType: 'image/jpeg', bytes: 2048 }, holder);
    await grid.ok('grid.measure.order-lift', { id: m.id, reason: '水已退' }, officer);
    await grid.ok('grid.measure.lift', { id: m.id, evidence: [evidenceId] }, holder);
    await waitFor(async () => (await mine())[0]!.state === 'lifted', 45_000, 'the lift');
    expect(await grid.refusal('grid.evacuation.allow-return', { id: run!.id, area: home.area }, holder)).not.toBe('evacuation.not-lifted');
    expect(await grid.count(`journal where type = 'grid.evacuation.lifted.v1' and data like '%${run!.id}%'`)).toBe(1);
  });
});

describe('shelters', () => {
  const HOME = '410171565901001';
  const holder = leaderOf(HOME);
  const officer = caller('street-565', 'sub-district-officer', '410171565');
  let run: EvacuationWithLedgers;
  let small: string;
  let ids: string[];

  beforeAll(async () => {
    run = await grid.ok<EvacuationWithLedgers>('grid.evacuation.open', { area: '410171565', reason: 'x' }, officer);
    small = (await grid.ok<{ id: string }>('grid.shelter.register', { area: HOME, name: '小安置点', nameEn: 'Small', kind: 'OTHER', position: { lon: 113.776157, lat: 34.708946 }, datum: 'GCJ02', capacity: 5, contact: '示例甲', phone: '00012345678' }, officer)).id;
    ids = sampleHouseholds().filter((h) => h.area === HOME).flatMap((h) => h.personIds);
  });

  it('keep what their position was measured in', async () => {
    const shelter = (await grid.ok<ShelterPage>('grid.shelter.list', { area: HOME }, officer)).items.find((s) => s.id === small)!;
    expect((await grid.ok<ShelterPage>('grid.shelter.list', {}, holder)).items.length).toBeGreaterThan(3);
    expect(await grid.refusal('grid.shelter.list', { area: '410171563' }, holder)).toBe('access.area');
    expect(shelter).toMatchObject({ datum: 'WGS84', sourceDatum: 'GCJ02', totals: { capacity: 5, free: 5 } });
    expect(Math.abs(shelter.position.lon - 113.77) + Math.abs(shelter.position.lat - 34.71)).toBeLessThan(2e-6);
  });

  it('are never over capacity: 20 at once through two instances for 5 places, and the refusal names the nearest free ones', async () => {
    const answers = await Promise.all(ids.slice(0, 20).map((personId, i) => grid.call<PlacedPersons>(i % 3 === 0 ? 'grid.shelter.assign' : 'grid.shelter.admit', { id: small, personIds: [personId] }, holder)));
    const taken = answers.filter((a) => a.ok);
    expect(taken).toHaveLength(5);
    const refused = answers.find((a) => !a.ok) as unknown as { refusal: { code: string; extra: { nearest: { id: string; free: number; metres: number }[] } } };
    expect(refused.refusal.code).toBe('shelter.full');
    expect(refused.refusal.extra.nearest.length).toBeGreaterThan(0);
    expect(refused.refusal.extra.nearest.map((n) => n.metres)).toEqual([...refused.refusal.extra.nearest.map((n) => n.metres)].sort((a, b) => a - b));
    const [row] = await grid.sql<{ n: number }>('select arrivals - departures + assigned as n from shelter where id = $1', [small]);
    expect(row!.n).toBe(5);
  });

  it('hold one person once: moving is one departure and one arrival, occupancy their difference', async () => {
    const other = (await grid.ok<ShelterPage>('grid.shelter.list', { area: '410171565' }, officer)).items.find((s) => s.totals.capacity >= 400)!;
    const [inside] = await grid.sql<{ person_id: string }>(`select person_id from shelter_stay where shelter_id = $1 and state in ('present', 'assigned') limit 1`, [small]);
    // all five places may have been held, none taken yet
    await grid.ok('grid.shelter.admit', { id: small, personIds: [inside!.person_id] }, holder);
    const before = (await get565()).totals;
    const moved = await grid.ok<PlacedPersons>('grid.shelter.admit', { id: other.id, personIds: [inside!.person_id] }, holder);
    expect(moved).toMatchObject({ changed: 1, shelter: { totals: { arrivals: 1, present: 1 } } });
    expect(await grid.ok<PlacedPersons>('grid.shelter.admit', { id: other.id, personIds: [inside!.person_id] }, holder)).toMatchObject({ changed: 0, unchanged: 1 });
    expect((await get565()).totals).toMatchObject({ arrived: before.arrived, inShelter: before.inShelter });
    expect(await grid.count(`shelter_stay where person_id = '${inside!.person_id}' and state = 'present'`)).toBe(1);
    const left = await grid.ok<PlacedPersons>('grid.shelter.depart', { id: other.id, personIds: [inside!.person_id], to: 'HOME' }, holder);
    expect(left.shelter.totals).toMatchObject({ arrivals: 1, departures: 1, present: 0 });
    expect((await get565()).totals.returned).toBe(1);
  });

  it('name who is there to who has a right over them, to another street only its own people', async () => {
    const stays = async (by: Caller) => (await grid.ok<ShelterStayPage>('grid.shelter.stays', { id: small }, by)).items;
    const all = await stays(officer);
    expect(all.length).toBeGreaterThan(0);
    expect(all.every((s) => !s.masked && s.area === HOME)).toBe(true);
    expect(await stays(caller('street-563', 'sub-district-officer', '410171563'))).toEqual([]);
    expect((await stays(caller('duty1', 'duty-officer', '410171'))).every((s) => s.masked)).toBe(true);
    // of another grid of the street: nobody of its own is there
    expect(await stays(leaderOf('410171565903001'))).toEqual([]);
    expect((await stays(holder)).length).toBe(all.length);
  });

  it('under a constraint hold fewer, apart by zone; never fewer than are inside', async () => {
    const shelters = (await grid.ok<ShelterPage>('grid.shelter.list', { area: '410171565' }, officer)).items;
    const big = shelters.find((s) => s.totals.capacity === 600)!;
    expect(await grid.refusal('grid.shelter.constrain', { id: small, capacity: 1, reason: '疫情' }, officer)).toBe('shelter.occupied');
    expect(await grid.refusal('grid.shelter.constrain', { id: big.id, capacity: 1, reason: '疫情' }, holder)).toBe('access.area');
    await grid.ok('grid.shelter.constrain', { id: big.id, capacity: 3, zones: [{ zone: 'GENERAL', capacity: 1 }, { zone: 'ISOLATION', capacity: 2 }], reason: '疫情防控' }, officer);
    const free = ids.slice(20, 24);
    expect(await grid.refusal('grid.shelter.admit', { id: big.id, personIds: free.slice(0, 2) }, holder)).toBe('shelter.full');
    await grid.ok('grid.shelter.admit', { id: big.id, personIds: free.slice(0, 2), zone: 'ISOLATION' }, holder);
    expect(await grid.refusal('grid.shelter.close', { id: big.id, reason: 'x' }, officer)).toBe('shelter.occupied');
    // whose two places of ISOLATION are taken, or has only GENERAL, is no place for who must be isolated
    const nearest = async (zone?: string) => (await grid.ok<NearShelters>('grid.shelter.nearest', { area: HOME, ...(zone ? { zone } : {}) }, holder)).items;
    expect((await nearest('ISOLATION')).some((s) => s.id === big.id)).toBe(false);
    expect((await nearest()).find((s) => s.id === big.id)).toMatchObject({ free: 1 });
    expect((await nearest('OBSERVATION')).some((s) => s.id === big.id)).toBe(false);
  });

  it('are built for more or fewer, never for fewer than are inside or expected; a constraint stays', async () => {
    const totals = async () => (await grid.ok<ShelterView>('grid.shelter.get', { id: small }, officer)).totals;
    const { present, assigned } = await totals();
    expect(await grid.refusal('grid.shelter.resize', { id: small, capacity: present + assigned - 1, reason: 'x' }, officer)).toBe('shelter.occupied');
    expect(await grid.refusal('grid.shelter.resize', { id: small, capacity: 50, reason: 'x' }, holder)).toBe('access.area');
    expect(await grid.refusal('grid.shelter.resize', { id: small, capacity: 50, reason: 'x' }, caller('street-560', 'sub-district-officer', '410171560'))).toBe('access.area');
    expect(await grid.ok<ShelterView>('grid.shelter.resize', { id: small, capacity: 8, reason: '加开一间' }, officer)).toMatchObject({ built: 8, totals: { capacity: 8, free: 8 - present - assigned } });
    for (let n = 0; n < 2; n++) expect(await grid.ok<ShelterView>('grid.shelter.resize', { id: small, capacity: present + assigned, reason: '一间漏雨' }, officer)).toMatchObject({ totals: { free: 0 } });
    expect(await grid.count(`journal where type = 'grid.shelter.resized.v1'`)).toBe(2);
    const constrained = (await grid.ok<ShelterPage>('grid.shelter.list', { area: '410171565' }, officer)).items.find((s) => s.zones.length > 0)!;
    expect(await grid.ok<ShelterView>('grid.shelter.resize', { id: constrained.id, capacity: 900, reason: '扩建' }, officer)).toMatchObject({ built: 900, totals: { capacity: 3 } });
    expect(await grid.refusal('grid.shelter.resize', { id: constrained.id, capacity: 2, reason: 'x' }, officer)).not.toBe('ok');
  });

  it('and every total of every event kept the law, equal to a count of the persons', async () => {
    const events = await grid.sql<{ data: string }>(`select data from journal where type like 'grid.evacuation.%' and data like '%"totals"%'`);
    expect(events.length).toBeGreaterThan(20);
    for (const { data } of events) lawHolds((JSON.parse(data) as { totals: LedgerCounts }).totals);
    expect(await grid.count(`(select l.id from evacuation_ledger l join evacuee e on e.evacuation_id = l.evacuation_id and e.area = l.area group by l.id, l.planned, l.moved, l.arrived having l.planned <> count(*) or l.moved <> count(*) filter (where e.state = 'moved') or l.arrived <> count(*) filter (where e.state = 'arrived')) x`)).toBe(0);
  });

  const get565 = (): Promise<EvacuationWithLedgers> => grid.ok<EvacuationWithLedgers>('grid.evacuation.get', { id: run.id }, officer);
});

describe('two at once', () => {
  it('act on one household through two instances: each person changes once, the law holds', async () => {
    const HOME = '410171565902001';
    const holder = leaderOf(HOME);
    const { items } = await grid.ok<EvacuationPage>('grid.evacuation.list', { area: HOME }, holder);
    const households = sampleHouseholds().filter((h) => h.area === HOME);
    const verbs = ['move', 'refuse', 'not-reach', 'find-safe', 'arrive', 'notify'];
    const answers = await Promise.all(Array.from({ length: 24 }, (_, n) => grid.call<EvacuationActed>(`grid.evacuation.${verbs[n % 6]!}`, { id: items[0]!.id, householdIds: [households[n % 2]!.id] }, n % 2 ? holder : caller(`grid-b-${HOME}`, 'post-holder', HOME))));
    expect(answers.filter((a) => !a.ok).every((a) => !a.ok && a.refusal.code === 'state.conflict')).toBe(true);
    const whole = await grid.ok<EvacuationWithLedgers>('grid.evacuation.get', { id: items[0]!.id }, holder);
    lawHolds(whole.ledgers[0]!.totals);
    const versions = await grid.sql<{ n: number; v: number }>(`select count(*)::int as n, count(distinct (data::jsonb->'totals')::text)::int as v from journal where subject = $1`, [`ledger/${whole.ledgers[0]!.id}`]);
    expect(whole.ledgers[0]!.version).toBe(versions[0]!.n);
  });
});
