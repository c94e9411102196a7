import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Clock, FIGURES, makeLog, NatsLink, openDatabase, READINESS, HealthController, readServiceConfig, SystemClock, type Log, type ReadinessCheck, type ServiceConfig } from '@xunling/platform';
import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';
import type { Origin } from '../journal/work-unit.js';
import { Transactions } from '../rpc/transactions.js';
import { Messaging1700000000000 } from '../schema.js';
import { Heads } from '../heads/heads.ticker.js';
import { Housekeeping } from './housekeeping.ticker.js';
import { messagingFigures } from './figures.js';
import { ErasureHandler } from './erasure.handler.js';
import { LettersHandler } from './letters.handler.js';
import { publishedMemory, type BoardMaker } from '../reconcile/board.store.js';
import { Messaging } from './messaging.js';
import { BOARD, CONFIG, FIND_SUBSCRIBER, LOG, ORIGIN } from './tokens.js';

export interface MessagingOptions {
  context: string;
  entities?: (Function | EntitySchema)[];
  migrations?: (new () => MigrationInterface)[];
  /** Default: read from the environment. */
  config?: ServiceConfig;
  /** Default: the system's clock; tests and drills pass a movable one. */
  clock?: Clock;
  /** Default: a link of its own. */
  link?: NatsLink;
  /**
   * The gateway passes what its board remembers of the stream and answers `recon.<node>` with it; every other service asks
   * there. `'none'`: nobody is asked, for specs of one service without a gateway.
   */
  board?: BoardMaker | 'none';
}

/** Everything a service needs to take part: database with journal and migrations, NATS, relay, subscriptions, rpc, tickers. */
@Module({})
export class MessagingModule {
  static forService(options: MessagingOptions): DynamicModule {
    const providers: Provider[] = [
      { provide: CONFIG, useFactory: () => options.config ?? readServiceConfig() },
      { provide: LOG, useValue: makeLog(options.context) },
      { provide: Clock, useValue: options.clock ?? new SystemClock() },
      { provide: ORIGIN, inject: [CONFIG], useFactory: ({ node, zone, mode }: ServiceConfig): Origin => ({ context: options.context, node, zone, mode }) },
      { provide: NatsLink, inject: [CONFIG, LOG], useFactory: (config: ServiceConfig, log: Log) => options.link ?? new NatsLink({ url: config.natsUrl, seedFile: config.natsSeedFile, name: options.context, onError: (err) => log.warn({ err }, 'nats') }) },
      {
        provide: DataSource, inject: [CONFIG, LOG],
        useFactory: (config: ServiceConfig, log: Log) => openDatabase({
          url: config.databaseUrl, ownerUrl: config.ownerUrl, poolSize: config.poolSize, entities: options.entities ?? [],
          migrations: [Messaging1700000000000, ...(options.migrations ?? [])], onError: (err) => log.warn({ err }, 'database'),
        }),
      },
      { provide: BOARD, useValue: options.board ?? (options.context === 'gateway' ? publishedMemory : 'ask') },
      Messaging,
      { provide: Transactions, inject: [Messaging], useFactory: (messaging: Messaging) => messaging.transactions },
      {
        provide: READINESS, inject: [DataSource, NatsLink],
        useFactory: (dataSource: DataSource, link: NatsLink): ReadinessCheck[] => [
          { name: 'database', check: async () => { await dataSource.query('select 1'); } },
          { name: 'nats', check: async () => { if (!link.isUp) throw new Error('not connected'); } },
        ],
      },
      { provide: FIGURES, inject: [DataSource], useFactory: (dataSource: DataSource) => () => messagingFigures(dataSource) },
      Housekeeping,
      Heads,
      { provide: FIND_SUBSCRIBER, inject: [Messaging], useFactory: (messaging: Messaging) => (name: string) => messaging.subscriber(name) },
      LettersHandler,
      ErasureHandler,
    ];
    return { module: MessagingModule, global: true, imports: [DiscoveryModule], providers, controllers: [HealthController], exports: [CONFIG, LOG, ORIGIN, Clock, NatsLink, DataSource, Messaging, Transactions, READINESS] };
  }
}
