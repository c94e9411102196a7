import type { ListOrdersInput } from '@xunling/contracts/classes';
import type { DataSource } from 'typeorm';

/** Puts 100,000 orders of six streets into an empty table as its owner: one in a thousand of `sets[0]`, one in 500 reported, one in 350 missed a deadline and half of these are overdue, two measures in a thousand, half of them lifted. */
export async function manyOrders(db: DataSource, sets: readonly [string, string]): Promise<void> {
  await db.query(
    `insert into orders (id, set_id, incident_id, measure, addressee_kind, addressee_id, addressee_name, area, street, force, text_zh, text_en, evidence, holder_id, resolved_to, issued_by, issued_at, state,
       due_delivered, due_acknowledged, due_executing, due_reported, due_verified, overdue, missed, next_due)
     select gen_random_uuid(), case when i % 1000 = 0 then $1::uuid else $2::uuid end, $1::uuid, 'PATROL', 'post', $1::uuid, 'p', '410171' || (array['111','560','561','562','563','565'])[1 + i % 6] || lpad((901 + i % 10)::text, 3, '0') || lpad((1 + i / 7 % 6)::text, 3, '0'),
       (array['111','560','561','562','563','565'])[1 + i % 6], 'COMMUNITY', 't', 't', 'none', $1::uuid, 'holder', $1::uuid, now(), case when i % 500 = 0 then 'reported' else 'verified' end,
       now(), now(), now(), now(), now(), case when i % 700 = 0 then 4 else 0 end, i % 350 = 0, null
     from generate_series(1, 100000) i`, [...sets]);
  await db.query(`update orders set force = null, measure = 'SEAL', lifted_at = case when pos % 1000 = 0 then now() end where pos % 500 = 0`);
  await db.query('analyze orders');
}

/** Every way a list of orders is asked for: what, input, areas of the caller. */
export const listsOf = (set: string): [string, ListOrdersInput, string[]][] => [
  ['all, newest first', {}, ['410171']],
  ['a page further on', { cursor: Buffer.from('p5000').toString('base64url') }, ['410171']],
  ['one street', {}, ['410171561']],
  ['one grid', {}, ['410171561903001']],
  ['several grids of one holder', {}, ['410171561903001', '410171561904001']],
  ['one rare state', { state: 'reported' }, ['410171']],
  ['overdue', { overdue: true }, ['410171']],
  ['overdue of one street', { overdue: true }, ['410171561']],
  ['ever late', { late: true }, ['410171']],
  ['ever late, of one street', { late: true }, ['410171561']],
  ['one set', { set }, ['410171']],
];
