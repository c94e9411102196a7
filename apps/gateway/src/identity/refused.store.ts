import type { EntityManager } from 'typeorm';
import type { RefusedCall } from '../door/refusal-ring.js';

/** Counts of closed minutes; writing the same minute again changes nothing. */
export async function keepRefusals(em: EntityManager, calls: readonly RefusedCall[]): Promise<void> {
  if (calls.length === 0) return;
  await em.query(
    `insert into refusal (caller, code, operation, minute, count)
     select caller, code, operation, minute, count from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::int[]) as t (caller, code, operation, minute, count)
     on conflict (caller, code, operation, minute) do nothing`,
    [calls.map((c) => c.caller), calls.map((c) => c.code), calls.map((c) => c.operation), calls.map((c) => c.minute), calls.map((c) => c.count)]);
}
