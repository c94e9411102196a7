import { newId, openDatabase } from '@xunling/platform';
import { Messaging1700000000000 } from '@xunling/messaging';
import { freshDatabase, freshPostgres } from '@xunling/testing';
import { quantile } from './knobs.js';
import { commandMigrations, manyOrders, orderQueries } from './services.js';

/** One list over 100,000 orders at the database: median, 95th and 99th of a hundred, ms, result fetched. */
export interface ListRow { what: string; p50: number; p95: number; p99: number }
const TIMES = 100;

/** Lists of orders at 100,000 rows, each asked a hundred times of a warm PostgreSQL with fsync, on one connection. */
export async function orderLists(say: (line: string) => void): Promise<ListRow[]> {
  const postgres = await freshPostgres({ durable: true });
  const database = await freshDatabase({ context: 'command', server: postgres.url });
  const db = await openDatabase({ url: database.ownerUrl, ownerUrl: database.ownerUrl, poolSize: 1, entities: [], migrations: [Messaging1700000000000, ...(await commandMigrations())], onError: () => undefined });
  try {
    say('lists of orders: filling 100,000');
    const sets = [newId(), newId()] as const;
    const { manyOrders: fill, listsOf } = await manyOrders();
    await fill(db, sets);
    const { listQuery, stagesQuery, standDownQuery } = await orderQueries();
    const asked = [
      ...listsOf(sets[0]).map(([what, input, scopes]) => [`orders: ${what}`, listQuery({ ...input, limit: 100 }, scopes)] as const),
      ['arrows of one set', stagesQuery({ set: sets[0] }, ['410171'])] as const, ['arrows of one street', stagesQuery({}, ['410171561'])] as const, ['arrows of the zone', stagesQuery({}, ['410171'])] as const,
      ['what stands in the zone', standDownQuery({}, ['410171'])] as const,
    ];
    const rows: ListRow[] = [];
    for (const [what, { sql, params }] of asked) {
      const times: number[] = [];
      for (let i = 0; i < TIMES; i++) { const started = performance.now(); await db.query(sql, params); times.push(performance.now() - started); }
      rows.push({ what, p50: quantile(times, 0.5), p95: quantile(times, 0.95), p99: quantile(times, 0.99) });
    }
    return rows;
  } finally {
    await db.destroy();
    await database.drop();
    await postgres.stop();
  }
}
