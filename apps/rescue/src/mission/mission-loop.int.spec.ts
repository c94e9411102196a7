import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerWith, ItemService } from '@xunling/addressee/testing';
import { streetOf, type OrderIssued as Fact } from '@xunling/contracts';
import { EvidenceStored, OrderIssued, OrderWithdrawn, type ItemPage, type ItemView, type TeamPage } from '@xunling/contracts/classes';
import { derivedId, newId } from '@xunling/platform';
import { personId, sampleTeams } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { RescueModule } from '../rescue.module.js';

/** Forty teams of the sample district, each with one order. */
const units = sampleTeams();
const first = units[0]!;
const holder = callerWith(personId(first.leader), 'team-leader', first.area);
const duty2 = callerWith(personId('duty2'), 'duty-officer', '410171');
const missionOf = (orderId: string): string => derivedId('mission', orderId);
let service: ItemService;

function orderFor(n: number, unit = first, more: Partial<Fact> = {}): Fact {
  const due = '2026-07-20T09:00:00.000Z';
  return {
    orderId: derivedId('test-order', `${unit.id}/${n}`), orderSetId: derivedId('test-set', '1'), incidentId: derivedId('test-incident', '1'), measure: 'MUSTER',
    addressee: { kind: 'team', id: unit.id, name: unit.name }, area: unit.area, textZh: '集结待命', textEn: 'Muster', evidence: 'none',
    due: { delivered: due, acknowledged: due, executing: due, reported: due, verified: due }, holderId: personId(unit.leader), resolvedTo: 'holder',
    issuedBy: personId('duty1'), issuedAt: '2026-07-20T08:00:00.000Z', ...more,
  };
}
const publish = (facts: readonly Fact[]): Promise<number[]> =>
  service.command.publish(facts.map((fact) => service.command.make(OrderIssued, fact, { aggregate: `order/${fact.orderId}`, version: 1, street: streetOf(fact.area, '000'), incidentId: fact.incidentId })));
const opened = async (n: number): Promise<unknown> => waitFor(async () => (await service.count('mission')) === n, 45_000, `${n} missions`);

beforeAll(async () => { service = await ItemService.start({ context: 'rescue', module: (options) => RescueModule.with(options) }); });
afterAll(() => service.stop());

describe('the missions of the district', () => {
  it('are opened one per order, only for teams, each by the same rules as a duty', async () => {
    await publish(units.map((unit) => orderFor(1, unit)));
    await publish([orderFor(2, first, { addressee: { kind: 'post', id: newId(), name: '网格长' } }), ...units.map((unit) => orderFor(1, unit))]);
    await opened(40);
    expect(await service.count("journal where type = 'rescue.mission.opened.v1'")).toBe(40);
  });

  it('go from acknowledgement to a third person\'s verification', async () => {
    const id = missionOf(orderFor(1).orderId);
    expect((await service.ok<ItemView>('rescue.mission.acknowledge', { id }, holder)).state).toBe('acknowledged');
    expect((await service.ok<ItemView>('rescue.mission.start', { id }, holder)).state).toBe('executing');
    expect((await service.ok<ItemView>('rescue.mission.execute', { id }, holder)).state).toBe('reported');
    for (const own of [holder, callerWith(personId('duty1'), 'duty-officer', '410171')]) expect(await service.refusal('rescue.mission.verify', { id }, own)).toBe('same-person');
    expect((await service.ok<ItemView>('rescue.mission.return', { id, reason: '未到位' }, duty2)).state).toBe('returned');
    await service.ok('rescue.mission.execute', { id }, holder);
    expect((await service.ok<ItemView>('rescue.mission.verify', { id }, duty2)).state).toBe('verified');
    const facts = await service.sql<{ type: string }>('select type from journal where subject = $1 order by no', [`mission/${id}`]);
    expect(facts.map((f) => f.type.split('.')[2])).toEqual(['opened', 'acknowledged', 'started', 'reported', 'returned', 'reported', 'verified']);
  });

  it('are answered only by who is named', async () => {
    const id = missionOf(orderFor(1, units[1]!).orderId);
    expect(await service.refusal('rescue.mission.acknowledge', { id }, holder)).toBe('not-addressee');
    expect(await service.refusal('rescue.mission.acknowledge', { id: missionOf('nothing') }, holder)).toBe('unknown.id');
  });

  it('take evidence that grid has stored', async () => {
    const order = orderFor(3, first, { evidence: 'photo' });
    const evidenceId = newId();
    await publish([order]);
    const grid = await service.from('grid');
    await grid.publish([grid.make(EvidenceStored, { evidenceId, sha256: 'ab'.repeat(32), mediaType: 'image/png', bytes: 100, area: first.area, by: holder.userId, receivedAt: '2026-07-20T08:00:00.000Z' },
      { aggregate: `evidence/${evidenceId}`, version: 1, street: '999' })]);
    await opened(40 + 1);
    await waitFor(async () => (await service.count('evidence')) === 1, 45_000, 'the record');
    const id = missionOf(order.orderId);
    expect(await service.refusal('rescue.mission.execute', { id, evidence: [newId()] }, holder)).toBe('evidence.unknown');
    expect((await service.ok<ItemView>('rescue.mission.execute', { id, evidence: [evidenceId] }, holder)).reported!.evidence).toHaveLength(1);
  });

  it('end with the order, also where the withdrawal came first', async () => {
    const [late, early] = [orderFor(1, units[2]!), orderFor(4)];
    const withdraw = ({ orderId, area, issuedBy }: Fact) => service.command.make(OrderWithdrawn, { orderId, area, reason: '误发', by: issuedBy }, { aggregate: `order/${orderId}`, version: 2, street: streetOf(area, '000') });
    await service.command.publish([withdraw(late), withdraw(early)]);
    await publish([early]);
    await waitFor(async () => (await service.count("mission where state = 'ended'")) === 2, 45_000, 'two ended missions');
    expect(await service.count("journal where type = 'rescue.mission.ended.v1'")).toBe(2);
  });
});

describe('lists', () => {
  it('show one\'s own and those of one\'s area, page by page', async () => {
    expect(new Set((await service.ok<ItemPage>('rescue.mission.list', { mine: true }, holder)).items.map((i) => i.holderId))).toEqual(new Set([holder.userId]));
    const page = await service.ok<TeamPage>('rescue.team.list', { limit: 5 }, duty2);
    const rest = await service.ok<TeamPage>('rescue.team.list', { limit: 500, cursor: page.nextCursor }, duty2);
    expect([...page.items, ...rest.items].map((u) => u.id).sort()).toEqual(units.map((u) => u.id).sort());
    const street = callerWith(personId('street-561'), 'sub-district-officer', '410171561');
    expect((await service.ok<TeamPage>('rescue.team.list', {}, street)).items.every((u) => u.area.startsWith('410171561'))).toBe(true);
    expect(await service.refusal('rescue.team.list', { area: '410171560' }, street)).toBe('access.area');
  });
});
