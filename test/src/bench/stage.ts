import { ensureStream } from '@xunling/embedded';
import { Messaging1700000000000 } from '@xunling/messaging';
import { openDatabase } from '@xunling/platform';
import { freshDatabase, freshNats, freshPostgres, type FreshDatabase, type OwnNats, type OwnPostgres } from '@xunling/testing';
import { connect } from '@nats-io/transport-node';
import { commandMigrations, gridMigrations } from './services.js';

/** One PostgreSQL with fsync and one nats-server (`sync_interval` 100 ms) for all that is compared; databases and stream are new for each. */
export class Stage {
  private readonly databases: FreshDatabase[] = [];
  private constructor(readonly postgres: OwnPostgres, readonly nats: OwnNats) {}

  static async open(): Promise<Stage> {
    const [postgres, nats] = await Promise.all([freshPostgres({ durable: true }), freshNats()]);
    return new Stage(postgres, nats);
  }

  /** Two databases with the services' own tables and indexes, and an empty stream. */
  async fresh(): Promise<{ command: FreshDatabase; grid: FreshDatabase }> {
    const nc = await connect({ servers: this.nats.url });
    await nc.request('$JS.API.STREAM.DELETE.XL');
    await ensureStream(nc);
    await nc.close();
    const [command, grid] = [await this.migrated('command'), await this.migrated('grid')];
    return { command, grid };
  }

  async empty(): Promise<FreshDatabase> {
    const database = await freshDatabase({ server: this.postgres.url });
    this.databases.push(database);
    return database;
  }

  async close(): Promise<void> {
    for (const database of this.databases.splice(0)) await database.drop();
    await this.nats.stop();
    await this.postgres.stop();
  }

  private async migrated(context: 'command' | 'grid'): Promise<FreshDatabase> {
    const database = await freshDatabase({ context, server: this.postgres.url });
    this.databases.push(database);
    const source = await openDatabase({ url: database.ownerUrl, ownerUrl: database.ownerUrl, poolSize: 2, entities: [], migrations: [Messaging1700000000000, ...(await (context === 'command' ? commandMigrations() : gridMigrations()))], onError: () => undefined });
    await source.destroy();
    return database;
  }
}
