import pg from 'pg';
import type { City } from '../../kit/city.js';

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

const DISTRICT = `'grid.area.opened.v1', 'grid.post.opened.v1', 'grid.post.held.v1', 'grid.site.published.v1', 'grid.unit.listed.v1', 'grid.household.registered.v1', 'grid.household.site-planned.v1', 'grid.shelter.registered.v1', 'grid.site.revised.v1', 'rescue.team.registered.v1', 'supplies.depot.registered.v1'`;

/** True once command's own copy of the district, rebuilt from the stream at first start, has all that was seeded. */
export async function knowsDistrict(city: City): Promise<boolean> {
  const seeded = await Promise.all(['grid', 'rescue', 'supplies'].map((context) => ask<{ n: number }>(city, context, `select count(*)::int as n from journal where type in (${DISTRICT})`)));
  const [folded] = await ask<{ n: number }>(city, 'command', `select count(*)::int as n from inbox where subscription = 'known-district-5'`);
  return seeded.every(([row]) => row!.n > 0) && folded!.n === seeded.reduce((n, [row]) => n + row!.n, 0);
}
