import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DutyReported, DutyVerified, type OrderView, type StandDownList } from '@xunling/contracts/classes';
import { derivedId } from '@xunling/platform';
import { personId, postId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import type { QueryRunner } from 'typeorm';
import { OrderPlaces1763900031101 } from '../migrations/order-places.js';
import { CommandService } from './service.fixture.js';

/** What takes the place of an order takes its place in everything: the whole it is a part of, its share, its level's packet. */
let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

const COMMUNITY = '410171561901';
const grids = ['001', '002', '003'].map((g) => `${COMMUNITY}${g}`) as [string, string, string];
const get = (id: string): Promise<OrderView> => s.ok<OrderView>('duty1', 'command.order.get', { id });
const leader = (grid: string): { kind: string; id: string } => ({ kind: 'post', id: postId(`leader-${grid}`) });
const bags = (n: number): { n: number; unit: string } => ({ n, unit: '袋' });
let version = 1;
async function says(orderId: string, area: string, event: typeof DutyReported | typeof DutyVerified): Promise<void> {
  const itemId = derivedId('duty', orderId);
  await s.say([{ event, aggregate: `duty/${itemId}`, version: ++version, street: '561', data: { itemId, orderId, area, by: personId(event === DutyReported ? `grid-${area}` : 'inspector-561'), at: s.clock.now().toISOString(), ...(event === DutyReported ? { evidence: [], late: false } : {}) } }]);
}
const done = async (orderId: string, area: string): Promise<void> => { await says(orderId, area, DutyReported); await says(orderId, area, DutyVerified); await waitFor(async () => (await get(orderId)).state === 'verified'); };
const patrol = (grid: string, more: object = {}): object => ({ measure: 'PATROL', addressee: leader(grid), area: grid, ...more });
const whole = async (community: string, n: number): Promise<OrderView> => {
  const [head] = await s.sql<{ id: string }>(`select id from known where kind = 'post' and data->>'area' = '${community}' and data->>'force' = 'COMMUNITY' and data->>'kind' = 'LEADER'`);
  return s.ok<OrderView>('duty1', 'command.order.issue', { measure: 'PATROL', addressee: { kind: 'post', id: head!.id }, area: community, quantity: bags(n) });
};
const divide = (id: string, shares: [string, number][], who = 'street-561'): Promise<{ orders: string[] }> => s.ok(who, 'command.order.divide', { id, parts: shares.map(([grid, n]) => ({ addressee: leader(grid), area: grid, quantity: bags(n) })) });

describe('a part in whose place another comes', () => {
  let order: OrderView;
  let parts: string[];

  it('stays a part with its share: the whole waits for it', async () => {
    order = await whole(COMMUNITY, 100);
    parts = (await divide(order.id, [[grids[0], 60], [grids[1], 40]])).orders;
    await done(parts[0]!, grids[0]);
    const amended = await s.ok<OrderView>('street-561', 'command.order.issue', patrol(grids[2], { amends: parts[1] }));
    expect(amended).toMatchObject({ parentId: order.id, quantity: bags(40), supersedes: parts[1] });
    expect((await s.events<{ orderId: string; parentId?: string }>('command.order.issued.v1')).find((e) => e.orderId === amended.id)?.parentId).toBe(order.id);
    expect((await get(order.id)).state).toBe('issued');
    await done(amended.id, grids[2]);
    await waitFor(async () => (await get(order.id)).state === 'verified');
  });

  it('takes no other share and leaves no other ground', async () => {
    const community = '410171561902';
    const [a, b] = [`${community}001`, `${community}002`] as [string, string];
    const other = await whole(community, 100);
    const [first] = (await divide(other.id, [[a, 60], [b, 40]])).orders;
    expect(await s.call('street-561', 'command.order.issue', patrol(a, { amends: first, quantity: bags(50) }))).toMatchObject({ refusal: { code: 'input.impossible', errors: [{ path: 'quantity', reason: 'part' }] } });
    expect(await s.call('street-561', 'command.order.issue', patrol(grids[0], { amends: first }))).toMatchObject({ refusal: { code: 'input.impossible', errors: [{ path: 'area' }] } });
  });

  it('withdrawn leaves a share to nobody: said, kept from being reported, and shared out again', async () => {
    const community = '410171561903';
    const [a, b, c] = ['001', '002', '003'].map((g) => `${community}${g}`) as [string, string, string];
    const other = await whole(community, 100);
    const { orders } = await divide(other.id, [[a, 60], [b, 40]]);
    expect(await get(other.id)).not.toHaveProperty('unshared');
    await s.ok('duty1', 'command.order.withdraw', { id: orders[1], reason: '人手不足' });
    await done(orders[0]!, a);
    await waitFor(async () => (await get(other.id)).state === 'executing');
    expect(await get(other.id)).toMatchObject({ unshared: 40, parts: 2 });
    expect(await s.call('street-561', 'command.order.divide', { id: other.id, parts: [{ addressee: leader(c), area: c, quantity: bags(100) }] })).toMatchObject({ refusal: { code: 'input.impossible', errors: [{ path: 'parts', reason: 'sum' }] } });
    const again = await divide(other.id, [[b, 15], [c, 25]]);
    expect(await get(other.id)).toMatchObject({ parts: 3 });
    expect(await get(other.id)).not.toHaveProperty('unshared');
    expect((await s.events<{ orderId: string; parts: number }>('command.order.divided.v1')).filter((e) => e.orderId === other.id).map((e) => e.parts)).toEqual([2, 3]);
    await done(again.orders[0]!, b);
    expect((await get(other.id)).state).not.toBe('verified');
    await done(again.orders[1]!, c);
    await waitFor(async () => (await get(other.id)).state === 'verified');
    expect(await s.refused('street-561', 'command.order.divide', { id: other.id, parts: [{ addressee: leader(c), area: c, quantity: bags(1) }] })).toBe('state.conflict');
  });
});

describe('an amended packet', () => {
  it('is its level\u2019s packet of that grid and force still: the next level replaces it and doubles nothing', async () => {
    await s.ok('duty1', 'command.level.raise', { level: 'IV', areas: ['410171562'], reason: '局地暴雨' });
    const grid = '410171562901001';
    const [packet] = await s.sql<{ id: string }>(`select id from orders where area = $1 and force = 'COMMUNITY'`, [grid]);
    const now = await s.ok<OrderView>('duty1', 'command.order.issue', patrol(grid, { amends: packet!.id, text: '加密巡查' }));
    expect(now).toMatchObject({ level: 'IV', force: 'COMMUNITY' });
    await s.ok('duty1', 'command.level.raise', { level: 'III', areas: ['410171562'], reason: '雨势加强' });
    expect((await get(now.id)).state).toBe('superseded');
    expect(await s.sql(`select level from orders where area = $1 and force = 'COMMUNITY' and state = 'issued'`, [grid])).toEqual([{ level: 'III' }]);
  });
});

describe('what an earlier version amended', () => {
  it('is given the place it took: the part its whole and share, the packet its force and level, one after another', async () => {
    const community = '410171561904';
    const [a, b] = [`${community}001`, `${community}002`] as [string, string];
    const other = await whole(community, 100);
    const { orders } = await divide(other.id, [[a, 60], [b, 40]]);
    await s.ok('duty1', 'command.level.raise', { level: 'IV', areas: ['410171563'], reason: '局地暴雨' });
    const [packet] = await s.sql<{ id: string; area: string }>(`select id, area from orders where street = '563' and force = 'COMMUNITY' limit 1`);
    const amend = async (grid: string, id: string): Promise<string> => (await s.ok<OrderView>('duty1', 'command.order.issue', patrol(grid, { amends: id }))).id;
    const part = await amend(b, await amend(b, orders[1]!));
    const now = await amend(packet!.area, packet!.id);
    await s.sql(`update orders set parent_id = null, quantity = null, unit = null, force = null, level = null where supersedes is not null and set_id in (select id from order_set where kind = 'single')`);
    await new OrderPlaces1763900031101().up({ query: (sql: string) => s.sql(sql) } as unknown as QueryRunner);
    expect(await get(part)).toMatchObject({ parentId: other.id, quantity: bags(40) });
    expect(await get(now)).toMatchObject({ level: 'IV', force: 'COMMUNITY' });
  });
});

describe('a lift order', () => {
  it('is not amended; one in whose place another came lifts nothing, and the measure can be lifted', async () => {
    const [site] = await s.sql<{ id: string; data: { area: string } }>(`select id, data from known where kind = 'site' and data->>'area' like '410171561%' order by id limit 1`);
    const seal = await s.ok<OrderView>('duty1', 'command.order.issue', { measure: 'SEAL', addressee: leader(grids[0]), area: site!.data.area, siteId: site!.id });
    await done(seal.id, grids[0]);
    const lift = (): Promise<{ orders: { liftOrderId: string }[] }> => s.ok('duty1', 'command.stand-down.lift', { orders: [seal.id], reason: '水位回落' });
    const [{ liftOrderId }] = (await lift()).orders as [{ liftOrderId: string }];
    expect(await s.call('duty1', 'command.order.issue', patrol(grids[0], { amends: liftOrderId }))).toMatchObject({ refusal: { code: 'state.conflict', allowed: ['withdraw'] } });
    // as an earlier version left it
    await s.sql(`update orders set state = 'superseded' where id = $1`, [liftOrderId]);
    const listed = await s.ok<StandDownList>('duty1', 'command.stand-down.list');
    expect([listed.counts.lifting, listed.items.find((m) => m.orderId === seal.id)?.lift]).toEqual([0, undefined]);
    expect((await lift()).orders).toHaveLength(1);
  });
});
