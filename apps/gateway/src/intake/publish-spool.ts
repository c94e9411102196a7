import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { subjectOf, type XlEvent } from '@xunling/contracts';
import { PipelinedPublisher } from '@xunling/messaging';
import { textOf, type FeedOrigin } from './spool/chain.js';
import type { Entry, Spool } from './spool/spool.js';
import type { Broker } from './broker.js';

const TYPES = ['feed.alert.received.v1', 'feed.alert.quarantined.v1'];
const BATCH = 200;
const RETRY_MS = { first: 500, most: 2_000 };
const ACK_MS = 5_000;

export interface PublishOptions {
  origin: FeedOrigin;
  inboxPrefix: string;
  /** Asked after every (re)connect: nothing is published before the board has answered (design.md §4, reconciliation). */
  agreement: { agree(): Promise<void>; acknowledged(point: { seq: number; id: string }): void };
  onError: (error: unknown) => void;
}

/**
 * Brings the spool into the stream, in order. After every (re)connect the board compares the stream, then the stream itself
 * says how far it has each street's chain; what it lacks is put back. What is published twice carries the same message id.
 */
export class PublishSpool<N> {
  private stopped = false;
  /** What the stream lacks, in the spool's order: a street's chain reaches it as a prefix. */
  private rest: Entry<N>[] = [];
  /** Entries of the spool that were looked at. */
  private cursor = 0;
  private compared = false;
  /** Counts connections: what was compared over an earlier one says nothing. */
  private turn = 0;
  private wait = RETRY_MS.first;
  /** The last failure that was told: a silence of hours is one line. */
  private told: string | undefined;
  private readonly ended: Promise<void>;
  private end: () => void = () => undefined;
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private publisher: PipelinedPublisher | undefined;
  private over: NatsConnection | undefined;
  private readonly listeners = new Map<string, () => void>();
  readonly counts = { published: 0, putBack: 0 };

  constructor(private readonly spool: Spool<N>, private readonly bus: Broker, private readonly options: PublishOptions) {
    this.ended = new Promise((resolve) => { this.end = resolve; });
  }

  start(): void {
    this.bus.onConnect(() => { this.again(); });
    this.kick();
  }

  /** Ask the board and compare with the stream before the next message: it may be another one, or an older copy. */
  again(): void {
    this.compared = false;
    this.turn += 1;
    this.publisher?.abort('the connection to the broker was another one');
    this.wait = RETRY_MS.first;
    clearTimeout(this.timer);
    this.timer = undefined;
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
    this.end();
    clearTimeout(this.timer);
    await this.running;
    this.publisher?.close();
    this.listeners.clear();
  }

  /** While a failure waits to be tried again, new entries wait with it: no question to the board per alert. */
  private kick(): void {
    if (this.stopped || this.running || this.timer) return;
    const { turn } = this;
    this.running = this.run().then(() => {
      this.told = undefined;
      this.wait = RETRY_MS.first;
    }, (error: unknown) => { this.failed(error, turn); }).finally(() => {
      this.running = undefined;
      if (this.pending > 0 && (this.compared || turn !== this.turn)) this.kick();
    });
  }

  private failed(error: unknown, turn: number): void {
    // What became of the messages is unknown: the stream is asked again.
    this.compared = false;
    // A new connection is tried at once, and its failure is the one worth telling.
    if (this.stopped || turn !== this.turn) return;
    const message = error instanceof Error ? error.message : String(error);
    if (message !== this.told) this.options.onError(error);
    this.told = message;
    this.timer = setTimeout(() => { this.timer = undefined; this.kick(); }, this.wait);
    this.wait = Math.min(this.wait * 2, RETRY_MS.most);
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const nc = this.bus.connection;
      // The broker is away: what comes back may be another stream. Still "compared", the loop would turn without end and stop the door.
      if (!nc) { this.compared = false; return; }
      if (this.over !== nc) {
        this.publisher?.close();
        this.publisher = new PipelinedPublisher(nc, this.options.inboxPrefix);
        this.over = nc;
      }
      if (!this.compared) await this.compare(nc);
      else if (this.pending === 0) return;
      else {
        this.takeNew();
        await this.publish(this.rest.slice(0, BATCH));
      }
    }
  }

  private takeNew(): void {
    const all = this.spool.all();
    this.rest.push(...all.slice(this.cursor));
    this.cursor = all.length;
  }

  private async compare(nc: NatsConnection): Promise<void> {
    const { turn } = this;
    await Promise.race([this.options.agreement.agree(), this.ended]);
    if (this.stopped) return;
    const has = await this.streamHas(nc);
    // Connected anew meanwhile: the answers were about what may be another stream.
    if (turn !== this.turn) return;
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
    const { turn, options: { origin: { zone, node } } } = this;
    const events = await Promise.all(entries.map((e) => this.spool.event(e)));
    if (turn !== this.turn) return;
    const seqs = await this.publisher!.publish(events.map((e) => ({ id: e.id, subject: subjectOf(zone, e.street, node, e.type), text: textOf(e) })), ACK_MS);
    // Acknowledged over a connection that is gone: the comparison that follows says what of it is there.
    if (turn !== this.turn) return;
    this.options.agreement.acknowledged({ seq: seqs.at(-1)!, id: entries.at(-1)!.id });
    this.rest.splice(0, entries.length);
    this.counts.published += entries.length;
    for (const { id } of entries) this.tell(id);
  }

  private tell(id: string): void {
    this.listeners.get(id)?.();
    this.listeners.delete(id);
  }
}
