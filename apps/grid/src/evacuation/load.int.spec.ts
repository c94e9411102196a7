import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ItemService } from '@xunling/addressee/testing';
import type { EvacuationActed } from '@xunling/contracts/classes';
import { Transactions, type Work } from '@xunling/messaging';
import { newId } from '@xunling/platform';
import { gapQuery } from '../household/gaps.view.js';
import { householdQuery } from '../household/household.view.js';
import { shelterQuery } from '../shelter/shelter.view.js';
import { caller, startGrid } from '../testing/grid.js';
import { ActOnLedger } from './act-on-ledger.js';
import { evacuationQuery } from './evacuation.view.js';
import { ledgerQuery, taskQuery } from './ledger.view.js';
import { OpenEvacuation } from './open-evacuation.js';

/** 100,000 persons on one ledger: what listing, marking and every list cost. */
const STREET = '410171561';
const HOUSEHOLDS = 40_000;
let grid: ItemService;
let id: string;
const times: Record<string, number> = {};
const street = caller('street-561', 'sub-district-officer', STREET);
const work = async <T>(what: string, run: (work: Work) => Promise<T>): Promise<T> => {
  const began = performance.now();
  const result = await grid.app.get(Transactions).run({ actor: `user:${street.userId}`, caller: street }, run);
  times[what] = Math.round(performance.now() - began);
  return result;
};
const plan = async ({ sql, parameters }: { sql: string; parameters: unknown[] }): Promise<string> => JSON.stringify(await grid.sql(`explain ${sql}`, parameters));

beforeAll(async () => {
  grid = await startGrid();
  await grid.sql(`insert into household (id, code, area, head, phone, address, lacks, persons, vulnerable, version) select gen_random_uuid(), 'L' || n, $1 || lpad((901 + n % 10)::text, 3, '0') || lpad((1 + (n / 10) % 6)::text, 3, '0'), '示例', '0001234', '示例路', case when n % 9 = 0 then '{DOCTOR}'::text[] else '{}' end, 2, 1, 1 from generate_series(1, ${HOUSEHOLDS}) n`, [STREET]);
  await grid.sql(`insert into at_risk_person (id, household_id, name, vulnerable) select gen_random_uuid(), h.id, '示例', '{}' from household h, generate_series(1, 2 + (h.no % 2)::int) where h.code like 'L%'`);
  await grid.sql('analyze household'); await grid.sql('analyze at_risk_person');
}, 180_000);
afterAll(() => grid.stop());

describe('a ledger of 100,000 persons', () => {
  it('is listed, and a community marked moved, by a few statements; the totals are counts', async () => {
    id = newId();
    await work('listing', (w) => grid.app.get(OpenEvacuation).run({ id, area: STREET, cause: 'direct', reason: 'x', by: street.userId }, w));
    const [{ n }] = await grid.sql<{ n: number }>('select count(*)::int as n from evacuee where evacuation_id = $1', [id]) as [{ n: number }];
    expect(n).toBeGreaterThan(100_000);
    const moved = await work<EvacuationActed>('marking a community moved', (w) => grid.app.get(ActOnLedger).run('move', { id, area: `${STREET}901` }, w));
    expect(moved.changed).toBeGreaterThan(9_000);
    expect(moved.totals).toMatchObject({ planned: moved.changed, moved: moved.changed });
    await work('marking a household arrived', async (w) => grid.app.get(ActOnLedger).run('arrive', { id, householdIds: [((await w.em.query('select household_id from evacuee where evacuation_id = $1 limit 1', [id])) as { household_id: string }[])[0]!.household_id] }, w));
    const began = performance.now();
    const [sum] = await grid.sql<{ planned: number; moved: number }>('select sum(planned)::int as planned, sum(moved)::int + sum(arrived)::int as moved from evacuation_ledger where evacuation_id = $1', [id]);
    times['totals of 60 grids'] = Math.round(performance.now() - began);
    expect(sum!.planned).toBe(n);
    console.log(`100,000 persons on one ledger (ms): ${JSON.stringify(times)}`);
  }, 120_000);

  it('and every list of it is read from an index', async () => {
    for (const table of ['evacuee', 'evacuation_household', 'evacuation_step', 'evacuation_task']) await grid.sql(`analyze ${table}`);
    await grid.sql(`insert into evacuation_task (id, evacuation_id, household_id, kind, area, count, assignee_id, state, opened_at, version) select gen_random_uuid(), $1, h.id, 'PERSUASION', h.area, 1, gen_random_uuid(), case when h.no % 50 = 0 then 'open' else 'done' end, now(), 1 from household h`, [id]);
    await grid.sql('analyze evacuation_task');
    for (const areas of [[STREET], [`${STREET}903`], [`${STREET}903002`]]) {
      for (const state of ['moved', 'refused', undefined]) expect(await plan(ledgerQuery({ id, ...(state ? { state } : {}) }, areas, 51))).not.toMatch(/Seq Scan on (evacuee|household|at_risk_person|evacuation_household)/);
      expect(await plan(householdQuery({}, areas, 51))).not.toMatch(/Seq Scan on household/);
      expect(await plan(householdQuery({ lacking: true }, areas, 51))).toContain('household_lacking');
      expect(await plan(taskQuery({ state: 'open' }, areas, undefined, 51))).toContain('evacuation_task_only');
    }
    expect(await plan(taskQuery({}, undefined, newId(), 51))).toContain('evacuation_task_mine');
    for (const query of [evacuationQuery({ areas: [STREET] }, 51), shelterQuery({ areas: [STREET] }, 51), gapQuery('2026-07-20', undefined, [STREET], 51)]) expect(await plan(query)).not.toMatch(/Seq Scan on (evacuee|evacuation_household|evacuation_step)/);
  }, 60_000);
});
