import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
import { DutyOpened, OrderIssued } from '@xunling/contracts/classes';
import { MessagingModule, Subscribe, Transactions, type Received, type Subscriber, type Work } from '@xunling/messaging';
import { derivedId, newId } from '@xunling/platform';
import { act, drafts, type Draft } from './orders.js';
import { commandModule, configFor, gridModule, issueOrdersClass, startApp } from './services.js';
import type { Stage } from './stage.js';
import { orderData } from './order-data.js';
import { Watch } from './watch.js';

/** Answers each order's event with one of its own, set-based: journal → stream → subscriber → journal and nothing else. */
@Injectable()
@Subscribe({ name: 'echo', events: [OrderIssued], mode: 'batch' })
class Echo implements Subscriber {
  async handle(batch: Received<OrderIssued>[], work: Work): Promise<void> {
    for (const { event } of batch) {
      const { orderId, area, addressee, measure, due } = event.data;
      const itemId = derivedId('duty', orderId);
      work.because(event).append(DutyOpened, { itemId, orderId, area, addresseeKind: addressee.kind, addresseeId: addressee.id, measure, dueAt: due.acknowledged }, { aggregate: `duty/${itemId}`, version: 1, street: event.street });
    }
  }
}

/** Our messaging alone: `n` events appended 1,000 per commit until the subscriber's journal has as many. Answers ms. */
export async function ourLoop(stage: Stage, n: number): Promise<number> {
  const { command, grid } = await stage.fresh();
  const natsUrl = stage.nats.url;
  const here = await startApp({ module: class {}, imports: [MessagingModule.forService({ context: 'command', board: 'none', config: configFor(command, natsUrl) })], providers: [] });
  const there = await startApp({ module: class {}, imports: [MessagingModule.forService({ context: 'grid', board: 'none', config: configFor(grid, natsUrl) })], providers: [Echo] });
  const watch = await Watch.open(grid.adminUrl, `select count(*)::int as n from journal where type = 'grid.duty.opened.v1'`);
  try {
    const transactions = here.get(Transactions);
    const started = performance.now();
    for (let done = 0; done < n; done += 1000) {
      const data = drafts(Math.min(1000, n - done)).map((draft) => orderData(draft, newId()));
      await transactions.run({}, async (work) => { for (const d of data) work.append(OrderIssued, d, { aggregate: `order/${d.orderId}`, version: 1, street: d.area.slice(6, 9), incidentId: d.incidentId }); });
    }
    await watch.until(n);
    return performance.now() - started;
  } finally {
    await watch.close();
    await here.close();
    await there.close();
  }
}

export interface FanOut { /** The issuing transaction. */ issued: number; /** Until every order has its duty. */ duties: number; /** Until command knows of every one. */ delivered: number }
interface Issuing { write(act: object, expansion: { drafts: Draft[]; unaddressable: []; lifts: [] }, replaces: () => undefined, work: Work): Promise<unknown[]> }

/** The services' own code in this process: command issues one order set, grid opens the duties, command notes the arrows. Times in ms. */
export async function ourFanOut(stage: Stage, n: number): Promise<FanOut> {
  const { command, grid } = await stage.fresh();
  const [Command, Grid, IssueOrders] = [await commandModule(), await gridModule(), await issueOrdersClass()];
  const here = await startApp(Command.with({ board: 'none', config: configFor(command, stage.nats.url) }));
  const there = await startApp(Grid.with({ board: 'none', config: configFor(grid, stage.nats.url) }));
  const duties = await Watch.open(grid.adminUrl, 'select count(*)::int as n from duty');
  const delivered = await Watch.open(command.adminUrl, `select count(*)::int as n from orders where state <> 'issued'`);
  try {
    const issue = here.get<Issuing>(IssueOrders as never);
    const list = drafts(n);
    const started = performance.now();
    await here.get(Transactions).run({ actor: 'system:bench' }, (work) => issue.write(act(), { drafts: list, unaddressable: [], lifts: [] }, () => undefined, work));
    const issued = performance.now() - started;
    await duties.until(n);
    const all = performance.now() - started;
    await delivered.until(n);
    return { issued, duties: all, delivered: performance.now() - started };
  } finally {
    await duties.close();
    await delivered.close();
    await here.close();
    await there.close();
  }
}
