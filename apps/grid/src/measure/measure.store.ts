import { rowsOf } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { Measure, MeasureState } from './measure.js';

export const COLUMNS = 'no::text as no, id, origin, duty_id, site_id, area, measure, scope, incident_id, state, version, ordered_at, first_closed_at, patrol_due, body, (select kind from site where site.id = measure.site_id) as kind';
export interface MeasureRow {
  no: string; id: string; origin: 'order' | 'ground'; duty_id: string | null; site_id: string | null; area: string; measure: Measure['measure']; scope: Measure['scope'] | null; incident_id: string | null; state: MeasureState; version: number; ordered_at: Date; first_closed_at: Date | null;
  patrol_due: Date | null; body: object; kind: Measure['kind'] | null;
}
const LIVE = "state not in ('lifted', 'ended')";

export const measureOf = (r: MeasureRow): Measure => ({
  ...r.body, id: r.id, origin: r.origin, area: r.area, measure: r.measure, state: r.state, version: r.version, orderedAt: r.ordered_at.toISOString(), ...(r.site_id ? { siteId: r.site_id } : {}), ...(r.kind ? { kind: r.kind } : {}), ...(r.scope ? { scope: r.scope } : {}), ...(r.duty_id ? { dutyId: r.duty_id } : {}), ...(r.incident_id ? { incidentId: r.incident_id } : {}),
  ...(r.first_closed_at ? { firstClosedAt: r.first_closed_at.toISOString() } : {}), ...(r.patrol_due ? { patrolDueAt: r.patrol_due.toISOString() } : {}),
}) as Measure;

const rowOf = ({ id, origin, siteId, area, measure, scope, state, version, orderedAt, dutyId, incidentId, firstClosedAt, patrolDueAt, kind: _kind, ...body }: Measure): object =>
  ({ id, origin, siteId, area, measure, scope, state, version, orderedAt, dutyId, incidentId, firstClosedAt, patrolDueAt, reviewDue: body.review?.state === 'waiting' && !body.review.flaggedAt ? body.review.dueAt : undefined, body });
const GIVEN = `id uuid, origin text, "siteId" uuid, area text, measure text, scope text, state text, version int, "orderedAt" timestamptz, "dutyId" uuid, "incidentId" uuid, "firstClosedAt" timestamptz, "patrolDueAt" timestamptz, "reviewDue" timestamptz, body jsonb`;

/** Rows of measures; always changed under their row lock, many in one statement. */
export class MeasureStore {
  /** Answers the ids that are new; a second protection of the same kind and scope on one site is not. */
  async insertMany(em: EntityManager, measures: readonly Measure[]): Promise<Set<string>> {
    if (measures.length === 0) return new Set();
    const rows = rowsOf<{ id: string }>(await em.query(
      `insert into measure (id, origin, duty_id, site_id, area, measure, scope, incident_id, state, version, ordered_at, first_closed_at, patrol_due, review_due, body)
       select id, origin, "dutyId", "siteId", area, measure, scope, "incidentId", state, version, "orderedAt", "firstClosedAt", "patrolDueAt", "reviewDue", body from jsonb_to_recordset($1::jsonb) as g(${GIVEN}) on conflict do nothing returning id`,
      [JSON.stringify(measures.map(rowOf))]));
    return new Set(rows.map((r) => r.id));
  }

  async saveMany(em: EntityManager, measures: readonly Measure[]): Promise<void> {
    if (measures.length === 0) return;
    await em.query(
      `update measure m set state = g.state, version = g.version, first_closed_at = g."firstClosedAt", patrol_due = g."patrolDueAt", review_due = g."reviewDue", body = g.body from jsonb_to_recordset($1::jsonb) as g(${GIVEN}) where m.id = g.id`,
      [JSON.stringify(measures.map(rowOf))]);
  }

  /** These measures, held until the transaction ends; always in one order, so that two never wait for each other. */
  async lock(em: EntityManager, ids: readonly string[]): Promise<Measure[]> {
    if (ids.length === 0) return [];
    return ((await em.query(`select ${COLUMNS} from measure where id = any($1) order by id for update`, [ids])) as MeasureRow[]).map(measureOf);
  }
  /** One measure under its lock. @throws Refusal unknown.id */
  async one(em: EntityManager, id: string): Promise<Measure> {
    const [m] = await this.lock(em, [id]);
    if (!m) throw new Refusal('unknown.id');
    return m;
  }
  /** What is in force or under way on these sites, oldest first. */
  async live(em: EntityManager, sites: readonly string[], lock = false): Promise<Measure[]> {
    const rows = (await em.query(`select ${COLUMNS} from measure where site_id = any($1) and ${LIVE} order by ${lock ? 'id for update' : 'measure.no'}`, [sites])) as MeasureRow[];
    return rows.map(measureOf);
  }
  async patrolDue(em: EntityManager, at: Date, limit: number): Promise<Measure[]> {
    return ((await em.query(`select ${COLUMNS} from measure where patrol_due <= $1 order by patrol_due limit $2 for update skip locked`, [at, limit])) as MeasureRow[]).map(measureOf);
  }
  async reviewDue(em: EntityManager, at: Date, limit: number): Promise<Measure[]> {
    return ((await em.query(`select ${COLUMNS} from measure where review_due <= $1 order by review_due limit $2 for update skip locked`, [at, limit])) as MeasureRow[]).map(measureOf);
  }
}
