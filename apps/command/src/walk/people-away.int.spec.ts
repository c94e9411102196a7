import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noCounts, type LedgerCounts } from '@xunling/contracts';
import {
  EvacuationArrived, EvacuationClosed, EvacuationJoined, EvacuationLifted, EvacuationListed, EvacuationMoved, EvacuationOpened, EvacuationReturnAllowed, EvacuationUnapproved, EvacuationWentHome, MissionOpened, MissionReported, MissionVerified, type AttentionPage, type EventClass, type HandoverList,
  type StandDownList,
} from '@xunling/contracts/classes';
import { derivedId, newId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); }, 60_000);
afterAll(async () => { await s.stop(); });

const AREA = '410171561901';
const [A, B] = [`${AREA}001`, `${AREA}002`];
const by = personId('street-561');
const list = (more: object = {}, who = 'duty1'): Promise<StandDownList> => s.ok<StandDownList>(who, 'command.stand-down.list', more);
const at = (): string => s.clock.now().toISOString();
const evacuation = (event: EventClass, id: string, version: number, more: object = {}): Promise<string[]> => s.say([{ event, aggregate: `evacuation/${id}`, version, data: { evacuationId: id, area: AREA, by, at: at(), ...more } }]);
/** What happened to some persons of a grid, and how many are where after it. */
const ledger = (event: EventClass, evacuationId: string, area: string, version: number, count: number, totals: Partial<LedgerCounts>): Promise<string[]> => {
  const ledgerId = derivedId('ledger', `${evacuationId}/${area}`);
  return s.say([{ event, aggregate: `ledger/${ledgerId}`, version, data: { evacuationId, ledgerId, area, count, personIds: Array.from({ length: count }, newId), totals: { ...noCounts(), planned: 300, ...totals }, by, at: at() } }]);
};
const away = (n: number): Promise<unknown> => waitFor(async () => (await list()).counts.peopleAway === n);

describe('people away', () => {
  const [direct, ordered] = [newId(), newId()];
  let incidentId = '';

  it('of an evacuation nobody ordered stand on the list, by evacuation, with what ends it', async () => {
    await s.ok('duty1', 'command.level.raise', { level: 'IV', areas: ['410171561'], reason: '局地暴雨' });
    await s.ok('commander', 'command.level.lower', { level: 'none', areas: ['410171561'], reason: '雨停' });
    incidentId = (await list()).incident!.id;
    // the grid's own word may come before the evacuation's
    await ledger(EvacuationListed, direct, A, 1, 300, { listed: 300 });
    await evacuation(EvacuationOpened, direct, 1, { cause: 'direct', reason: '堤防渗漏' });
    await ledger(EvacuationMoved, direct, A, 2, 250, { listed: 50, moved: 250 });
    await ledger(EvacuationArrived, direct, B, 1, 300, { arrived: 250, returnAllowed: 0, refused: 50, inShelter: 250 });
    await away(500);
    const { counts, evacuations } = await list();
    expect(counts).toMatchObject({ evacuations: 1, peopleAway: 500, measures: 0 });
    expect(evacuations).toEqual([{ evacuationId: direct, area: AREA, cause: 'direct', state: 'open', openedAt: at(), planned: 600, waiting: 50, away: 500, ends: 'lift' }]);
    expect((await list({ incident: incidentId })).counts.peopleAway).toBe(500);
    expect((await list({ area: '410171560' })).counts).toMatchObject({ evacuations: 0, peopleAway: 0 });
    expect((await list({}, 'street-560')).evacuations).toEqual([]);
    expect((await list({}, 'street-561')).evacuations).toHaveLength(1);
  });

  it('hold the incident open, and go with the seat in the same number', async () => {
    const reply = await s.call('commander', 'command.incident.close', { id: incidentId, reason: '结束' });
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'state.conflict', state: 'in-force', detail: 'still in force: 1 evacuations, 360 tasks' } });
    const handover = await s.ok<HandoverList>('commander', 'command.seat.handover');
    expect(handover.counts.peopleAway).toBe(500);
    expect(handover.evacuations).toEqual((await list()).evacuations);
  });

  it('of one that an order asked for end with its lift order', async () => {
    await evacuation(EvacuationOpened, ordered, 1, { area: B, cause: 'order', orderId: newId() });
    await waitFor(async () => (await list()).evacuations.length === 2);
    expect((await list()).evacuations[1]).toMatchObject({ evacuationId: ordered, area: B, away: 0, ends: 'lift-order' });
    await evacuation(EvacuationLifted, ordered, 2, { area: B });
    // nobody left: nothing holds it
    await waitFor(async () => (await list()).evacuations.length === 1);
    await evacuation(EvacuationJoined, direct, 2, { orderId: newId(), by: undefined });
    await waitFor(async () => (await list()).evacuations[0]!.ends === 'lift-order');
  });

  it('stay away once it is lifted until they are home, or the ledger was closed', async () => {
    await evacuation(EvacuationLifted, direct, 3);
    await ledger(EvacuationReturnAllowed, direct, A, 3, 250, { returnAllowed: 250, listed: 50 });
    await ledger(EvacuationReturnAllowed, direct, B, 2, 250, { returnAllowed: 250, refused: 50 });
    await waitFor(async () => (await list()).evacuations[0]!.ends === 'return');
    expect((await list()).evacuations[0]).toMatchObject({ state: 'lifted', away: 500 });
    await ledger(EvacuationWentHome, direct, A, 4, 200, { returnAllowed: 250, listed: 50 });
    await ledger(EvacuationWentHome, direct, A, 4, 50, { returnAllowed: 250, listed: 50 });
    await away(250);
    expect(await s.refused('commander', 'command.incident.close', { id: incidentId, reason: '结束' })).toBe('state.conflict');
    await evacuation(EvacuationClosed, direct, 4);
    await away(0);
    expect(await list()).toMatchObject({ counts: { evacuations: 0 }, evacuations: [] });
  });
});

describe('a grid its holder empties without an order', () => {
  it('is put before the officer on duty at once, and again where nobody looked in time; what an officer opened is not', async () => {
    const [begun, direct] = [newId(), newId()];
    await evacuation(EvacuationOpened, direct, 1, { area: B, cause: 'direct', reason: '堤防渗漏' });
    await evacuation(EvacuationOpened, begun, 1, { area: A, cause: 'protection', reason: '积水上涨', reviewBy: at() });
    await evacuation(EvacuationUnapproved, begun, 2, { area: A, since: at() });
    const open = async () => (await s.ok<AttentionPage>('duty1', 'command.attention.list', { state: 'open' })).items.filter((a) => a.kind.startsWith('protection'));
    await waitFor(async () => (await open()).length === 2);
    expect((await open()).map((a) => [a.kind, a.about, a.reason, a.message]).sort()).toEqual([['protection', begun, 'EVACUATE grid', `${A} EVACUATE: 积水上涨`], ['protection-unapproved', begun, 'EVACUATE grid', `${A} EVACUATE`]]);
    for (const id of [begun, direct]) { await evacuation(EvacuationLifted, id, 3); await evacuation(EvacuationClosed, id, 4); }
  });
});

describe('teams and depots out', () => {
  it('stand on the list until another has verified the work, and hold the incident', async () => {
    const { incident } = await list();
    const [team] = await s.sql<{ id: string }>("select id from known where kind = 'team' order by id limit 1");
    const [depot] = await s.sql<{ id: string }>("select id from known where kind = 'depot' order by id limit 1");
    await s.ok('duty1', 'command.order.issue', { measure: 'PATROL', addressee: { kind: 'team', id: team!.id }, area: '410171561' });
    await s.ok('duty1', 'command.order.issue', { measure: 'PATROL', addressee: { kind: 'depot', id: depot!.id }, area: '410171561', quantity: { n: 200, unit: '袋' } });
    // what leaves a measure in force is among the measures
    await s.ok('duty1', 'command.order.issue', { measure: 'MUSTER', addressee: { kind: 'team', id: (await s.sql<{ id: string }>("select id from known where kind = 'team' order by id offset 1 limit 1"))[0]!.id }, area: '410171561' });
    const { counts, commitments } = await list();
    expect(counts).toMatchObject({ measures: 1, missions: 1, requisitions: 1 });
    expect(commitments.map((c) => [c.kind, c.measure, c.addressee.id, c.state, c.ends, c.quantity])).toEqual([['mission', 'PATROL', team!.id, 'issued', 'withdraw', undefined], ['requisition', 'PATROL', depot!.id, 'issued', 'withdraw', { n: 200, unit: '袋' }]]);
    expect((await s.ok<HandoverList>('commander', 'command.seat.handover')).commitments).toEqual(commitments);
    const orderId = commitments[0]!.orderId;
    const item = { itemId: derivedId('mission', orderId), orderId, area: '410171561' };
    const say = (event: EventClass, version: number, more: object): Promise<string[]> => s.say([{ event, aggregate: `mission/${item.itemId}`, street: '000', version, data: { ...item, ...more } }]);
    await say(MissionOpened, 1, { addresseeKind: 'team', addresseeId: team!.id, measure: 'PATROL', dueAt: at() });
    await say(MissionReported, 2, { by, at: at(), evidence: [], late: false });
    await waitFor(async () => (await list()).commitments[0]?.ends === 'verify');
    expect(await s.refused('commander', 'command.incident.close', { id: incident!.id, reason: '结束' })).toBe('state.conflict');
    await say(MissionVerified, 3, { by: personId('inspector-561'), at: at() });
    await waitFor(async () => (await list()).counts.missions === 0);
    await s.ok('duty1', 'command.order.withdraw', { id: commitments[1]!.orderId, reason: '不再需要' });
    expect((await list()).counts).toMatchObject({ missions: 0, requisitions: 0, measures: 1 });
  });
});
