import pg from 'pg';
import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';

export interface DatabaseOptions {
  url: string;
  ownerUrl: string | undefined;
  poolSize: number;
  entities: (Function | EntitySchema)[];
  migrations: (new () => MigrationInterface)[];
  onError: (error: unknown) => void;
}

/** Opens a service's database; migrates it first with the owner's url, where it is given, one instance at a time. */
export async function openDatabase(options: DatabaseOptions): Promise<DataSource> {
  if (options.ownerUrl) await migrate(options.ownerUrl, options.migrations);
  const source = new DataSource({
    type: 'postgres', driver: pg, url: options.url, entities: options.entities, synchronize: false,
    extra: { max: options.poolSize, application_name: 'xunling' },
    poolErrorHandler: options.onError,
  });
  return source.initialize();
}

async function migrate(url: string, migrations: (new () => MigrationInterface)[]): Promise<void> {
  const owner = new DataSource({ type: 'postgres', driver: pg, url, migrations, migrationsTableName: 'migration', extra: { max: 2 } });
  await owner.initialize();
  const runner = owner.createQueryRunner();
  try {
    await runner.query("select pg_advisory_lock(hashtext('migrate'))");
    await owner.runMigrations({ transaction: 'each' });
  } finally {
    await runner.query("select pg_advisory_unlock(hashtext('migrate'))").catch(() => undefined);
    await runner.release();
    await owner.destroy();
  }
}
