import pg from 'pg';
import { waitFor } from './wait.js';

/** A table that nobody can write to until it is let go; reading goes on. */
export interface HeldTable {
  /** Waits until somebody stands before it in a transaction of his own: what he is killed in then is half done, whatever the machine's speed. */
  awaited(): Promise<void>;
  /** Lets everybody write again. */
  release(): Promise<void>;
}

/** Holds a table of the database at `url`. */
export async function holdTable(url: string, table: string): Promise<HeldTable> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`begin; lock table ${table} in share mode`);
  return {
    awaited: async () => {
      await waitFor(async () => (await client.query(`select from pg_locks where relation = $1::regclass and mode = 'RowExclusiveLock' and not granted`, [table])).rowCount! > 0, 60_000, `somebody to write to ${table}`);
    },
    release: async () => { await client.query('rollback'); await client.end(); },
  };
}
