import type { NatsConnection } from '@nats-io/nats-core';
import { subjectOf } from '@xunling/contracts';
import type { ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { publishedText } from '../journal/hash.js';
import type { Origin } from '../journal/work-unit.js';
import { chainNext, loadHeads, moveCursor, readChain, readCursor, type Acked, type Batch, type Heads } from './chain.store.js';
import { PipelinedPublisher, type Outgoing } from './publisher.js';

const BATCH = 2000;
const NET_MS = 250;
const RETRY_MS = { first: 200, most: 5_000 };
/** Batches in flight: enough that PostgreSQL and the broker work at the same time, few enough to be sent again cheaply. */
const MOST_FLIGHTS = 3;

export interface RelayOptions {
  dataSource: DataSource;
  nats: () => Promise<NatsConnection>;
  inboxPrefix: string;
  origin: Origin;
  /** Asked before anything is published after a (re)connect; answers the epoch once the board has compared the stream. */
  agree: () => Promise<number>;
  onError: (error: unknown) => void;
}

/**
 * Moves one origin's events from the outbox into the chain and from the chain to the stream. One at a time per origin
 * (advisory lock); a second instance stands by. Crash-safe at every line: the chain commits before anything is published,
 * the cursor moves over acknowledged batches only, what is published twice carries the same message id.
 */
export class Relay {
  private running = false;
  private ended: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  private kicked = false;
  private reagree = true;
  private publisher: PipelinedPublisher | undefined;
  private flights: Promise<void>[] = [];
  private acked: Acked[] = [];
  private failure: unknown;
  private epoch = 0;
  /** Counters for drills and metrics. `idle`: nothing waits in the outbox and nothing is in flight. */
  readonly counts = { chained: 0, published: 0, idle: false };

  constructor(private readonly options: RelayOptions) {}

  start(): void {
    this.running = true;
    this.ended = this.run();
  }

  async stop(): Promise<void> {
    this.running = false;
    this.kick();
    await this.ended;
  }

  /** Called after a commit that appended; many calls in one turn are one wake-up. */
  kick(): void {
    this.kicked = true;
    this.counts.idle = false;
    this.wake();
  }

  /** The stream may be another one now: ask again before publishing. */
  reconnected(): void {
    this.reagree = true;
    this.publisher?.abort('the connection to the broker was another one');
    this.kick();
  }

  private async run(): Promise<void> {
    let wait = RETRY_MS.first;
    while (this.running) {
      const runner = this.options.dataSource.createQueryRunner();
      try {
        const db = await runner.connect() as ClientBase;
        if (!(await this.lock(db))) { await this.sleep(1000); continue; }
        await this.serve(db, () => { wait = RETRY_MS.first; });
      } catch (error) {
        if (this.running) this.options.onError(error);
        await this.sleep(wait);
        wait = Math.min(wait * 2, RETRY_MS.most);
      } finally {
        await runner.query('rollback').catch(() => undefined);
        await runner.query('select pg_advisory_unlock_all()').catch(() => undefined);
        await runner.release().catch(() => undefined);
      }
    }
  }

  private async lock(db: ClientBase): Promise<boolean> {
    const { rows } = await db.query<{ got: boolean }>('select pg_try_advisory_lock(hashtext($1)) as got', [`relay ${this.options.origin.context}@${this.options.origin.node}`]);
    return rows[0]!.got;
  }

  private async serve(db: ClientBase, onProgress: () => void): Promise<void> {
    const heads = await loadHeads(db);
    this.reagree = true;
    this.flights = [];
    this.acked = [];
    this.failure = undefined;
    const nc = await this.options.nats();
    this.publisher = new PipelinedPublisher(nc, this.options.inboxPrefix);
    try {
      while (this.running) {
        if (this.failure) throw this.failure;
        if (this.reagree) await this.begin(db);
        await this.step(db, heads, onProgress);
      }
      await this.land();
      await moveCursor(db, this.acked.splice(0), this.epoch);
    } finally {
      this.publisher.close();
      this.publisher = undefined;
    }
  }

  /** After every (re)connect: nothing leaves before the board has compared the stream; then what the chain has beyond the cursor. */
  private async begin(db: ClientBase): Promise<void> {
    await this.land();
    this.reagree = false;
    await moveCursor(db, this.acked.splice(0), this.epoch);
    this.epoch = await this.options.agree();
    for (let pos = await readCursor(db); this.running && !this.reagree;) {
      const batches = await readChain(db, pos, this.options.onError);
      if (batches.length === 0) return;
      for (const batch of batches) this.send(batch);
      await this.land();
      await moveCursor(db, this.acked.splice(0), this.epoch);
      pos = batches.at(-1)!.pos;
    }
  }

  private async step(db: ClientBase, heads: Heads, onProgress: () => void): Promise<void> {
    this.kicked = false;
    const acked = [...this.acked];
    const batch = await chainNext(db, heads, BATCH, acked, this.epoch);
    if (batch) {
      this.acked.splice(0, acked.length);
      this.counts.idle = false;
      this.counts.chained += batch.links.length;
      this.send(batch);
      onProgress();
      if (this.flights.length >= MOST_FLIGHTS) await this.flights[0];
      return;
    }
    if (this.flights.length > 0) {
      await Promise.race([this.flights[0], this.sleep(NET_MS)]);
      return;
    }
    await moveCursor(db, this.acked.splice(0), this.epoch);
    if (this.kicked || this.failure) return;
    this.counts.idle = true;
    await this.sleep(NET_MS);
  }

  /** Publishes a batch without waiting; its acknowledgement joins the cursor in the order of batches. */
  private send(batch: Batch): void {
    const { zone, node } = this.options.origin;
    const outgoing: Outgoing[] = batch.links.map(({ entry, originseq, prevhash, hash }) => ({
      id: entry.id,
      subject: subjectOf(zone, entry.street, node, entry.type),
      text: publishedText(entry.head, originseq, prevhash, hash, entry.salt, entry.data),
    }));
    const before = this.flights.at(-1) ?? Promise.resolve();
    const flight: Promise<void> = this.publisher!.publish(outgoing).then(async (seqs) => {
      await before;
      // What follows a failure is not a prefix: it stays uncounted and is sent again.
      if (this.failure) return;
      this.acked.push({ pos: batch.pos, seq: seqs.at(-1)!, id: outgoing.at(-1)!.id });
      this.counts.published += outgoing.length;
    }).catch((error: unknown) => { this.failure ??= error; }).finally(() => {
      this.flights = this.flights.filter((f) => f !== flight);
    });
    this.flights.push(flight);
  }

  /** Waits for all that is in flight. @throws what failed meanwhile */
  private async land(): Promise<void> {
    await Promise.all(this.flights);
    if (this.failure) throw this.failure;
  }

  private sleep(ms: number): Promise<void> {
    if (this.kicked && this.running && ms === NET_MS) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => { clearTimeout(timer); resolve(); };
    });
  }
}
