import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DutyReported, type ResponsibilityTrace } from '@xunling/contracts/classes';
import { derivedId } from '@xunling/platform';
import { personId, postId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); await s.boot(); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

const GRID = '410171561901001';
const OTHER = '410171561902001';
type Order = { id: string; state: string; withdrawnReason?: string; supersededBy?: string };
const order = (area: string, grid = GRID, more: object = {}): object => ({ measure: 'PATROL', addressee: { kind: 'post', id: postId(`leader-${grid}`) }, area, text: '巡查', ...more });
const get = (id: string): Promise<Order> => s.ok<Order>('duty1', 'command.order.get', { id });
const count = async (): Promise<number> => (await s.sql<{ n: number }>('select count(*)::int n from orders'))[0]!.n;

describe('two superiors, one person', () => {
  let first: Order;

  it('the second order to another place is refused showing both, and changes nothing', async () => {
    first = await s.ok<Order>('duty1', 'command.order.issue', order(GRID));
    const before = await count();
    const reply = await s.call('street-561', 'command.order.issue', order(OTHER));
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'order.conflict', allowed: [], extra: { order: { area: OTHER, by: personId('street-561') }, conflicts: [{ orderId: first.id, area: GRID, by: personId('duty1'), why: 'two-places' }] } } });
    expect(await s.refused('street-561', 'command.order.issue', order(OTHER, GRID, { override: '雨势更急' }))).toBe('order.conflict');
    expect(await count()).toBe(before);
  });

  it('an order to the same place, or a second one of the same superior, stands beside it', async () => {
    await s.ok('street-561', 'command.order.issue', order(GRID));
    const elsewhere = '410171561907001';
    for (const area of [elsewhere, '410171561908001']) await s.ok('duty1', 'command.order.issue', order(area, elsewhere));
  });

  it('their common superior is told that overriding is possible, and does so with a reason; the other side is told', async () => {
    expect(await s.call('commander', 'command.order.issue', order(OTHER))).toMatchObject({ ok: false, refusal: { code: 'order.conflict', allowed: ['override'] } });
    const over = await s.ok<Order>('commander', 'command.order.issue', order(OTHER, GRID, { override: '隧道进水，先去此处' }));
    expect(await get(first.id)).toMatchObject({ state: 'withdrawn', withdrawnReason: '隧道进水，先去此处' });
    const told = await s.events<{ orderId: string; byOrderId: string; issuedBy: string; by: string }>('command.order.overridden.v1');
    expect(told).toContainEqual(expect.objectContaining({ orderId: first.id, byOrderId: over.id, issuedBy: personId('duty1'), by: personId('commander') }));
    expect(told).toHaveLength(2);
    const trace = await s.ok<ResponsibilityTrace>('duty1', 'command.order.responsibility', { id: first.id });
    expect(trace.lines.at(-1)).toMatchObject({ type: 'command.order.overridden.v1', reason: '隧道进水，先去此处', told: [{ userId: personId('duty1'), as: 'issuer' }], saw: { state: 'withdrawn' } });
  });

  it('issued at the same moment through two instances: one stands', async () => {
    const grid = '410171561903001';
    const replies = await Promise.all([s.call('duty1', 'command.order.issue', order(grid, grid)), s.call('street-561', 'command.order.issue', order('410171561904001', grid))]);
    expect(replies.filter((r) => r.ok)).toHaveLength(1);
    expect(replies.find((r) => !r.ok)).toMatchObject({ refusal: { code: 'order.conflict' } });
  });
});

describe('an amendment', () => {
  const grid = '410171561905001';
  it('is a new order in the place of the old one, by its issuer or who commands above', async () => {
    const old = await s.ok<Order>('street-561', 'command.order.issue', order(grid, grid));
    expect(await s.refused('street-560', 'command.order.issue', order('410171560901001', '410171560901001', { amends: old.id }))).toBe('access.area');
    const now = await s.ok<Order>('street-561', 'command.order.issue', order('410171561905002', grid, { amends: old.id, text: '改去第2网格' }));
    expect(await get(old.id)).toMatchObject({ state: 'superseded', supersededBy: now.id });
    expect((await s.events<{ orderId: string; supersedes?: string }>('command.order.issued.v1')).find((e) => e.orderId === now.id)?.supersedes).toBe(old.id);
    expect(await s.refused('street-561', 'command.order.issue', order(grid, grid, { amends: old.id }))).toBe('state.conflict');
  });

  it('made ten times at once through two instances takes its place once', async () => {
    const at = '410171561910001';
    const old = await s.ok<Order>('street-561', 'command.order.issue', order(at, at));
    const before = await count();
    const replies = await Promise.all(Array.from({ length: 10 }, (_, n) => s.call<Order>('street-561', 'command.order.issue', order(at, at, { amends: old.id, text: `第 ${n} 次修改` }))));
    const made = replies.flatMap((r) => (r.ok ? [r.result.id] : []));
    expect([made.length, replies.flatMap((r) => (r.ok ? [] : [r.refusal.code]))]).toEqual([1, Array<string>(9).fill('state.conflict')]);
    expect([await get(old.id), await count()]).toMatchObject([{ state: 'superseded', supersededBy: made[0] }, before + 1]);
    expect((await s.events<{ supersedes?: string }>('command.order.issued.v1')).filter((e) => e.supersedes === old.id)).toHaveLength(1);
  });

  it('never rewrites what was reported', async () => {
    const at = '410171561906001';
    const done = await s.ok<Order>('street-561', 'command.order.issue', order(at, at));
    await s.say([{ event: DutyReported, aggregate: `duty/${derivedId('duty', done.id)}`, version: 2, data: { itemId: derivedId('duty', done.id), orderId: done.id, area: at, by: personId(`grid-${at}`), at: s.clock.now().toISOString(), evidence: [], late: false } }]);
    await waitFor(async () => (await get(done.id)).state === 'reported');
    expect(await s.refused('street-561', 'command.order.issue', order(at, at, { amends: done.id }))).toBe('state.conflict');
    expect((await get(done.id)).state).toBe('reported');
  });
});

describe('a measure ordered from above', () => {
  it('is lifted by who stands as high, not by who stands below', async () => {
    const [site] = await s.sql<{ id: string; data: { area: string } }>(`select id, data from known where kind = 'site' and data->>'area' like '410171561%' order by id limit 1`);
    const [post] = await s.sql<{ id: string }>(`select id from known where kind = 'post' and data->>'area' = '410171561' and data->>'force' = 'URBAN_MGMT' and data->>'kind' = 'LEADER'`);
    const sealed = await s.ok<Order>('commander', 'command.order.issue', { measure: 'SEAL', addressee: { kind: 'post', id: post!.id }, area: site!.data.area, siteId: site!.id });
    const itemId = derivedId('duty', sealed.id);
    await s.say([{ event: DutyReported, aggregate: `duty/${itemId}`, version: 2, data: { itemId, orderId: sealed.id, area: site!.data.area, by: personId('duty4'), at: s.clock.now().toISOString(), evidence: [], late: false } }]);
    await waitFor(async () => (await get(sealed.id)).state === 'reported');
    for (const who of ['street-561', 'duty1']) expect(await s.refused(who, 'command.stand-down.lift', { orders: [sealed.id], reason: 'x' })).toBe('order.conflict');
    await s.ok('commander', 'command.stand-down.lift', { orders: [sealed.id], reason: '水退' });
    expect(await s.refused('street-561', 'command.order.issue', { measure: 'CLOSE', addressee: { kind: 'post', id: post!.id }, area: site!.data.area, siteId: site!.id })).toBe('order.conflict');
  });
});
