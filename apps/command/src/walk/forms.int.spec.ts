import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertQuarantined, DutyAcknowledged, DutyCheckedIn, DutyOpened, DutyReported, DutyVerified, FORMS, operationByName, SitePublished, SiteWithdrawn, type AttentionPage, type EventClass, type FormDocument, type FormTable } from '@xunling/contracts/classes';
import { derivedId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { CommandService } from './service.fixture.js';

const START = '2021-07-20T00:00:00.000Z';
let s: CommandService;
beforeAll(async () => { s = await CommandService.start(START); }, 60_000);
afterAll(async () => { await s.stop(); });

interface Order { id: string; area: string; street: string; addressee_id: string; addressee_name: string }
let incident = '';
let to = '';
const orders = (): Promise<Order[]> => s.sql('select id, area, street, addressee_id, addressee_name from orders order by pos');
async function say(o: Order, event: EventClass, version: number, at = s.clock.now()): Promise<void> {
  const itemId = derivedId('duty', o.id);
  const base = { itemId, orderId: o.id, area: o.area };
  const more = event === DutyReported ? { evidence: [], late: false } : event === DutyAcknowledged ? { late: false, deputy: false } : event === DutyCheckedIn ? { noPositionReason: '室内' } : {};
  const data = event === DutyOpened ? { ...base, addresseeKind: 'post', addresseeId: o.addressee_id, measure: 'PATROL', dueAt: at.toISOString() } : { ...base, by: personId('inspector-561'), at: at.toISOString(), ...more };
  await s.say([{ event, aggregate: `duty/${itemId}`, version, street: o.street, data }]);
}
const known = (n: number): Promise<unknown> => waitFor(async () => (await s.sql<{ n: number }>('select count(*)::int n from order_trace'))[0]!.n === n);
const later = (minutes: number): void => { s.clock.advance(minutes * 60_000); };
const render = (form: string, who = 'duty1', end = to): Promise<FormDocument> => s.ok<FormDocument>(who, 'command.form.render', { incident, form, from: START, to: end });
const value = (d: FormDocument, key: string): string | undefined => d.fields.find((f) => f.key === key)?.value;
const table = (d: FormDocument, key: string): FormTable => d.tables.find((t) => t.key === key)!;
const hashes = async (): Promise<Record<string, string>> => Object.fromEntries(await Promise.all(FORMS.map(async (form) => [form, (await render(form)).hash] as const)));

describe('staff forms of an operational period', () => {
  let first: Record<string, string>;
  const hospital = derivedId('site', 'a hospital of the spec');
  const site = (event: EventClass, version: number, data: object): Promise<string[]> => s.say([{ event, aggregate: `site/${hospital}`, version, street: '561', data: { siteId: hospital, area: '410171561901001', ...data } }]);
  const hospitals = async (): Promise<string[]> => table(await render('206'), '5').rows.map((r) => r.cells[0]!).filter((n) => n === '示例急救医院');

  it('are filled from records: who commands, what was ordered, how far it came, who checked in', async () => {
    await s.ok('duty1', 'command.level.raise', { level: 'III', areas: ['410171561'], reason: '局地暴雨' });
    incident = (await s.ok<{ items: { id: string }[] }>('duty1', 'command.incident.list')).items[0]!.id;
    const [a, b] = await orders() as [Order, Order];
    for (const o of [a, b]) await say(o, DutyOpened, 1);
    await say(a, DutyAcknowledged, 2);
    await say(a, DutyCheckedIn, 3);
    await say(b, DutyReported, 2);
    await known(5);
    await s.ok('duty1', 'command.claim.state', { incidentId: incident, subject: '溃口时间', value: '16:30', source: '现场指挥', confidence: 'medium' });
    await site(SitePublished, 1, { name: '示例急救医院', nameEn: 'Hospital', kind: 'HOSPITAL', owner: '示例卫生单位', closeAtCm: 50, position: { lon: 113.77, lat: 34.71 } });
    await s.say([{ event: AlertQuarantined, aggregate: 'quarantine/x', street: '999', data: { quarantineId: derivedId('q', 'x'), digest: 'a'.repeat(64), reason: 'xsd', path: '/alert', message: 'no info', status: 'Actual', receivedAt: START, feed: 'feed-demo', area: '410171' } }]);
    const [asked] = await waitFor(async () => { const { items } = await s.ok<AttentionPage>('duty1', 'command.attention.list', { state: 'open' }); return items.length > 0 ? items : undefined; });
    await s.ok('duty2', 'command.attention.close', { id: asked!.id, note: '已与气象台核实' });
    await waitFor(async () => (await s.sql(`select 1 from hospital_fact where site_id = '${hospital}'`)).length === 1);
    later(30);
    to = s.clock.now().toISOString();
    later(1);
    const status = await render('209');
    expect([value(status, '1'), value(status, '4'), value(status, '8'), value(status, '38')]).toEqual([expect.any(String), expect.any(String), '0/360 (0.0%)', '410171561: III']);
    expect(table(status, '28b').rows).toHaveLength(1);
    expect(table(status, '30b').rows.map((r) => r.cells.slice(0, 3))).toEqual([['溃口时间', '16:30', '现场指挥']]);
    const work = await render('204');
    const total = (i: number): number => table(work, '6').rows.reduce((n, r) => n + Number(r.cells[i]), 0);
    expect([total(4), total(5), total(6), total(7)]).toEqual([360, 2, 1, 0]);
    expect(table(await render('203'), '3').rows.map((r) => r.cells[0])).toEqual(['指挥长 commander', '副指挥长 deputy']);
    const log = await render('214');
    expect(table(log, '7').rows.map((r) => r.cells[1])).toEqual(expect.arrayContaining(['command.incident.opened', 'command.level.raised', 'command.set.issued', 'command.claim.stated']));
    expect(table(log, '7b').rows.map((r) => r.cells)).toEqual(expect.arrayContaining([['command.order.issued', '360'], ['grid.duty.opened', '2'], ['grid.duty.reported', '1']]));
    expect(table(await render('211'), '5').rows.map((r) => [r.cells[0], r.cells[2]])).toEqual([[a.addressee_name, personId('inspector-561')]]);
  });

  it('say what was ordered for what reason, where the injured go and who told whom what', async () => {
    const objectives = await render('202');
    expect(value(objectives, '3')).toMatch(/^到岗到位 Be on post ×300; 巡查 Patrol ×60$/);
    expect(value(objectives, '4')).toBe('III级 level III: 局地暴雨');
    const [row] = table(await render('206'), '5').rows.filter((r) => r.cells[0] === '示例急救医院');
    expect(row!.cells).toEqual(['示例急救医院', '410171561901001', '示例卫生单位', '', '']);
    expect(table(await render('213'), '7b').rows.map((r) => [r.cells[1], r.cells[3], r.cells[5], r.cells[7], r.cells[8]])).toEqual([['报值班员 attention', personId('duty1'), 'no info', personId('duty2'), '已与气象台核实']]);
  });

  it('leave blank what no record says, and count how much that is', async () => {
    const [medical, message] = [await render('206'), await render('213')];
    expect([medical.blank, message.blank]).toEqual([6, 9]);
    expect(medical.tables.filter((t) => !t.derived).map((t) => [t.key, t.rows.length])).toEqual([['3', 0], ['4', 0]]);
    expect((await render('202')).fields.find((f) => f.key === '5')).toEqual({ key: '5', zh: '5. 是否需要现场安全计划', en: 'Site safety plan required', kind: 'text', derived: false, sources: [] });
  });

  it('are the same for the same period, whatever command learns later of it', async () => {
    first = await hashes();
    const [a, b, c, d] = await orders() as [Order, Order, Order, Order];
    // occurred inside the period, learned of after it
    await say(c, DutyOpened, 1, new Date('2021-07-20T00:05:00Z'));
    await say(a, DutyReported, 4, new Date('2021-07-20T00:10:00Z'));
    await say(b, DutyVerified, 3, new Date('2021-07-20T00:12:00Z'));
    await known(8);
    await s.ok('duty1', 'command.order.withdraw', { id: d.id, reason: '误发' });
    await s.ok('duty1', 'command.claim.state', { incidentId: incident, subject: '溃口时间', value: '17:00', source: '街道报告', confidence: 'medium', at: '2021-07-20T00:05:00Z' });
    await s.ok('duty1', 'command.level.raise', { level: 'III', areas: ['410171560'], reason: '雨带扩大', incident });
    await site(SiteWithdrawn, 2, { reason: '停业', by: personId('street-561'), at: s.clock.now().toISOString() });
    await waitFor(async () => (await s.sql(`select 1 from hospital_fact where site_id = '${hospital}'`)).length === 2);
    const { id: offer } = await s.ok<{ id: string }>('commander', 'command.seat-offer.make', { seat: 'commander', to: { userId: personId('duty2'), name: '值班员二' }, reason: '换班' });
    await s.ok('duty2', 'command.seat-offer.accept', { id: offer });
    later(600);
    expect(await hashes()).toEqual(first);
    expect(await hospitals()).toHaveLength(1);
    const now = s.clock.now().toISOString();
    later(1);
    expect(table(await render('206', 'duty1', now), '5').rows.some((r) => r.cells[0] === '示例急救医院')).toBe(false);
    const status = await render('209', 'auditor', now);
    expect(value(status, '8')).toBe('1/719 (0.1%)');
    expect(status.hash).not.toBe(first['209']);
  });

  it('are refused for a period that is not over or is empty, and to whom the incident is not', async () => {
    const ask = (more: object, who = 'duty1') => s.call(who, 'command.form.render', { incident, form: '209', from: START, to, ...more });
    expect(await ask({ to: s.clock.now().toISOString() })).toMatchObject({ refusal: { code: 'input.impossible', errors: [{ path: 'to', reason: 'future' }] } });
    expect(await ask({ to: START })).toMatchObject({ refusal: { errors: [{ reason: 'empty' }] } });
    expect(await ask({ incident: derivedId('incident', 'none') })).toMatchObject({ refusal: { code: 'input.impossible', errors: [{ path: 'incident' }] } });
    expect(await ask({}, 'street-561')).toMatchObject({ refusal: { code: 'access.area' } });
    expect(operationByName('command.form.render')!.roles).toEqual(['commander', 'duty-officer', 'administrator', 'department-officer', 'auditor']);
  });
});
