import { AckPolicy, jetstream, jetstreamManager, type JsMsg } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { OrderIssued } from '@xunling/contracts';
import { derivedId, newId } from '@xunling/platform';
import { DataSource, EntitySchema } from 'typeorm';
import pg from 'pg';
import { act, drafts } from './orders.js';
import { orderData } from './order-data.js';
import type { FanOut } from './ours.js';
import type { Stage } from './stage.js';
import { Watch } from './watch.js';

/** The loop a Nest team writes first: entities and `save()`, a transaction per message, an outbox polled every 100 ms, awaited publishes, an explicit-ack consumer. */
interface OrderRow { id: string; setId: string; state: string; area: string; data: object }
interface DutyRow { id: string; orderId: string; state: string; area: string; data: object }
interface OutboxRow { id: string; at: Date; subject: string; body: object; published: boolean }
interface InboxRow { id: string }

const text = { type: 'text' } as const;
const Orders = new EntitySchema<OrderRow>({ name: 'first_order', columns: { id: { type: 'uuid', primary: true }, setId: text, state: text, area: { ...text }, data: { type: 'jsonb' } }, indices: [{ columns: ['setId'] }, { columns: ['area'] }] });
const Duties = new EntitySchema<DutyRow>({ name: 'first_duty', columns: { id: { type: 'uuid', primary: true }, orderId: { ...text, unique: true }, state: text, area: { ...text }, data: { type: 'jsonb' } }, indices: [{ columns: ['area'] }] });
const Outbox = new EntitySchema<OutboxRow>({ name: 'first_outbox', columns: { id: { type: 'uuid', primary: true }, at: { type: 'timestamptz' }, subject: text, body: { type: 'jsonb' }, published: { type: 'boolean' } }, indices: [{ columns: ['published', 'at'] }] });
const Inbox = new EntitySchema<InboxRow>({ name: 'first_inbox', columns: { id: { type: 'uuid', primary: true } } });

const ISSUED = 'xl.410171.first.c.command.order.issued.v1';
const OPENED = 'xl.410171.first.c.grid.duty.opened.v1';
const out = (subject: string, body: object): OutboxRow => ({ id: newId(), at: new Date(), subject, body, published: false });

class FirstSide {
  private running = true;
  private readonly loops: Promise<void>[] = [];
  private constructor(readonly source: DataSource, private readonly nc: NatsConnection) {}

  static async open(url: string, natsUrl: string): Promise<FirstSide> {
    const source = await new DataSource({ type: 'postgres', driver: pg, url, entities: [Orders, Duties, Outbox, Inbox], synchronize: true }).initialize();
    const side = new FirstSide(source, await connect({ servers: natsUrl }));
    side.loops.push(side.poll());
    return side;
  }

  private async poll(): Promise<void> {
    const repository = this.source.getRepository(Outbox);
    const js = jetstream(this.nc);
    while (this.running) {
      const rows = await repository.find({ where: { published: false }, order: { at: 'ASC' }, take: 500 });
      for (const row of rows) {
        if (!this.running) return;
        await js.publish(row.subject, JSON.stringify(row.body), { msgID: row.id });
        row.published = true;
        await repository.save(row);
      }
      if (rows.length === 0) await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async consume(name: string, subject: string, handle: (message: JsMsg) => Promise<void>): Promise<void> {
    await (await jetstreamManager(this.nc)).consumers.add('XL', { durable_name: name, filter_subject: subject, ack_policy: AckPolicy.Explicit });
    const messages = await (await jetstream(this.nc).consumers.get('XL', name)).consume({ max_messages: 100 });
    this.loops.push((async () => {
      for await (const message of messages) { await handle(message); message.ack(); if (!this.running) break; }
    })());
  }

  async close(): Promise<void> {
    this.running = false;
    await this.loops[0];
    await this.nc.close();
    await Promise.all(this.loops.map((loop) => loop.catch(() => undefined)));
    await this.source.destroy();
  }
}

/** Times in ms; `duties` until every order has its duty, as for the others. */
export async function firstFanOut(stage: Stage, n: number): Promise<FanOut> {
  await stage.fresh();
  const [commandDb, gridDb] = [await stage.empty(), await stage.empty()];
  const here = await FirstSide.open(commandDb.adminUrl, stage.nats.url);
  const there = await FirstSide.open(gridDb.adminUrl, stage.nats.url);
  await there.consume('grid', ISSUED, async (message) => {
    const order = message.json<OrderIssued>();
    await there.source.transaction(async (em) => {
      const id = derivedId('inbox', order.orderId);
      if (await em.findOneBy(Inbox, { id })) return;
      await em.save(Inbox, { id });
      await em.save(Duties, { id: derivedId('duty', order.orderId), orderId: order.orderId, state: 'open', area: order.area, data: order });
      await em.save(Outbox, out(OPENED, { orderId: order.orderId, itemId: derivedId('duty', order.orderId), area: order.area, measure: order.measure }));
    });
  });
  await here.consume('command', OPENED, async (message) => {
    const { orderId } = message.json<{ orderId: string }>();
    await here.source.transaction(async (em) => {
      const order = await em.findOneByOrFail(Orders, { id: orderId });
      order.state = 'delivered';
      await em.save(Orders, order);
    });
  });
  const duties = await Watch.open(gridDb.adminUrl, 'select count(*)::int as n from first_duty');
  const delivered = await Watch.open(commandDb.adminUrl, `select count(*)::int as n from first_order where state <> 'issued'`);
  try {
    const { setId, incidentId } = act();
    const list = drafts(n);
    const started = performance.now();
    await here.source.transaction(async (em) => {
      const data = list.map((draft) => orderData(draft, incidentId, newId(), setId));
      await em.save(Orders, data.map((d) => ({ id: d.orderId, setId, state: 'issued', area: d.area, data: d })), { chunk: 1000 });
      await em.save(Outbox, data.map((d) => out(ISSUED, d)), { chunk: 1000 });
    });
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
