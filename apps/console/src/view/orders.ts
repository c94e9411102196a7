import { STAGES, type Stage } from '@xunling/contracts';
import { nextDue, waitingFor, type OrderFact, type Picture } from '@xunling/picture';

/** What the page is narrowed to: an area; at a stage those not there yet, or those overdue there. */
export interface Filter { area: string; stage?: Stage; overdue?: boolean; set?: string; text?: string }

export const LANES = ['issued', 'delivered', 'acknowledged', 'executing', 'reported', 'closed'] as const;
export type Lane = (typeof LANES)[number];
export interface Card { id: string; order: OrderFact; due: number | undefined; over: boolean }
export interface LaneCards { lane: Lane; cards: Card[]; overdue: number }

const laneOf = (order: OrderFact): Lane => (order.closed !== undefined ? 'closed' : (order.state as Lane));

/** True where an order belongs to the filter. */
export function matches(order: OrderFact, id: string, filter: Filter, nameOf: (id: string) => string): boolean {
  if (!order.area.startsWith(filter.area)) return false;
  if (filter.set && order.set !== filter.set) return false;
  if (filter.stage) {
    const stage = STAGES.indexOf(filter.stage);
    if (filter.overdue ? !(order.overdue & (1 << stage)) : stage > 0 && (order.done[stage] !== null || order.closed !== undefined)) return false;
  } else if (filter.overdue && order.overdue === 0) return false;
  const text = filter.text?.trim().toLowerCase();
  return !text || id.startsWith(text) || nameOf(order.to[1]).toLowerCase().includes(text) || order.area.includes(text);
}

/** The board: lanes by state, in each the order with the least time left first; what is closed, newest first. */
export function lanesOf(picture: Picture, filter: Filter, nameOf: (id: string) => string): LaneCards[] {
  const lanes = new Map<Lane, Card[]>(LANES.map((lane) => [lane, []]));
  for (const [id, order] of Object.entries(picture.orders)) {
    if (matches(order, id, filter, nameOf)) lanes.get(laneOf(order))!.push({ id, order, due: nextDue(order), over: order.overdue !== 0 });
  }
  return LANES.map((lane) => {
    const cards = lanes.get(lane)!;
    cards.sort(lane === 'closed' ? (a, b) => b.order.closed! - a.order.closed! || (a.id < b.id ? -1 : 1) : (a, b) => (a.due ?? 0) - (b.due ?? 0) || (a.id < b.id ? -1 : 1));
    return { lane, cards, overdue: cards.reduce((n, c) => n + (c.over ? 1 : 0), 0) };
  });
}

export const stageWaited = (order: OrderFact): Stage | undefined => waitingFor(order);
