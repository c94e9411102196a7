import type { EntityManager } from 'typeorm';

/**
 * Which evacuations run in a street is decided by one at a time, before any row of them is held: opening, lifting and closing `alone`;
 * whoever puts people on the register `beside` each other, so that an evacuation opened meanwhile finds them or is found by them.
 */
export async function holdStreets(em: EntityManager, areas: readonly string[], how: 'alone' | 'beside'): Promise<void> {
  const lock = how === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared';
  for (const street of [...new Set(areas.map((a) => a.slice(0, 9)))].sort()) await em.query(`select ${lock}(hashtext($1))`, [`evacuation ${street}`]);
}
