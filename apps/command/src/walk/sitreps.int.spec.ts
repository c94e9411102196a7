import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noCounts } from '@xunling/contracts';
import { CasualtyAdded, CasualtyChanged, CasualtyWithdrawn, DutyAcknowledged, DutyOpened, DutyReported, DutyVerified, EvacuationArrived, EvacuationMoved, MeasureExecuted, MeasureLifted, MeasureProtected, type EventClass, type SitrepClocks, type SitrepRecount, type SitrepView } from '@xunling/contracts/classes';
import { derivedId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import type { Figures } from '../sitrep/sitrep.js';
import { CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

interface Sealed { site: { id: string; area: string }; measure: string }
type Report = SitrepView & { figures: Figures };
let incidentId = '';
const orders = (): Promise<{ id: string; area: string; street: string; addressee_id: string }[]> => s.sql('select id, area, street, addressee_id from orders order by pos');
async function say(order: { id: string; area: string; street: string; addressee_id: string }, event: EventClass, version: number, at = s.clock.now()): Promise<void> {
  const itemId = derivedId('duty', order.id);
  const base = { itemId, orderId: order.id, area: order.area };
  const data = event === DutyOpened ? { ...base, addresseeKind: 'post', addresseeId: order.addressee_id, measure: 'PATROL', dueAt: at.toISOString() } : { ...base, by: personId('inspector-561'), at: at.toISOString(), ...(event === DutyReported ? { evidence: [], late: false } : event === DutyAcknowledged ? { late: false, deputy: false } : {}) };
  await s.say([{ event, aggregate: `duty/${itemId}`, version, street: order.street, data }]);
}
const known = (n: number): Promise<unknown> => waitFor(async () => (await s.sql<{ n: number }>('select count(*)::int n from order_trace'))[0]!.n === n);
const later = (minutes: number): void => { s.clock.advance(minutes * 60_000); };
const draft = (kind: string, more: object = {}, who = 'duty1'): Promise<Report> => s.ok<Report>(who, 'command.sitrep.draft', { incidentId, kind, textZh: '雨势持续', ...more });

describe('situation reports', () => {
  let first: Report;

  it('begin with the incident: 15 and 35 minutes, two hours, owned by the officer on duty', async () => {
    await s.ok('duty1', 'command.level.raise', { level: 'III', areas: ['410171561'], reason: '局地暴雨' });
    [{ id: incidentId }] = (await s.ok<{ items: { id: string }[] }>('duty1', 'command.incident.list')).items as [{ id: string }];
    const { items } = await waitFor(async () => { const c = await s.ok<SitrepClocks>('duty1', 'command.sitrep.clocks', { incident: incidentId }); return c.items.length === 3 ? c : undefined; });
    expect(items.map((c) => [c.clock, c.dueAt, c.ownerId])).toEqual([['phone', '2021-07-20T00:15:00.000Z', personId('duty1')], ['written', '2021-07-20T00:35:00.000Z', personId('duty1')], ['first', '2021-07-20T02:00:00.000Z', personId('duty1')]]);
    expect((await s.ok<SitrepClocks>('duty1', 'command.sitrep.tell', { incidentId, toWhom: '市防指值班室' })).items[0]).toMatchObject({ doneBy: personId('duty1'), toWhom: '市防指值班室', late: false });
    expect(await s.refused('duty1', 'command.sitrep.tell', { incidentId, toWhom: 'x' })).toBe('state.conflict');
  });

  it('count what command knew at their instant, from records, with the silent streets named', async () => {
    const [a, b, c] = await orders() as [never, never, never];
    for (const o of [a, b, c]) await say(o, DutyOpened, 1);
    await say(a, DutyAcknowledged, 2);
    await say(b, DutyReported, 2);
    await known(5);
    later(10);
    first = await draft('INITIAL');
    expect(first).toMatchObject({ number: 1, state: 'draft', author: personId('duty1') });
    expect(first.figures).toMatchObject({
      levels: { '410171561': 'III' }, decisions: { open: 0 }, orders: { issued: 360, delivered: 3, acknowledged: 2, executing: 1, reported: 1, verified: 0, ended: 0 }, perStreet: { 561: { issued: 360, reported: 1, verified: 0 } }, sources: { counted: ['561'], silent: [] },
    });
    expect(await s.refused('duty1', 'command.sitrep.draft', { incidentId, kind: 'INITIAL', textZh: '' })).toBe('state.conflict');
    expect(await s.refused('duty1', 'command.sitrep.draft', { incidentId, kind: 'FOLLOW_UP', textZh: '' })).toBe('state.conflict');
    expect(await s.refused('duty1', 'command.sitrep.edit', { id: first.id, textZh: '', asOf: '2031-01-01T00:00:00Z' })).toBe('input.impossible');
  });

  it('give the same figures for the same instant, whatever comes late', async () => {
    const [, b, , d] = await orders() as [never, never, never, never];
    // occurred before the report's instant, learned of after it
    await say(d, DutyOpened, 1, new Date('2021-07-20T00:01:00Z'));
    await say(b, DutyVerified, 3, new Date('2021-07-20T00:02:00Z'));
    await known(7);
    await s.ok('duty1', 'command.order.withdraw', { id: (d as { id: string }).id, reason: '误发' });
    later(2);
    expect(await s.ok<SitrepRecount>('auditor', 'command.sitrep.recount', { id: first.id })).toMatchObject({ same: true, figuresHash: first.figuresHash });
  });

  it('are approved by another than the author, then frozen with a hash, also against SQL', async () => {
    expect(await s.refused('duty2', 'command.sitrep.edit', { id: first.id, textZh: 'x' })).toBe('access.role');
    await s.ok('duty1', 'command.sitrep.edit', { id: first.id, textZh: '雨势持续，三处积水' });
    expect((await s.ok<Report>('duty1', 'command.sitrep.submit', { id: first.id })).state).toBe('submitted');
    expect(await s.refused('duty1', 'command.sitrep.publish', { id: first.id })).toBe('same-person');
    await s.ok('commander', 'command.sitrep.return', { id: first.id, reason: '补充封控情况' });
    expect(await s.refused('commander', 'command.sitrep.publish', { id: first.id })).toBe('state.conflict');
    await s.ok('duty1', 'command.sitrep.submit', { id: first.id });
    const published = await s.ok<Report>('commander', 'command.sitrep.publish', { id: first.id });
    expect(published).toMatchObject({ state: 'published', approver: personId('commander'), hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await s.refused('duty1', 'command.sitrep.edit', { id: first.id, textZh: 'x' })).toBe('state.conflict');
    await expect(s.sql(`update sitrep set text_zh = 'x' where id = '${first.id}'`)).rejects.toThrow(/frozen/);
    const { items } = await s.ok<SitrepClocks>('duty1', 'command.sitrep.clocks', { incident: incidentId });
    expect(items.map((c) => [c.clock, c.doneAt !== undefined, c.late])).toEqual([['phone', true, false], ['written', true, false], ['first', true, false], ['follow-up', false, false]]);
  });

  it('ask for an explanation where a figure moved by over a fifth', async () => {
    await s.ok('duty1', 'command.level.raise', { level: 'III', areas: ['410171560'], reason: '雨带扩大' });
    later(30);
    const second = await draft('FOLLOW_UP', {}, 'duty2');
    expect(second.figures.orders.issued).toBe(720);
    expect(await s.call('duty2', 'command.sitrep.submit', { id: second.id })).toMatchObject({ refusal: { code: 'input.impossible', errors: [{ path: 'orders.issued', reason: 'jumped' }] } });
    await s.ok('duty2', 'command.sitrep.submit', { id: second.id, explanation: '明湖街道启动Ⅲ级响应' });
    await s.ok('commander', 'command.sitrep.publish', { id: second.id });
  });

  it('show a dispute between sources until a named person settles it', async () => {
    const state = (value: string, source: string, who = 'duty1') => s.ok<{ items: { subject: string; disputed: boolean; claims: { id: string; value: string }[] }[] }>(who, 'command.claim.state', { incidentId, subject: '溃口时间', value, source, confidence: 'medium' });
    await state('16:30', '现场指挥');
    const { items } = await state('17:00', '街道报告', 'street-561');
    expect(items).toEqual([expect.objectContaining({ subject: '溃口时间', disputed: true, claims: [expect.objectContaining({ value: '16:30' }), expect.objectContaining({ value: '17:00' })] })]);
    later(1);
    const report = await draft('FOLLOW_UP', {}, 'duty2');
    expect(report.figures.claims).toEqual([{ subject: '溃口时间', disputed: true, values: [{ value: '16:30', source: '现场指挥', confidence: 'medium' }, { value: '17:00', source: '街道报告', confidence: 'medium' }] }]);
    expect(await s.refused('commander', 'command.claim.settle', { id: incidentId, reason: 'x' })).toBe('unknown.id');
    const settled = await s.ok<{ items: { disputed: boolean; settled?: { claimId: string } }[] }>('commander', 'command.claim.settle', { id: items[0]!.claims[0]!.id, reason: '与监控录像一致' });
    expect(settled.items[0]).toMatchObject({ disputed: false, settled: { claimId: items[0]!.claims[0]!.id } });
    expect(await s.refused('commander', 'command.claim.settle', { id: items[0]!.claims[0]!.id, reason: 'x' })).toBe('state.conflict');
    expect(await s.ok<SitrepRecount>('duty2', 'command.sitrep.recount', { id: report.id })).toMatchObject({ same: true });
  });

  it('count dead, missing and injured from person records by when command learned of them; a fall is explained', async () => {
    const [a, b] = [derivedId('casualty', 'a'), derivedId('casualty', 'b')];
    const told = (event: EventClass, id: string, version: number, data: object): Promise<string[]> => s.say([{ event, aggregate: `casualty/${id}`, version, street: '561', data: { casualtyId: id, area: '410171561901001', by: personId('street-561'), ...data } }]);
    const facts = (n: number): Promise<unknown> => waitFor(async () => (await s.sql<{ n: number }>('select count(*)::int n from casualty_fact'))[0]!.n === n);
    for (const id of [a, b]) await told(CasualtyAdded, id, 1, { kind: 'MISSING', source: '家属', occurredAt: s.clock.now().toISOString(), receivedAt: s.clock.now().toISOString() });
    await facts(2);
    later(1);
    const first = await draft('FOLLOW_UP', {}, 'duty2');
    expect(first.figures.casualties).toEqual({ dead: 0, missing: 2, injured: 0, perStreet: { 561: { dead: 0, missing: 2, injured: 0 } } });
    await s.ok('duty2', 'command.sitrep.submit', { id: first.id, explanation: '新增失踪' });
    await s.ok('commander', 'command.sitrep.publish', { id: first.id });
    later(1);
    await told(CasualtyWithdrawn, b, 2, { reason: '误报' });
    await told(CasualtyChanged, a, 2, { kind: 'DEAD', source: '医院', reason: '死亡证明' });
    await facts(4);
    later(1);
    const second = await draft('FOLLOW_UP', {}, 'duty2');
    expect(second.figures.casualties).toMatchObject({ dead: 1, missing: 0 });
    const refused = await s.call('duty2', 'command.sitrep.submit', { id: second.id });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'input.impossible', errors: [{ path: 'casualties.dead', reason: 'jumped' }, { path: 'casualties.missing', reason: 'fell' }] } });
    // what came since changes nothing of the published one
    expect(await s.ok<SitrepRecount>('duty2', 'command.sitrep.recount', { id: first.id })).toMatchObject({ same: true });
  });

  it('count who was moved and who is in a shelter from the ledgers of evacuations, ordered or not, by when command learned of it', async () => {
    const evacuationId = derivedId('evacuation', 'e');
    const ledgerId = derivedId('ledger', 'e');
    const told = (event: EventClass, version: number, totals: object): Promise<string[]> => s.say([{ event, aggregate: `ledger/${ledgerId}`, version, street: '561', data: { evacuationId, ledgerId, area: '410171561901001', count: 1, personIds: [derivedId('person', String(version))], totals: { ...noCounts(), planned: 77, ...totals }, by: personId('street-561'), at: s.clock.now().toISOString() } }]);
    const facts = (n: number): Promise<unknown> => waitFor(async () => (await s.sql<{ n: number }>('select count(*)::int n from evacuation_fact'))[0]!.n === n);
    await told(EvacuationMoved, 1, { listed: 37, moved: 40 });
    await facts(1);
    later(1);
    const report = await draft('FOLLOW_UP', {}, 'duty2');
    expect(report.figures.evacuation).toEqual({ planned: 77, waiting: 37, moved: 40, sheltered: 0, refused: 0 });
    later(1);
    await told(EvacuationArrived, 2, { listed: 20, moved: 11, arrived: 46, refused: 2 });
    await facts(2);
    expect(await s.ok<SitrepRecount>('duty2', 'command.sitrep.recount', { id: report.id })).toMatchObject({ same: true });
    later(1);
    const next = await draft('FOLLOW_UP', {}, 'duty2');
    expect(next.figures.evacuation).toEqual({ planned: 77, waiting: 20, moved: 57, sheltered: 46, refused: 2 });
  });

  it('are corrected by a new number, closed by one final report', async () => {
    const correction = await draft('INITIAL', { corrects: first.id });
    expect(correction).toMatchObject({ number: 8, corrects: first.id });
    await draft('FINAL', {}, 'duty2');
    expect(await s.refused('duty2', 'command.sitrep.draft', { incidentId, kind: 'FOLLOW_UP', textZh: '' })).toBe('state.conflict');
    expect((await s.ok<{ items: Report[] }>('observer', 'command.sitrep.list', { incident: incidentId })).items.map((r) => r.number)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('late ones are overdue once, and lateness stays', async () => {
    later(25 * 60);
    await waitFor(async () => (await s.events('command.sitrep.overdue.v1')).length === 1);
    expect(await s.events('command.sitrep.overdue.v1')).toEqual([expect.objectContaining({ clock: 'follow-up', ownerId: personId('duty1') })]);
    later(60);
    expect((await s.ok<SitrepClocks>('duty1', 'command.sitrep.clocks', { incident: incidentId })).items.at(-1)).toMatchObject({ clock: 'follow-up', overdue: true, late: true });
    expect(await s.events('command.sitrep.overdue.v1')).toHaveLength(1);
  });

  it('give the same figures a week later', async () => {
    later(7 * 24 * 60);
    expect(await s.ok<SitrepRecount>('auditor', 'command.sitrep.recount', { id: first.id })).toMatchObject({ same: true, figuresHash: first.figuresHash });
  });

  it('count what the ground closed without an order beside what was ordered, each closure once, by when it was learned', async () => {
    const area = '410171561901001';
    const tell = (measureId: string, siteId: string, version: number, event: EventClass, more: object = {}): Promise<string[]> =>
      s.say([{ event, aggregate: `measure/${measureId}`, version, street: '561', data: { ...(event === MeasureExecuted ? { orderId: measureId, dutyId: measureId } : { measureId }), siteId, area, measure: 'SEAL', by: personId('grid-410171561901001'), at: s.clock.now().toISOString(), ...more } }]);
    const known = (n: number): Promise<unknown> => waitFor(async () => (await s.sql<{ n: number }>('select count(*)::int n from ground_fact'))[0]!.n === n);
    const begun = { reason: '积水超过车轮', reviewBy: s.clock.now().toISOString(), evidence: [] };
    const sites = await s.sql<{ id: string; area: string }>(`select id, data->>'area' area from known where kind = 'site' and data->>'area' like '410171561%' order by id limit 3`);
    const [x, y, z] = sites.map((site): Sealed => ({ site, measure: derivedId('measure', site.id) })) as [Sealed, Sealed, Sealed];
    const measures = async (): Promise<Figures['measures']> => { later(1); return (await draft('INITIAL', { corrects: first.id }, 'duty2')).figures.measures; };
    const before = await measures();
    for (const m of [x, y, z]) await tell(m.measure, m.site.id, 1, MeasureProtected, begun);
    await known(3);
    expect(await measures()).toEqual({ ...before, ground: 3 });
    // one is done with a photo, one was ordered as well: it is that order now
    await tell(x.measure, x.site.id, 2, MeasureExecuted);
    await known(4);
    const [post] = await s.sql<{ id: string }>(`select id from known where kind = 'post' and data->>'area' = '410171561' and data->>'force' = 'URBAN_MGMT' and data->>'kind' = 'LEADER'`);
    await s.ok('duty1', 'command.order.issue', { measure: 'SEAL', addressee: { kind: 'post', id: post!.id }, area: y.site.area, siteId: y.site.id });
    const both = await measures();
    expect(both).toEqual({ ordered: before.ordered + 1, ground: 2, done: before.done + 1, lifted: before.lifted });
    // lifted on the ground, and an order that is taken back: what the ground did stands alone again
    await tell(z.measure, z.site.id, 2, MeasureLifted);
    await known(5);
    const [order] = await s.sql<{ id: string }>(`select id from orders where site_id = $1 and measure = 'SEAL'`, [y.site.id]);
    await s.ok('duty1', 'command.order.withdraw', { id: order!.id, reason: '现场已封闭' });
    expect(await measures()).toEqual({ ordered: before.ordered, ground: 3, done: before.done + 1, lifted: before.lifted + 1 });
    // what was counted before stays as it was counted
    expect(await s.ok<SitrepRecount>('duty2', 'command.sitrep.recount', { id: first.id })).toMatchObject({ same: true });
  });
});
