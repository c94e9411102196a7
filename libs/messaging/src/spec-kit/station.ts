import { NatsLink, SystemClock } from '@xunling/platform';
import { waitFor, withClient, type FreshDatabase } from '@xunling/testing';
import type { DataSource } from 'typeorm';
import type { Origin } from '../journal/work-unit.js';
import { Agreement } from '../reconcile/agreement.js';
import { boardStore } from '../reconcile/board.store.js';
import { ReconcileResponder } from '../reconcile/responder.js';
import { Relay } from '../relay/relay.js';
import { SubscriptionRunner } from '../subscribe/runner.js';
import type { Received, Work } from '../work.js';
import { migratedDatabase, open, ORIGIN } from './kit.js';

export interface StationOptions {
  context: string;
  /** Reads everything under this name into `effect`; the checker's board when it is `board`. */
  reads?: string;
}

/** One service's messaging core as `nest/messaging.ts` wires it, that can be stopped and started on the same database. */
export class Station {
  readonly errors: unknown[] = [];
  database!: FreshDatabase;
  source!: DataSource;
  relay: Relay | undefined;
  private link: NatsLink | undefined;
  private agreement: Agreement | undefined;
  private runner: SubscriptionRunner | undefined;
  private responder: ReconcileResponder | undefined;
  private readonly clock = new SystemClock();

  constructor(private readonly options: StationOptions, private readonly natsUrl: string) {}

  get origin(): Origin { return { ...ORIGIN, context: this.options.context }; }

  async open(): Promise<this> {
    this.database = await migratedDatabase(this.options.context);
    await withClient(this.database.ownerUrl, (c) => c.query('create table effect (epoch int not null, seq bigint not null, id uuid primary key)'));
    this.source = await open(this.database.url);
    return this;
  }

  async start(): Promise<this> {
    const onError = (error: unknown): void => { this.errors.push(error); };
    const { source, origin, options, clock } = this;
    const link = this.link = new NatsLink({ url: this.natsUrl, name: options.context, onError });
    const nats = (): ReturnType<NatsLink['connected']> => link.connected();
    const again = (): void => { this.relay!.reconnected(); this.runner?.restart(); };
    const agreement = this.agreement = new Agreement({ dataSource: source, nats, node: 'c', origin: `${origin.context}@c`, onWentBack: again, onError });
    this.relay = new Relay({ dataSource: source, nats, inboxPrefix: link.inboxPrefix, origin, agree: () => agreement.agreed(), onError });
    if (options.reads) {
      const name = options.reads;
      this.runner = new SubscriptionRunner({
        dataSource: source, nats, clock, origin, subscription: { name, subjects: ['xl.>'], mode: 'batch', unchecked: true },
        subscriber: { handle: keep }, agreed: () => agreement.agreed(), onAppended: () => this.relay!.kick(), onError,
      });
    }
    const nc = await nats();
    if (options.reads === 'board') {
      this.responder = new ReconcileResponder({ node: 'c', store: boardStore({ table: 'effect', id: 'id' })(source, clock), onError });
      this.responder.start(nc);
    }
    this.relay.start();
    link.onConnect(() => { agreement.reconnected(); again(); });
    this.runner?.start();
    return this;
  }

  async stop(): Promise<void> {
    this.agreement?.close();
    await this.responder?.stop();
    await this.runner?.stop();
    await this.relay?.stop();
    await this.link?.close();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.source.destroy();
    await this.database.drop();
  }

  /** Ids of all events that had their effect here; each can have had it once only. */
  async effects(): Promise<string[]> {
    const rows: { id: string }[] = await this.source.query('select id from effect order by id');
    return rows.map((row) => row.id);
  }

  async untilEffects(n: number): Promise<void> {
    await waitFor(async () => (await this.effects()).length === n || `${(await this.effects()).length} of ${n} in ${this.options.context}` === '', 30_000, `${n} effects in ${this.options.context}`);
  }

  /** The subscription stood still at this stream sequence for a while. */
  async lagAt(seq: number): Promise<void> {
    await this.source.query('delete from effect where seq > $1', [seq]);
    await this.source.query('delete from inbox where event_id not in (select id from effect)');
    await this.source.query('update floor set seq = $1', [seq]);
  }
}

async function keep(batch: Received[], work: Work): Promise<void> {
  await work.em.query('insert into effect (epoch, seq, id) select (select epoch from epoch), seq, id from unnest($1::bigint[], $2::uuid[]) as e(seq, id)', [batch.map((m) => m.seq), batch.map((m) => m.event.id)]);
}
