import { DeliverPolicy, jetstream, type ConsumerMessages, type JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import type { XlEvent } from '@xunling/contracts';
import { typesOf } from '@xunling/contracts/classes';
import type { Clock } from '@xunling/platform';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Origin } from '../journal/work-unit.js';
import { readFloor } from './inbox.store.js';
import { retryParked, settle, type Raw, type SettlementContext } from './settlement.js';
import type { Subscriber, SubscribeOptions } from './subscribe.decorator.js';

const MOST = 1000;
const NET_MS = 250;
const RETRY_MS = { first: 200, most: 5_000 };

export interface RunnerOptions {
  dataSource: DataSource;
  nats: () => Promise<NatsConnection>;
  clock: Clock;
  origin: Origin;
  subscription: SubscribeOptions;
  subscriber: Subscriber;
  /** Resolves once the stream has been compared with our floors; nothing is read before. */
  agreed: () => Promise<unknown>;
  onAppended: () => void;
  onError: (error: unknown, subscription: string) => void;
}

/** Filter subjects of a subscription: every street and node of the zone, by type. */
export const filtersOf = (zone: string, { subjects, events = [] }: SubscribeOptions): string[] =>
  subjects ?? events.flatMap(typesOf).map((type) => `xl.${zone}.*.*.${type}`);

/**
 * One subscription's reader: an ordered consumer from the floor that Postgres keeps. Nothing is acknowledged, so a crash, a
 * dead database and a restored stream are one case: read again from the floor. One active reader per name, by an advisory
 * lock on the connection that commits; a second instance stands by.
 */
export class SubscriptionRunner {
  private running = false;
  private ended: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  private queue: Raw[] = [];
  private messages: ConsumerMessages | undefined;
  private restartWanted = false;
  private readonly uncounted = new Set<string>();
  readonly counts = { handled: 0, batches: 0, floor: 0, idle: false };

  constructor(private readonly options: RunnerOptions) {}

  get name(): string { return this.options.subscription.name; }

  start(): void {
    this.running = true;
    this.ended = this.run();
  }

  async stop(): Promise<void> {
    this.running = false;
    this.messages?.stop();
    this.wake();
    await this.ended;
  }

  /** Reads again from the floor: the stream may be another one. */
  restart(): void {
    this.restartWanted = true;
    this.wake();
  }

  private async run(): Promise<void> {
    let wait = RETRY_MS.first;
    while (this.running) {
      const runner = this.options.dataSource.createQueryRunner();
      try {
        await runner.connect();
        const [row] = await runner.query('select pg_try_advisory_lock(hashtext($1)) as got', [`subscription ${this.name}`]);
        if (!row.got) { await this.sleep(1000); continue; }
        while (this.running) await this.read(runner, () => { wait = RETRY_MS.first; });
      } catch (error) {
        this.options.onError(error, this.name);
        await this.sleep(wait);
        wait = Math.min(wait * 2, RETRY_MS.most);
      } finally {
        await runner.query('select pg_advisory_unlock_all()').catch(() => undefined);
        await runner.release().catch(() => undefined);
      }
    }
  }

  /** Reads from the floor until the consumer ends or a restart is wanted. */
  private async read(runner: QueryRunner, onProgress: () => void): Promise<void> {
    const { options } = this;
    await options.agreed();
    this.restartWanted = false;
    const { seq: floor, epoch } = await readFloor(runner.manager, this.name);
    this.counts.floor = floor;
    await options.subscriber.begins?.(runner.manager);
    const nc = await options.nats();
    const consumer = await jetstream(nc).consumers.get('XL', {
      filter_subjects: filtersOf(options.origin.zone, options.subscription),
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: floor + 1,
    });
    const messages = await consumer.consume({ max_messages: MOST, idle_heartbeat: 1_000, expires: 10_000 });
    this.messages = messages;
    this.queue = [];
    let over = false;
    const pump = (async () => {
      for await (const message of messages) {
        this.queue.push(rawOf(message));
        this.wake();
        // back-pressure: the iterator asks the server for more only as we take
        while (this.queue.length >= MOST * 2 && this.running && !over) await new Promise((r) => setTimeout(r, 5));
      }
    })().catch((error) => options.onError(error, this.name)).finally(() => { over = true; this.wake(); });
    const context: SettlementContext = { runner, clock: options.clock, origin: options.origin, options: options.subscription, subscriber: options.subscriber, epoch, onAppended: options.onAppended, uncounted: this.uncounted };
    try {
      while (this.running && !this.restartWanted) {
        const batch = this.queue.splice(0, MOST);
        if (batch.length > 0) {
          this.counts.idle = false;
          this.counts.handled += await settle(context, batch);
          this.counts.batches += 1;
          this.counts.floor = batch.at(-1)!.seq;
          onProgress();
        } else {
          if (over) return;
          if ((await retryParked(context)) === 0) {
            this.counts.idle = true;
            await this.sleep(NET_MS);
          }
        }
      }
    } finally {
      over = true;
      messages.stop();
      await pump;
    }
  }

  private sleep(ms: number): Promise<void> {
    if (this.queue.length > 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => { clearTimeout(timer); resolve(); };
    });
  }
}

function rawOf(message: JsMsg): Raw {
  const text = message.string();
  let event: XlEvent | undefined;
  try { event = JSON.parse(text) as XlEvent; } catch { event = undefined; }
  return { subject: message.subject, seq: message.seq, received: new Date(message.timestamp), text, event };
}
