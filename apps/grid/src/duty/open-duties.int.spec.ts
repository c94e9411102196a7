import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OpenItems } from '@xunling/addressee';
import type { ItemService } from '@xunling/addressee/testing';
import type { OrderIssued, OrderWithdrawn, XlEvent } from '@xunling/contracts';
import { Transactions, type Received } from '@xunling/messaging';
import { derivedId, newId } from '@xunling/platform';
import { sampleGrids } from '@xunling/sample';
import fc from 'fast-check';
import { startGrid } from '../testing/grid.js';
import { issued, orderTo, withdrawn } from '../testing/orders.js';

let grid: ItemService;
beforeAll(async () => { grid = await startGrid(); });
afterAll(() => grid.stop());

interface Happened { events: XlEvent[]; orders: string[]; over: Map<string, Set<string>> }

/** Three orders after each other for each of three grids, each replacing the one before, some withdrawn. `run` makes them new orders. */
function history(run: number, taken: readonly boolean[]): Happened {
  const over = new Map<string, Set<string>>();
  const end = (orderId: string, reason: string): unknown => over.set(orderId, (over.get(orderId) ?? new Set()).add(reason));
  const facts = sampleGrids().slice(0, 3).flatMap((code) => [0, 1, 2].map((n) =>
    orderTo(code, run * 10 + n, n > 0 ? { supersedes: orderTo(code, run * 10 + n - 1).orderId } : {})));
  for (const { supersedes } of facts) if (supersedes) end(supersedes, 'superseded');
  const events: XlEvent[] = facts.map((fact) => issued(grid.command, fact).event as XlEvent<OrderIssued>);
  facts.forEach((fact, i) => {
    if (!taken[i]) return;
    end(fact.orderId, 'withdrawn');
    events.push(withdrawn(grid.command, fact).event as XlEvent<OrderWithdrawn>);
  });
  return { events, orders: facts.map((f) => f.orderId), over };
}

/** Messages as a subscription would hand them over, in batches; beyond the inbox, so that the effects alone keep them single. */
async function deliver(events: readonly XlEvent[], cuts: ReadonlySet<number>): Promise<void> {
  let batch: Received[] = [];
  const flush = async (): Promise<void> => {
    const now = batch;
    batch = [];
    if (now.length > 0) await grid.app.get(Transactions).run({}, (work) => grid.app.get(OpenItems).run(now, work));
  };
  for (const [i, event] of events.entries()) {
    batch.push({ event, subject: '', seq: i, received: grid.clock.now(), text: '' });
    if (cuts.has(i)) await flush();
  }
  await flush();
}

describe('orders that arrive repeated, in any order and in any batches', () => {
  it('open one duty each and end it once, exactly where the order was withdrawn or replaced', async () => {
    let run = 0;
    await fc.assert(fc.asyncProperty(fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }), fc.infiniteStream(fc.nat()), fc.uniqueArray(fc.nat(40), { maxLength: 12 }), async (taken, order, cuts) => {
      const { events, orders, over } = history(run++, taken);
      const twice = [...events, ...events.map((e) => ({ ...e, id: newId() }))].map((event) => ({ event, at: order.next().value as number })).sort((a, b) => a.at - b.at).map(({ event }) => event);
      await deliver(twice, new Set(cuts));
      const duties = await grid.sql<{ order_id: string; state: string; ended: { reason: string } | null; version: number }>('select order_id, state, ended, version from duty where order_id = any($1::uuid[])', [orders]);
      expect(new Set(duties.map((d) => d.order_id))).toEqual(new Set(orders));
      for (const duty of duties) {
        const reasons = over.get(duty.order_id);
        expect(duty).toMatchObject(reasons ? { state: 'ended', version: 2 } : { state: 'open', version: 1, ended: null });
        if (reasons) expect(reasons).toContain(duty.ended!.reason);
        const facts = await grid.sql<{ type: string }>('select type from journal where subject = $1 order by no', [`duty/${derivedId('duty', duty.order_id)}`]);
        expect(facts.map((f) => f.type)).toEqual(['grid.duty.opened.v1', ...(reasons ? ['grid.duty.ended.v1'] : [])]);
      }
    }), { numRuns: 30 });
  });

  it('of another kind of addressee open nothing here', async () => {
    const { orderId, ...fact } = orderTo(sampleGrids()[5]!, 9000);
    await deliver([issued(grid.command, { orderId, ...fact, addressee: { ...fact.addressee, kind: 'team' } }).event], new Set());
    expect(await grid.count(`duty where order_id = '${orderId}'`)).toBe(0);
  });
});
