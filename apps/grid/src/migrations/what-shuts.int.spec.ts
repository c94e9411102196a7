import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '@xunling/testing';
import { DataSource } from 'typeorm';
import { GRID } from '../grid.module.js';
import { WhatShuts1764010000100 } from './what-shuts.js';

let database: FreshDatabase;
let db: DataSource;
beforeAll(async () => {
  database = await freshDatabase({ context: 'grid' });
  db = await new DataSource({ type: 'postgres', url: database.ownerUrl, migrations: GRID.migrations as never }).initialize();
  await db.runMigrations();
}, 120_000);
afterAll(async () => { await db.destroy(); await database.drop(); });

it('shows anew what an older rule called closed, and leaves what is', async () => {
  const DONE = { executedAt: 'x', executedBy: 'a', verifiedAt: 'y', verifiedBy: 'b', patrolsMissed: 0 };
  const cases = [['mall under water', 'MALL', true, 'SUSPEND', 'BUSINESS', 0], ['school', 'SCHOOL', false, 'SUSPEND', 'CLASSES', 1], ['home', 'CARE_HOME', false, 'EVACUATE', null, 0], ['tunnel', 'TUNNEL', true, 'SUSPEND', 'TRANSPORT', 0], ['garage', 'UNDERGROUND_SPACE', true, 'CLOSE', null, 0]] as const;
  for (const [name, kind, flooded, measure, scope, missed] of cases) {
    const [site] = (await db.query(`insert into site (id, area, name, name_en, kind, owner, close_at_cm, lon, lat, version, board, shown, flooded, contacts) values (gen_random_uuid(), '410171561901001', $1, $1, $2, 'o', 20, 113.77, 34.71, 1, 3, 'closed', $3, '[]') returning id`, [name, kind, flooded])) as { id: string }[];
    const [m] = (await db.query(`insert into measure (id, origin, site_id, area, measure, scope, state, version, ordered_at, body) values (gen_random_uuid(), 'order', $1, '410171561901001', $2, $3, 'verified', 1, now(), $4) returning id`, [site!.id, measure, scope, { ...DONE, patrolsMissed: missed }])) as { id: string }[];
    await db.query(`insert into statement (id, site_id, measure_id, area, claim, source, by, place, at, received_at) values (gen_random_uuid(), $1, $2, '410171561901001', 'closed', 'execution', gen_random_uuid(), '410171561', now(), now())`, [site!.id, m!.id]);
  }
  await new WhatShuts1764010000100().up(db.createQueryRunner());
  const rows = await db.query('select s.name, shown, board, void from site s join statement t on t.site_id = s.id order by s.no') as object[];
  expect(rows.map((r) => Object.values(r))).toEqual([['mall under water', 'not-closed', 0, true], ['school', 'open', 2, true], ['home', 'not-closed', 1, true], ['tunnel', 'closed', 3, false], ['garage', 'closed', 3, false]]);
});
