import type { OrderIssued as Fact } from '@xunling/contracts';
import { streetOf } from '@xunling/contracts';
import { OrderIssued } from '@xunling/contracts/classes';
import type { ForeignOrigin, Outgoing } from '@xunling/messaging/testing';
import { derivedId } from '@xunling/platform';
import { personId, samplePosts } from '@xunling/sample';

const T0 = '2026-07-20T08:00:00.000Z';
const after = (minutes: number): string => new Date(Date.parse(T0) + minutes * 60_000).toISOString();
const leaders = new Map(samplePosts().filter((p) => p.kind === 'LEADER').map((p) => [`${p.area}/${p.force}`, p]));

/** Data of one packet order to the grid leader; `n` makes it another order. */
export function orderTo(grid: string, n = 0, more: Partial<Fact> = {}): Fact {
  const post = leaders.get(`${grid}/COMMUNITY`)!;
  return {
    orderId: derivedId('test-order', `${grid}/${n}`), orderSetId: derivedId('test-set', String(n)), incidentId: derivedId('test-incident', '1'), measure: 'ON_POST',
    addressee: { kind: 'post', id: post.id, name: post.name }, area: grid, force: 'COMMUNITY', textZh: '到岗到位', textEn: 'Be on post', evidence: 'none',
    due: { delivered: after(1), acknowledged: after(5), executing: after(15), reported: after(60), verified: after(120) },
    holderId: personId(post.holder!), ...(post.deputy ? { deputyId: personId(post.deputy) } : {}), resolvedTo: 'holder', issuedBy: personId('duty1'), issuedAt: T0, ...more,
  };
}

/** The order as command's relay publishes it. */
export const issued = (command: ForeignOrigin, fact: Fact): Outgoing =>
  command.make(OrderIssued, fact, { aggregate: `order/${fact.orderId}`, version: 1, street: streetOf(fact.area), incidentId: fact.incidentId });
