import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerWith, ItemService } from '@xunling/addressee/testing';
import { streetOf, type OrderIssued as Fact } from '@xunling/contracts';
import { EvidenceStored, OrderIssued, OrderWithdrawn, type ItemPage, type ItemView, type DepotPage } from '@xunling/contracts/classes';
import { derivedId, newId } from '@xunling/platform';
import { personId, sampleDepots } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { SuppliesModule } from '../supplies.module.js';

/** Twelve depots of the sample district, each with one order. */
const units = sampleDepots();
const first = units[0]!;
const holder = callerWith(personId(first.keeper), 'depot-keeper', first.area);
const duty2 = callerWith(personId('duty2'), 'duty-officer', '410171');
const requisitionOf = (orderId: string): string => derivedId('requisition', orderId);
let service: ItemService;

function orderFor(n: number, unit = first, more: Partial<Fact> = {}): Fact {
  const due = '2026-07-20T09:00:00.000Z';
  return {
    orderId: derivedId('test-order', `${unit.id}/${n}`), orderSetId: derivedId('test-set', '1'), incidentId: derivedId('test-incident', '1'), measure: 'PREPOSITION',
    addressee: { kind: 'depot', id: unit.id, name: unit.name }, area: unit.area, textZh: '预置物资', textEn: 'Pre-position stock', evidence: 'none',
    due: { delivered: due, acknowledged: due, executing: due, reported: due, verified: due }, holderId: personId(unit.keeper), resolvedTo: 'holder',
    issuedBy: personId('duty1'), issuedAt: '2026-07-20T08:00:00.000Z', ...more,
  };
}
const publish = (facts: readonly Fact[]): Promise<number[]> =>
  service.command.publish(facts.map((fact) => service.command.make(OrderIssued, fact, { aggregate: `order/${fact.orderId}`, version: 1, street: streetOf(fact.area, '000'), incidentId: fact.incidentId })));
const opened = async (n: number): Promise<unknown> => waitFor(async () => (await service.count('requisition')) === n, 45_000, `${n} requisitions`);

beforeAll(async () => { service = await ItemService.start({ context: 'supplies', module: (options) => SuppliesModule.with(options) }); });
afterAll(() => service.stop());

describe('the requisitions of the district', () => {
  it('are opened one per order, only for depots, each by the same rules as a duty', async () => {
    await publish(units.map((unit) => orderFor(1, unit)));
    await publish([orderFor(2, first, { addressee: { kind: 'post', id: newId(), name: '网格长' } }), ...units.map((unit) => orderFor(1, unit))]);
    await opened(12);
    expect(await service.count("journal where type = 'supplies.requisition.opened.v1'")).toBe(12);
  });

  it('go from acknowledgement to a third person\'s verification', async () => {
    const id = requisitionOf(orderFor(1).orderId);
    expect((await service.ok<ItemView>('supplies.requisition.acknowledge', { id }, holder)).state).toBe('acknowledged');
    expect((await service.ok<ItemView>('supplies.requisition.start', { id }, holder)).state).toBe('executing');
    expect((await service.ok<ItemView>('supplies.requisition.execute', { id }, holder)).state).toBe('reported');
    for (const own of [holder, callerWith(personId('duty1'), 'duty-officer', '410171')]) expect(await service.refusal('supplies.requisition.verify', { id }, own)).toBe('same-person');
    expect((await service.ok<ItemView>('supplies.requisition.return', { id, reason: '未到位' }, duty2)).state).toBe('returned');
    await service.ok('supplies.requisition.execute', { id }, holder);
    expect((await service.ok<ItemView>('supplies.requisition.verify', { id }, duty2)).state).toBe('verified');
    const facts = await service.sql<{ type: string }>('select type from journal where subject = $1 order by no', [`requisition/${id}`]);
    expect(facts.map((f) => f.type.split('.')[2])).toEqual(['opened', 'acknowledged', 'started', 'reported', 'returned', 'reported', 'verified']);
  });

  it('are answered only by who is named', async () => {
    const id = requisitionOf(orderFor(1, units[1]!).orderId);
    expect(await service.refusal('supplies.requisition.acknowledge', { id }, holder)).toBe('not-addressee');
    expect(await service.refusal('supplies.requisition.acknowledge', { id: requisitionOf('nothing') }, holder)).toBe('unknown.id');
  });

  it('take evidence that grid has stored', async () => {
    const order = orderFor(3, first, { evidence: 'photo' });
    const evidenceId = newId();
    await publish([order]);
    const grid = await service.from('grid');
    await grid.publish([grid.make(EvidenceStored, { evidenceId, sha256: 'ab'.repeat(32), mediaType: 'image/png', bytes: 100, area: first.area, by: holder.userId, receivedAt: '2026-07-20T08:00:00.000Z' },
      { aggregate: `evidence/${evidenceId}`, version: 1, street: '999' })]);
    await opened(12 + 1);
    await waitFor(async () => (await service.count('evidence')) === 1, 45_000, 'the record');
    const id = requisitionOf(order.orderId);
    expect(await service.refusal('supplies.requisition.execute', { id, evidence: [newId()] }, holder)).toBe('evidence.unknown');
    expect((await service.ok<ItemView>('supplies.requisition.execute', { id, evidence: [evidenceId] }, holder)).reported!.evidence).toHaveLength(1);
  });

  it('end with the order, also where the withdrawal came first', async () => {
    const [late, early] = [orderFor(1, units[2]!), orderFor(4)];
    const withdraw = ({ orderId, area, issuedBy }: Fact) => service.command.make(OrderWithdrawn, { orderId, area, reason: '误发', by: issuedBy }, { aggregate: `order/${orderId}`, version: 2, street: streetOf(area, '000') });
    await service.command.publish([withdraw(late), withdraw(early)]);
    await publish([early]);
    await waitFor(async () => (await service.count("requisition where state = 'ended'")) === 2, 45_000, 'two ended requisitions');
    expect(await service.count("journal where type = 'supplies.requisition.ended.v1'")).toBe(2);
  });
});

describe('lists', () => {
  it('show one\'s own and those of one\'s area, page by page', async () => {
    expect(new Set((await service.ok<ItemPage>('supplies.requisition.list', { mine: true }, holder)).items.map((i) => i.holderId))).toEqual(new Set([holder.userId]));
    const page = await service.ok<DepotPage>('supplies.depot.list', { limit: 5 }, duty2);
    const rest = await service.ok<DepotPage>('supplies.depot.list', { limit: 500, cursor: page.nextCursor }, duty2);
    expect([...page.items, ...rest.items].map((u) => u.id).sort()).toEqual(units.map((u) => u.id).sort());
    const street = callerWith(personId('street-561'), 'sub-district-officer', '410171561');
    expect((await service.ok<DepotPage>('supplies.depot.list', {}, street)).items.every((u) => u.area.startsWith('410171561'))).toBe(true);
    expect(await service.refusal('supplies.depot.list', { area: '410171560' }, street)).toBe('access.area');
  });
});
