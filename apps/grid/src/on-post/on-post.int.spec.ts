import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerWith, type ItemService } from '@xunling/addressee/testing';
import { LevelLowered, type ItemPage, type ItemView, type OnPostBoard, type ReliefPage, type StationPage, type StationWithPresence } from '@xunling/contracts/classes';
import { personId, sampleAreas } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { caller, dutyOf, leaderOf, startGrid } from '../testing/grid.js';
import { issued, orderTo, packets, withdrawn } from '../testing/orders.js';

/** 360 grids × 6 forces as a level change orders them; ours is the first grid of street 561. */
const GRID = '410171561901001';
const { orderId } = orderTo(GRID);
const holder = leaderOf(GRID);
const deputy = caller(`grid-b-${GRID}`, 'post-holder', GRID);
const street = caller('street-561', 'sub-district-officer', '410171561');
const [sw, , ne] = sampleAreas().find((a) => a.code === GRID)!.ring.map((p) => p.split(' ').map(Number) as [number, number]);
const inside = { lon: (sw![0] + ne![0]) / 2, lat: (sw![1] + ne![1]) / 2 };
const away = { lon: ne![0] + 0.02, lat: ne![1] };
let grid: ItemService;
let station: string;

beforeAll(async () => {
  grid = await startGrid();
  await grid.command.publish(packets(0).map((fact) => issued(grid.command, fact)));
  await waitFor(async () => (await grid.count('station where required')) === 2160, 45_000, '2,160 stations');
  station = (await grid.sql<{ id: string }>("select id from station where area = $1 and force = 'COMMUNITY'", [GRID]))[0]!.id;
}, 180_000);
afterAll(() => grid.stop());

const board = (level?: string): Promise<OnPostBoard> => grid.ok<OnPostBoard>('grid.on-post.board', { area: '410171561', ...(level ? { level } : {}) }, street);
const cell = async (): Promise<OnPostBoard['total'][number]> => (await board('grid')).rows.find((r) => r.area === GRID)!.cells.find((c) => c.force === 'COMMUNITY')!;
const list = async (state: string): Promise<StationPage['items']> => (await grid.ok<StationPage>('grid.on-post.list', { area: GRID, state, limit: 500 }, street)).items;
const mine = async (who: typeof holder): Promise<StationPage['items']> => (await grid.ok<StationPage>('grid.on-post.list', { mine: true }, who)).items;
const facts = async (verb: string): Promise<Record<string, unknown>[]> => (await grid.sql<{ data: string }>('select data from journal where subject = $1 and type = $2 order by no', [`station/${station}`, `grid.presence.${verb}.v1`])).map((r) => JSON.parse(r.data) as Record<string, unknown>);

describe('who is on post', () => {
  it('is required of every force on every grid, and rolled up to community and street', async () => {
    const zone = caller('duty1', 'duty-officer', '410171');
    expect((await grid.ok<OnPostBoard>('grid.on-post.board', { level: 'grid' }, zone)).rows).toHaveLength(360);
    const streets = await grid.ok<OnPostBoard>('grid.on-post.board', {}, zone);
    expect([streets.rows.length, streets.rows.every((r) => r.cells.every((c) => c.required === 60)), streets.total.map((c) => c.required)]).toEqual([6, true, [360, 360, 360, 360, 360, 360]]);
    expect((await board()).rows).toHaveLength(10);
    expect(await cell()).toMatchObject({ required: 1, expected: 1, absent: 0, present: 0 });
  });

  it('is judged by distance: outside the fence it is kept with the metres and flagged', async () => {
    grid.clock.advance(4 * 60_000);
    const id = dutyOf(orderId);
    expect(await grid.ok<ItemView>('grid.duty.check-in', { id, position: away }, holder)).toMatchObject({ executing: { checkIns: [{ offPost: true }] } });
    expect(await cell()).toMatchObject({ offPost: 1, present: 0 });
    const [flagged] = await list('off-post');
    expect(flagged).toMatchObject({ id: station, present: { by: holder.userId, proof: 'outside' } });
    expect(flagged!.present!.distanceM).toBeGreaterThan(1000);
    const [fact] = await grid.sql<{ data: string }>("select data from journal where type = 'grid.duty.checked-in.v1' and subject = $1", [`duty/${id}`]);
    expect(JSON.parse(fact!.data)).toMatchObject({ offPost: true, distanceM: flagged!.present!.distanceM, late: false });
  });

  it('arrives after all, and is the first on post', async () => {
    grid.clock.advance(60_000);
    const there = await grid.ok<StationWithPresence>('grid.on-post.arrive', { id: station, position: inside }, holder);
    expect(there).toMatchObject({ state: 'present', firstAt: '2026-07-20T08:05:00.000Z', late: false, intervals: [{ proof: 'inside' }, { proof: 'outside', ended: 'moved' }] });
    expect((await board()).first).toEqual([{ force: 'COMMUNITY', n: 1, p50: 300, p95: 300 }]);
    expect(await facts('begun')).toHaveLength(2);
  });

  it('without a position is shown as unproven', async () => {
    const police = orderTo(GRID, 0, {}, 'POLICE');
    await grid.ok('grid.duty.check-in', { id: dutyOf(police.orderId), noPositionReason: '地下无信号' }, callerWith(police.holderId, 'post-holder', '410171561'));
    expect((await list('unproven')).map((s) => s.force)).toEqual(['POLICE']);
  });

  it('is absent when the time is over, stated once, in the words of its street', async () => {
    grid.clock.advance(15 * 60_000);
    await waitFor(async () => (await grid.count("journal where type = 'grid.presence.missed.v1'")) === 2158, 45_000, '2,158 missed posts');
    expect((await list('absent')).map((s) => s.force).sort()).toEqual(['RESCUE', 'SUBDISTRICT', 'TRAFFIC_POLICE', 'URBAN_MGMT']);
    expect(await grid.sql("select distinct street from journal where type = 'grid.presence.missed.v1' order by 1")).toHaveLength(6);
  });

  it('late counts as late, not as absent', async () => {
    const rescue = orderTo(GRID, 0, {}, 'RESCUE');
    await grid.ok('grid.duty.check-in', { id: dutyOf(rescue.orderId), position: inside }, callerWith(rescue.holderId, 'post-holder', '410171561'));
    expect(await list('late')).toMatchObject([{ force: 'RESCUE', state: 'present', late: true }]);
  });
});

describe('relief 换岗', () => {
  it('is offered by who is there, and done by arriving: one leaves as the other comes', async () => {
    expect(await grid.refusal('grid.on-post.offer', { id: station, to: holder.userId }, deputy)).toBe('presence.not-there');
    expect(await grid.refusal('grid.on-post.offer', { id: station, to: personId('nobody') }, holder)).toBe('input.impossible');
    const next = leaderOf('410171561901002');
    expect(await grid.refusal('grid.on-post.arrive', { id: station, position: inside }, next)).toBe('access.area');
    expect(await grid.ok<StationWithPresence>('grid.on-post.offer', { id: station, to: next.userId }, holder)).toMatchObject({ state: 'present', offeredTo: next.userId, present: { by: holder.userId } });
    expect((await mine(next)).map((s) => s.area)).toContain(GRID);
    grid.clock.advance(60_000);
    const relieved = await grid.ok<StationWithPresence>('grid.on-post.arrive', { id: station, position: inside }, next);
    expect(relieved).toMatchObject({ present: { by: next.userId }, intervals: [{ by: next.userId }, { by: holder.userId, ended: 'relieved', relievedBy: next.userId, until: relieved.present!.from }, { ended: 'moved' }] });
    expect(relieved).not.toHaveProperty('offeredTo');
    expect((await facts('begun')).at(-1)).toMatchObject({ by: next.userId, relieves: holder.userId });
  });

  it('comes without an offer too, from who is named for the post; leaving without one leaves it empty', async () => {
    // whoever is somewhere else, or shows no position, relieves nobody who is proven to be there
    for (const from of [{ noPositionReason: '定位失败' }, { position: { lon: 113.9, lat: 34.9 } }]) expect(await grid.refusal('grid.on-post.arrive', { id: station, ...from }, deputy)).toBe('presence.less-proof');
    expect(await mine(deputy)).toMatchObject([{ id: station, present: { by: leaderOf('410171561901002').userId } }]);
    expect(await grid.ok<StationWithPresence>('grid.on-post.arrive', { id: station, position: inside }, holder)).toMatchObject({ state: 'present', present: { by: holder.userId } });
    const { items: reliefs } = await grid.ok<ReliefPage>('grid.on-post.reliefs', { id: station }, holder);
    expect([reliefs.length > 100, reliefs.some((r) => r.userId === deputy.userId), reliefs.some((r) => r.userId === holder.userId), reliefs[0]!.force]).toEqual([true, true, false, 'COMMUNITY']);
    expect(await grid.refusal('grid.on-post.reliefs', { id: station }, caller('grid-x', 'post-holder', '410171560901001'))).toBe('access.area');
    await grid.ok('grid.on-post.offer', { id: station, to: deputy.userId }, holder);
    expect((await mine(deputy))[0]).toMatchObject({ offeredTo: deputy.userId });
    expect(await grid.ok<StationWithPresence>('grid.on-post.arrive', { id: station, noPositionReason: '定位失败' }, deputy)).toMatchObject({ state: 'unproven', present: { by: deputy.userId } });
    grid.clock.advance(60_000);
    expect(await grid.refusal('grid.on-post.leave', { id: station }, holder)).toBe('presence.not-there');
    expect(await grid.ok<StationWithPresence>('grid.on-post.leave', { id: station }, deputy)).toMatchObject({ state: 'left' });
    expect((await list('left')).map((s) => s.id)).toEqual([station]);
    grid.clock.advance(60_000);
    await grid.ok('grid.on-post.arrive', { id: station, position: inside }, holder);
    expect(await grid.ok<StationWithPresence>('grid.on-post.leave', { id: station, note: '到场核查无人' }, street)).toMatchObject({ state: 'left', intervals: [{ ended: 'found-absent' }, {}, {}, {}, {}, {}] });
    expect((await facts('ended')).map((f) => f['reason'])).toEqual(['moved', 'relieved', 'relieved', 'relieved', 'left', 'found-absent']);
  });

  it('and the lists are a street\'s own', async () => {
    const other = caller('street-560', 'sub-district-officer', '410171560');
    expect(await grid.refusal('grid.on-post.board', { area: GRID }, other)).toBe('access.area');
    expect(await grid.refusal('grid.on-post.get', { id: station }, other)).toBe('access.area');
    expect(await grid.refusal('grid.on-post.arrive', { id: station, position: inside }, other)).toBe('access.area');
    expect(await grid.refusal('grid.on-post.leave', { id: station }, other)).toBe('access.area');
    expect(await grid.refusal('grid.on-post.get', { id: personId('x') }, street)).toBe('unknown.id');
  });
});

describe('who must be on post', () => {
  it('goes on when a higher level replaces the packet: who is there stays there, and since when counts from the first', async () => {
    await grid.ok('grid.on-post.arrive', { id: station, position: inside }, holder);
    const higher = orderTo(GRID, 1, { level: 'II', supersedes: orderId, issuedAt: '2026-07-20T08:30:00.000Z' });
    await grid.command.publish([issued(grid.command, higher)]);
    await waitFor(async () => (await grid.count(`station where duty_id = '${dutyOf(higher.orderId)}'`)) === 1, 45_000, 'the new packet');
    expect(await grid.ok<StationWithPresence>('grid.on-post.get', { id: station }, street)).toMatchObject({ state: 'present', since: '2026-07-20T08:00:00.000Z', present: { by: holder.userId } });
  });

  it('ends with the packet that is withdrawn, and with the level', async () => {
    const taken = orderTo('410171561901002');
    await grid.command.publish([withdrawn(grid.command, taken)]);
    await waitFor(async () => (await grid.count('station where required')) === 2159, 45_000, 'one station less');
    const { incidentId } = taken;
    await grid.command.publish([grid.command.make(LevelLowered, { levelId: personId('level'), incidentId, areas: ['410171561'], level: 'none', previous: 'III', reason: '雨停', signatures: [], loweredAt: new Date(Date.parse('2026-07-20T12:00:00Z')).toISOString() }, { aggregate: `level/${personId('level')}`, version: 1, street: '000', incidentId })]);
    await waitFor(async () => (await grid.count('station where required')) === 1800, 45_000, 'the street to be stood down');
    expect((await board()).rows).toEqual([]);
    expect((await facts('ended')).at(-1)).toMatchObject({ reason: 'stood-down', person: holder.userId });
    // a packet of before the end that comes late needs nobody
    await grid.command.publish([issued(grid.command, orderTo(GRID, 2))]);
    await waitFor(async () => (await grid.count(`duty where id = '${dutyOf(orderTo(GRID, 2).orderId)}'`)) === 1, 45_000, 'the late packet');
    expect(await grid.count('station where required')).toBe(1800);
  });
});

describe('a duty that its holder lets go of', () => {
  it('is passed to the deputy or handed back to the street, whose list of questions it is on, through real servers', async () => {
    const fact = orderTo('410171560901001');
    const [id, leader, second] = [dutyOf(fact.orderId), leaderOf('410171560901001'), caller('grid-b-410171560901001', 'post-holder', '410171560901001')];
    const officer = caller('street-560', 'sub-district-officer', '410171560');
    expect(await grid.ok<ItemView>('grid.duty.pass', { id, note: '换班' }, leader)).toMatchObject({ state: 'open', holderId: second.userId, turns: [{ from: leader.userId }] });
    expect(await grid.refusal('grid.duty.acknowledge', { id }, leader)).toBe('not-addressee');
    await grid.ok('grid.duty.acknowledge', { id }, second);
    expect(await grid.ok<ItemView>('grid.duty.hand-back', { id, reason: '道路被淹' }, second)).toMatchObject({ state: 'handed-back', handedBack: { by: second.userId, reason: '道路被淹' } });
    expect((await grid.ok<ItemPage>('grid.duty.list', { area: '410171560', state: 'handed-back' }, officer)).items.map((d) => d.id)).toEqual([id]);
    expect((await grid.ok<OnPostBoard>('grid.on-post.board', {}, officer)).handedBack).toBe(1);
    expect(await grid.refusal('grid.duty.give-again', { id, to: 'self', reason: 'x' }, street)).toBe('access.area');
    expect(await grid.ok<ItemView>('grid.duty.give-again', { id, to: 'self', reason: '由街道接手' }, officer)).toMatchObject({ state: 'open', holderId: officer.userId });
    await grid.ok('grid.duty.execute', { id }, officer);
    expect(await grid.refusal('grid.duty.verify', { id }, officer)).toBe('same-person');
    expect(await grid.refusal('grid.duty.verify', { id }, callerWith(second.userId, 'inspector', '410171560'))).toBe('same-person');
    const types = await grid.sql<{ type: string }>('select type from journal where subject = $1 order by no', [`duty/${id}`]);
    expect(types.map((t) => t.type)).toEqual(['opened', 'passed', 'acknowledged', 'handed-back', 'given-again', 'reported'].map((v) => `grid.duty.${v}.v1`));
  });
});
