import { Injectable } from '@nestjs/common';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { PlanDocument } from './plan.js';

export interface PlanRow { planVersion: string; planId: string; state: 'draft' | 'published'; digest: string; document: PlanDocument; publishedAt: Date | null; importedAt: Date; version: number }
const COLUMNS = 'plan_version "planVersion", plan_id "planId", state, digest, document, published_at "publishedAt", imported_at "importedAt", version';

@Injectable()
export class PlanStore {
  async all(em: EntityManager): Promise<PlanRow[]> { return em.query(`select ${COLUMNS} from plan_version order by plan_id, imported_at desc limit 500`); }

  /** The newest published version of each plan. */
  async published(em: EntityManager): Promise<PlanDocument[]> {
    const rows = (await em.query(`select distinct on (plan_id) ${COLUMNS} from plan_version where state = 'published' order by plan_id, published_at desc`)) as PlanRow[];
    return rows.map((r) => r.document);
  }

  /** The named published version, or the newest of the first plan. */
  async choose(em: EntityManager, planVersion: string | undefined): Promise<PlanDocument> {
    const found = planVersion
      ? ((await em.query(`select ${COLUMNS} from plan_version where plan_version = $1 and state = 'published'`, [planVersion])) as PlanRow[])[0]?.document
      : (await this.published(em))[0];
    if (!found) throw new Refusal('plan.unknown');
    return found;
  }

  async find(em: EntityManager, planVersion: string): Promise<PlanRow | undefined> {
    const [row] = (await em.query(`select ${COLUMNS} from plan_version where plan_version = $1 for update`, [planVersion])) as PlanRow[];
    return row;
  }

  /** A draft may be imported again; a published version is immutable: false. */
  async put(em: EntityManager, row: PlanRow): Promise<boolean> {
    const rows = (await em.query(
      `insert into plan_version (plan_version, plan_id, state, digest, document, published_at, imported_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (plan_version) do update set state = excluded.state, digest = excluded.digest, document = excluded.document, published_at = excluded.published_at,
         imported_at = excluded.imported_at, version = excluded.version where plan_version.state = 'draft' returning plan_version`,
      [row.planVersion, row.planId, row.state, row.digest, JSON.stringify(row.document), row.publishedAt, row.importedAt, row.version],
    )) as unknown[];
    return rows.length > 0;
  }
}
