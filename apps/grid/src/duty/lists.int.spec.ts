import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ItemView, type ItemQuery } from '@xunling/addressee';
import { personId } from '@xunling/sample';
import { freshDatabase, type FreshDatabase } from '@xunling/testing';
import { DataSource } from 'typeorm';
import { gapQuery } from '../area/gap.view.js';
import { AreaDatum1763900000002 } from '../migrations/area-datum.js';
import { DutyAdditions1763900000001 } from '../migrations/duty-additions.js';
import { Grid1700000001000 } from '../migrations/grid-1.js';
import { DutyScope1763990000100 } from '../migrations/duty-scope.js';
import { DutyTurns1763960012001 } from '../migrations/duty-turns.js';
import { Presence1763960012002 } from '../migrations/presence.js';
import { boardQuery, stationQuery } from '../on-post/on-post.view.js';
import { PostsInFull1763900010002 } from '../migrations/posts-in-full.js';
import { Units1763900000003 } from '../migrations/units.js';
import { postQuery } from '../post/post.view.js';

/** 100,000 duties and as many posts: every list is answered from an index, and its pages neither repeat nor leave out. */
let database: FreshDatabase;
let db: DataSource;
const view = new ItemView('duty');
const HOLDER = personId('someone');
const AREA = `'410171' || (array['111','560','561','562','563','565'])[1 + i % 6] || lpad((901 + i / 6 % 10)::text, 3, '0') || lpad((1 + i / 60 % 6)::text, 3, '0')`;

beforeAll(async () => {
  database = await freshDatabase({ context: 'grid' });
  db = await new DataSource({ type: 'postgres', url: database.ownerUrl, migrations: [Grid1700000001000, DutyAdditions1763900000001, AreaDatum1763900000002, Units1763900000003, PostsInFull1763900010002, DutyTurns1763960012001, Presence1763960012002, DutyScope1763990000100] }).initialize();
  await db.runMigrations();
  await db.query(
    `insert into duty (id, order_id, incident_id, area, addressee_id, addressee_name, measure, site_id, text_zh, text_en, evidence_asked, holder_id, deputy_id, issued_by, due, opened_at, state, version)
     select gen_random_uuid(), gen_random_uuid(), $1::uuid, ${AREA}, gen_random_uuid(), 'p', 'PATROL', case when i % 900 = 0 then gen_random_uuid() end, '巡查', 'Patrol', 'none',
       case when i % 2000 = 0 then $1::uuid else gen_random_uuid() end, case when i % 3000 = 1 then $1::uuid else gen_random_uuid() end, $1::uuid, '{}', now(),
       case when i % 500 = 0 then 'reported' when i % 400 = 0 then 'open' else 'verified' end, 1
     from generate_series(1, 100000) i`, [HOLDER]);
  await db.query(`insert into post (id, area, name, name_en, force, kind, version) select gen_random_uuid(), ${AREA}, 'p', 'p', 'COMMUNITY', 'OFFICER', 1 from generate_series(1, 100000) i`);
  await db.query(`insert into holding (post_id, holder_id, deputy_id, since) select id, case when no % 1000 > 0 then gen_random_uuid() end, gen_random_uuid(), now() from post`);
  await db.query(`insert into area (code, kind, name, name_en, parent, home_node, ring, datum, valid_from, version) select code, 'micro-grid', 'm', 'm', left(code, 15), 'c', '[]', 'WGS84', now(), 1 from (select ${AREA} || lpad((1 + i / 360)::text, 3, '0') as code from generate_series(1, 100000) i) n`);
  await db.query(`insert into seat_gap (area, force, missing) select code, 'COMMUNITY', case when right(code, 3) = '100' then 'holder' else 'post' end from area`);
  await db.query(`insert into station (id, area, force, post_id, duty_id, incident_id, required, issued_at, since, due_at, version)
     select gen_random_uuid(), area, 'F' || no, addressee_id, id, incident_id, true, now(), now(), case when no % 1000 = 0 then now() - interval '1 hour' else now() + interval '1 hour' end, 0 from duty`);
  await db.query('analyze duty, post, holding, area, seat_gap, station');
}, 120_000);
afterAll(async () => { await db.destroy(); await database.drop(); });

async function planOf({ sql, parameters }: { sql: string; parameters: unknown[] }): Promise<string> {
  return ((await db.query(`explain ${sql}`, parameters)) as { 'QUERY PLAN': string }[]).map((r) => r['QUERY PLAN']).join('\n');
}
const zone = ['410171'];

describe('lists at 100,000 rows', () => {
  it.each<[string, ItemQuery]>([
    ['of the zone', { areas: zone }],
    ['of the zone, far on', { areas: zone, cursor: '90000' }],
    ['of one street', { areas: ['410171561'] }],
    ['of one community', { areas: ['410171561903'] }],
    ['of one grid', { areas: ['410171561903002'] }],
    ['of two places of one person', { areas: ['410171561903002', '410171560904'] }],
    ['waiting for verification', { areas: zone, state: 'reported' }],
    ['waiting for verification in one street', { areas: ['410171561'], state: 'reported' }],
    ['of one person', { person: HOLDER }],
    ['of one person, open', { person: HOLDER, state: 'open' }],
  ])('of duties %s come from an index', async (_name, query) => {
    const plan = await planOf(view.select(query, 51));
    expect(plan).toMatch(/Index/);
    expect(plan).not.toMatch(/Seq Scan/);
  });

  it.each<[string, Parameters<typeof stationQuery>[0]]>([['of one grid', { areas: ['410171561903002'] }], ['of the zone, far on', { areas: zone, cursor: '90000' }], ['of one street, absent', { areas: ['410171561'], state: 'absent' }]])(
    'of stations %s come from an index', async (_name, query) => {
      expect(await planOf(stationQuery(query, new Date(), 51))).not.toMatch(/Seq Scan on station/);
    });

  it('the board of a street is one grouped reading of an index', async () => {
    expect(await planOf(boardQuery(['410171561'], 'grid', new Date()))).toMatch(/station_street/);
  });

  it.each<[string, Parameters<typeof postQuery>[0]]>([['of one street', { areas: ['410171561'] }], ['of one grid', { areas: ['410171561903002'] }], ['of the zone', { areas: zone, cursor: '50000' }], ['without a holder', { areas: ['410171561'], vacant: true }]])(
    'of posts %s come from an index', async (_name, query) => {
      expect(await planOf(postQuery(query, 51))).not.toMatch(/Seq Scan on post/);
    });

  it.each<[string, Parameters<typeof gapQuery>[0]]>([['of one street', { areas: ['410171561'] }], ['of one grid', { areas: ['410171561903002'] }], ['of the zone, far on', { areas: zone, cursor: '410171563903002100-COMMUNITY' }], ['without a holder', { areas: zone, missing: 'holder' }]])(
    'of gaps %s come from an index', async (_name, query) => {
      expect(await planOf(gapQuery(query, 51))).not.toMatch(/Seq Scan/);
    });

  it.each<[string, ItemQuery, string]>([
    ['one person\'s', { person: HOLDER }, `holder_id = '${HOLDER}' or deputy_id = '${HOLDER}'`],
    ['one street\'s reported', { areas: ['410171561'], state: 'reported' }, "area like '410171561%' and state = 'reported'"],
  ])('page through %s duties without a gap or a repetition', async (_name, query, where) => {
    const want = ((await db.query(`select id from duty where ${where} order by no`)) as { id: string }[]).map((r) => r.id);
    const seen: string[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await view.list(db.manager, { ...query, limit: 17, ...(cursor ? { cursor } : {}) }, (item) => item.id);
      seen.push(...page.items);
      cursor = page.nextCursor;
      more = cursor !== undefined;
    }
    expect(seen).toEqual(want);
    expect(seen.length).toBeGreaterThan(17);
  });
});
