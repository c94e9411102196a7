import { rowsOf } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { Shelter } from './shelter.js';

export interface ShelterRow extends Shelter { area: string; version: number }
export interface Stay { id: string; shelterId: string; personId: string }
const COLUMNS = 'id, area, built, capacity, zones, arrivals, departures, assigned, closed_at is not null as closed, version';

/** Rows of shelters and of who stays there. The shelters' rows, in order of id, are the lock. */
export class ShelterStore {
  async lock(em: EntityManager, ids: readonly string[]): Promise<Map<string, ShelterRow>> {
    const wanted = [...new Set(ids)];
    const rows: ShelterRow[] = wanted.length === 0 ? [] : await em.query(`select ${COLUMNS} from shelter where id = any($1) order by id for update`, [wanted]);
    if (rows.length < wanted.length) throw new Refusal('unknown.id');
    return new Map(rows.map((r) => [r.id, r]));
  }
  async taken(em: EntityManager, id: string): Promise<Map<string, number>> {
    const rows: { zone: string; n: number }[] = await em.query(`select zone, count(*)::int as n from shelter_stay where shelter_id = $1 and state in ('present', 'assigned') group by zone`, [id]);
    return new Map(rows.map((r) => [r.zone, r.n]));
  }
  async assignedTo(em: EntityManager, personIds: readonly string[]): Promise<Stay[]> {
    return em.query(`select id, shelter_id as "shelterId", person_id as "personId" from shelter_stay where state = 'assigned' and person_id = any($1)`, [personIds]);
  }
  async assignedFor(em: EntityManager, evacuationId: string): Promise<Stay[]> {
    return em.query(`select id, shelter_id as "shelterId", person_id as "personId" from shelter_stay where state = 'assigned' and evacuation_id = $1`, [evacuationId]);
  }
  async leave(em: EntityManager, shelterId: string, personIds: readonly string[], at: string): Promise<void> {
    await em.query(`update shelter_stay set state = 'left', departed_at = $3 where shelter_id = $1 and person_id = any($2) and state = 'present'`, [shelterId, personIds, at]);
  }
  async release(em: EntityManager, stays: readonly Stay[]): Promise<void> {
    await em.query(`update shelter_stay set state = 'released' where id = any($1)`, [stays.map((s) => s.id)]);
  }
  /** Places held become taken, the rest is new. */
  async arrive(em: EntityManager, shelterId: string, held: readonly Stay[], fresh: readonly StayRow[], at: string): Promise<void> {
    await em.query(`update shelter_stay set state = 'present', arrived_at = $2 where id = any($1)`, [held.map((s) => s.id), at]);
    await this.insert(em, shelterId, fresh, 'present', at);
  }
  async insert(em: EntityManager, shelterId: string, rows: readonly StayRow[], state: 'present' | 'assigned', at: string): Promise<void> {
    if (rows.length === 0) return;
    await em.query(
      `insert into shelter_stay (id, shelter_id, person_id, evacuation_id, area, zone, state, ${state === 'present' ? 'arrived_at' : 'assigned_at'}, by)
       select id, $1, "personId", "evacuationId", area, zone, $3, $4, by from jsonb_to_recordset($2::jsonb) as g(id uuid, "personId" uuid, "evacuationId" uuid, area text, zone text, by uuid)`, [shelterId, JSON.stringify(rows), state, at]);
  }
  /** Counts arrivals, departures and held places anew from who stays. */
  async recount(em: EntityManager, ids: readonly string[]): Promise<Map<string, ShelterRow>> {
    const rows = rowsOf<ShelterRow>(await em.query(
      `with c as (select s.id, count(y.id) filter (where y.arrived_at is not null)::int as arrivals, count(y.id) filter (where y.state = 'left')::int as departures, count(y.id) filter (where y.state = 'assigned')::int as assigned
         from shelter s left join shelter_stay y on y.shelter_id = s.id where s.id = any($1) group by s.id)
       update shelter t set arrivals = c.arrivals, departures = c.departures, assigned = c.assigned, version = t.version + 1 from c where t.id = c.id
       returning t.id, t.area, t.built, t.capacity, t.zones, t.arrivals, t.departures, t.assigned, t.closed_at is not null as closed, t.version`, [ids]));
    return new Map(rows.map((r) => [r.id, r]));
  }
}
export interface StayRow { id: string; personId: string; evacuationId: string; area: string; zone: string; by: string }
