import { Injectable } from '@nestjs/common';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import { iso } from '../rows.js';

export interface GroundRow { id: string; area: string; siteId: string; measure: string; scope?: string; begunBy: string; reason: string; begunAt: string; state: 'executing' | 'reported' | 'verified'; lifting: boolean }
export interface Begun { id: string; area: string; siteId: string; measure: string; scope?: string; by: string; reason: string; at: string; version: number }
export interface Change { id: string; version: number; state?: GroundRow['state']; lifting?: boolean; liftedAt?: string }
/** The list shows this many; all are counted. */
const SHOWN = 200;

/** Command's copy of what the ground closed by itself. */
@Injectable()
export class GroundStore {
  async begin(em: EntityManager, b: Begun, knownAt: Date): Promise<boolean> {
    const fresh = ((await em.query(
      `insert into ground_measure (id, area, street, site_id, measure, begun_by, reason, begun_at, state, version, scope) values ($1, $2, substr($2, 7, 3), $3, $4, $5, $6, $7, 'executing', $8, $9) on conflict do nothing returning id`,
      [b.id, b.area, b.siteId, b.measure, b.by, b.reason, b.at, b.version, b.scope ?? null])) as unknown[]).length > 0;
    await this.note(em, b.id, b.version, 'executing', knownAt);
    return fresh;
  }
  /** What reports count by: a fact and when it became known; of an order's measure there is nothing to note. */
  private async note(em: EntityManager, id: string, version: number, state: GroundRow['state'] | 'lifted', knownAt: Date): Promise<void> {
    await em.query('insert into ground_fact (measure_id, version, state, known_at) select id, $2, $3, $4 from ground_measure where id = $1 on conflict do nothing', [id, version, state, knownAt]);
  }
  /** An older fact changes nothing; one of an order's measure finds no row. */
  async change(em: EntityManager, c: Change, knownAt: Date): Promise<void> {
    const state = c.liftedAt ? 'lifted' : c.state;
    if (state) await this.note(em, c.id, c.version, state, knownAt);
    await em.query('update ground_measure set state = coalesce($3, state), lifting = coalesce($4, lifting), lifted_at = coalesce($5, lifted_at), version = $2 where id = $1 and version < $2', [c.id, c.version, c.state ?? null, c.lifting ?? null, c.liftedAt ?? null]);
  }
  async countInForce(em: EntityManager): Promise<number> {
    const [row] = (await em.query('select count(*)::int n from ground_measure where lifted_at is null')) as { n: number }[];
    return row!.n;
  }
  /** A second person found that it holds; of whatever measure, ordered or not. */
  async holds(em: EntityManager, id: string, version: number): Promise<void> {
    await em.query('insert into ground_hold (measure_id, verified) values ($1, $2) on conflict (measure_id) do update set verified = greatest(ground_hold.verified, excluded.verified)', [id, version]);
  }
  /** It was sent back: true where it had been found to hold before, once for each break. What was not verified yet is not broken. */
  async broken(em: EntityManager, id: string, version: number): Promise<boolean> {
    return rowsOf(await em.query('update ground_hold set broken = $2 where measure_id = $1 and verified < $2 and broken < $2 and broken <= verified returning 1', [id, version])).length > 0;
  }
  /** In force, oldest first; over these streets, or all of the zone. */
  async inForce(em: EntityManager, streets: readonly string[] | null): Promise<GroundRow[]> {
    const rows = (await em.query(`select id, area, site_id "siteId", measure, scope, begun_by "begunBy", reason, begun_at, state, lifting from ground_measure where lifted_at is null and ($1::text[] is null or street = any($1)) order by pos limit ${SHOWN}`, [streets?.map((s) => s.slice(6, 9)) ?? null])) as (Omit<GroundRow, 'scope'> & { scope: string | null; begun_at: Date })[];
    return rows.map(({ begun_at, scope, ...row }) => ({ ...row, ...(scope ? { scope } : {}), begunAt: iso(begun_at) }));
  }
}
