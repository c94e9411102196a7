import { pageOf, positionOf, withinAny } from '@xunling/addressee';
import type { ListShelterStaysInput, ListSheltersInput, NearShelter, ShelterPage, ShelterStay, ShelterStayPage, ShelterView } from '@xunling/contracts/classes';
import type { ShelterZone } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { inLine, maskName, maskPhone, type Line } from '../household/household.js';
import { freeIn, presentIn, type Shelter } from './shelter.js';

type Row = Shelter & { no: string; area: string; name: string; nameEn: string; kind: string; lon: number; lat: number; sourceDatum: 'GCJ02' | null; reason: string | null; contact: string; phone: string; version: number };
const COLUMNS = 'no::text as no, id, area, name, name_en as "nameEn", kind, lon, lat, source_datum as "sourceDatum", built, capacity, zones, reason, contact, phone, arrivals, departures, assigned, closed_at is not null as closed, version';

/** The contact is a person: in full for the line of the shelter's area, masked elsewhere. */
export function viewOfShelter(r: Row, line: Line): ShelterView {
  const masked = !inLine(line, r.area);
  return {
    id: r.id, area: r.area, name: r.name, nameEn: r.nameEn, kind: r.kind, position: { lon: r.lon, lat: r.lat }, datum: 'WGS84', ...(r.sourceDatum ? { sourceDatum: r.sourceDatum } : {}), built: r.built,
    totals: { capacity: r.capacity, arrivals: r.arrivals, departures: r.departures, present: presentIn(r), assigned: r.assigned, free: freeIn(r) }, zones: [...r.zones], ...(r.reason ? { constraint: r.reason } : {}),
    contact: masked ? maskName(r.contact) : r.contact, phone: masked ? maskPhone(r.phone) : r.phone, masked, closed: r.closed, version: r.version,
  };
}
export function shelterQuery({ areas, cursor }: { areas: readonly string[]; cursor?: string | undefined }, rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  return { sql: `select ${COLUMNS} from shelter where no > ${bind(positionOf(cursor))} and ${withinAny('area', areas, bind)} order by shelter.no limit ${rows}`, parameters };
}
export async function listShelters(em: EntityManager, query: ListSheltersInput, areas: readonly string[], line: Line): Promise<ShelterPage> {
  const limit = query.limit ?? 50;
  const { sql, parameters } = shelterQuery({ areas, cursor: query.cursor }, limit + 1);
  return pageOf((await em.query(sql, parameters)) as Row[], limit, (r) => viewOfShelter(r, line));
}
/** @throws Refusal unknown.id */
export async function getShelter(em: EntityManager, id: string, line: Line): Promise<ShelterView> {
  const [row]: Row[] = await em.query(`select ${COLUMNS} from shelter where id = $1`, [id]);
  if (!row) throw new Refusal('unknown.id');
  return viewOfShelter(row, line);
}

/**
 * Shelters with so many places free, nearest first; from another shelter or from the middle of an area. Where a shelter is separated into zones,
 * what is free is what the zone asked for has left; one that has not set it up has none.
 */
export async function nearestTo(em: EntityManager, from: { shelterId: string } | { area: string }, persons: number, zone: ShelterZone, most: number): Promise<NearShelter[]> {
  const origin = 'shelterId' in from
    ? await em.query('select lon, lat from shelter where id = $1', [from.shelterId])
    : await em.query(`select avg(split_part(p, ' ', 1)::float8) as lon, avg(split_part(p, ' ', 2)::float8) as lat from area, jsonb_array_elements_text(ring) p where code = $1`, [from.area]);
  const { lon, lat } = (origin as { lon: number; lat: number }[])[0] ?? { lon: null, lat: null };
  if (lon === null) throw new Refusal('area.unknown');
  return em.query(
    `select id, area, name, "nameEn", free, metres from (
       select no, id, area, name, name_en as "nameEn", least(capacity - (arrivals - departures) - assigned, case when zones <> '[]' then
           coalesce((select (z->>'capacity')::int from jsonb_array_elements(zones) z where z->>'zone' = $5), 0) - (select count(*)::int from shelter_stay y where y.shelter_id = shelter.id and y.zone = $5 and y.state in ('present', 'assigned')) end) as free,
         round(111320 * sqrt(power((lon - $1) * cos(radians($2)), 2) + power(lat - $2, 2)))::int as metres
       from shelter where closed_at is null and id is distinct from $4) s
     where free >= $3 order by metres, no limit $6`, [lon, lat, persons, 'shelterId' in from ? from.shelterId : null, zone, most]);
}

type StayRow = { no: string; personId: string; name: string; area: string; zone: string; state: 'assigned' | 'present' | 'left'; arrivedAt: Date | null; departedAt: Date | null };
/** Newest first; a name in full for the line of the person's home. @param homes areas whose people the caller may know of; undefined: all who are there */
export async function listStays(em: EntityManager, { id, cursor, limit = 100 }: ListShelterStaysInput, homes: readonly string[] | undefined, line: Line): Promise<ShelterStayPage> {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [`y.shelter_id = ${bind(id)}`, "y.state <> 'released'", ...(cursor ? [`y.no < ${bind(positionOf(cursor))}`] : []), ...(homes ? [withinAny('y.area', homes, bind)] : [])];
  const rows: StayRow[] = await em.query(
    `select y.no::text as no, y.person_id as "personId", p.name, y.area, y.zone, y.state, y.arrived_at as "arrivedAt", y.departed_at as "departedAt" from shelter_stay y join at_risk_person p on p.id = y.person_id
     where ${where.join(' and ')} order by y.no desc limit ${limit + 1}`, parameters);
  return pageOf(rows, limit, ({ personId, name, area, zone, state, arrivedAt, departedAt }): ShelterStay => {
    const masked = !inLine(line, area);
    return { personId, name: masked ? maskName(name) : name, masked, area, zone, state, ...(arrivedAt ? { arrivedAt: arrivedAt.toISOString() } : {}), ...(departedAt ? { departedAt: departedAt.toISOString() } : {}) };
  });
}
