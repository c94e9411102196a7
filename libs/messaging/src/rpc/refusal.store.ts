import { RefusalStated } from '@xunling/contracts/classes';
import { derivedId } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { rowsOf } from '../subscribe/inbox.store.js';
import type { Work } from '../work.js';

/** Counts the refusal of a known caller, per code, operation and minute. */
export const noteRefusal = (em: EntityManager, caller: string, code: string, operation: string, at: Date): Promise<unknown> =>
  em.query(
    `insert into refusal (caller, code, operation, minute, count) values ($1, $2, $3, date_trunc('minute', $4::timestamptz), 1)
     on conflict (caller, code, operation, minute) do update set count = refusal.count + 1`, [caller, code, operation, at]);

interface Row { caller: string; code: string; operation: string; minute: Date; count: number }

/** States refusals of minutes that are over: one event per caller, code and minute, on the street of zone staff. */
export async function stateRefusals(work: Work, most = 500): Promise<number> {
  const rows = rowsOf<Row>(await work.em.query(
    `with due as (select ctid from refusal where not stated and minute < date_trunc('minute', $1::timestamptz) limit ${most} for update skip locked)
     update refusal r set stated = true from due where r.ctid = due.ctid returning r.caller, r.code, r.operation, r.minute, r.count`, [work.at]));
  for (const { caller, code, operation, minute, count } of rows) {
    const at = new Date(minute).toISOString();
    work.append(RefusalStated, { caller, code, operation, minute: at, count }, { aggregate: `refusal/${derivedId('refusal', `${caller}/${code}/${operation}/${at}`)}`, version: 1, street: '999' });
  }
  return rows.length;
}
