import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DutyAcknowledged, DutyOpened, DutyReported, DutyReturned, DutyVerified, operationByName, type EventClass, type OrderView } from '@xunling/contracts/classes';
import { derivedId } from '@xunling/platform';
import { personId, postId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

const COMMUNITY = '410171561901';
const grids = ['001', '002', '003'].map((g) => `${COMMUNITY}${g}`);
const get = (id: string): Promise<OrderView> => s.ok<OrderView>('duty1', 'command.order.get', { id });
const leader = (grid: string): object => ({ kind: 'post', id: postId(`leader-${grid}`) });
const households = (n: number): object => ({ n, unit: '户' });
let version = 1;
async function says(orderId: string, area: string, event: EventClass, more: object = {}): Promise<void> {
  const itemId = derivedId('duty', orderId);
  await s.say([{ event, aggregate: `duty/${itemId}`, version: ++version, street: '561', data: event === DutyOpened ? { itemId, orderId, area, addresseeKind: 'post', addresseeId: postId(`leader-${area}`), measure: 'EVACUATE', dueAt: s.clock.now().toISOString() } : { itemId, orderId, area, by: personId('inspector-561'), at: s.clock.now().toISOString(), ...more } }]);
}
const report = (orderId: string, area: string): Promise<void> => says(orderId, area, DutyReported, { by: personId(`grid-${area}`), evidence: [], late: false });

describe('an order broken down from street to grid', () => {
  let whole: OrderView;
  let parts: string[];

  it('is refused where quantities do not add up or a part reaches nobody, and changes nothing', async () => {
    const [head] = await s.sql<{ id: string; data: { holderId?: string } }>(`select id, data from known where kind = 'post' and data->>'area' = '${COMMUNITY}' and data->>'force' = 'COMMUNITY' and data->>'kind' = 'LEADER'`);
    whole = await s.ok<OrderView>('duty1', 'command.order.issue', { measure: 'EVACUATE', addressee: { kind: 'post', id: head!.id }, area: COMMUNITY, quantity: households(77), text: '转移低洼处住户' });
    expect(whole).toMatchObject({ quantity: { n: 77, unit: '户' }, state: 'issued' });
    const divide = (ns: number[], who = 'street-561', more: object = {}) => s.call(who, 'command.order.divide', { id: whole.id, parts: ns.map((n, i) => ({ addressee: leader(grids[i]!), area: grids[i], quantity: households(n), ...more })) });
    expect(await divide([40, 30])).toMatchObject({ refusal: { code: 'input.impossible', errors: [{ path: 'parts', reason: 'sum' }] } });
    expect(await divide([77], 'street-560')).toMatchObject({ refusal: { code: 'access.area' } });
    expect(await divide([77], 'grid-410171561905001')).toMatchObject({ refusal: { code: 'access.area' } });
    expect(await divide([77], 'street-561', { addressee: { kind: 'post', id: derivedId('post', 'nobody') } })).toMatchObject({ refusal: { code: 'input.impossible', errors: [{ path: 'parts[0].addressee', reason: 'no-addressee' }] } });
    expect((await s.sql<{ n: number }>('select count(*)::int n from orders'))[0]!.n).toBe(1);
  });

  it('becomes one order per part, with deadlines no later than its own; its own item is told to end', async () => {
    const divided = await s.ok<{ orderSetId: string; orders: string[] }>('street-561', 'command.order.divide', { id: whole.id, parts: grids.map((grid, i) => ({ addressee: leader(grid), area: grid, quantity: households([40, 30, 7][i]!) })) });
    parts = divided.orders;
    expect(parts).toHaveLength(3);
    const listed = await s.ok<{ items: OrderView[] }>('duty1', 'command.order.list', { parent: whole.id });
    expect(listed.items.reduce((sum, p) => sum + p.quantity!.n, 0)).toBe(77);
    const due = (o: OrderView): string => o.arrows.find((a) => a.stage === 'reported')!.dueAt!;
    for (const p of listed.items) expect([p.parentId, p.issuedBy, due(p) <= due(whole)]).toEqual([whole.id, personId('street-561'), true]);
    expect(await s.events('command.order.divided.v1')).toEqual([expect.objectContaining({ orderId: whole.id, parts: 3 })]);
    expect(await get(whole.id)).toMatchObject({ parts: 3 });
    expect(await s.refused('street-561', 'command.order.divide', { id: whole.id, parts: [{ addressee: leader(grids[0]!), area: grids[0], quantity: households(77) }] })).toBe('state.conflict');
  });

  it('a grid breaks its part down further, and what the lowest reach comes up through both', async () => {
    const below = await s.ok<{ orders: string[] }>(`grid-${grids[0]}`, 'command.order.divide', { id: parts[0], parts: [25, 15].map((n) => ({ addressee: leader(grids[0]!), area: grids[0], quantity: households(n) })) });
    for (const [id, area] of [[below.orders[0]!, grids[0]!], [below.orders[1]!, grids[0]!], [parts[1]!, grids[1]!]] as const) await report(id, area);
    await waitFor(async () => (await get(parts[0]!)).state === 'reported' && (await get(parts[1]!)).state === 'reported');
    expect((await get(whole.id)).state).toBe('issued');
    await report(parts[2]!, grids[2]!);
    await waitFor(async () => (await get(whole.id)).state === 'reported');
    // the street's own report would be no more than a word
    await says(whole.id, COMMUNITY, DutyVerified);
    await says(below.orders[0]!, grids[0]!, DutyReturned, { reason: '照片不清', dueAt: s.clock.now().toISOString() });
    await waitFor(async () => (await get(whole.id)).state !== 'reported');
    expect((await get(whole.id)).arrows.find((a) => a.stage === 'verified')!.doneAt).toBeUndefined();
    await report(below.orders[0]!, grids[0]!);
    for (const [id, area] of [[below.orders[0]!, grids[0]!], [below.orders[1]!, grids[0]!], [parts[1]!, grids[1]!], [parts[2]!, grids[2]!]] as const) await says(id, area, DutyVerified);
    await waitFor(async () => (await get(whole.id)).state === 'verified');
    // what stands, and is lifted one day, is what was done: the parts
    expect((await s.ok<{ items: { orderId: string }[] }>('duty1', 'command.stand-down.list')).items.map((m) => m.orderId).sort()).toEqual([...below.orders, parts[1], parts[2]].sort());
    expect(await s.refused('duty1', 'command.stand-down.lift', { orders: [whole.id], reason: 'x' })).toBe('state.conflict');
    expect((await s.events<{ orderId: string; verified?: string }>('command.order.rolled-up.v1')).filter((e) => e.orderId === whole.id && e.verified)).toHaveLength(1);
  });

  it('withdrawn as a whole takes its open parts with it; what is done stays', async () => {
    const community = '410171561902';
    const [a, b] = [`${community}001`, `${community}002`] as [string, string];
    const [post] = await s.sql<{ id: string }>(`select id from known where kind = 'post' and data->>'area' = '${community}' and data->>'force' = 'COMMUNITY' and data->>'kind' = 'LEADER'`);
    const order = await s.ok<OrderView>('duty1', 'command.order.issue', { measure: 'PATROL', addressee: { kind: 'post', id: post!.id }, area: community });
    const { orders } = await s.ok<{ orders: string[] }>('street-561', 'command.order.divide', { id: order.id, parts: [a, b].map((grid) => ({ addressee: leader(grid), area: grid })) });
    await says(orders[0]!, a, DutyAcknowledged, { late: false, deputy: false });
    await report(orders[0]!, a);
    await waitFor(async () => (await get(orders[0]!)).state === 'reported');
    await s.ok('duty1', 'command.order.withdraw', { id: order.id, reason: '险情解除' });
    expect([(await get(order.id)).state, (await get(orders[0]!)).state, (await get(orders[1]!)).state]).toEqual(['withdrawn', 'reported', 'withdrawn']);
  });
});

describe('an order in whose place another comes', () => {
  const states = async (ids: readonly string[]): Promise<string[]> => Promise.all(ids.map(async (id) => (await get(id)).state));
  const clocks = async (ids: readonly string[]): Promise<number> => (await s.sql<{ n: number }>('select count(*)::int n from orders where id = any($1) and (next_due is not null or escalate_at is not null)', [ids]))[0]!.n;

  it('by an amendment takes its whole tree of parts with it, on the record; what is done stays, and no clock goes on', async () => {
    const community = '410171561903';
    const [a, b] = [`${community}001`, `${community}002`] as [string, string];
    const [post] = await s.sql<{ id: string }>(`select id from known where kind = 'post' and data->>'area' = '${community}' and data->>'force' = 'COMMUNITY' and data->>'kind' = 'LEADER'`);
    const ask = { measure: 'PATROL', addressee: { kind: 'post', id: post!.id }, area: community };
    const old = await s.ok<OrderView>('duty1', 'command.order.issue', ask);
    const { orders: halves } = await s.ok<{ orders: string[] }>('street-561', 'command.order.divide', { id: old.id, parts: [a, b].map((grid) => ({ addressee: leader(grid), area: grid })) });
    const { orders: below } = await s.ok<{ orders: string[] }>(`grid-${a}`, 'command.order.divide', { id: halves[0], parts: [1, 2].map(() => ({ addressee: leader(a), area: a })) });
    await report(below[0]!, a);
    await waitFor(async () => (await get(below[0]!)).state === 'reported');
    const now = await s.ok<OrderView>('duty1', 'command.order.issue', { ...ask, amends: old.id });
    expect(await get(old.id)).toMatchObject({ state: 'superseded', supersededBy: now.id });
    expect(await states([...halves, ...below])).toEqual(['withdrawn', 'withdrawn', 'reported', 'withdrawn']);
    expect(await clocks([old.id, ...halves, below[1]!])).toBe(0);
    const told = (await s.events<{ orderId: string; reason: string }>('command.order.withdrawn.v1')).filter((e) => e.reason === '上级指令已由新指令取代');
    expect(told.map((e) => e.orderId).sort()).toEqual([...halves, below[1]!].sort());
    expect((await get(now.id)).state).toBe('issued');
  });

  it('by a higher level the same', async () => {
    await s.ok('duty1', 'command.level.raise', { level: 'IV', areas: ['410171561'], reason: '局地暴雨' });
    const [packet] = await s.sql<{ id: string; area: string }>(`select id, area from orders where force is not null and level = 'IV' and state = 'issued' and area like '410171561904%' order by pos limit 1`);
    expect(packet).toBeDefined();
    const { orders: parts } = await s.ok<{ orders: string[] }>('street-561', 'command.order.divide', { id: packet!.id, parts: [1, 2].map(() => ({ addressee: leader(packet!.area), area: packet!.area })) });
    await s.ok('duty1', 'command.level.raise', { level: 'III', areas: ['410171561'], reason: '雨势加强' });
    expect(await states([packet!.id, ...parts])).toEqual(['superseded', 'withdrawn', 'withdrawn']);
    expect(await clocks([packet!.id, ...parts])).toBe(0);
  });
});

describe('an order to a department', () => {
  it('is shared out among its posts by whoever holds the post it went to, and by nobody of another', async () => {
    const post = (n: number): object => ({ kind: 'post', id: postId(`dept-01-${n}`) });
    const order = await s.ok<OrderView>('duty1', 'command.order.issue', { measure: 'PATROL', addressee: post(1), area: '410171', quantity: { n: 12, unit: '处' }, text: '巡查本行业在建工地' });
    expect([order.holderId, operationByName('command.order.divide')!.roles.includes('department-officer')]).toEqual([personId('dept-01-1'), true]);
    const parts = [2, 3].map((n) => ({ addressee: post(n), area: '410171', quantity: { n: 6, unit: '处' } }));
    for (const other of ['dept-02-1', 'dept-03-2']) expect(await s.refused(other, 'command.order.divide', { id: order.id, parts })).toBe('access.area');
    const { orders } = await s.ok<{ orders: string[] }>('dept-01-1', 'command.order.divide', { id: order.id, parts });
    expect(await Promise.all(orders.map(async (id) => (await get(id)).holderId))).toEqual([personId('dept-01-2'), personId('dept-01-3')]);
  });
});
