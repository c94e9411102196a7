import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import type { Fence, Proof } from './fence.js';
import type { End, Moved, Station } from './station.js';
import { HELD_POST } from '../post/post.store.js';

/** One packet's station as its order makes it. */
export interface Manned { id: string; area: string; force: string; postId: string; dutyId: string; incidentId: string; issuedAt: string; since: string; dueAt: string }
/** Where somebody arrived, as said. */
export interface Where { position?: { lon: number; lat: number }; noPositionReason?: string }

const COLUMNS = `id, area, force, post_id as "postId", duty_id as "dutyId", required, version, since, due_at as "dueAt", first_at as "firstAt", first_late as "firstLate",
  presence_id as "presenceId", present_by as "presentBy", present_from as "presentFrom", proof, distance_m as "distanceM", present_late as "presentLate", offered_to as "offeredTo", last_until as "lastUntil"`;
interface Row {
  id: string; area: string; force: string; postId: string; dutyId: string; required: boolean; version: number; since: Date; dueAt: Date; firstAt: Date | null; firstLate: boolean;
  presenceId: string | null; presentBy: string | null; presentFrom: Date | null; proof: Proof | null; distanceM: number | null; presentLate: boolean | null; offeredTo: string | null; lastUntil: Date | null;
}
const stationOf = (r: Row): Station => ({
  id: r.id, area: r.area, force: r.force, postId: r.postId, dutyId: r.dutyId, required: r.required, version: r.version, since: r.since.toISOString(), dueAt: r.dueAt.toISOString(), firstLate: r.firstLate,
  ...(r.firstAt ? { firstAt: r.firstAt.toISOString() } : {}), ...(r.offeredTo ? { offeredTo: r.offeredTo } : {}), ...(r.lastUntil ? { lastUntil: r.lastUntil.toISOString() } : {}),
  ...(r.presenceId ? { present: { id: r.presenceId, by: r.presentBy!, from: r.presentFrom!.toISOString(), proof: r.proof!, late: r.presentLate!, ...(r.distanceM === null ? {} : { distanceM: r.distanceM }) } } : {}),
});

/** Stations and the intervals in which somebody was there. */
export class StationStore {
  /** Orders say who must be on post: a new order over the same grid and force goes on where the last one was; an older one, or one of a level that has ended, changes nothing. */
  async man(em: EntityManager, stations: readonly Manned[]): Promise<void> {
    const newest = new Map<string, Manned>();
    for (const s of stations) { const known = newest.get(s.id); if (!known || known.issuedAt <= s.issuedAt) newest.set(s.id, s); }
    if (newest.size === 0) return;
    await em.query(
      `insert into station as s (id, area, force, post_id, duty_id, incident_id, required, issued_at, since, due_at, version)
       select g.id, g.area, g.force, g."postId", g."dutyId", g."incidentId", true, g."issuedAt", g.since, g."dueAt", 0
       from jsonb_to_recordset($1::jsonb) as g(id uuid, area text, force text, "postId" uuid, "dutyId" uuid, "incidentId" uuid, "issuedAt" timestamptz, since timestamptz, "dueAt" timestamptz)
       where not exists (select 1 from stood_down d where d.incident_id = g."incidentId" and left(g.area, length(d.area)) = d.area and d.at >= g."issuedAt")
       order by g.id
       on conflict (id) do update set post_id = excluded.post_id, duty_id = excluded.duty_id, incident_id = excluded.incident_id, issued_at = excluded.issued_at, due_at = excluded.due_at, required = true, missed_at = null,
         since = case when s.required then s.since else excluded.since end, first_at = case when s.required then s.first_at end, first_late = s.required and s.first_late
       where s.issued_at <= excluded.issued_at`, [JSON.stringify([...newest.values()])]);
  }

  async lock(em: EntityManager, where: 'id' | 'duty_id', value: string): Promise<Station | undefined> {
    const [row]: Row[] = await em.query(`select ${COLUMNS} from station where ${where} = $1 for update`, [value]);
    return row && stationOf(row);
  }

  /** Required stations of these duties, or of an incident's areas, locked. */
  async lockMany(em: EntityManager, of: { duties: readonly string[] } | { incidentId: string; areas: readonly string[] }): Promise<Station[]> {
    const rows: Row[] = 'duties' in of
      ? await em.query(`select ${COLUMNS} from station where duty_id = any($1::uuid[]) and required order by id for update`, [of.duties])
      : await em.query(`select ${COLUMNS} from station s where incident_id = $1 and required and exists (select 1 from unnest($2::text[]) a where left(s.area, length(a)) = a) order by id for update`, [of.incidentId, of.areas]);
    return rows.map(stationOf);
  }

  /** Required stations whose time is over and where nobody has come, marked now. */
  async missed(em: EntityManager, at: Date, most: number): Promise<Station[]> {
    const rows = rowsOf<Row>(await em.query(
      `update station set missed_at = $1, version = version + 1 where id in (
         select id from station where due_at <= $1 and required and first_at is null and missed_at is null and presence_id is null order by due_at limit $2 for update skip locked) returning ${COLUMNS}`, [at, most]));
    return rows.map(stationOf);
  }

  /** What a move changed: the station and its intervals. */
  async save(em: EntityManager, { station: s, ended, begun }: Moved, where: Where = {}, note?: string): Promise<void> {
    if (ended) await this.close(em, [ended], note);
    if (begun) {
      await em.query(
        'insert into presence (id, station_id, post_id, duty_id, by, begun, proof, distance_m, position, no_position_reason, late) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
        [begun.id, s.id, s.postId, s.dutyId, begun.by, begun.from, begun.proof, begun.distanceM ?? null, where.position ? JSON.stringify(where.position) : null, where.noPositionReason ?? null, begun.late]);
    }
    const p = s.present;
    await em.query(
      `update station set version = $2, required = $3, first_at = $4, first_late = $5, presence_id = $6, present_by = $7, present_from = $8, proof = $9, distance_m = $10, present_late = $11, offered_to = $12, last_until = $13 where id = $1`,
      [s.id, s.version, s.required, s.firstAt ?? null, s.firstLate, p?.id ?? null, p?.by ?? null, p?.from ?? null, p?.proof ?? null, p?.distanceM ?? null, p?.late ?? null, s.offeredTo ?? null, s.lastUntil ?? null]);
  }

  /** Nobody has to be at these stations any more; whoever is there is no more. */
  async standDown(em: EntityManager, moved: readonly Moved[], at: Date): Promise<void> {
    await this.close(em, moved.flatMap((m) => (m.ended ? [m.ended] : [])));
    await em.query(
      `update station set required = false, version = version + (presence_id is not null)::int, last_until = case when presence_id is null then last_until else greatest($2, present_from) end,
         presence_id = null, present_by = null, present_from = null, proof = null, distance_m = null, present_late = null, offered_to = null where id = any($1::uuid[])`, [moved.map((m) => m.station.id), at]);
  }

  /** Where the people of a duty or a post should be. */
  async fence(em: EntityManager, dutyId: string): Promise<Fence> {
    const [row]: { lon: number | null; lat: number | null; ring: string[] | null }[] = await em.query(
      `select s.lon, s.lat, a.ring from duty d left join site s on s.id = d.site_id left join post p on p.id = d.addressee_id left join area a on a.code = p.area and a.valid_to is null where d.id = $1`, [dutyId]);
    return {
      ...(row?.lon != null && row.lat != null ? { site: [row.lon, row.lat] } : {}),
      ...(row?.ring ? { ring: row.ring.map((text) => text.split(' ').map(Number) as [number, number]) } : {}),
    };
  }

  /** Who may be there: named by the duty, or holder or deputy of the post now. */
  async named(em: EntityManager, { dutyId, postId }: Station): Promise<Set<string>> {
    const rows: { who: string | null }[] = await em.query(
      `select unnest(array[holder_id, deputy_id]) as who from duty where id = $1 union select unnest(array[holder_id, deputy_id]) from holding where post_id = $2 and until is null`, [dutyId, postId]);
    return new Set(rows.flatMap((r) => (r.who ? [r.who] : [])));
  }

  /** True where the person holds or deputises any post of the street. */
  async onAPost(em: EntityManager, person: string, area: string): Promise<boolean> {
    return ((await em.query(`select 1 from ${HELD_POST} p where (holder_id = $1 or deputy_id = $1) and left(area, 9) = $2 limit 1`, [person, area.slice(0, 9)])) as unknown[]).length > 0;
  }

  async endLevel(em: EntityManager, incidentId: string, areas: readonly string[], at: Date): Promise<void> {
    await em.query('insert into stood_down (incident_id, area, at) select $1, unnest($2::text[]), $3 on conflict (incident_id, area) do update set at = greatest(stood_down.at, excluded.at)', [incidentId, areas, at]);
  }

  private async close(em: EntityManager, ends: readonly End[], note?: string): Promise<void> {
    if (ends.length === 0) return;
    await em.query(
      `update presence p set until = greatest(g.at, p.begun), ended = g.reason, relieved_by = g."relievedBy", note = $2
       from jsonb_to_recordset($1::jsonb) as g("presenceId" uuid, at timestamptz, reason text, "relievedBy" uuid) where p.id = g."presenceId" and p.until is null`, [JSON.stringify(ends), note ?? null]);
  }
}
