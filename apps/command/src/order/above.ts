import { Refusal } from '@xunling/platform';
import { leads, type Holders } from '../seat/authority.js';
import { rankOver, type Rank } from './conflict.js';

/** Whose an order is: who issued it, from how high, and whether the level it was issued with is lowered since where it is. */
export interface Issued { by: string; area: string; rank: Rank; lowered: boolean }
type Person = Parameters<typeof rankOver>[0];
/** Of any officer over the zone. */
const OFFICER: Rank = 2;
const COMMANDER: Rank = 4;

/** How high an order stands: as its issuer's seat did; what a level ordered no higher than an officer once the level is lowered, which seats had to sign. */
export const standsAt = ({ rank, lowered }: Pick<Issued, 'rank' | 'lowered'>): Rank => (lowered && rank > OFFICER ? OFFICER : rank);
/** How high somebody stands who ends what was ordered: who leads while the commander seat is vacant stands in for it. */
export const reachOver = (who: Person, area: string, holders: Holders): Rank => (leads(holders, who.userId) ? COMMANDER : rankOver(who, area, holders));

/** Whether somebody may take an order back or put another in its place: one's own, or what was issued from no higher than one stands now. */
export const mayUndo = (order: Issued, who: Person, holders: Holders): boolean => order.by === who.userId || reachOver(who, order.area, holders) >= standsAt(order);

/** Of these orders those somebody may end: a part of what stays stays too. */
export function undoable<T extends Issued & { id: string; parentId: string | null }>(orders: readonly T[], who: Person, holders: Holders): T[] {
  const known = new Map(orders.map((o) => [o.id, o]));
  const may = (order: T): boolean => { const whole = order.parentId ? known.get(order.parentId) : undefined; return mayUndo(order, who, holders) && (!whole || may(whole)); };
  return orders.filter(may);
}

/** @throws Refusal order.above naming who issued it */
export function mustUndo(order: Issued, who: Person, holders: Holders): void {
  if (!mayUndo(order, who, holders)) throw new Refusal('order.above', { extra: { issuedBy: order.by } });
}
