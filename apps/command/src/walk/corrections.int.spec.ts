import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DutyOpened, operationByName, type EntryPage, type EntryView, type FormDocument, type OrderTrace } from '@xunling/contracts/classes';
import { derivedId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor, withClient } from '@xunling/testing';
import { ENTRIES } from '../entry/entry.store.js';
import { CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00.000Z'); }, 60_000);
afterAll(async () => { await s.stop(); });

let incident = '';
const entries = async (who = 'duty1'): Promise<EntryView[]> => (await s.ok<EntryPage>(who, 'command.entry.list', { incident, limit: 200 })).items;
const correct = (who: string, eventId: string, textZh = '应为16:20') => s.call<EntryView>(who, 'command.entry.correct', { eventId, reason: '时间记错', textZh });
const idOf = async (type: string): Promise<string> => (await s.sql<{ id: string }>('select id from journal where type = $1 order by no limit 1', [type]))[0]!.id;

describe('corrections of the journal', () => {
  it('are new entries that point at the old one; both show, and the old one is as it was', async () => {
    await s.ok('duty1', 'command.level.raise', { level: 'III', areas: ['410171561'], reason: '局地暴雨' });
    incident = (await s.ok<{ items: { id: string }[] }>('duty1', 'command.incident.list')).items[0]!.id;
    await s.ok('street-561', 'command.claim.state', { incidentId: incident, subject: '溃口时间', value: '17:20', source: '街道报告', confidence: 'medium' });
    const claim = await idOf('command.claim.stated.v1');
    const [before] = await s.sql<{ head: string; data: string }>('select head, data from journal where id = $1', [claim]);
    s.clock.advance(60_000);
    const reply = await correct('duty1', claim);
    expect(reply).toMatchObject({ ok: true, result: { id: claim, type: 'command.claim.stated.v1', data: { value: '17:20' }, corrections: [{ reason: '时间记错', textZh: '应为16:20', by: personId('duty1') }] } });
    s.clock.advance(60_000);
    await correct('commander', claim, '应为16:25，以监控录像为准');
    expect(await s.sql('select head, data from journal where id = $1', [claim])).toEqual([before]);
    const listed = await entries();
    expect(listed.find((e) => e.id === claim)!.corrections.map((c) => [c.textZh, c.by])).toEqual([['应为16:20', personId('duty1')], ['应为16:25，以监控录像为准', personId('commander')]]);
    expect(listed.filter((e) => e.type === 'command.entry.corrected.v1').map((e) => (e.data as { eventId: string }).eventId)).toEqual([claim, claim]);
    expect(await s.sql(`select head::jsonb->>'version' v, street from journal where type = 'command.entry.corrected.v1' order by no`)).toEqual([{ v: '1', street: '000' }, { v: '2', street: '000' }]);
  });

  it('show on the trace of an order, and in the log of a form made after them', async () => {
    const [order] = await s.sql<{ id: string; area: string; street: string; addressee_id: string }>('select id, area, street, addressee_id from orders order by pos limit 1');
    await correct('duty2', derivedId('order-issued', order!.id), '责任人应为乙');
    const trace = await s.ok<OrderTrace>('grid-410171561901001', 'command.order.trace', { id: order!.id }).catch(() => s.ok<OrderTrace>('duty1', 'command.order.trace', { id: order!.id }));
    expect(trace.events.find((e) => e.type === 'command.order.issued.v1')!.corrections).toMatchObject([{ textZh: '责任人应为乙', by: personId('duty2') }]);
    const to = s.clock.now();
    s.clock.advance(60_000);
    const log = await s.ok<FormDocument>('auditor', 'command.form.render', { incident, form: '214', from: '2021-07-20T00:00:00Z', to: new Date(to.getTime() + 1).toISOString() });
    const rows = log.tables.find((t) => t.key === '7')!.rows.filter((r) => r.cells[1] === 'command.entry.corrected');
    expect(rows.map((r) => [r.cells[3], r.cells[5]])).toContainEqual(['责任人应为乙', derivedId('order-issued', order!.id)]);
  });

  it('are refused for what command did not write, what the journal says of itself, and a correction', async () => {
    const [order] = await s.sql<{ id: string; area: string; street: string; addressee_id: string }>('select id, area, street, addressee_id from orders order by pos limit 1');
    const [foreign] = await s.say([{ event: DutyOpened, aggregate: `duty/${derivedId('duty', order!.id)}`, street: order!.street, data: { itemId: derivedId('duty', order!.id), orderId: order!.id, area: order!.area, addresseeKind: 'post', addresseeId: order!.addressee_id, measure: 'PATROL', dueAt: '2021-07-20T00:10:00.000Z' } }]);
    await waitFor(async () => (await s.sql('select 1 from order_trace where event_id = $1', [foreign])).length === 1);
    const reasons = async (id: string): Promise<unknown> => { const r = await correct('duty1', id); return r.ok ? 'done' : [r.refusal.code, r.refusal.errors?.[0]?.path, r.refusal.errors?.[0]?.reason]; };
    expect(await reasons(foreign!)).toEqual(['input.impossible', 'eventId', 'unknown']);
    expect(await reasons(derivedId('entry', 'none'))).toEqual(['input.impossible', 'eventId', 'unknown']);
    expect(await reasons(await idOf('command.entry.corrected.v1'))).toEqual(['input.impossible', 'eventId', 'correction']);
  });

  it('are made by who answers for the area, or of what one said oneself', async () => {
    const [claim, level] = [await idOf('command.claim.stated.v1'), await idOf('command.level.raised.v1')];
    expect((await correct('street-561', claim, '我记错了')).ok).toBe(true);
    expect(await correct('street-561', level)).toMatchObject({ refusal: { code: 'access.role' } });
    expect(operationByName('command.entry.correct')!.roles).toEqual(['commander', 'duty-officer', 'department-officer', 'sub-district-officer']);
    expect(await s.refused('street-561', 'command.entry.list', { incident })).toBe('access.area');
    expect((await entries('auditor')).length).toBeGreaterThan(5);
  });

  it('are the only way: the role of the service may neither change nor delete an entry, nor may the owner', async () => {
    const claim = await idOf('command.claim.stated.v1');
    for (const sql of [`update journal set data = '{}' where id = '${claim}'`, `delete from journal where id = '${claim}'`, 'truncate journal'])
      await withClient(s.database.url, async (client) => { await expect(client.query(sql)).rejects.toThrow(/permission denied/); });
    for (const sql of [`update journal set data = '{}' where id = '${claim}'`, `delete from journal where id = '${claim}'`, 'truncate journal'])
      await withClient(s.database.ownerUrl, async (client) => { await expect(client.query(sql)).rejects.toThrow(/insert-only/); });
  });

  it('are listed page by page, by index at 100,000 entries', async () => {
    const first = await s.ok<EntryPage>('duty1', 'command.entry.list', { incident, limit: 3 });
    const second = await s.ok<EntryPage>('duty1', 'command.entry.list', { incident, limit: 3, cursor: first.nextCursor });
    expect(new Set([...first.items, ...second.items].map((e) => e.id)).size).toBe(6);
    await s.sql(`insert into journal (id, street, type, subject, head, salt, data, at) select gen_random_uuid(), '000', 'command.claim.stated.v1', 'claim/x', '{"incidentid":"' || md5((n % 50)::text)::uuid || '","time":"2021-07-20T00:00:00Z","actor":"system:command"}', '', '{}', '2021-07-20T00:00:00.000Z' from generate_series(1, 100000) n`);
    await s.sql('analyze journal');
    const plan = (await s.sql<{ 'QUERY PLAN': string }>(`explain ${ENTRIES.replace('$1', `'${incident}'`).replaceAll('$2', 'null').replace('$3', '51')}`)).map((r) => r['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index Scan Backward using journal_incident/);
    expect(plan).not.toMatch(/Seq Scan|Sort/);
  });
});
