import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListOrdersInput } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { DataSource } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '@xunling/testing';
import { CommandTables1763900000001 } from '../migrations/command-tables.js';
import { OrderLifts1763900000010 } from '../migrations/order-lifts.js';
import { OrderParts1763900000017 } from '../migrations/order-parts.js';
import { OrderPrompts1763900025001 } from '../migrations/order-prompts.js';
import { OrderRanks1763900000016 } from '../migrations/order-ranks.js';
import { standDownQuery } from '../stand-down/stand-down.view.js';
import { EntryStore } from '../entry/entry.store.js';
import { listQuery, OrderViews } from './order.view.js';
import { stagesQuery } from './stages.view.js';

/** 100,000 orders: every list is answered from an index, and its pages neither repeat nor leave out. */
let database: FreshDatabase;
let db: DataSource;
const SETS = [newId(), newId()];

beforeAll(async () => {
  database = await freshDatabase({ context: 'command' });
  db = await new DataSource({ type: 'postgres', url: database.ownerUrl, migrations: [CommandTables1763900000001, OrderLifts1763900000010, OrderRanks1763900000016, OrderParts1763900000017, OrderPrompts1763900025001] }).initialize();
  await db.runMigrations();
  await db.query(
    `insert into orders (id, set_id, incident_id, measure, addressee_kind, addressee_id, addressee_name, area, street, force, text_zh, text_en, evidence, holder_id, resolved_to, issued_by, issued_at, state,
       due_delivered, due_acknowledged, due_executing, due_reported, due_verified, overdue, next_due)
     select gen_random_uuid(), case when i % 1000 = 0 then $1::uuid else $2::uuid end, $1::uuid, 'PATROL', 'post', $1::uuid, 'p', '410171' || (array['111','560','561','562','563','565'])[1 + i % 6] || lpad((901 + i % 10)::text, 3, '0') || lpad((1 + i / 7 % 6)::text, 3, '0'),
       (array['111','560','561','562','563','565'])[1 + i % 6], 'COMMUNITY', 't', 't', 'none', $1::uuid, 'holder', $1::uuid, now(), case when i % 500 = 0 then 'reported' else 'verified' end,
       now(), now(), now(), now(), now(), case when i % 700 = 0 then 4 else 0 end, null
     from generate_series(1, 100000) i`, SETS);
  // two measures in a thousand orders, half of them lifted
  await db.query(`update orders set force = null, measure = 'SEAL', lifted_at = case when pos % 1000 = 0 then now() end where pos % 500 = 0`);
  await db.query('analyze orders');
}, 120_000);
afterAll(async () => { await db.destroy(); await database.drop(); });

const plan = async (input: ListOrdersInput, scopes: string[]): Promise<string> => {
  const { sql, params } = listQuery(input, scopes);
  return ((await db.query(`explain ${sql}`, params)) as { 'QUERY PLAN': string }[]).map((r) => r['QUERY PLAN']).join('\n');
};

describe('lists of orders at 100,000 rows', () => {
  it.each<[string, ListOrdersInput, string[]]>([
    ['all, newest first', {}, ['410171']],
    ['a page further on', { cursor: Buffer.from('p5000').toString('base64url') }, ['410171']],
    ['one street', {}, ['410171561']],
    ['one grid', {}, ['410171561903001']],
    ['several grids of one holder', {}, ['410171561903001', '410171561904001']],
    ['one rare state', { state: 'reported' }, ['410171']],
    ['overdue', { overdue: true }, ['410171']],
    ['overdue of one street', { overdue: true }, ['410171561']],
    ['one set', { set: SETS[0]! }, ['410171']],
  ])('answer %s from an index', async (_name, input, scopes) => {
    const text = await plan(input, scopes);
    expect(text).toMatch(/Index/);
    expect(text).not.toMatch(/Seq Scan/);
  });

  it.each<[string, object, string[]]>([['one set', { set: SETS[0]! }, ['410171']], ['one grid', {}, ['410171561903001']]])('count the arrows of %s from an index', async (_name, input, scopes) => {
    const { sql, params } = stagesQuery(input, scopes);
    const text = ((await db.query(`explain ${sql}`, params)) as { 'QUERY PLAN': string }[]).map((r) => r['QUERY PLAN']).join('\n');
    expect(text).not.toMatch(/Seq Scan/);
  });

  it.each([['the zone', ['410171']], ['one street', ['410171561']], ['one grid', ['410171561903001']]])('find what stands in %s from an index', async (_name, scopes) => {
    const { sql, params } = standDownQuery({}, scopes);
    const text = ((await db.query(`explain ${sql}`, params)) as { 'QUERY PLAN': string }[]).map((r) => r['QUERY PLAN']).join('\n');
    expect(text).toMatch(/Index/);
    expect(text).not.toMatch(/Seq Scan/);
  });

  it('page through a set without a gap or a repetition', async () => {
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const got = await new OrderViews(new EntryStore()).list(db.manager, { set: SETS[0]!, limit: 30, ...(cursor ? { cursor } : {}) }, ['410171']);
      for (const o of got.items) { expect(seen.has(o.id)).toBe(false); seen.add(o.id); }
      cursor = got.nextCursor;
    } while (cursor);
    expect(seen.size).toBe(100);
  });
});
