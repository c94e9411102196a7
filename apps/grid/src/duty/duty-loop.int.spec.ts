import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import { OrderDivided, type ItemPage, type ItemView } from '@xunling/contracts/classes';
import { personId, sampleGrids } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { caller, dutyOf, leaderOf, startGrid } from '../testing/grid.js';
import { again, issued, orderTo, withdrawn } from '../testing/orders.js';

const GRID = '410171561901001';
const holder = leaderOf(GRID);
const inspector = caller('inspector-561', 'inspector', '410171561');
let grid: ItemService;

beforeAll(async () => { grid = await startGrid(); });
afterAll(() => grid.stop());

describe('the loop of one duty through real servers', () => {
  it('seeds the sample district once, with its events', async () => {
    expect(await grid.count('area')).toBe(427);
    expect(await grid.count('post')).toBe(1200);
    expect(await grid.count("journal where type = 'grid.post.held.v1'")).toBe(1200);
    const second = await grid.instance();
    await grid.end(second);
    expect(await grid.count("journal where type like 'grid.%.opened.v1'")).toBe(427 + 1200);
  });

  it('opens one duty per order, also when the order is published twice and two instances read', async () => {
    const second = await grid.instance();
    const orders = sampleGrids().map((code) => issued(grid.command, orderTo(code)));
    await grid.command.publish(orders);
    await grid.command.publish(orders.map((o) => again(o)));
    await waitFor(async () => (await grid.count('duty')) === 360, 45_000, '360 duties');
    expect(await grid.count("journal where type = 'grid.duty.opened.v1'")).toBe(360);
    await grid.end(second);
  });

  it('lets the holder acknowledge, check in and report, and a third person verify', async () => {
    const id = dutyOf(orderTo(GRID).orderId);
    expect((await grid.ok<ItemView>('grid.duty.acknowledge', { id }, holder)).state).toBe('acknowledged');
    expect((await grid.ok<ItemView>('grid.duty.check-in', { id, position: { lon: 113.77, lat: 34.71 } }, holder)).state).toBe('executing');
    expect((await grid.ok<ItemView>('grid.duty.execute', { id }, holder)).state).toBe('reported');
    expect((await grid.ok<ItemView>('grid.duty.verify', { id }, inspector)).state).toBe('verified');
    const events = await grid.sql<{ type: string }>("select type from journal where subject = $1 order by no", [`duty/${id}`]);
    expect(events.map((e) => e.type)).toEqual(['opened', 'acknowledged', 'checked-in', 'reported', 'verified'].map((v) => `grid.duty.${v}.v1`));
  });

  it('answers a repeated request with the first answer and a repeated acknowledgement without a second effect', async () => {
    const id = dutyOf(orderTo('410171561901002').orderId);
    const leader = leaderOf('410171561901002');
    const first = await grid.call<ItemView>('grid.duty.acknowledge', { id }, leader, 'same');
    const repeated = await grid.call<ItemView>('grid.duty.acknowledge', { id }, leader, 'same');
    expect(repeated).toEqual({ ...first, replayed: true });
    expect(await grid.call('grid.duty.acknowledge', { id: dutyOf('x') }, leader, 'same')).toMatchObject({ ok: false, refusal: { code: 'idempotency.mismatch' } });
    expect((await grid.ok<ItemView>('grid.duty.acknowledge', { id }, leader)).version).toBe(2);
    expect(await grid.count(`journal where subject = 'duty/${id}'`)).toBe(2);
  });

  it('counts an answer of a device whose clock is off from when it came, and says so in the fact', async () => {
    const id = dutyOf(orderTo('410171561901006').orderId);
    await grid.ok('grid.duty.acknowledge', { id, at: '2031-01-01T00:00:00+08:00' }, leaderOf('410171561901006'));
    const [fact] = await grid.sql<{ data: string; head: string }>("select data, head from journal where type = 'grid.duty.acknowledged.v1' and subject = $1", [`duty/${id}`]);
    expect(JSON.parse(fact!.data)).toMatchObject({ at: '2026-07-20T08:00:00.000Z', clockOff: true, deviceAt: '2030-12-31T16:00:00.000Z', late: false });
    expect(JSON.parse(fact!.head)).toMatchObject({ time: '2026-07-20T08:00:00.000Z' });
  });

  it('refuses strangers, other streets, and work verified by who did it', async () => {
    const id = dutyOf(orderTo('410171561901003').orderId);
    const leader = leaderOf('410171561901003');
    expect(await grid.refusal('grid.duty.acknowledge', { id }, inspector)).toBe('not-addressee');
    expect(await grid.refusal('grid.duty.acknowledge', { id }, leaderOf('410171560901001'))).toBe('access.area');
    expect(await grid.refusal('grid.duty.verify', { id }, inspector)).toBe('state.conflict');
    await grid.ok('grid.duty.execute', { id }, leader);
    expect(await grid.refusal('grid.duty.verify', { id }, leader)).toBe('same-person');
    expect(await grid.refusal('grid.duty.verify', { id }, caller('duty1', 'duty-officer', '410171'))).toBe('same-person');
    expect(await grid.refusal('grid.duty.verify', { id: dutyOf('nothing') }, inspector)).toBe('unknown.id');
  });

  it('sends work back with a reason and keeps the earlier round', async () => {
    const id = dutyOf(orderTo('410171561901003').orderId);
    const returned = await grid.ok<ItemView>('grid.duty.return', { id, reason: '位置不对' }, inspector);
    expect(returned).toMatchObject({ state: 'returned', rounds: [{ reason: '位置不对' }] });
    const leader = leaderOf('410171561901003');
    await grid.ok('grid.duty.start', { id }, leader);
    expect(await grid.ok<ItemView>('grid.duty.execute', { id }, leader)).toMatchObject({ state: 'reported', rounds: [{ reason: '位置不对' }] });
  });

  it('ends a withdrawn and a superseded duty, keeps a reported one, and takes a late answer as a fact', async () => {
    const taken = orderTo('410171561901004');
    await grid.command.publish([
      withdrawn(grid.command, taken),
      issued(grid.command, orderTo('410171561901005', 1, { supersedes: orderTo('410171561901005').orderId })),
      issued(grid.command, orderTo(GRID, 1, { supersedes: orderTo(GRID).orderId })),
    ]);
    await waitFor(async () => (await grid.count("duty where state = 'ended'")) === 2, 45_000, 'two ended duties');
    expect((await grid.ok<ItemView>('grid.duty.get', { id: dutyOf(orderTo(GRID).orderId) }, holder)).state).toBe('verified');
    expect((await grid.ok<ItemView>('grid.duty.acknowledge', { id: dutyOf(taken.orderId) }, leaderOf('410171561901004'))).ended).toMatchObject({ reason: 'withdrawn', answers: [{ verb: 'acknowledge' }] });
    expect(await grid.count("journal where type = 'grid.duty.answered-late.v1'")).toBe(1);
  });

  it('lists what is mine, and an area to those who have a grant over it', async () => {
    const mine = await grid.ok<ItemPage>('grid.duty.list', { mine: true }, holder);
    expect(new Set(mine.items.map((d) => d.holderId))).toEqual(new Set([holder.userId]));
    const street = await grid.ok<ItemPage>('grid.duty.list', { area: '410171561', limit: 500 }, inspector);
    expect(street.items).toHaveLength(62);
    const page = await grid.ok<ItemPage>('grid.duty.list', { area: '410171561', limit: 30 }, inspector);
    const next = await grid.ok<ItemPage>('grid.duty.list', { area: '410171561', limit: 500, cursor: page.nextCursor }, inspector);
    expect([...page.items, ...next.items].map((d) => d.id)).toEqual(street.items.map((d) => d.id));
    expect(await grid.refusal('grid.duty.list', { area: '410171560' }, inspector)).toBe('access.area');
    expect(await grid.refusal('grid.duty.list', { area: '410171561', cursor: 'next' }, inspector)).toBe('request.malformed');
    expect(await grid.refusal('grid.duty.list', {}, { ...inspector, grants: [] })).toBe('access.area');
    const both = { ...inspector, grants: [...inspector.grants, { role: 'inspector' as const, area: '410171560' }] };
    expect((await grid.ok<ItemPage>('grid.duty.list', { limit: 500 }, both)).items).toHaveLength(122);
  });

  it('ends the duty of an order that was broken down: its work is its parts\'', async () => {
    const fact = orderTo('410171560904001', 8);
    const id = dutyOf(fact.orderId);
    const { orderId, area, incidentId } = fact;
    await grid.command.publish([issued(grid.command, fact), grid.command.make(OrderDivided, { orderId, area, orderSetId: incidentId, parts: 2, by: personId('street-560') }, { aggregate: `order/${orderId}`, version: 2, street: '560', incidentId })]);
    await waitFor(async () => (await grid.count(`duty where id = '${id}' and state = 'ended'`)) === 1, 45_000, 'the end of the duty');
    expect(await grid.ok<ItemView>('grid.duty.get', { id }, leaderOf('410171560904001'))).toMatchObject({ state: 'ended', ended: { reason: 'divided' } });
  });

  it('keeps both signers of a level from verifying what it ordered', async () => {
    const fact = orderTo('410171560903002', 7, { signedBy: [personId('duty1'), personId('commander')] });
    const id = dutyOf(fact.orderId);
    await grid.command.publish([issued(grid.command, fact)]);
    await waitFor(async () => (await grid.count(`duty where id = '${id}'`)) === 1, 45_000, 'the duty');
    await grid.ok('grid.duty.execute', { id }, leaderOf('410171560903002'));
    expect(await grid.refusal('grid.duty.verify', { id }, caller('commander', 'commander', '410171'))).toBe('same-person');
    expect(await grid.ok('grid.duty.verify', { id }, caller('deputy', 'commander', '410171'))).toMatchObject({ state: 'verified' });
  });

  it('handed back ten times at once through two instances is handed back once, and given again once', async () => {
    const second = await grid.instance();
    const id = dutyOf(orderTo('410171561905003').orderId);
    const [leader, officer] = [leaderOf('410171561905003'), caller('street-561', 'sub-district-officer', '410171561')];
    await grid.ok('grid.duty.acknowledge', { id }, leader);
    const tens = async (act: (n: number) => Promise<string>): Promise<string[]> => (await Promise.all(Array.from({ length: 10 }, (_, n) => act(n)))).sort();
    const once = ['accepted', ...Array<string>(9).fill('state.conflict')];
    const outcome = async (operation: string, input: object, who: typeof leader): Promise<string> => { const reply = await grid.call(operation, input, who); return reply.ok ? 'accepted' : reply.refusal.code; };
    expect(await tens((n) => outcome('grid.duty.hand-back', { id, reason: `道路被淹 ${n}` }, leader))).toEqual(once);
    expect(await tens((n) => outcome('grid.duty.give-again', { id, to: 'holder', reason: `绕行前往 ${n}` }, officer))).toEqual(once);
    const said = await grid.sql<{ type: string }>('select type from journal where subject = $1 order by no', [`duty/${id}`]);
    expect(said.map((e) => e.type)).toEqual(['opened', 'acknowledged', 'handed-back', 'given-again'].map((v) => `grid.duty.${v}.v1`));
    await grid.end(second);
  });
});
