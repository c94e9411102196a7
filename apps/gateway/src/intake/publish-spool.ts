import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { subjectOf, type XlEvent } from '@xunling/contracts';
import { PipelinedPublisher } from '@xunling/messaging';
import { textOf, type FeedOrigin } from './spool/chain.js';
import type { Entry, Spool } from './spool/spool.js';
import type { Broker } from './broker.js';

const TYPES = ['feed.alert.received.v1', 'feed.alert.quarantined.v1'];
const BATCH = 200;
const RETRY_MS = 500;
const ACK_MS = 5_000;

export interface PublishOptions {
  origin: FeedOrigin;
  inboxPrefix: string;
  /** Asked after every (re)connect, before anything is published (design.md §4, reconciliation). */
  agree: () => Promise<void>;
  onError: (error: unknown) => void;
}

/**
 * Brings the spool into the stream, in order. After every (re)connect the stream itself says how far it has each street's
 * chain; what it lacks is put back. What is published twice carries the same message id.
 */
export class PublishSpool<N> {
  private stopped = false;
  /** What the stream lacks, in the spool's order: a street's chain reaches it as a prefix. */
  private rest: Entry<N>[] = [];
  /** Entries of the spool that were looked at. */
  private cursor = 0;
  private compared = false;
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private publisher: PipelinedPublisher | undefined;
  private over: NatsConnection | undefined;
  private readonly listeners = new Map<string, () => void>();
  readonly counts = { published: 0, putBack: 0 };

  constructor(private readonly spool: Spool<N>, private readonly bus: Broker, private readonly options: PublishOptions) {}

  start(): void {
    this.bus.onConnect(() => { this.again(); });
    this.kick();
  }

  /** Compare with the stream before the next message: it may be another one, or an older copy. */
  again(): void {
    this.compared = false;
    this.kick();
  }

  /** Hands over an entry that is on disk; answers true once the stream has it, false where `ms` pass first. */
  offer(entry: Entry<N>, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => { this.listeners.delete(entry.id); resolve(false); }, ms);
      this.listeners.set(entry.id, () => { clearTimeout(timer); resolve(true); });
      this.kick();
    });
  }

  /** Entries the stream has not acknowledged; all of them while it cannot be compared. */
  get pending(): number { return this.compared ? this.rest.length + this.spool.all().length - this.cursor : this.spool.all().length; }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
    this.publisher?.close();
    this.listeners.clear();
  }

  private kick(): void {
    if (this.stopped || this.running) return;
    this.running = this.run().catch((error: unknown) => {
      this.options.onError(error);
      // What became of the messages is unknown: the stream is asked again.
      this.compared = false;
      if (!this.stopped) { clearTimeout(this.timer); this.timer = setTimeout(() => { this.kick(); }, RETRY_MS); }
    }).finally(() => { this.running = undefined; if (this.compared && this.pending > 0) this.kick(); });
  }

  private async run(): Promise<void> {
    const nc = this.bus.connection;
    // The broker is away: what comes back may be another stream. Still "compared", the loop would turn without end and stop the door.
    if (!nc) { this.compared = false; return; }
    if (this.over !== nc) {
      this.publisher?.close();
      this.publisher = new PipelinedPublisher(nc, this.options.inboxPrefix);
      this.over = nc;
    }
    if (!this.compared) await this.compare(nc);
    while (this.pending > 0 && !this.stopped) {
      this.takeNew();
      await this.publish(this.rest.slice(0, BATCH));
    }
  }

  private takeNew(): void {
    const all = this.spool.all();
    this.rest.push(...all.slice(this.cursor));
    this.cursor = all.length;
  }

  private async compare(nc: NatsConnection): Promise<void> {
    await this.options.agree();
    const has = await this.streamHas(nc);
    const all = this.spool.all();
    this.rest = all.filter((e) => e.originseq > (has.get(e.street) ?? 0));
    this.cursor = all.length;
    this.compared = true;
    this.counts.putBack += this.rest.length;
    for (const e of all.slice(-2 * BATCH)) if (e.originseq <= (has.get(e.street) ?? 0)) this.tell(e.id);
  }

  /** Greatest place of each street's chain that the stream holds: the newest message of our subjects says it. */
  private async streamHas(nc: NatsConnection): Promise<Map<string, number>> {
    const { zone, node } = this.options.origin;
    const { direct } = await jetstreamManager(nc, { checkAPI: false });
    const found = new Map<string, number>();
    for (const street of this.spool.streets()) for (const type of TYPES) {
      const newest = await direct.getMessage('XL', { last_by_subj: subjectOf(zone, street, node, type) });
      if (newest) found.set(street, Math.max(found.get(street) ?? 0, newest.json<XlEvent>().originseq));
    }
    return found;
  }

  private async publish(entries: readonly Entry<N>[]): Promise<void> {
    const { zone, node } = this.options.origin;
    const events = await Promise.all(entries.map((e) => this.spool.event(e)));
    await this.publisher!.publish(events.map((e) => ({ id: e.id, subject: subjectOf(zone, e.street, node, e.type), text: textOf(e) })), ACK_MS);
    this.rest.splice(0, entries.length);
    this.counts.published += entries.length;
    for (const { id } of entries) this.tell(id);
  }

  private tell(id: string): void {
    this.listeners.get(id)?.();
    this.listeners.delete(id);
  }
}
