import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase, type FreshDatabase } from '@xunling/testing';
import { DataSource } from 'typeorm';
import { conflictQuery } from '../conflict/conflict.view.js';
import { GRID } from '../grid.module.js';
import { siteQuery } from '../site/site.view.js';
import { areaMeasureQuery } from './area.view.js';
import { boardQuery } from './board.view.js';
import { figuresQuery } from './figures.view.js';
import { measureQuery } from './measure.view.js';

/** 100,000 sites, measures and conflicts: every list is answered from an index. */
let database: FreshDatabase;
let db: DataSource;
const AREA = `'410171' || (array['111','560','561','562','563','565'])[1 + i % 6] || lpad((901 + i / 6 % 10)::text, 3, '0') || lpad((1 + i / 60 % 6)::text, 3, '0')`;

beforeAll(async () => {
  database = await freshDatabase({ context: 'grid' });
  db = await new DataSource({ type: 'postgres', url: database.ownerUrl, migrations: GRID.migrations as never }).initialize();
  await db.runMigrations();
  await db.query(`insert into site (id, area, name, name_en, kind, owner, close_at_cm, lon, lat, version, board, shown, evacuation_plan, contacts)
    select gen_random_uuid(), ${AREA}, 's' || i, 's', (array['UNDERPASS','SCHOOL','TUNNEL'])[1 + i % 3], 'o', 20, 113.77, 34.71, 1, case when i % 5000 = 0 then 0 when i % 900 = 0 then 1 else 5 end, case when i % 900 = 0 then 'not-closed' else 'open' end, i % 700 > 0, '[{}]' from generate_series(1, 100000) i`);
  await db.query(`insert into measure (id, origin, site_id, area, measure, state, version, ordered_at, first_closed_at, patrol_due, body)
    select gen_random_uuid(), 'order', id, area, 'CLOSE', case when no % 900 = 0 then 'executed' when no % 70 = 0 then 'under-patrol' else 'lifted' end, 1, now() - no * interval '10 minutes', now() - no * interval '10 minutes' + no % 40 * interval '1 minute', case when no % 70 = 0 then now() + interval '1 hour' end, '{}' from site`);
  await db.query(`insert into measure (id, origin, area, measure, scope, state, version, ordered_at, body) select gen_random_uuid(), 'order', ${AREA}, 'SUSPEND', 'CLASSES', case when i % 50 = 0 then 'ordered' else 'lifted' end, 1, now(), '{}' from generate_series(1, 1000) i`);
  await db.query(`insert into conflict (id, site_id, area, state, owner, opened_at, version) select gen_random_uuid(), id, area, case when no % 5000 = 0 then 'open' else 'settled' end, '410171', now(), 1 from site`);
  await db.query('analyze site, measure, conflict');
}, 300_000);
afterAll(async () => { await db.destroy(); await database.drop(); });

const zone = ['410171'];
const street = ['410171561'];
describe('lists at 100,000 rows', () => {
  it.each<[string, { sql: string; parameters: unknown[] }]>([
    ['measures of the zone', measureQuery({ areas: zone, cursor: '90000' }, 51)], ['measures of a street', measureQuery({ areas: street }, 51)], ['executed measures', measureQuery({ areas: zone, state: 'executed' }, 51)], ['measures nobody above has seen', measureQuery({ areas: street, unreviewed: true }, 51)],
    ['measures over areas of a street', areaMeasureQuery({}, street, 51)], ['the closure board', boardQuery({}, zone, 101)], ['the closure board far on', boardQuery({ cursor: '5.90000' }, zone, 101)], ['the closure board of a street', boardQuery({}, street, 101)], ['sites not closed', boardQuery({ shown: 'not-closed' }, street, 101)],
    ['sites of a street', siteQuery({ areas: street }, 51)], ['sites with gaps', siteQuery({ areas: zone, gaps: true }, 51)], ['open conflicts', conflictQuery({ state: 'open' }, zone, 51)], ['conflicts of a street', conflictQuery({}, street, 51)],
  ])('of %s come from an index', async (_name, { sql, parameters }) => {
    const plan = ((await db.query(`explain ${sql}`, parameters)) as { 'QUERY PLAN': string }[]).map((r) => r['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index/);
    expect(plan).not.toMatch(/Seq Scan/);
  });

  it('the figures of a week read the measures of that week', async () => {
    const { sql, parameters } = figuresQuery(street, new Date(Date.now() - 7 * 86_400_000), new Date());
    const plan = ((await db.query(`explain ${sql}`, parameters)) as { 'QUERY PLAN': string }[]).map((r) => r['QUERY PLAN']).join('\n');
    expect(plan).not.toMatch(/Seq Scan on measure/);
  });
});
