import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertQuarantined, AlertReceived, ReportClosed, ReportMade, ReportReopened, ReportTaken } from '@xunling/contracts/classes';
import { derivedId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { DecisionTicker } from '../decision/decision.ticker.js';
import { alertData, CommandService, referenceTo } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-19T14:00:00Z'); }, 60_000);
afterAll(async () => { await s.stop(); });

type W = { id: string; state: string; colour: string; headline: string };
const warnings = async (input: object = {}): Promise<W[]> => (await s.ok<{ items: W[] }>('observer', 'command.warning.list', input)).items;
const alert = (more: Parameters<typeof alertData>[0]) => ({ event: AlertReceived, aggregate: `alert/${more.name}`, street: '000', data: alertData(more) });
const sent = (time: string): string => `2021-07-19T${time}:00+08:00`;
/** A later alert of another hazard, told last: when its warning is there, what came before was handled. */
let marks = 0;
async function settled(): Promise<void> {
  const name = `mark-${++marks}`;
  await s.say([alert({ name, sent: sent('21:00'), colour: 'BLUE', hazard: `MARK${marks}` })]);
  await waitFor(async () => (await warnings({ limit: 500 })).some((w) => w.headline === name));
}
const of = async (...names: string[]): Promise<string[]> => (await warnings({ limit: 500 })).filter((w) => names.includes(w.headline)).map((w) => `${w.headline} ${w.colour} ${w.state}`);

describe('an alert that is real and ours', () => {
  it('opens nothing as Exercise, Test, System or Draft, and nothing outside the zone', async () => {
    await s.say(['Exercise', 'Test', 'System', 'Draft'].map((status) => alert({ name: status, sent: sent('21:00'), status })));
    await s.say([alert({ name: 'elsewhere', sent: sent('21:00'), ours: false, areas: [] })]);
    await settled();
    expect(await of('Exercise', 'Test', 'System', 'Draft', 'elsewhere')).toEqual([]);
    expect((await s.ok<{ items: unknown[] }>('duty1', 'command.decision.list')).items).toEqual([]);
  });

  it('is history where it had expired on arrival, and opens no decision', async () => {
    await s.say([alert({ name: 'old', sent: sent('10:00'), expires: sent('12:00'), hazard: 'H1' })]);
    await settled();
    expect(await of('old')).toEqual(['old RED expired']);
    expect((await s.events<{ headline: string }>('command.warning.recorded.v1')).map((w) => w.headline)).toContain('old');
    expect((await s.ok<{ items: unknown[] }>('duty1', 'command.decision.list')).items).toEqual([]);
  });

  it('waits as a Cancel for its Alert and then applies', async () => {
    await s.say([alert({ name: 'lift', sent: sent('21:10'), msgType: 'Cancel', references: [referenceTo('late', sent('21:00'))], hazard: 'H2' })]);
    await s.say([alert({ name: 'late', sent: sent('21:00'), hazard: 'H2' })]);
    await settled();
    expect(await of('late')).toEqual(['late RED lifted']);
    expect((await s.ok<{ items: unknown[] }>('duty1', 'command.decision.list')).items).toEqual([]);
  });

  it('never lets an older colour that comes late replace the newer one', async () => {
    await s.say([alert({ name: 'new', sent: sent('21:40'), hazard: 'H3' })]);
    await s.say([alert({ name: 'stale', sent: sent('20:00'), colour: 'YELLOW', hazard: 'H3' })]);
    await settled();
    expect(await of('new', 'stale')).toEqual(['new RED active']);
  });

  it('has no second effect where it is told twice', async () => {
    const before = (await warnings({ limit: 500 })).length;
    await s.say([alert({ name: 'new', sent: sent('21:40'), hazard: 'H3' })]);
    await settled();
    expect(await warnings({ limit: 500 })).toHaveLength(before + 1);
  });

  it('that is upgraded after a hold has one decision, in its colour; the hold is not looked at again, nor anything once it is lifted', async () => {
    type D = { id: string; warningId: string; state: string; colour: string; reviewAt?: string };
    const ofHold = async (): Promise<D[]> => (await s.ok<{ items: D[] }>('duty1', 'command.decision.list', { limit: 500 })).items.filter((d) => d.warningId === warningId).reverse();
    let warningId = '';
    await s.say([alert({ name: 'o', sent: sent('21:41'), colour: 'ORANGE', hazard: 'H8' })]);
    const first = await waitFor(async () => (await s.ok<{ items: D[] }>('duty1', 'command.decision.list', { state: 'open' })).items.find((d) => d.colour === 'ORANGE'));
    warningId = first.warningId;
    await s.ok('duty1', 'command.decision.hold', { id: first.id, reason: '雨带南移', reviewAt: '2021-07-19T22:05:00+08:00' });
    await s.say([alert({ name: 'r', sent: sent('21:42'), colour: 'RED', hazard: 'H8', msgType: 'Update', references: [referenceTo('o', sent('21:41'))] })]);
    await waitFor(async () => (await ofHold()).length === 2);
    s.clock.set(new Date('2021-07-19T22:06:00+08:00'));
    await s.look(DecisionTicker);
    expect((await ofHold()).map((d) => [d.state, d.colour, d.reviewAt])).toEqual([['held', 'ORANGE', undefined], ['open', 'RED', undefined]]);
    const [, second] = await ofHold();
    await s.ok('duty1', 'command.decision.hold', { id: second!.id, reason: '已核实', reviewAt: '2021-07-19T22:30:00+08:00' });
    await s.say([alert({ name: 'off', sent: sent('21:50'), msgType: 'Cancel', references: [referenceTo('r', sent('21:42'))], hazard: 'H8' })]);
    await settled();
    s.clock.set(new Date('2021-07-19T22:31:00+08:00'));
    await s.look(DecisionTicker);
    expect((await ofHold()).map((d) => [d.state, d.reviewAt])).toEqual([['held', undefined], ['held', undefined]]);
    // held before this rule, for a warning that has ended since: it stays held
    await s.sql("update decision set review_at = '2021-07-19T22:31:00+08:00' where warning_id = $1", [warningId]);
    await s.look(DecisionTicker);
    expect((await ofHold()).map((d) => [d.state, d.reviewAt])).toEqual([['held', undefined], ['held', undefined]]);
  });

  it('lapses the open decision when it is lifted, and ends by expiry where nobody lifts it', async () => {
    const open = (await s.ok<{ items: { state: string }[] }>('duty1', 'command.decision.list', { state: 'open' })).items;
    expect(open).toHaveLength(1);
    await s.say([alert({ name: 'end', sent: sent('21:50'), msgType: 'Cancel', references: [referenceTo('new', sent('21:40'))], hazard: 'H3' })]);
    await waitFor(async () => (await s.ok<{ items: unknown[] }>('duty1', 'command.decision.list', { state: 'lapsed' })).items.length === 1);
    await s.say([alert({ name: 'brief', sent: sent('21:55'), expires: '2021-07-20T00:00:00+08:00', hazard: 'H4', colour: 'YELLOW' })]);
    await settled();
    s.clock.set(new Date('2021-07-20T00:00:00+08:00'));
    // in no list a moment after its end, ticker or not
    expect(await warnings({ active: true, limit: 500 })).not.toEqual(expect.arrayContaining([expect.objectContaining({ headline: 'brief' })]));
    await waitFor(async () => (await s.events<{ headline: string }>('command.warning.expired.v1')).some((w) => w.headline === 'brief'));
  });
});

describe('a refused alert whose status is Actual', () => {
  it('is put before the duty officer at once, and only once', async () => {
    const quarantined = (name: string, status: string) => ({
      event: AlertQuarantined, aggregate: `quarantine/${name}`, street: '999', data: { quarantineId: derivedId('q', name), digest: 'a'.repeat(64), reason: 'xsd', path: '/alert', message: 'no info', status, receivedAt: sent('22:00'), feed: 'feed-demo', area: '410171' },
    });
    await s.say([quarantined('a', 'Actual'), quarantined('b', 'Test')]);
    const items = await waitFor(async () => { const l = (await s.ok<{ items: { id: string; owner: { userId: string } }[] }>('duty1', 'command.attention.list', { state: 'open' })).items; return l.length > 0 && l; });
    expect(items).toEqual([expect.objectContaining({ about: derivedId('q', 'a'), owner: expect.objectContaining({ userId: personId('duty1') }) })]);
    expect(await s.ok('duty1', 'command.attention.close', { id: items[0]!.id, note: '已电话核实' })).toMatchObject({ state: 'closed' });
    expect(await s.refused('duty1', 'command.attention.close', { id: items[0]!.id, note: '再来' })).toBe('state.conflict');
  });
});

describe('support that the field asks for', () => {
  it('is put before the duty officer at once, is off the list when it is in hand, and back when it was closed too early', async () => {
    const about = derivedId('report', 'support');
    const fact = { reportId: about, entryId: derivedId('entry', 'support'), area: '410171561901001', channel: 'FIELD_PAGE', confidence: 'medium', evidence: [], by: personId('police-561'), occurredAt: sent('22:10'), receivedAt: sent('22:10') };
    const made = (kind: string, reportId: string, more: object = {}) => ({ event: ReportMade, aggregate: `report/${reportId}`, data: { ...fact, reportId, kind, noPositionReason: '室内', ...more } });
    const act = { reportId: about, area: fact.area, by: personId('street-561'), at: sent('22:20') };
    const list = (state: string) => s.ok<{ items: { id: string; kind: string; about: string; message: string; owner: { userId: string } }[] }>('duty1', 'command.attention.list', { state }).then((l) => l.items.filter((i) => i.kind === 'support-requested'));
    const there = (state: string, n: number) => waitFor(async () => { const l = await list(state); return l.length === n && l; });
    await s.say([made('WATER_ON_ROAD', derivedId('report', 'water')), made('SUPPORT', about, { support: { equipment: '排水泵', quantity: 2, unit: '台' } }), made('SUPPORT', about)]);
    expect(await there('open', 1)).toEqual([expect.objectContaining({ about, message: '410171561901001 排水泵 2台', owner: expect.objectContaining({ userId: personId('duty1') }) })]);
    await s.say([{ event: ReportTaken, aggregate: `report/${about}`, version: 2, data: act }]);
    await there('closed', 1);
    await s.say([{ event: ReportClosed, aggregate: `report/${about}`, version: 3, data: { ...act, outcome: 'DEALT_WITH', reason: '已到场' } }, { event: ReportReopened, aggregate: `report/${about}`, version: 4, data: { ...act, reason: '泵坏' } }]);
    await there('open', 1);
    expect(await s.events('command.attention.opened.v1')).toHaveLength(3);
  });
});
