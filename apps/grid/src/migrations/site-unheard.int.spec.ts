import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '@xunling/testing';
import { DataSource } from 'typeorm';
import { GRID } from '../grid.module.js';
import { SiteUnheard1764200000100 } from './site-unheard.js';

let database: FreshDatabase;
let db: DataSource;
beforeAll(async () => {
  database = await freshDatabase({ context: 'grid' });
  db = await new DataSource({ type: 'postgres', url: database.ownerUrl, migrations: GRID.migrations as never }).initialize();
  await db.runMigrations();
  // as it was before
  await db.query('alter table site drop patrol_cm, drop patrol_at, alter board set default 5');
}, 120_000);
afterAll(async () => { await db.destroy(); await database.drop(); });

it('moves what stands after the unknown one place down, makes unknown what nobody hears, and keeps what people measured', async () => {
  const cases = [['under water', 0, 'not-closed', 'never'], ['overdue', 2, 'open', 'never'], ['shut', 3, 'closed', 'never'], ['lowered', 4, 'open', 'none'], ['measured', 5, 'open', 'none'], ['never heard', 5, 'open', 'never'], ['silent', 5, 'open', 'unknown'], ['dry', 5, 'open', 'below'], ['taken out', 5, 'open', 'gone']] as const;
  for (const [name, board, shown, gauge] of cases) {
    const [site] = (await db.query(`insert into site (id, area, name, name_en, kind, owner, close_at_cm, lon, lat, version, board, shown, flooded, contacts, depth_cm, depth_at, depth_source) values (gen_random_uuid(), '410171561901001', $1, $1, 'TUNNEL', 'o', 20, 113.77, 34.71, 1, $2::smallint, $3, $2::smallint = 0, '[]', 7, now(), case when $4::text = 'none' then 'patrol' else 'gauge' end) returning id`, [name, board, shown, gauge])) as { id: string }[];
    if (gauge === 'none') continue;
    await db.query(`insert into gauge (id, station, parameter, unit, area, name, name_en, lon, lat, every_minutes, levels, lowest, highest, jump, valid_from, valid_to, version, site_id) values (gen_random_uuid(), $1::text, 'depth', 'cm', '410171561901001', $1::text, $1::text, 113, 34, 15, '[]', 0, 300, 50, now(), case when $2::boolean then now() end, 1, $3)`, [name, gauge === 'gone', site!.id]);
    if (gauge === 'unknown' || gauge === 'below') await db.query('insert into site_water (site_id, state, version) values ($1, $2, 1)', [site!.id, gauge]);
  }
  await new SiteUnheard1764200000100().up(db.createQueryRunner());
  const rows = (await db.query('select name, board, shown, patrol_cm from site order by no')) as object[];
  expect(rows.map((r) => Object.values(r))).toEqual([
    ['under water', 0, 'not-closed', null], ['overdue', 2, 'unknown', null], ['shut', 4, 'closed', null], ['lowered', 5, 'open', 7], ['measured', 6, 'open', 7], ['never heard', 3, 'unknown', null], ['silent', 3, 'unknown', null], ['dry', 6, 'open', null], ['taken out', 6, 'open', null],
  ]);
  await db.query(`insert into site (id, area, name, name_en, kind, lon, lat, version, contacts) values (gen_random_uuid(), '410171561901001', 'new', 'new', 'TUNNEL', 113, 34, 1, '[]')`);
  expect(await db.query("select board from site where name = 'new'")).toEqual([{ board: 6 }]);
});
