import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OrderWithdrawn, type ItemView, type ItemPage } from '@xunling/contracts/classes';
import type { RpcReply } from '@xunling/contracts';
import { derivedId } from '@xunling/platform';
import { sampleGrids } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { caller, GridService } from '../testing/grid-service.js';
import { issued, orderTo } from '../testing/orders.js';

const GRID = '410171561901001';
const holder = caller(`grid-${GRID}`, 'post-holder', GRID);
const inspector = caller('inspector-561', 'inspector', '410171561');
let grid: GridService;
const dutyOf = (orderId: string): string => derivedId('duty', orderId);
const ok = <T>(reply: RpcReply<T>): T => { if (!reply.ok) throw new Error(JSON.stringify(reply.refusal)); return reply.result; };
const code = (reply: RpcReply): string => (reply.ok ? 'ok' : reply.refusal.code);
const count = async (sql: string): Promise<number> => Number((await grid.sql<{ n: string }>(`select count(*)::text as n from ${sql}`))[0]!.n);

beforeAll(async () => { grid = await GridService.start(); });
afterAll(() => grid.stop());

describe('the loop of one duty through real servers', () => {
  it('seeds the sample district once, with its events', async () => {
    expect(await count('area')).toBe(427);
    expect(await count('post')).toBe(1200);
    expect(await count("journal where type = 'grid.post.held.v1'")).toBe(1200);
    const second = await grid.instance();
    await second.close();
    expect(await count("journal where type like 'grid.%.opened.v1'")).toBe(427 + 1200);
  });

  it('opens one duty per order, also when the order is published twice and two instances read', async () => {
    const second = await grid.instance();
    const orders = sampleGrids().map((code) => issued(grid.command, orderTo(code)));
    await grid.command.publish(orders);
    await grid.command.publish(orders.map((o) => ({ ...o, id: `again-${o.id}` })));
    await waitFor(async () => (await count('duty')) === 360, 15_000, '360 duties');
    expect(await count("journal where type = 'grid.duty.opened.v1'")).toBe(360);
    await second.close();
  });

  it('lets the holder acknowledge, check in and report, and a third person verify', async () => {
    const id = dutyOf(orderTo(GRID).orderId);
    expect(ok(await grid.call<ItemView>('grid.duty.acknowledge', { id }, holder)).state).toBe('acknowledged');
    expect(ok(await grid.call<ItemView>('grid.duty.check-in', { id, position: { lon: 113.77, lat: 34.71 } }, holder)).state).toBe('executing');
    expect(ok(await grid.call<ItemView>('grid.duty.execute', { id }, holder)).state).toBe('reported');
    expect(ok(await grid.call<ItemView>('grid.duty.verify', { id }, inspector)).state).toBe('verified');
    const events = await grid.sql<{ type: string }>("select type from journal where subject = $1 order by no", [`duty/${id}`]);
    expect(events.map((e) => e.type)).toEqual(['opened', 'acknowledged', 'checked-in', 'reported', 'verified'].map((v) => `grid.duty.${v}.v1`));
  });

  it('answers a repeated request with the first answer and a repeated acknowledgement without a second effect', async () => {
    const id = dutyOf(orderTo('410171561901002').orderId);
    const leader = caller('grid-410171561901002', 'post-holder', '410171561901002');
    const first = await grid.call<ItemView>('grid.duty.acknowledge', { id }, leader, 'same');
    const again = await grid.call<ItemView>('grid.duty.acknowledge', { id }, leader, 'same');
    expect(again).toEqual({ ...first, replayed: true });
    expect(code(await grid.call('grid.duty.acknowledge', { id: dutyOf('x') }, leader, 'same'))).toBe('idempotency.mismatch');
    expect(ok(await grid.call<ItemView>('grid.duty.acknowledge', { id }, leader)).version).toBe(2);
    expect(await count(`journal where subject = 'duty/${id}'`)).toBe(2);
  });

  it('refuses strangers, other streets, and work verified by who did it', async () => {
    const id = dutyOf(orderTo('410171561901003').orderId);
    const leader = caller('grid-410171561901003', 'post-holder', '410171561901003');
    expect(code(await grid.call('grid.duty.acknowledge', { id }, inspector))).toBe('not-addressee');
    expect(code(await grid.call('grid.duty.acknowledge', { id }, caller('grid-410171560901001', 'post-holder', '410171560901001')))).toBe('access.area');
    expect(code(await grid.call('grid.duty.verify', { id }, inspector))).toBe('state.conflict');
    ok(await grid.call('grid.duty.execute', { id }, leader));
    expect(code(await grid.call('grid.duty.verify', { id }, leader))).toBe('same-person');
    expect(code(await grid.call('grid.duty.verify', { id }, caller('duty1', 'duty-officer', '410171')))).toBe('same-person');
    expect(code(await grid.call('grid.duty.verify', { id: dutyOf('nothing') }, inspector))).toBe('unknown.id');
  });

  it('sends work back with a reason and keeps the earlier round', async () => {
    const id = dutyOf(orderTo('410171561901003').orderId);
    const returned = ok(await grid.call<ItemView>('grid.duty.return', { id, reason: '位置不对' }, inspector));
    expect(returned).toMatchObject({ state: 'returned', rounds: [{ reason: '位置不对' }] });
    const leader = caller('grid-410171561901003', 'post-holder', '410171561901003');
    ok(await grid.call('grid.duty.start', { id }, leader));
    expect(ok(await grid.call<ItemView>('grid.duty.execute', { id }, leader))).toMatchObject({ state: 'reported', rounds: [{ reason: '位置不对' }] });
  });

  it('ends a withdrawn and a superseded duty, keeps a reported one, and takes a late answer as a fact', async () => {
    const withdrawn = orderTo('410171561901004');
    const leader = caller('grid-410171561901004', 'post-holder', '410171561901004');
    await grid.command.publish([
      grid.command.make(OrderWithdrawn, { orderId: withdrawn.orderId, area: withdrawn.area, reason: '误发', by: withdrawn.issuedBy }, { aggregate: `order/${withdrawn.orderId}`, version: 2, street: '561' }),
      issued(grid.command, orderTo('410171561901005', 1, { supersedes: orderTo('410171561901005').orderId })),
      issued(grid.command, orderTo(GRID, 1, { supersedes: orderTo(GRID).orderId })),
    ]);
    await waitFor(async () => (await count("duty where state = 'ended'")) === 2, 15_000, 'two ended duties');
    expect(ok(await grid.call<ItemView>('grid.duty.get', { id: dutyOf(orderTo(GRID).orderId) }, holder)).state).toBe('verified');
    expect(ok(await grid.call<ItemView>('grid.duty.acknowledge', { id: dutyOf(withdrawn.orderId) }, leader)).state).toBe('ended');
    expect(await count("journal where type = 'grid.duty.answered-late.v1'")).toBe(1);
  });

  it('lists what is mine, and an area to those who have a grant over it', async () => {
    const mine = ok(await grid.call<ItemPage>('grid.duty.list', { mine: true }, holder));
    expect(new Set(mine.items.map((d) => d.holderId))).toEqual(new Set([holder.userId]));
    const street = ok(await grid.call<ItemPage>('grid.duty.list', { area: '410171561', limit: 500 }, inspector));
    expect(street.items).toHaveLength(62);
    const page = ok(await grid.call<ItemPage>('grid.duty.list', { area: '410171561', limit: 30 }, inspector));
    const next = ok(await grid.call<ItemPage>('grid.duty.list', { area: '410171561', limit: 500, cursor: page.nextCursor }, inspector));
    expect([...page.items, ...next.items].map((d) => d.id)).toEqual(street.items.map((d) => d.id));
    expect(code(await grid.call('grid.duty.list', { area: '410171560' }, inspector))).toBe('access.area');
  });
});
