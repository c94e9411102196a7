import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { UnitPlan } from './unit-plan.js';

const NEWEST = `select distinct on (p.unit_id, p.kind) p.id, p.unit_id "unitId", p.kind, p.title, p.digest, p.approved_at "approvedAt", p.valid_until "validUntil", (select max(d.drilled_at) from unit_drill d where d.unit_plan_id = p.id) "lastDrilledAt" from unit_plan p`;

/** Plans of units and their drills; both only grow. */
@Injectable()
export class UnitPlanStore {
  /** The newest of each unit and kind. */
  newest(em: EntityManager, units: readonly string[]): Promise<UnitPlan[]> { return em.query(`${NEWEST} where p.unit_id = any($1) order by p.unit_id, p.kind, p.pos desc`, [units]); }

  /** One plan, held until the transaction ends, and whether it is still the newest of its kind. */
  async lock(em: EntityManager, id: string): Promise<(UnitPlan & { newest: boolean }) | undefined> {
    const [row] = (await em.query(
      `select p.id, p.unit_id "unitId", p.kind, p.title, p.digest, p.approved_at "approvedAt", p.valid_until "validUntil", null "lastDrilledAt", not exists (select from unit_plan n where n.unit_id = p.unit_id and n.kind = p.kind and n.pos > p.pos) newest
       from unit_plan p where p.id = $1 for update`, [id])) as (UnitPlan & { newest: boolean })[];
    return row;
  }
  async insert(em: EntityManager, p: Omit<UnitPlan, 'lastDrilledAt'>, by: string, at: Date): Promise<void> {
    await em.query('insert into unit_plan (id, unit_id, kind, title, digest, approved_at, valid_until, by, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [p.id, p.unitId, p.kind, p.title, p.digest, p.approvedAt, p.validUntil, by, at]);
  }
  /** Answers how many drills the plan has now. */
  async drill(em: EntityManager, planId: string, drilledAt: Date, note: string, by: string, at: Date): Promise<number> {
    await em.query('insert into unit_drill (unit_plan_id, drilled_at, note, by, at) values ($1, $2, $3, $4, $5)', [planId, drilledAt, note, by, at]);
    const [row] = (await em.query('select count(*)::int n from unit_drill where unit_plan_id = $1', [planId])) as [{ n: number }];
    return row.n;
  }
}
