import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DutyAcknowledged, DutyHandedBack, DutyOpened, DutyReported, DutyReturned, type EscalationPage, type OfficerMessagePage, type OrderPage, type OrderView, type ResponsibilityTrace } from '@xunling/contracts/classes';
import { derivedId, newId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { OverdueTicker } from '../order/overdue.ticker.js';
import { CommandService } from './service.fixture.js';

/** Silence reaches a person: on the superior's list, over the superior's channel, and off both when it is answered or in hand (rows 15, 60). */
let s: CommandService;
let carrier: Server;
const bodies: { userId: string; kind: string; textZh: string }[] = [];
beforeAll(async () => {
  carrier = createServer((req, res) => { let text = ''; req.on('data', (c) => { text += String(c); }); req.on('end', () => { bodies.push(JSON.parse(text) as (typeof bodies)[number]); res.end(); }); });
  await new Promise<void>((done) => { carrier.listen(0, '127.0.0.1', done); });
  const secret = join(mkdtempSync(join(tmpdir(), 'xl-escalation-')), 'secret');
  writeFileSync(secret, 'x'.repeat(40));
  process.env['XL_CALLOUT_WEBHOOK_URL'] = `http://127.0.0.1:${(carrier.address() as AddressInfo).port}/`;
  process.env['XL_CALLOUT_WEBHOOK_SECRET_FILE'] = secret;
  s = await CommandService.start('2021-07-20T00:00:00Z');
}, 60_000);
afterAll(async () => {
  await s.stop();
  carrier.close();
  delete process.env['XL_CALLOUT_WEBHOOK_URL'];
  delete process.env['XL_CALLOUT_WEBHOOK_SECRET_FILE'];
});

const STREET = '410171561';
const HEAD = 'street-561';
const mine = (who: string): Promise<EscalationPage> => s.ok<EscalationPage>(who, 'command.escalation.list', {});
const told = (): Promise<{ userId: string; outcome: string; orders: number; reason?: string }[]> => s.events('command.escalation.told.v1');
let post = '';
const order = (): Promise<OrderView> => s.ok<OrderView>('duty1', 'command.order.issue', { measure: 'PATROL', addressee: { kind: 'post', id: post }, area: `${STREET}901` });
/** Silence long enough to climb to the head of the street, step after step. */
const silence = async (): Promise<void> => { for (let i = 0; i < 4; i++) { s.clock.advance(10 * 60_000); await s.look(OverdueTicker); } };

describe('an escalation', () => {
  it('stands before the superior, named and with what was awaited, and before nobody else', async () => {
    const [row] = await s.sql<{ id: string }>(`select id from known where kind = 'post' and data->>'area' = '${STREET}901' and data->>'force' = 'COMMUNITY' and data->>'kind' = 'LEADER'`);
    post = row!.id;
    await s.sql(`insert into contact (id, user_id, area, kind, address, ord, version) values ($1, $2, $3, 'webhook', 'head-561', 1, 1) on conflict (user_id, kind) do update set address = 'head-561'`, [newId(), personId(HEAD), STREET]);
    const one = await order();
    await silence();
    const escalated = (await s.events<{ orderId: string; toUserId: string; stage: string }>('command.order.escalated.v1')).filter((e) => e.toUserId === personId(HEAD));
    expect(escalated.length).toBeGreaterThan(0);
    const { total, items } = await mine(HEAD);
    expect(total).toBe(items.length);
    expect(items[0]).toMatchObject({ orderId: one.id, area: `${STREET}901`, stage: escalated[0]!.stage, measure: 'PATROL', addressee: { id: post } });
    expect(await mine('street-560')).toMatchObject({ total: 0, items: [] });
    expect((await mine('commander')).items.every((e) => e.to === 'commander')).toBe(true);
  });

  it('goes over the channel the superior can be rung on, one message for all of a moment', async () => {
    await waitFor(() => bodies.some((b) => b.userId === personId(HEAD)));
    expect(bodies.filter((b) => b.userId === personId(HEAD))).toEqual([expect.objectContaining({ kind: 'escalation', textZh: expect.stringContaining('已升级到您') as string, address: 'head-561' })]);
    await waitFor(async () => (await told()).length > 0);
    expect((await told())[0]).toMatchObject({ userId: personId(HEAD), outcome: 'accepted' });
  });

  it('is acknowledged by that person alone, once, on the record; the order goes on waiting', async () => {
    const [first] = (await mine(HEAD)).items;
    expect(await s.refused('duty1', 'command.escalation.acknowledge', { id: first!.id })).toBe('escalation.not-yours');
    expect(await s.refused(HEAD, 'command.escalation.acknowledge', { id: newId() })).toBe('unknown.id');
    expect(await s.ok(HEAD, 'command.escalation.acknowledge', { id: first!.id, note: '已派人' })).toMatchObject({ orderId: first!.orderId, by: personId(HEAD) });
    expect(await s.refused(HEAD, 'command.escalation.acknowledge', { id: first!.id })).toBe('state.conflict');
    expect((await mine(HEAD)).items.map((e) => e.id)).not.toContain(first!.id);
    expect(await s.events('command.escalation.acknowledged.v1')).toEqual([expect.objectContaining({ escalationId: first!.id, orderId: first!.orderId, note: '已派人', by: personId(HEAD) })]);
    expect((await s.ok<OrderView>('duty1', 'command.order.get', { id: first!.orderId })).overdue).toBe(true);
  });

  it('is on the trace of its order with the carrier that rang and who has it in hand, and on no other order\'s', async () => {
    const [acknowledged] = await s.events<{ orderId: string; escalationId: string }>('command.escalation.acknowledged.v1');
    const page = await s.ok<ResponsibilityTrace>('duty1', 'command.order.responsibility', { id: acknowledged!.orderId });
    const line = (type: string) => page.lines.filter((l) => l.type.startsWith(type));
    expect(line('command.escalation.told')).toEqual([expect.objectContaining({ channel: 'webhook', outcome: 'accepted', told: [{ userId: personId(HEAD), as: 'chain' }] })]);
    expect(line('command.escalation.acknowledged')).toEqual([expect.objectContaining({ answeredBy: personId(HEAD), reason: '已派人' })]);
    const other = await order();
    expect((await s.ok<ResponsibilityTrace>('duty1', 'command.order.responsibility', { id: other.id })).lines.map((l) => l.type)).toEqual(['command.order.issued.v1']);
    await s.ok('duty1', 'command.order.withdraw', { id: other.id, reason: '重复' });
  });

  it('leaves its order on the list of the late ones when it was answered or taken back since', async () => {
    const late = async (input: object = {}): Promise<string[]> => (await s.ok<OrderPage>('duty1', 'command.order.list', { late: true, ...input })).items.map((o) => o.id);
    const gone = await order();
    await silence();
    expect(await late()).toContain(gone.id);
    await s.ok('duty1', 'command.order.withdraw', { id: gone.id, reason: '险情解除' });
    expect((await s.ok<OrderPage>('duty1', 'command.order.list', { overdue: true })).items.map((o) => o.id)).not.toContain(gone.id);
    expect(await late({ state: 'withdrawn' })).toEqual([gone.id]);
    expect((await s.ok<OrderPage>('duty1', 'command.order.list', { late: false, state: 'withdrawn' })).items.map((o) => o.id)).not.toContain(gone.id);
  });

  it('ends by itself when the answer comes or the order is taken back', async () => {
    const [a, b] = [await order(), await order()];
    await silence();
    const waiting = async (): Promise<string[]> => [...new Set((await mine(HEAD)).items.map((e) => e.orderId))].filter((id) => id === a.id || id === b.id);
    expect((await waiting()).sort()).toEqual([a.id, b.id].sort());
    const itemId = derivedId('duty', a.id);
    const base = { itemId, orderId: a.id, area: a.area };
    await s.say([
      { event: DutyOpened, aggregate: `duty/${itemId}`, data: { ...base, addresseeKind: 'post', addresseeId: post, measure: 'PATROL', dueAt: s.clock.now().toISOString() } },
      { event: DutyAcknowledged, aggregate: `duty/${itemId}`, version: 2, data: { ...base, by: a.holderId, at: s.clock.now().toISOString(), late: true, deputy: false } },
    ]);
    await waitFor(async () => (await waiting()).length === 1);
    await s.ok('duty1', 'command.order.withdraw', { id: b.id, reason: '险情解除' });
    expect(await waiting()).toEqual([]);
  });

  it('is silent anew after a return: the same superior is told again of the same arrow, not at once but when it is overdue again', async () => {
    const one = await order();
    const itemId = derivedId('duty', one.id);
    const base = { itemId, orderId: one.id, area: one.area };
    const now = (): string => s.clock.now().toISOString();
    const rows = async (): Promise<EscalationPage['items']> => (await mine(HEAD)).items.filter((e) => e.orderId === one.id);
    await s.say([
      { event: DutyOpened, aggregate: `duty/${itemId}`, data: { ...base, addresseeKind: 'post', addresseeId: post, measure: 'PATROL', dueAt: now() } },
      { event: DutyAcknowledged, aggregate: `duty/${itemId}`, version: 2, data: { ...base, by: one.holderId, at: now(), late: false, deputy: false } },
      { event: DutyReported, aggregate: `duty/${itemId}`, version: 3, data: { ...base, by: one.holderId, at: now(), late: false, evidence: [] } },
    ]);
    await waitFor(async () => (await s.ok<OrderView>('duty1', 'command.order.get', { id: one.id })).state === 'reported');
    s.clock.advance(240 * 60_000);
    await silence();
    const [first] = await waitFor(async () => { const list = await rows(); return list.length > 0 && list; });
    expect(first).toMatchObject({ stage: 'verified' });
    await s.say([{ event: DutyReturned, aggregate: `duty/${itemId}`, version: 4, data: { ...base, by: personId('inspector-561'), at: now(), reason: '照片不清', dueAt: new Date(s.clock.now().getTime() + 300 * 60_000).toISOString() } }]);
    await waitFor(async () => (await s.ok<OrderView>('duty1', 'command.order.get', { id: one.id })).state === 'executing');
    expect(await rows()).toEqual([]);
    await s.say([{ event: DutyReported, aggregate: `duty/${itemId}`, version: 5, data: { ...base, by: one.holderId, at: now(), late: false, evidence: [] } }]);
    await waitFor(async () => (await s.ok<OrderView>('duty1', 'command.order.get', { id: one.id })).state === 'reported');
    s.clock.advance(420 * 60_000);
    await silence();
    const again = await rows();
    expect(again.map((e) => e.stage)).toEqual(['verified']);
    expect(again[0]!.id).not.toBe(first!.id);
    await s.ok('duty1', 'command.order.withdraw', { id: one.id, reason: 'x' });
  });

  it('of work that was handed back stands before the superior at once, in words of its own, and rings', async () => {
    const one = await order();
    const itemId = derivedId('duty', one.id);
    const before = bodies.length;
    const base = { itemId, orderId: one.id, area: one.area };
    const handed = (): Promise<string[]> => s.say([
      { event: DutyOpened, aggregate: `duty/${itemId}`, data: { ...base, addresseeKind: 'post', addresseeId: post, measure: 'PATROL', dueAt: s.clock.now().toISOString() } },
      { event: DutyHandedBack, aggregate: `duty/${itemId}`, version: 2, data: { ...base, by: one.holderId, at: s.clock.now().toISOString(), reason: '道路被淹' } },
    ]);
    // the next above this post, as the clock told it before
    const { toUserId: above } = (await s.events<{ step: number; toUserId: string }>('command.order.escalated.v1')).find((e) => e.step === 1)!;
    await s.sql(`insert into contact (id, user_id, area, kind, address, ord, version) values ($1, $2, $3, 'webhook', 'above', 0, 1) on conflict do nothing`, [newId(), above, STREET]);
    await handed();
    await waitFor(async () => (await s.sql('select 1 from escalation where order_id = $1', [one.id])).length > 0);
    expect(await s.sql('select user_id, by_user, reason from escalation where order_id = $1', [one.id])).toEqual([{ user_id: above, by_user: one.holderId, reason: '道路被淹' }]);
    await waitFor(() => bodies.length > before);
    expect(bodies.slice(before).map((b) => [b.userId, b.textZh.includes('被交回')])).toEqual([[above, true]]);
    // told twice
    await handed();
    await s.ok('duty1', 'command.order.withdraw', { id: one.id, reason: 'x' });
    expect(await s.sql('select 1 from escalation where order_id = $1', [one.id])).toHaveLength(1);
  });

  it('counts against the six messages an hour: what is more is held back by name, and shown on screen all the same', async () => {
    await waitFor(async () => (await s.sql("select 1 from escalation_message where state = 'queued'")).length === 0);
    const before = (await told()).length;
    for (let i = 0; i < 8; i++) {
      const { id } = await order();
      for (const reason of ['无人应答', '仍无人应答']) await s.ok('duty1', 'command.order.escalate', { id, reason });
    }
    expect(await s.refused('street-560', 'command.order.escalate', { id: (await order()).id, reason: 'x' })).toBe('access.area');
    const own = (await told()).slice(before).filter((e) => e.userId === personId(HEAD));
    await waitFor(async () => (await s.sql("select 1 from escalation_message where state = 'queued'")).length === 0);
    expect((await s.sql<{ n: number }>(`select count(*)::int n from escalation_message where state = 'accepted' and user_id = $1 and accepted_at > $2::timestamptz - interval '1 hour'`, [personId(HEAD), s.clock.now()]))[0]!.n).toBe(6);
    expect(own.filter((e) => e.outcome === 'suppressed').every((e) => e.reason === 'over-hourly-limit')).toBe(true);
    expect(own.filter((e) => e.outcome === 'suppressed').length).toBeGreaterThan(0);
    expect((await mine(HEAD)).total).toBeGreaterThanOrEqual(8);
  });

  it('has every message listed with what became of it and why, for who commands the zone alone', async () => {
    const { items } = await s.ok<OfficerMessagePage>('duty1', 'command.escalation.messages', { state: 'suppressed' });
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter((m) => m.reason === 'over-hourly-limit').map((m) => [m.kind, m.userId, m.channel])).toContainEqual(['escalation', personId(HEAD), 'webhook']);
    const all = await s.ok<OfficerMessagePage>('auditor', 'command.escalation.messages', { limit: 2 });
    expect([all.items.length, all.nextCursor !== undefined]).toEqual([2, true]);
    for (const who of [HEAD, 'observer', 'admin']) expect(await s.refused(who, 'command.escalation.messages', {})).toMatch(/^access\./);
  });

  it('of an order of level I or II is about lives: it rings past the six', async () => {
    const rung = async (level: string): Promise<string[]> => {
      const { id } = await order();
      await s.sql('update orders set level = $2 where id = $1', [id, level]);
      for (const reason of ['无人应答', '仍无人应答']) await s.ok('duty1', 'command.order.escalate', { id, reason });
      const [e] = await s.sql<{ id: string }>('select id from escalation where order_id = $1 and user_id = $2', [id, personId(HEAD)]);
      return (await s.sql<{ state: string }>('select state from escalation_message where $1 = any(about)', [e!.id])).map((m) => m.state);
    };
    expect(await rung('III')).toEqual(['suppressed']);
    expect((await rung('II'))[0]).toMatch(/queued|accepted/);
    expect((await rung('I'))[0]).toMatch(/queued|accepted/);
  });
});
