import { DeliverPolicy, jetstream, type JsMsg } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { subjectOf, type XlEvent } from '@xunling/contracts';
import { appendRows, GENESIS, linkHash, PipelinedPublisher, publishedText, sealBody, type JournalRow } from '@xunling/messaging';
import { newId } from '@xunling/platform';
import pg from 'pg';

const BATCH = 2000;
const MOST = 1000;

/** An event before it has its place in the chain: the same envelope, salt and hash as the real one's. */
export function bareRow(context: string, type: string, id: string, subject: string, street: string, data: object, because?: XlEvent): JournalRow {
  const text = JSON.stringify(data);
  const { salt, datahash } = sealBody(text);
  const time = new Date().toISOString();
  const head = JSON.stringify({
    specversion: '1.0', id, source: `${context}@c`, type, subject, time, datacontenttype: 'application/json', version: 1, ...(because ? { incidentid: because.incidentid } : {}), actor: 'system:bench',
    correlationid: because?.correlationid ?? newId(), ...(because ? { causationid: because.id } : {}), mode: 'live', street, datahash,
  });
  return { id, street, type, subject, head, salt, data: text, at: time };
}

/** What one side does with a batch inside its transaction; answers the events to append. */
export type Effect = (db: pg.Client, events: XlEvent[]) => Promise<JournalRow[]>;

/** One service without a framework: a writer, a relay and a reader on three connections, the design's steps and nothing around them. */
export class BareSide {
  private readonly heads = new Map<string, { seq: number; hash: string }>();
  private pos = 0;
  private readonly acked: string[] = [];
  private kicked = false;
  private running = true;
  private wake: () => void = () => undefined;
  private loops: Promise<void>[] = [];
  private constructor(private readonly context: string, readonly writer: pg.Client, private readonly relaying: pg.Client, private readonly reading: pg.Client, private readonly nc: NatsConnection) {}

  static async open(context: string, url: string, natsUrl: string): Promise<BareSide> {
    const clients = Array.from({ length: 3 }, () => new pg.Client({ connectionString: url }));
    for (const client of clients) { client.on('error', () => undefined); await client.connect(); }
    const side = new BareSide(context, clients[0]!, clients[1]!, clients[2]!, await connect({ servers: natsUrl }));
    side.loops.push(side.relay());
    return side;
  }

  /** One transaction: whatever `effect` does, and the events it answers. */
  async write(effect: (db: pg.Client) => Promise<JournalRow[]>): Promise<void> {
    await this.transaction(this.writer, effect);
  }

  /** Reads events of a type in order from the stream's start, a batch per transaction: inbox, effect, events, floor. */
  read(type: string, effect: Effect): void { this.loops.push(this.follow(type, effect)); }

  async close(): Promise<void> {
    this.running = false;
    this.wake();
    await this.nc.close();
    await Promise.all(this.loops.map((loop) => loop.catch(() => undefined)));
    await Promise.all([this.writer, this.relaying, this.reading].map((client) => client.end()));
  }

  private async transaction(db: pg.Client, effect: (db: pg.Client) => Promise<JournalRow[]>): Promise<void> {
    await db.query('begin');
    const rows = await effect(db);
    await appendRows({ query: (sql: string, values?: unknown[]) => db.query(sql, values) } as never, rows);
    await db.query('commit');
    this.kicked = true;
    this.wake();
  }

  private async relay(): Promise<void> {
    const publisher = new PipelinedPublisher(this.nc, `_INBOX_bare_${this.context}`);
    const flights = new Set<Promise<unknown>>();
    while (this.running) {
      this.kicked = false;
      const db = this.relaying;
      const taken = await db.query(`begin; with taken as (delete from outbox where no in (select no from outbox order by no limit ${BATCH}) returning no)
        select j.no::text as no, j.id, j.street, j.type, j.head, j.salt, j.data from taken join journal j using (no) order by j.no`) as unknown as { rows: (JournalRow & { no: string })[] }[];
      const entries = taken[1]!.rows;
      if (entries.length === 0) {
        await db.query('rollback');
        if (!this.kicked) await new Promise<void>((resolve) => { this.wake = resolve; setTimeout(resolve, 250); });
        continue;
      }
      const messages = await this.chain(db, entries);
      const pos = this.pos;
      const flight: Promise<unknown> = publisher.publish(messages).then((seqs) => { this.acked.push(`(${pos}, ${seqs.at(-1)}, '${messages.at(-1)!.id}')`); }).finally(() => flights.delete(flight));
      flight.catch(() => undefined);
      flights.add(flight);
      if (flights.size >= 3) await Promise.race(flights);
    }
  }

  private async chain(db: pg.Client, entries: (JournalRow & { no: string })[]): Promise<{ id: string; subject: string; text: string }[]> {
    const runs = new Map<string, { first: number; nos: string[]; prev: string }>();
    const messages = entries.map((e) => {
      const head = this.heads.get(e.street) ?? { seq: 0, hash: GENESIS };
      const hash = linkHash(head.hash, head.seq + 1, e.head);
      const run = runs.get(e.street);
      if (run) run.nos.push(e.no); else runs.set(e.street, { first: head.seq + 1, nos: [e.no], prev: head.hash });
      this.heads.set(e.street, { seq: head.seq + 1, hash });
      return { id: e.id, subject: subjectOf('410171', e.street, 'c', e.type), text: publishedText(e.head, head.seq + 1, head.hash, hash, e.salt, e.data) };
    });
    this.pos += 1;
    const values = [...runs].map(([street, r]) => `(${this.pos}, '${street}', ${r.first}, ${r.nos.length}, '{${r.nos.join(',')}}', '${r.prev}', '${this.heads.get(street)!.hash}')`);
    // the cursor of what the broker has acknowledged meanwhile travels with the next batch
    const acked = this.acked.splice(0);
    await db.query(`${acked.length ? `insert into published (pos, seq, msgid) values ${acked.join(', ')};` : ''} insert into chain (pos, street, firstseq, n, nos, prevhash, hash) values ${values.join(', ')}; commit`);
    return messages;
  }

  private async follow(type: string, effect: Effect): Promise<void> {
    const consumer = await jetstream(this.nc).consumers.get('XL', { filter_subjects: [`xl.410171.*.*.${type}`], deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: 1 });
    await this.reading.query(`insert into floor (subscription, seq, epoch) values ($1, 0, 0) on conflict do nothing`, [type]);
    const queue: JsMsg[] = [];
    let wake: () => void = () => undefined;
    const messages = await consumer.consume({ max_messages: MOST });
    const pump = (async () => { for await (const m of messages) { queue.push(m); wake(); } })();
    void this.nc.closed().then(() => wake());
    while (this.running) {
      const batch = queue.splice(0, MOST);
      if (batch.length === 0) { await new Promise<void>((resolve) => { wake = resolve; setTimeout(resolve, 250); }); continue; }
      await this.transaction(this.reading, async (db) => {
        const events = batch.map((m) => m.json<XlEvent>());
        await db.query(`insert into inbox (subscription, event_id, at) select $1, id::uuid, now() from unnest(string_to_array($2, ',')) as id on conflict do nothing`, [type, events.map((e) => e.id).join(',')]);
        const rows = await effect(db, events);
        await db.query('update floor set seq = $2 where subscription = $1', [type, batch.at(-1)!.seq]);
        return rows;
      });
    }
    messages.stop();
    await pump;
  }
}
