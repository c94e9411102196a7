import { expect } from 'vitest';
import type { XlEvent } from '@xunling/contracts';
import { waitFor } from '@xunling/testing';
import { allOf, type Order } from '../../kit/walk.js';
import type { City } from '../../kit/city.js';
import { CONTEXTS, journalled } from '../../kit/database.js';
import { chainFaults, readJournal } from './chains.js';
import type { Answered } from './load.js';
import { pictureIsTheFold } from './picture.js';

export const NOUNS = { grid: 'duties', rescue: 'missions', supplies: 'requisitions' } as const;
export type Answering = keyof typeof NOUNS;
export interface Item { id: string; orderId: string; state: string; holderId: string; area: string }
type Report = { origins: { origin: string; street: string; last: number; missing: number; duplicates: number }[] };

const LONG = 120_000;

/** Number of orders whose arrow 签收 command knows of. */
const acknowledgedOrders = (orders: readonly Order[]): Set<string> => new Set(orders.filter((o) => o.arrows.some((a) => a.stage === 'acknowledged' && a.doneAt)).map((o) => o.id));

export const itemsOf = (city: City, context: Answering): Promise<Item[]> => allOf<Item>(city, 'duty1', `/api/${NOUNS[context]}?area=410171`);

/**
 * Waits until the whole system has caught up, then holds every promise of design.md §4 to what the clients were told.
 * @param answers everything that was answered to clients: acknowledgements 200, orders 201
 */
export async function nothingLost(city: City, answers: readonly Answered[]): Promise<{ orders: Order[]; events: XlEvent[] }> {
  expect(answers.filter((a) => a.status !== (a.call.path === '/api/orders' ? 201 : 200)).map((a) => [a.call.path, a.status, a.body])).toEqual([]);
  const acknowledged = answers.filter((a) => a.call.path.endsWith('/acknowledge')).map((a) => a.body as unknown as Item);
  const ordered = answers.filter((a) => a.call.path === '/api/orders').map((a) => (a.body as { id: string }).id);

  // effects of what was answered arrive at command, and what command issued arrives at its addressees
  const orders = await waitFor(async () => {
    const list = await allOf<Order>(city, 'duty1', '/api/orders');
    const known = acknowledgedOrders(list);
    return acknowledged.every((item) => known.has(item.orderId)) && list.every((o) => o.state !== 'issued') && list;
  }, LONG, 'every acknowledgement to reach its order, and every order its addressee');

  expect(new Set(ordered).size).toBe(ordered.length);
  const known = new Set(orders.map((o) => o.id));
  expect(ordered.filter((id) => !known.has(id))).toEqual([]);

  const items = (await Promise.all((Object.keys(NOUNS) as Answering[]).map((context) => itemsOf(city, context)))).flat();
  expect(items.map((i) => i.orderId).sort()).toEqual([...known].sort());
  const stateOf = new Map(items.map((i) => [i.id, i.state]));
  expect(acknowledged.filter((item) => stateOf.get(item.id) === 'open' || !stateOf.has(item.id))).toEqual([]);
  const arrived = acknowledgedOrders(orders);
  expect(items.filter((i) => (i.state === 'acknowledged') !== arrived.has(i.orderId))).toEqual([]);

  const events = await complete(city);
  await pictureIsTheFold(city);
  const told = events.filter((e) => /^(grid\.duty|rescue\.mission|supplies\.requisition)\.acknowledged\.v1$/.test(e.type)).map((e) => (e.data as { itemId: string }).itemId);
  expect(told.sort()).toEqual(items.filter((i) => i.state === 'acknowledged').map((i) => i.id).sort());
  const issued = events.filter((e) => e.type === 'command.order.issued.v1').map((e) => (e.data as { orderId: string }).orderId);
  expect(issued.sort()).toEqual([...known].sort());
  return { orders, events };
}

/** Waits until the board has all that every service journalled; then no chain has a gap, a double or a broken link. */
async function complete(city: City): Promise<XlEvent[]> {
  const duty1 = await city.as('duty1');
  const report = await waitFor(async () => {
    const counts = await Promise.all(CONTEXTS.map((context) => journalled(city, context)));
    const { status, body } = await duty1.get<Report>('/api/reconciliation');
    const board = (context: string): number => body.origins.filter((o) => o.origin === `${context}@c`).reduce((n, o) => n + o.last, 0);
    // at least: a journal grows by itself, by head statements and refusals
    return status === 200 && CONTEXTS.every((context, i) => board(context) >= counts[i]!) && body;
  }, LONG, 'the board to have every journalled event');
  expect(report.origins.filter((o) => o.missing > 0 || o.duplicates > 0)).toEqual([]);
  expect((await (await city.as('auditor')).get('/api/dead-letters')).body).toEqual({ items: [], counts: [], unreachable: [] });
  const events = await readJournal(city);
  expect(chainFaults(events)).toEqual([]);
  return events;
}
