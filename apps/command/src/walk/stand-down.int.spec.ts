import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AreaMeasureLifted, ConflictOpened, DutyOpened, DutyReported, DutyVerified, MeasureLifted, MeasureLiftOrdered, MeasureProtected, MeasureReturned, MeasureUnapproved, MeasureVerified, type AttentionPage, type StandDownList } from '@xunling/contracts/classes';
import { derivedId, newId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

interface Row { id: string; area: string; street: string; measure: string; addressee_id: string; addressee_kind: string }
const list = (more: object = {}, who = 'duty1'): Promise<StandDownList> => s.ok<StandDownList>(who, 'command.stand-down.list', more);
const lift = (orders: string[], who = 'duty1'): Promise<{ orderSetId: string; orders: { orderId: string; liftOrderId: string }[] }> => s.ok(who, 'command.stand-down.lift', { orders, reason: '水位回落' });
const rows = (where: string): Promise<Row[]> => s.sql<Row>(`select id, area, street, measure, addressee_id, addressee_kind from orders where ${where} order by pos`);

/** The addressee's side of these orders, spoken by the spec: opened, reported and, if told so, verified. */
async function done(orders: readonly Row[], verified = true): Promise<void> {
  const at = s.clock.now().toISOString();
  for (const { id: orderId, area, street, addressee_id, measure } of orders) {
    const itemId = derivedId('duty', orderId);
    const base = { itemId, orderId, area };
    await s.say([
      { event: DutyOpened, aggregate: `duty/${itemId}`, street, data: { ...base, addresseeKind: 'post', addresseeId: addressee_id, measure, dueAt: at } },
      { event: DutyReported, aggregate: `duty/${itemId}`, street, version: 2, data: { ...base, by: personId(`grid-410171561901001`), at, evidence: [], late: false } },
      ...(verified ? [{ event: DutyVerified, aggregate: `duty/${itemId}`, street, version: 3, data: { ...base, by: personId('inspector-561'), at } }] : []),
    ]);
  }
  await waitFor(async () => (await s.sql<{ n: number }>(`select count(*)::int n from orders where id = any($1) and state = $2`, [orders.map((o) => o.id), verified ? 'verified' : 'reported']))[0]!.n === orders.length);
}

describe('standing down', () => {
  let five: Row[] = [];
  let incidentId = '';

  it('shows nothing before anything was ordered', async () => {
    expect(await list()).toEqual({ counts: { measures: 0, lifting: 0, evacuations: 0, peopleAway: 0, missions: 0, requisitions: 0, tasks: 0, unverified: 0, warnings: 0, levels: 0, decisions: 0 }, warnings: [], levels: [], ground: [], evacuations: [], commitments: [], tasks: [], items: [] });
  });

  it('lists five measures still after the level was lowered to nothing', async () => {
    await s.ok('duty1', 'command.level.raise', { level: 'III', areas: ['410171561'], reason: '局地暴雨' });
    const sites = await s.sql<{ id: string; data: { area: string } }>(`select id, data from known where kind = 'site' and data->>'area' like '410171561%' order by id limit 5`);
    for (const site of sites) {
      const post = await s.sql<{ id: string }>(`select id from known where kind = 'post' and data->>'area' = '410171561' and data->>'force' = 'URBAN_MGMT' and data->>'kind' = 'LEADER'`);
      await s.ok('duty1', 'command.order.issue', { measure: 'SEAL', addressee: { kind: 'post', id: post[0]!.id }, area: site.data.area, siteId: site.id });
    }
    five = await rows(`measure = 'SEAL'`);
    expect(five).toHaveLength(5);
    await done(five);
    expect((await s.ok<{ measuresInForce: number }>('commander', 'command.level.lower', { level: 'none', areas: ['410171561'], reason: '雨停' })).measuresInForce).toBe(5);
    const { items, counts, incident } = await list();
    incidentId = incident!.id;
    expect(counts).toEqual({ measures: 5, lifting: 0, evacuations: 0, peopleAway: 0, missions: 0, requisitions: 0, tasks: 360, unverified: 0, warnings: 0, levels: 0, decisions: 0 });
    expect(items.map((m) => [m.orderId, m.measure, m.state, m.lift])).toEqual(five.map((o) => [o.id, 'SEAL', 'verified', undefined]));
  });

  it('pages, and narrows to a street', async () => {
    const first = await list({ limit: 2 });
    const next = await list({ limit: 200, cursor: first.nextCursor });
    expect([...first.items, ...next.items].map((m) => m.orderId)).toEqual(five.map((o) => o.id));
    expect((await list({ area: '410171560' })).counts.measures).toBe(0);
    expect((await list({}, 'street-561')).items).toHaveLength(5);
    expect((await list({}, 'street-560')).items).toHaveLength(0);
    expect(await s.refused('street-560', 'command.stand-down.list', { area: '410171561' })).toBe('access.area');
  });

  it('is refused while a measure is in force, and to everybody but the commander', async () => {
    expect(await s.refused('commander', 'command.incident.close', { id: incidentId, reason: '结束' })).toBe('state.conflict');
    for (const [who, code] of [['duty1', 'seat.commander'], ['deputy', 'seat.commander'], ['street-561', 'access.area']] as const) expect(await s.refused(who, 'command.incident.close', { id: incidentId, reason: '结束' })).toBe(code);
    expect(await s.refused('commander', 'command.incident.close', { id: newId(), reason: '结束' })).toBe('unknown.id');
  });

  it('lifts each measure by its own order, once; what is done is not withdrawn any more', async () => {
    expect(await s.refused('duty1', 'command.order.withdraw', { id: five[0]!.id, reason: 'x' })).toBe('state.conflict');
    expect(await s.refused('street-560', 'command.stand-down.lift', { orders: [five[0]!.id], reason: 'x' })).toBe('access.area');
    expect(await s.refused('duty1', 'command.stand-down.lift', { orders: [five[0]!.id, newId()], reason: 'x' })).toBe('unknown.id');
    const replies = await Promise.all([1, 2].map(() => s.call('duty1', 'command.stand-down.lift', { orders: five.map((o) => o.id), reason: '水位回落' })));
    expect(replies.filter((r) => r.ok)).toHaveLength(1);
    expect((await list()).counts).toMatchObject({ measures: 5, lifting: 5 });
    expect((await s.events<{ kind: string; orders: number }>('command.set.issued.v1')).at(-1)).toMatchObject({ kind: 'lift', orders: 5 });
  });

  it('a lift order withdrawn leaves the measure to be lifted by another', async () => {
    const [item] = (await list()).items;
    await s.ok('duty1', 'command.order.withdraw', { id: item!.lift!.orderId, reason: '雨又下' });
    expect((await list()).items[0]).not.toHaveProperty('lift');
    await lift([item!.orderId]);
    expect((await list()).counts).toMatchObject({ measures: 5, lifting: 5 });
  });

  it('a measure is in force until its lift was verified, not only reported', async () => {
    const lifts = await rows(`measure = 'LIFT' and state <> 'withdrawn'`);
    await done(lifts.slice(0, 1), false);
    expect((await list()).counts.measures).toBe(5);
    await done(lifts);
    await waitFor(async () => (await list()).counts.measures === 0);
    expect((await s.events<{ orderId: string }>('command.order.lifted.v1')).map((e) => e.orderId).sort()).toEqual(five.map((o) => o.id).sort());
    expect(await s.refused('duty1', 'command.stand-down.lift', { orders: [five[0]!.id], reason: 'x' })).toBe('state.conflict');
  });

  it('holds also what the ground closed without an order, put before the officer on duty, until the ground has lifted it', async () => {
    const [measureId, siteId, area, by] = [newId(), newId(), '410171561901001', personId('grid-410171561901001')];
    const at = s.clock.now().toISOString();
    const step = { measureId, siteId, area, measure: 'CLOSE', by, at };
    const say = (event: never, version: number, more: object = {}): Promise<unknown> => s.say([{ event, aggregate: `measure/${measureId}`, version, data: { ...step, ...more } } as never]);
    await say(MeasureProtected as never, 1, { reason: '积水超过车轮', reviewBy: at, evidence: [] });
    await waitFor(async () => (await list()).ground.length === 1);
    expect(await list()).toMatchObject({ counts: { measures: 1 }, ground: [{ measureId, siteId, area, measure: 'CLOSE', begunBy: by, reason: '积水超过车轮', state: 'executing', lifting: false }] });
    expect((await list({ area: '410171560' })).ground).toEqual([]);
    expect(await s.refused('commander', 'command.incident.close', { id: incidentId, reason: 'x' })).toBe('state.conflict');
    const unseen = { measureId, siteId, area, measure: 'CLOSE', by, since: at, at };
    await s.say([{ event: MeasureUnapproved, aggregate: `measure/${measureId}`, version: 2, data: unseen }, ...[area.slice(0, 9), '410171'].map((owner) => ({ event: ConflictOpened, aggregate: `conflict/${owner}`, data: { conflictId: newId(), siteId, area, owner, closedBy: by, openBy: by, openedAt: at } }))]);
    await say(MeasureProtected as never, 1, { reason: '积水超过车轮', reviewBy: at, evidence: [] });
    await s.say([{ event: MeasureVerified, aggregate: `measure/${measureId}`, version: 3, data: { siteId, area, measure: 'CLOSE', orderId: measureId, dutyId: measureId, by, at } }]);
    await say(MeasureLiftOrdered as never, 4);
    await waitFor(async () => (await list()).ground[0]?.lifting === true);
    expect(await list()).toMatchObject({ counts: { measures: 1, lifting: 1 }, ground: [{ state: 'verified', lifting: true }] });
    await say(MeasureLifted as never, 5);
    await waitFor(async () => (await list()).counts.measures === 0);
    const { items } = await s.ok<AttentionPage>('duty1', 'command.attention.list', { state: 'open' });
    // the street settles its own contradiction
    expect(items.map((a) => a.kind).sort()).toEqual(['protection', 'protection-unapproved', 'site-conflict']);
  });

  it('knows what was ordered and the ground lifted by itself, on a site and over an area; a lift order that came too late ends; what was verified and broke comes before the officer', async () => {
    const by = personId('street-561');
    const [post] = await s.sql<{ id: string }>(`select id from known where kind = 'post' and data->>'area' = '410171561' and data->>'force' = 'URBAN_MGMT' and data->>'kind' = 'LEADER'`);
    const [site] = await s.sql<{ id: string; data: { area: string } }>(`select id, data from known where kind = 'site' and data->>'area' like '410171561%' order by id limit 1`);
    const to = { kind: 'post', id: post!.id };
    await s.ok('duty1', 'command.order.issue', { measure: 'SEAL', addressee: to, area: site!.data.area, siteId: site!.id });
    await s.ok('duty1', 'command.order.issue', { measure: 'SUSPEND', scope: 'TRANSPORT', addressee: to, area: '410171561' });
    const [one, late] = await rows(`measure in ('SEAL', 'SUSPEND') and state = 'issued'`);
    await done([one!, late!]);
    expect((await list()).counts.measures).toBe(2);
    const [sent] = (await lift([late!.id])).orders;
    const at = s.clock.now().toISOString();
    const fact = (o: Row): object => ({ measureId: o.id, area: o.area, measure: o.measure, by, at });
    const broken = async (): Promise<number> => (await s.ok<AttentionPage>('duty1', 'command.attention.list', { state: 'open', limit: 200 })).items.filter((a) => a.kind === 'measure-broken').length;
    const seal = { ...fact(one!), siteId: site!.id };
    const verified = (version: number): Promise<string[]> => s.say([{ event: MeasureVerified, aggregate: `measure/${one!.id}`, version, data: { siteId: site!.id, area: one!.area, measure: 'SEAL', orderId: one!.id, dutyId: one!.id, by, at } }]);
    const returned = (version: number): Promise<string[]> => s.say([{ event: MeasureReturned, aggregate: `measure/${one!.id}`, version, data: { ...seal, reason: '围挡被冲开' } }]);
    // sent back before it was verified it is no break; after that it is, once, until it was verified again
    await returned(2);
    await verified(4);
    expect((await list()).items.find((m) => m.orderId === one!.id)).not.toHaveProperty('broken');
    await returned(5);
    await returned(5);
    await waitFor(async () => (await list()).items.find((m) => m.orderId === one!.id)?.broken === true);
    expect(await broken()).toBe(1);
    await verified(6);
    await waitFor(async () => (await list()).items.find((m) => m.orderId === one!.id)?.broken === undefined);
    expect(await broken()).toBe(1);
    await s.say([
      { event: MeasureLifted, aggregate: `measure/${one!.id}`, version: 7, data: seal },
      { event: AreaMeasureLifted, aggregate: `measure/${late!.id}`, version: 7, data: fact(late!) },
      { event: MeasureLifted, aggregate: `measure/${one!.id}`, version: 7, data: seal },
    ]);
    await waitFor(async () => (await list()).counts.measures === 0);
    expect((await s.events<{ orderId: string; by: string }>('command.order.lifted-on-ground.v1')).map((e) => [e.orderId, e.by]).sort()).toEqual([[one!.id, by], [late!.id, by]].sort());
    expect(await s.sql<{ state: string }>('select state from orders where id = $1', [sent!.liftOrderId])).toEqual([{ state: 'withdrawn' }]);
    expect(await s.refused('duty1', 'command.stand-down.lift', { orders: [one!.id], reason: 'x' })).toBe('state.conflict');
  });

  it('holds what posts were told and have not reported; ends it in one act, with a reason, and keeps what is reported', async () => {
    const packets = await rows(`force is not null and street = '561'`);
    expect(await list()).toMatchObject({ counts: { measures: 0, tasks: 360, unverified: 0 }, tasks: [{ area: '410171561', open: 360, unverified: 0 }] });
    await done(packets.slice(0, 1), false);
    await done(packets.slice(1, 2));
    expect((await list()).tasks).toEqual([{ area: '410171561', open: 358, unverified: 1 }]);
    expect(await s.call('commander', 'command.incident.close', { id: incidentId, reason: '结束' })).toMatchObject({ refusal: { code: 'state.conflict', state: 'in-force', detail: 'still in force: 358 tasks' } });
    const end = (more: object = {}): object => ({ id: incidentId, reason: '降雨结束，各岗位撤收', ...more });
    expect(await s.refused('street-561', 'command.stand-down.end-tasks', end({ area: '410171561' }))).toBe('access.area');
    expect(await s.refused('duty1', 'command.stand-down.end-tasks', end({ id: newId() }))).toBe('unknown.id');
    expect(await s.ok('duty1', 'command.stand-down.end-tasks', end({ area: '410171560' }))).toMatchObject({ ended: 0, perArea: [] });
    expect(await s.ok('duty1', 'command.stand-down.end-tasks', end({ orderSetId: newId() }))).toMatchObject({ ended: 0 });
    const grid = packets[2]!.area;
    expect(await s.ok('duty1', 'command.stand-down.end-tasks', end({ area: grid }))).toMatchObject({ ended: packets.slice(2).filter((p) => p.area === grid).length });
    expect(await s.ok('duty1', 'command.stand-down.end-tasks', end())).toEqual({ incidentId, ended: 358 - packets.slice(2).filter((p) => p.area === grid).length, perArea: [{ area: '410171561', orders: 358 - packets.slice(2).filter((p) => p.area === grid).length }] });
    expect(await list()).toMatchObject({ counts: { tasks: 0, unverified: 1 } });
    const told = (await s.events<{ orderId: string; reason: string }>('command.order.withdrawn.v1')).filter((e) => e.reason === '降雨结束，各岗位撤收');
    expect(told.map((e) => e.orderId).sort()).toEqual(packets.slice(2).map((p) => p.id).sort());
    expect(await s.sql('select 1 from orders where id = any($1) and next_due is not null', [packets.slice(2).map((p) => p.id)])).toEqual([]);
  });

  it('then closes the incident, once; the next raise opens another', async () => {
    expect(await s.ok('commander', 'command.incident.close', { id: incidentId, reason: '各项管控已解除' })).toMatchObject({ id: incidentId, state: 'closed' });
    expect(await s.refused('commander', 'command.incident.close', { id: incidentId, reason: 'x' })).toBe('state.conflict');
    expect(await s.events('command.incident.closed.v1')).toHaveLength(1);
    // nobody is called any more, and what was reported can still be verified
    expect(await s.sql('select 1 from orders where next_due is not null')).toEqual([]);
    const [waits] = await rows(`force is not null and state = 'reported'`);
    await done([waits!]);
    expect(await s.refused('duty1', 'command.stand-down.end-tasks', { id: incidentId, reason: 'x' })).toBe('state.conflict');
    await s.ok('duty1', 'command.level.raise', { level: 'IV', areas: ['410171561'], reason: '再次降雨' });
    const { incident } = await list();
    expect(incident!.id).not.toBe(incidentId);
    expect(await s.refused('commander', 'command.incident.close', { id: incident!.id, reason: 'x' })).toBe('state.conflict');
  });
});
