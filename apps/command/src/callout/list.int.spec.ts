import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@xunling/platform';
import { freshDatabase, type FreshDatabase } from '@xunling/testing';
import { DataSource, type EntityManager } from 'typeorm';
import { Callouts1763900000201 } from '../migrations/callouts.js';
import { CalloutDoors1763900000252 } from '../migrations/callout-doors.js';
import { CalloutFigures1763900000251 } from '../migrations/callout-figures.js';
import { CalloutJoins1763900025003 } from '../migrations/callout-joins.js';
import { Escalations1763900025206 } from '../migrations/escalations.js';
import { CalloutPolicy1763900020101 } from '../migrations/callout-policy.js';
import { CalloutStore } from './callout.store.js';
import { CalloutViews } from './callout.view.js';
import { ContactStore } from './contact.store.js';
import { JoinStore } from './join.store.js';

/** 100,000 rows of twenty callouts, as many contacts, three tries a row: every list is answered from an index, and what is due is found without a search. */
let database: FreshDatabase;
let db: DataSource;
const store = new CalloutStore();
const views = new CalloutViews(store, new JoinStore());
const contacts = new ContactStore();
let callout = '';
let user = '';

beforeAll(async () => {
  database = await freshDatabase({ context: 'command' });
  db = await new DataSource({ type: 'postgres', url: database.ownerUrl, migrations: [Callouts1763900000201, CalloutFigures1763900000251, CalloutDoors1763900000252, CalloutPolicy1763900020101, CalloutJoins1763900025003, Escalations1763900025206] }).initialize();
  await db.runMigrations();
  await db.query(`insert into callout (id, kind, state, areas, life_safety, message_zh, started_by, started_at, version, hop_minutes) select gen_random_uuid(), 'alarm', case when i = 20 then 'running' else 'ended' end, '{410171}', true, 'm', gen_random_uuid(), now() - (20 - i) * interval '1 day', 1, 10 from generate_series(1, 20) i`);
  await db.query(`insert into callout_row (id, callout_id, user_id, post, area, callees, unusable, state, step, next_at, version)
    select gen_random_uuid(), c.id, u.id, 'p', '410171' || (array['111','560','561','562','563','565'])[1 + u.n % 6] || lpad((901 + u.n % 10)::text, 3, '0'), '[{"role":"person","userId":"x","channels":["on-screen"]}]', '{}',
      case when u.n % 50 = 0 then 'unreached' else 'reached' end, 'person', case when c.state = 'running' and u.n % 100 = 0 then now() end, 1
    from callout c, (select gen_random_uuid() id, n from generate_series(1, 5000) n) u`);
  await db.query(`insert into callout_attempt (id, callout_id, row_id, user_id, role, channel, n, at, state, accepted_at, due_at)
    select gen_random_uuid(), r.callout_id, r.id, r.user_id, 'person', 'webhook', k, now(), case when k = 3 and r.next_at is not null then 'queued' when r.pos % 500 = 0 then 'suppressed' else 'accepted' end, case when r.pos % 500 <> 0 then c.started_at end, case when k = 3 and r.next_at is not null then now() end
    from callout_row r join callout c on c.id = r.callout_id, generate_series(1, 3) k`);
  await db.query(`insert into callout_answer (callout_id, row_id, by, role, channel, heard_seconds, answered, at, verdict) select callout_id, id, user_id, 'person', 'webhook', 20, true, now(), 'reached' from callout_row where state = 'reached'`);
  await db.query(`insert into contact (id, user_id, area, kind, address, ord, proven_at, version) select gen_random_uuid(), gen_random_uuid(), area, 'on-screen', '', 1, now(), 0 from callout_row`);
  await db.query('analyze');
  [{ id: callout }] = (await db.query(`select id from callout where state = 'running'`)) as [{ id: string }];
  [{ user }] = (await db.query(`select user_id "user" from callout_row where callout_id = $1 limit 1`, [callout])) as [{ user: string }];
}, 180_000);
afterAll(async () => { await db.destroy(); await database.drop(); });

/** Plans of the statements a call makes, each also run. */
async function plans(run: (em: EntityManager) => Promise<unknown>): Promise<string> {
  const seen: string[] = [];
  const query = async (sql: string, params: unknown[]): Promise<unknown> => {
    if (!/^(select|with|update)/.test(sql)) return db.query(sql, params);
    seen.push(((await db.query(`explain ${sql}`, params)) as { 'QUERY PLAN': string }[]).map((r) => r['QUERY PLAN']).join('\n'));
    return db.query(sql, params);
  };
  await run({ query } as unknown as EntityManager);
  return seen.join('\n\n');
}
/** Twenty rows of campaigns are read as they lie; nothing larger may be. */
const SEARCHED = /Seq Scan on (callout_row|callout_attempt|callout_answer|contact)/;

describe('callouts at 100,000 rows', () => {
  it.each<[string, (em: EntityManager) => Promise<unknown>]>([
    ['persons of a callout', (em) => store.rows(em, { calloutId: callout, scopes: ['410171'], after: null, limit: 51 })],
    ['a page further on', (em) => store.rows(em, { calloutId: callout, scopes: ['410171'], after: '97000', limit: 51 })],
    ['who is unreached in one street', (em) => store.rows(em, { calloutId: callout, scopes: ['410171561'], state: 'unreached', after: null, limit: 51 })],
    ['tries and answers of a page', async (em) => views.persons(em, await store.rows(em, { calloutId: callout, scopes: ['410171'], after: null, limit: 50 }))],
    ['figures of one callout', async (em) => views.one(em, await store.get(em, callout))],
    ['what was held back', (em) => store.notHanded(em, callout, ['410171'], null, 51)],
    ['calls that wait for one person', (em) => views.mine(em, user, new Date())],
    ['messages of the last hour', (em) => store.handedSince(em, [user], new Date(Date.now() - 3_600_000))],
    ['rows that are due', async (em) => { await store.lockDue(em, new Date()); await store.lockDueRows(em, [callout], new Date(), 2000); }],
    ['what is done with', (em) => store.done(em)],
    ['contacts, a page', (em) => contacts.list(em, { scopes: ['410171'], self: newId(), after: null, limit: 51 })],
    ['contacts of one person', (em) => contacts.ofPersons(em, [user])],
  ])('find %s from an index', async (_name, run) => {
    const text = await plans(run);
    expect(text).toMatch(/Index|Bitmap/);
    expect(text).not.toMatch(SEARCHED);
  });

  it('page through the unreached without a gap or a repetition', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const page = await store.rows(db.manager, { calloutId: callout, scopes: ['410171'], state: 'unreached', after, limit: 30 });
      if (page.length === 0) break;
      seen.push(...page.map((r) => r.id));
      after = page.at(-1)!.pos;
    }
    expect([seen.length, new Set(seen).size]).toEqual([100, 100]);
  });
});
