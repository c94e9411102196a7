import type { EntityManager } from 'typeorm';
import { refusalKey, type RefusedCall } from '../door/refusal-ring.js';

/**
 * Counts of closed minutes; writing the same minute again changes nothing.
 * @returns those the table had already: their transaction has committed
 */
export async function keepRefusals(em: EntityManager, calls: readonly RefusedCall[]): Promise<RefusedCall[]> {
  if (calls.length === 0) return [];
  const written: { caller: string; code: string; operation: string; minute: Date }[] = await em.query(
    `insert into refusal (caller, code, operation, minute, count)
     select caller, code, operation, minute, count from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::int[]) as t (caller, code, operation, minute, count)
     on conflict (caller, code, operation, minute) do nothing returning caller, code, operation, minute`,
    [calls.map((c) => c.caller), calls.map((c) => c.code), calls.map((c) => c.operation), calls.map((c) => c.minute), calls.map((c) => c.count)]);
  const now = new Set(written.map((w) => refusalKey({ ...w, minute: w.minute.toISOString() })));
  return calls.filter((call) => !now.has(refusalKey(call)));
}
