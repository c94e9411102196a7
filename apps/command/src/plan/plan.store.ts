import { Injectable } from '@nestjs/common';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { PlanVersion } from './cycle.js';
import type { PlanDocument } from './plan.js';

export const PLAN_COLUMNS = `plan_version "planVersion", plan_id "planId", state, digest, authors, approved_by "approvedBy", countersigned_by "countersignedBy",
  published_at "publishedAt", imported_at "importedAt", version`;
const WHOLE = `${PLAN_COLUMNS}, document, trail, waivers`;
/** Json instants are dates again. */
export const planOf = (row: PlanVersion): PlanVersion => ({ ...row, trail: row.trail.map((a) => ({ ...a, at: new Date(a.at) })), waivers: row.waivers.map((w) => ({ ...w, at: new Date(w.at) })) });

/** Where a plan is asked for: an incident, else areas, which the incidents that cover all of them run over. */
export interface At { incidentId?: string | undefined; areas?: readonly string[] | undefined }

@Injectable()
export class PlanStore {
  /** What may be proposed now: for each plan the version its running incident began with, else its newest published one; after these, what is newer than an incident's. Without a place, of every running incident. */
  async published(em: EntityManager, { incidentId, areas }: At = {}): Promise<PlanDocument[]> {
    const rows = (await em.query(
      `with used as (
         select distinct on (p.plan_id) p.plan_id, p.plan_version, c.pos from level_change c join incident i on i.id = c.incident_id and i.state = 'open' join plan_version p on p.plan_version = c.plan_version
         where c.kind = 'raised' and ($1::uuid is null or i.id = $1) and ($2::text[] is null or not exists (select from unnest($2) w where not exists (select from unnest(i.areas) a where w like a || '%'))) order by p.plan_id, c.pos
       ), newest as (select distinct on (plan_id) plan_id, plan_version, document, published_at from plan_version where state = 'published' order by plan_id, published_at desc, pos desc)
       select v.document, 1 as turn, u.pos, u.plan_id from used u join plan_version v on v.plan_version = u.plan_version
       union all select n.document, case when u.plan_id is null then 2 else 3 end, null, n.plan_id from newest n left join used u on u.plan_id = n.plan_id where u.plan_version is distinct from n.plan_version
       order by turn, pos, plan_id`, [incidentId ?? null, incidentId ? null : areas ?? null],
    )) as { document: PlanDocument }[];
    return rows.map((r) => r.document);
  }

  /** The named version, published or of the running incident there; without a name the one that is proposed first. */
  async choose(em: EntityManager, planVersion: string | undefined, at: At): Promise<PlanDocument> {
    const proposed = await this.published(em, at);
    const named = proposed.find((p) => p.planVersion === planVersion) ?? (planVersion ? await this.older(em, planVersion) : proposed[0]);
    if (!named) throw new Refusal('plan.unknown');
    return named;
  }

  /** How many other versions are published, of whatever plan; two who retire at once wait here for each other. */
  async othersPublished(em: EntityManager, planVersion: string): Promise<number> {
    await em.query("select pg_advisory_xact_lock(hashtext('plan'), hashtext('retire'))");
    const [row] = (await em.query("select count(*)::int n from plan_version where state = 'published' and plan_version <> $1", [planVersion])) as { n: number }[];
    return row!.n;
  }

  private async older(em: EntityManager, planVersion: string): Promise<PlanDocument | undefined> {
    const [row] = (await em.query("select document from plan_version where plan_version = $1 and state = 'published'", [planVersion])) as { document: PlanDocument }[];
    return row?.document;
  }

  /** Of these versions, whatever became of them since. */
  async documents(em: EntityManager, planVersions: readonly string[]): Promise<PlanDocument[]> {
    const rows = (await em.query('select document from plan_version where plan_version = any($1)', [planVersions])) as { document: PlanDocument }[];
    return rows.map((r) => r.document);
  }

  async get(em: EntityManager, planId: string, planVersion: string): Promise<PlanVersion> {
    const [row] = (await em.query(`select ${WHOLE} from plan_version where plan_version = $1 and plan_id = $2`, [planVersion, planId])) as PlanVersion[];
    if (!row) throw new Refusal('unknown.id');
    return planOf(row);
  }

  async lock(em: EntityManager, planVersion: string): Promise<PlanVersion | undefined> {
    const [row] = (await em.query(`select ${WHOLE} from plan_version where plan_version = $1 for update`, [planVersion])) as PlanVersion[];
    return row && planOf(row);
  }

  /** One more version of this plan at a time; answers the number it takes. */
  async nextNumber(em: EntityManager, planId: string): Promise<number> {
    await em.query(`select pg_advisory_xact_lock(hashtext('plan'), hashtext($1))`, [planId]);
    const [row] = (await em.query(`select coalesce(max(split_part(plan_version, '@', 2)::int), 0) + 1 as n from plan_version where plan_id = $1`, [planId])) as { n: number }[];
    return row!.n;
  }

  async save(em: EntityManager, p: PlanVersion): Promise<void> {
    const json = (x: unknown): string | null => (x === null ? null : JSON.stringify(x));
    await em.query(
      `insert into plan_version (plan_version, plan_id, state, digest, document, published_at, imported_at, version, authors, approved_by, countersigned_by, trail, waivers)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (plan_version) do update set state = excluded.state, digest = excluded.digest, document = excluded.document, published_at = excluded.published_at, version = excluded.version,
         authors = excluded.authors, approved_by = excluded.approved_by, countersigned_by = excluded.countersigned_by, trail = excluded.trail, waivers = excluded.waivers`,
      [p.planVersion, p.planId, p.state, p.digest, json(p.document), p.publishedAt, p.importedAt, p.version, json(p.authors), json(p.approvedBy), json(p.countersignedBy), json(p.trail), json(p.waivers)],
    );
  }
}
