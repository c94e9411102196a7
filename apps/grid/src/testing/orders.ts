import { FORCES, streetOf, type Force, type OrderIssued as Fact } from '@xunling/contracts';
import { OrderIssued, OrderWithdrawn } from '@xunling/contracts/classes';
import type { ForeignOrigin, Outgoing } from '@xunling/messaging/testing';
import { derivedId } from '@xunling/platform';
import { personId, sampleGrids, samplePosts } from '@xunling/sample';

const T0 = '2026-07-20T08:00:00.000Z';
const after = (minutes: number): string => new Date(Date.parse(T0) + minutes * 60_000).toISOString();
const leaders = new Map(samplePosts().filter((p) => p.kind === 'LEADER').map((p) => [`${p.area}/${p.force}`, p]));

/** The post of a force nearest to a grid: grid, else community, else street. */
const nearest = (grid: string, force: Force) => [15, 12, 9].map((length) => leaders.get(`${grid.slice(0, length)}/${force}`)).find((post) => post !== undefined)!;

/** Data of one packet order; `n` makes it another order for the same grid and force. */
export function orderTo(grid: string, n = 0, more: Partial<Fact> = {}, force: Force = 'COMMUNITY'): Fact {
  const post = nearest(grid, force);
  return {
    orderId: derivedId('test-order', `${grid}/${force}/${n}`), orderSetId: derivedId('test-set', String(n)), incidentId: derivedId('test-incident', '1'), measure: 'ON_POST',
    addressee: { kind: 'post', id: post.id, name: post.name }, area: grid, force, textZh: '到岗到位', textEn: 'Be on post', evidence: 'none',
    due: { delivered: after(1), acknowledged: after(5), executing: after(15), reported: after(60), verified: after(120) },
    holderId: personId(post.holder!), ...(post.deputy ? { deputyId: personId(post.deputy) } : {}), resolvedTo: 'holder', issuedBy: personId('duty1'), issuedAt: T0, ...more,
  };
}

/** One packet for every grid and force: 2,160 orders. */
export const packets = (n: number, more: (grid: string, force: Force) => Partial<Fact> = () => ({})): Fact[] =>
  sampleGrids().flatMap((grid) => FORCES.map((force) => orderTo(grid, n, more(grid, force), force)));

/** The order as command's relay publishes it. */
export const issued = (command: ForeignOrigin, fact: Fact): Outgoing & { event: ReturnType<ForeignOrigin['make']>['event'] } =>
  command.make(OrderIssued, fact, { aggregate: `order/${fact.orderId}`, version: 1, street: streetOf(fact.area), incidentId: fact.incidentId });

export const withdrawn = (command: ForeignOrigin, { orderId, area, issuedBy, incidentId }: Fact): ReturnType<typeof issued> =>
  command.make(OrderWithdrawn, { orderId, area, reason: '误发', by: issuedBy }, { aggregate: `order/${orderId}`, version: 2, street: streetOf(area), incidentId });

/** The same fact published a second time, as another message. */
export const again = <T extends Outgoing>(message: T, n = 0): T => ({ ...message, id: `again-${n}-${message.id}` });
