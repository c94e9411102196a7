import pg from 'pg';
import type { City } from './city.js';

/** Every service has a database, a journal and subscriptions of its own. */
export const CONTEXTS = ['command', 'grid', 'rescue', 'supplies', 'gateway'] as const;

/** One query in one service's own database, as the superuser: for what no endpoint tells. */
export async function ask<T extends object>(city: City, context: string, sql: string): Promise<T[]> {
  const url = new URL(city.system.databaseUrl);
  url.pathname = `/xl_${context}`;
  const client = new pg.Client({ connectionString: url.toString() });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Events in the journal of one service: what its transactions said, whatever the stream went through. */
export async function journalled(city: City, context: string): Promise<number> {
  const [row] = await ask<{ n: number }>(city, context, 'select count(*)::int as n from journal');
  return row!.n;
}
