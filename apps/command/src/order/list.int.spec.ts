import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListOrdersInput } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { DataSource } from 'typeorm';
import { freshDatabase, type FreshDatabase } from '@xunling/testing';
import { CommandTables1763900000001 } from '../migrations/command-tables.js';
import { GroundHolds1763900031102 } from '../migrations/ground-holds.js';
import { GroundMeasures1763900020003 } from '../migrations/ground-measures.js';
import { OrderLifts1763900000010 } from '../migrations/order-lifts.js';
import { OrderParts1763900000017 } from '../migrations/order-parts.js';
import { OrderPlaces1763900031101 } from '../migrations/order-places.js';
import { OrderPrompts1763900025001 } from '../migrations/order-prompts.js';
import { OrderMisses1763900031502 } from '../migrations/order-misses.js';
import { OrderUnits1763900027002 } from '../migrations/order-units.js';
import { OrderRanks1763900000016 } from '../migrations/order-ranks.js';
import { standDownQuery } from '../stand-down/stand-down.view.js';
import { EntryStore } from '../entry/entry.store.js';
import { listsOf, manyOrders } from './many-orders.fixture.js';
import { listQuery, OrderViews } from './order.view.js';
import { stagesQuery } from './stages.view.js';

/** 100,000 orders: every list is answered from an index, and its pages neither repeat nor leave out. */
const nothing = (): void => undefined;
const SILENT = { logQueryError: nothing, logQuerySlow: nothing, logSchemaBuild: nothing, logMigration: nothing, log: nothing };
let database: FreshDatabase;
let db: DataSource;
const SETS = [newId(), newId()] as [string, string];
let statements = 0;

beforeAll(async () => {
  database = await freshDatabase({ context: 'command' });
  db = await new DataSource({ type: 'postgres', url: database.ownerUrl, migrations: [CommandTables1763900000001, OrderLifts1763900000010, OrderRanks1763900000016, OrderParts1763900000017, OrderPrompts1763900025001, OrderUnits1763900027002, GroundMeasures1763900020003, OrderPlaces1763900031101, GroundHolds1763900031102, OrderMisses1763900031502], logging: ['query'], logger: { ...SILENT, logQuery: () => { statements += 1; } } }).initialize();
  await db.runMigrations();
  await manyOrders(db, SETS);
}, 120_000);
afterAll(async () => { await db.destroy(); await database.drop(); });

const plan = async (input: ListOrdersInput, scopes: string[]): Promise<string> => {
  const { sql, params } = listQuery(input, scopes);
  return ((await db.query(`explain ${sql}`, params)) as { 'QUERY PLAN': string }[]).map((r) => r['QUERY PLAN']).join('\n');
};

describe('lists of orders at 100,000 rows', () => {
  it.each(listsOf(SETS[0]))('answer %s from an index', async (_name, input, scopes) => {
    const text = await plan(input, scopes);
    expect(text).toMatch(/Index/);
    expect(text).not.toMatch(/Seq Scan/);
  });

  it.each<[string, object, string[]]>([['one set', { set: SETS[0] }, ['410171']], ['one set by unit', { set: SETS[0], by: 'unit' }, ['410171']], ['one grid', {}, ['410171561903001']]])('count the arrows of %s from an index', async (_name, input, scopes) => {
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

  it('cost one statement, however many orders a page has', async () => {
    const costs: number[] = [];
    for (const limit of [1, 10, 200]) {
      const before = statements;
      expect((await new OrderViews(new EntryStore()).list(db.manager, { limit }, ['410171'])).items).toHaveLength(limit);
      costs.push(statements - before);
    }
    expect(costs).toEqual([1, 1, 1]);
  });

  it('page through a set without a gap or a repetition', async () => {
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const got = await new OrderViews(new EntryStore()).list(db.manager, { set: SETS[0], limit: 30, ...(cursor ? { cursor } : {}) }, ['410171']);
      for (const o of got.items) { expect(seen.has(o.id)).toBe(false); seen.add(o.id); }
      cursor = got.nextCursor;
    } while (cursor);
    expect(seen.size).toBe(100);
  });
});
