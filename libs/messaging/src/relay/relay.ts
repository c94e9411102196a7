import { subjectOf } from '@xunling/contracts';
import type { NatsConnection } from '@nats-io/nats-core';
import type { DataSource, QueryRunner } from 'typeorm';
import { publishedText } from '../journal/hash.js';
import type { Origin } from '../journal/work-unit.js';
import { chainNext, loadHeads, readChain, type ChainRow, type Head, type Link } from './chain.store.js';
import { PipelinedPublisher, type Outgoing } from './publisher.js';

const BATCH = 2000;
const NET_MS = 250;
const RETRY_MS = { first: 200, most: 5_000 };

export interface RelayOptions {
  dataSource: DataSource;
  nats: () => Promise<NatsConnection>;
  inboxPrefix: string;
  origin: Origin;
  /** Asked before anything is published after a (re)connect; answers once the board has compared the stream. */
  agree: (runner: QueryRunner) => Promise<void>;
  onError: (error: unknown) => void;
}

/**
 * Moves one origin's events from the outbox into the chain and from the chain to the stream. One at a time per origin
 * (advisory lock); a second instance stands by. Crash-safe at every line: the chain commits before anything is published,
 * the cursor moves over acknowledged rows only, what is published twice carries the same message id.
 */
export class Relay {
  private running = false;
  private ended: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  private kicked = false;
  private heads = new Map<string, Head>();
  private reagree = true;
  /** Counters for drills and metrics. */
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
    this.kick();
  }

  private async run(): Promise<void> {
    let wait = RETRY_MS.first;
    while (this.running) {
      const runner = this.options.dataSource.createQueryRunner();
      try {
        await runner.connect();
        if (!(await this.lock(runner))) { await this.sleep(1000); continue; }
        await this.serve(runner, () => { wait = RETRY_MS.first; });
      } catch (error) {
        this.options.onError(error);
        await this.sleep(wait);
        wait = Math.min(wait * 2, RETRY_MS.most);
      } finally {
        await runner.query('select pg_advisory_unlock_all()').catch(() => undefined);
        await runner.release().catch(() => undefined);
      }
    }
  }

  private async lock(runner: QueryRunner): Promise<boolean> {
    const [row] = await runner.query('select pg_try_advisory_lock(hashtext($1)) as got', [`relay ${this.options.origin.context}@${this.options.origin.node}`]);
    return row.got;
  }

  private async serve(runner: QueryRunner, onProgress: () => void): Promise<void> {
    this.heads = await loadHeads(runner);
    this.reagree = true;
    const nc = await this.options.nats();
    const publisher = new PipelinedPublisher(nc, this.options.inboxPrefix);
    try {
      while (this.running) {
        if (this.reagree) {
          this.reagree = false;
          await this.options.agree(runner);
          await this.publishRest(runner, publisher);
        }
        this.kicked = false;
        const moved = await this.chainBatch(runner);
        if (moved.rows.length > 0) {
          await this.publish(runner, publisher, moved.rows, moved.links);
          onProgress();
        } else if (!this.kicked) {
          this.counts.idle = true;
          await this.sleep(NET_MS);
        }
      }
    } finally {
      publisher.close();
    }
  }

  private async chainBatch(runner: QueryRunner): Promise<{ rows: ChainRow[]; links: Link[] }> {
    await runner.startTransaction();
    try {
      const { heads, ...moved } = await chainNext(runner, this.heads, BATCH);
      await runner.commitTransaction();
      this.heads = heads;
      this.counts.chained += moved.links.length;
      return moved;
    } catch (error) {
      await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    }
  }

  /** Publishes what the chain has beyond the cursor: after a crash, or a stream that lost its tail. */
  private async publishRest(runner: QueryRunner, publisher: PipelinedPublisher): Promise<void> {
    for (;;) {
      const [cursor] = await runner.query('select coalesce(max(pos), 0)::text as pos from published');
      const { rows, links } = await readChain(runner, cursor.pos, 100);
      if (rows.length === 0) return;
      await this.publish(runner, publisher, rows, links);
    }
  }

  private async publish(runner: QueryRunner, publisher: PipelinedPublisher, rows: readonly ChainRow[], links: readonly Link[]): Promise<void> {
    const { zone, node } = this.options.origin;
    const outgoing: Outgoing[] = links.map(({ entry, originseq, prevhash, hash }) => ({
      id: entry.id,
      subject: subjectOf(zone, entry.street, node, entry.type),
      text: publishedText(entry.head, originseq, prevhash, hash, entry.salt, entry.data),
    }));
    const seqs = await publisher.publish(outgoing);
    let end = 0;
    const last = rows.map((row) => { end += row.nos.length; return { pos: row.pos, seq: seqs[end - 1]!, id: outgoing[end - 1]!.id }; });
    await runner.query('set synchronous_commit = off');
    await runner.query(
      'insert into published (pos, seq, msgid) select * from unnest($1::bigint[], $2::bigint[], $3::text[]) on conflict (pos) do update set seq = excluded.seq, msgid = excluded.msgid',
      [last.map((l) => l.pos), last.map((l) => l.seq), last.map((l) => l.id)]);
    await runner.query('set synchronous_commit = on');
    this.counts.published += outgoing.length;
  }

  private sleep(ms: number): Promise<void> {
    if (this.kicked && this.running && ms === NET_MS) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => { clearTimeout(timer); resolve(); };
    });
  }
}
