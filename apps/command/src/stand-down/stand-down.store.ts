import { Injectable } from '@nestjs/common';
import { STANDING_MEASURES } from '@xunling/contracts';
import type { CommitmentInForce, StandDownCounts, TasksInForce } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { EvacuationStore } from '../evacuation/evacuation.store.js';
import type { Issued } from '../order/above.js';
import type { Rank } from '../order/conflict.js';
import { IN_FORCE, LOWERED, UNDER_WAY } from '../order/order.store.js';
import { compact, iso } from '../rows.js';
import type { Standing } from './stand-down.js';

export interface LiftableRow extends Standing { area: string; incidentId: string; siteId: string | null; scope: string | null; addresseeKind: string; addresseeId: string; addresseeName: string; by: string; rank: Rank; lowered: boolean }

export type OpenTask = Issued & { id: string; parentId: string | null };

export interface Over { streets?: readonly string[] | null; incident?: { id: string; areas: readonly string[] } }
interface CommitmentRow { id: string; measure: string; area: string; site_id: string | null; addressee_kind: string; addressee_id: string; addressee_name: string; state: string; issued_at: Date; quantity: number | null; unit: string | null }

const streetsOf = (streets: readonly string[] | null): string[] | null => streets?.map((s) => s.slice(6, 9)) ?? null;
/** Over streets $2 and of an incident; what concerns the whole zone (teams, depots) concerns each street of it. */
const over = (incident: string): string => `($2::text[] is null or o.street = any($2) or o.street = '000') and (${incident}::uuid is null or o.incident_id = ${incident})`;
/** Teams and depots that are out on something else than a standing measure, which the list has already. */
const committed = (standing: string): string => `${IN_FORCE} and o.addressee_kind in ('team', 'depot') and o.measure <> all(${standing}) and o.state <> 'verified'`;
/** What posts were told that leaves no measure: no lift, which goes with its measure, and no whole whose parts are on the list. */
const task = (standing: string): string => {
  const listed = `(o.measure = any(${standing}) or o.addressee_kind in ('team', 'depot'))`;
  const below = `exists (select from orders p where p.parent_id = o.id and (${UNDER_WAY} or (lifted_at is null and parts = 0 and state not in ('withdrawn', 'superseded') and (measure = any(${standing}) or state <> 'verified'))))`;
  return `o.measure <> 'LIFT' and not (${IN_FORCE} and ${listed}) and not (o.parts > 0 and ${listed} and ${below})`;
};
/** The list shows this many; all are counted. */
const SHOWN = 200;

/** Orders as measures: which are in force, which have their lift; and as commitments: who is out. */
@Injectable()
export class StandDownStore {
  constructor(private readonly evacuations: EvacuationStore) {}

  /** These orders, held until the transaction ends, each with its lift order. */
  async lock(em: EntityManager, ids: readonly string[]): Promise<LiftableRow[]> {
    await em.query('select 1 from orders where id = any($1) order by id for update', [ids]);
    const rows = (await em.query(
      `select o.id, o.measure, o.scope, o.state, o.lifted_at is not null as lifted, l.id as lift, o.area, o.site_id "siteId", o.addressee_kind "addresseeKind", o.addressee_id "addresseeId", o.addressee_name "addresseeName", o.incident_id "incidentId", o.issued_by "by", o.issuer_rank rank, ${LOWERED} lowered, o.parts > 0 as divided
       from orders o left join orders l on l.lifts = o.id and l.state not in ('withdrawn', 'superseded') where o.id = any($1) order by o.pos`, [ids])) as (LiftableRow & { lift: string | null })[];
    return rows.map(({ lift, ...row }) => ({ ...row, ...(lift ? { lift } : {}) }));
  }

  /** Tasks by sub-district; those of the zone under its own code. */
  async tasks(em: EntityManager, { streets = null, incident }: Over): Promise<TasksInForce[]> {
    return (await em.query(
      `select left(min(o.area), case when o.street = '000' then 6 else 9 end) area, count(*) filter (where o.${UNDER_WAY})::int open, count(*) filter (where o.state = 'reported')::int unverified
       from orders o where (o.${UNDER_WAY} or o.state = 'reported') and ${task('$1')} and ${over('$3')} group by o.street order by 1`, [STANDING_MEASURES, streetsOf(streets), incident?.id ?? null])) as TasksInForce[];
  }

  /** Tasks of an incident that are not reported: those in an area, or of one set; held, so that none is reported meanwhile; with whose they are. */
  async openTasks(em: EntityManager, incidentId: string, area: string | undefined, setId: string | undefined): Promise<OpenTask[]> {
    return (await em.query(`select o.id, o.parent_id "parentId", o.area, o.issued_by "by", o.issuer_rank rank, ${LOWERED} lowered from orders o where o.${UNDER_WAY} and ${task('$1')} and o.incident_id = $2 and ($3::text is null or o.area like $3 || '%') and ($4::uuid is null or o.set_id = $4) order by o.id for update of o`, [STANDING_MEASURES, incidentId, area ?? null, setId ?? null])) as OpenTask[];
  }

  /** How much is in force: over these streets, and of one incident; all where neither is named. A warning or decision is an incident's where it meets its areas. */
  async count(em: EntityManager, { streets = null, incident }: Over, at: Date): Promise<StandDownCounts> {
    const here = "($4::uuid is null or exists (select from unnest(areas) a, unnest($5::text[]) i where a like i || '%' or i like a || '%'))";
    const [row] = (await em.query(
      `select m.measures + g.measures as measures, m.lifting + g.lifting as lifting, c.missions, c.requisitions, w.warnings, l.levels, d.decisions from
         (select count(*)::int measures, count(x.id)::int lifting from orders o left join orders x on x.lifts = o.id and x.state not in ('withdrawn', 'superseded')
          where ${IN_FORCE} and o.measure = any($1) and ${over('$4')}) m,
         (select count(*)::int measures, count(*) filter (where lifting)::int lifting from ground_measure where lifted_at is null and ($2::text[] is null or street = any($2)) and ($4::uuid is null or exists (select from unnest($5::text[]) i where area like i || '%'))) g,
         (select count(*) filter (where addressee_kind = 'team')::int missions, count(*) filter (where addressee_kind = 'depot')::int requisitions from orders o where ${committed('$1')} and ${over('$4')}) c,
         (select count(*)::int warnings from warning where state = 'active' and expires_at > $3 and ${here}) w,
         (select count(*)::int levels from level where level <> 'none' and ($2::text[] is null or substr(area, 7, 3) = any($2)) and ($4::uuid is null or incident_id = $4)) l,
         (select count(*)::int decisions from decision where state in ('open', 'awaiting-signature') and ${here}) d`,
      [STANDING_MEASURES, streetsOf(streets), at, incident?.id ?? null, incident?.areas ?? null])) as [Omit<StandDownCounts, 'evacuations' | 'peopleAway' | 'tasks' | 'unverified'>];
    const tasks = await this.tasks(em, { streets, ...(incident ? { incident } : {}) });
    const all = (of: 'open' | 'unverified'): number => tasks.reduce((n, t) => n + t[of], 0);
    return { ...row, tasks: all('open'), unverified: all('unverified'), ...(await this.evacuations.count(em, { streets, areas: incident?.areas ?? null })) };
  }

  /** Missions and requisitions that are under way, oldest first. */
  async commitments(em: EntityManager, { streets = null, incident }: Over): Promise<CommitmentInForce[]> {
    const rows = (await em.query(`select o.* from orders o where ${committed('$1')} and ${over('$3')} order by o.pos limit ${SHOWN}`, [STANDING_MEASURES, streetsOf(streets), incident?.id ?? null])) as CommitmentRow[];
    return rows.map((r) => compact({
      orderId: r.id, kind: r.addressee_kind === 'team' ? 'mission' : 'requisition', measure: r.measure, area: r.area, siteId: r.site_id, addressee: { kind: r.addressee_kind, id: r.addressee_id, name: r.addressee_name }, state: r.state, issuedAt: iso(r.issued_at),
      quantity: r.quantity === null ? null : { n: r.quantity, unit: r.unit ?? '' }, ends: r.state === 'reported' ? 'verify' : 'withdraw',
    }) as CommitmentInForce);
  }
}
