import { pageOf, positionOf, withinAny } from '@xunling/addressee';
import type { HouseholdPage, HouseholdView, ListHouseholdsInput, ThreeLists } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { inLine, maskName, maskPhone, type Line } from './household.js';

type Row = { no: string; id: string; code: string; area: string; siteId: string | null; head: string; phone: string; address: string; needs: string | null; lacks: string[]; version: number; persons: { id: string; name: string; vulnerable: string[] }[]; fiveForOne: { role: string; name: string; phone: string }[] };
const COLUMNS = `h.no::text as no, h.id, h.code, h.area, h.site_id as "siteId", h.head, h.phone, h.address, h.needs, h.lacks, h.version,
  (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'vulnerable', p.vulnerable) order by p.no), '[]') from at_risk_person p where p.household_id = h.id and p.left_at is null) as persons,
  (select coalesce(jsonb_agg(jsonb_build_object('role', f.role, 'name', f.name, 'phone', f.phone) order by f.role), '[]') from five_for_one f where f.household_id = h.id) as "fiveForOne"`;

/** The record as the caller may see it: outside the line a surname, five digits of the phone, no address and no needs. */
export function viewOfHousehold(r: Row, full: boolean): HouseholdView {
  const name = full ? (n: string) => n : maskName;
  const phone = full ? (n: string) => n : maskPhone;
  return {
    id: r.id, code: r.code, area: r.area, ...(r.siteId ? { siteId: r.siteId } : {}), masked: !full, head: name(r.head), phone: phone(r.phone), ...(full ? { address: r.address, ...(r.needs ? { needs: r.needs } : {}) } : {}),
    persons: r.persons.map((p) => ({ ...p, name: name(p.name) })), fiveForOne: r.fiveForOne.map((c) => ({ role: c.role, name: name(c.name), phone: phone(c.phone) })), lacks: r.lacks, version: r.version,
  };
}
export function householdQuery({ lacking, cursor }: ListHouseholdsInput, areas: readonly string[], rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = ['closed_at is null', `no > ${bind(positionOf(cursor))}`, withinAny('area', areas, bind), ...(lacking ? ["lacks <> '{}'"] : [])];
  return { sql: `select ${COLUMNS} from (select * from household where ${where.join(' and ')} order by household.no limit ${rows}) h order by h.no`, parameters };
}
export async function listHouseholds(em: EntityManager, query: ListHouseholdsInput, areas: readonly string[], line: Line): Promise<HouseholdPage> {
  const limit = query.limit ?? 50;
  const { sql, parameters } = householdQuery(query, areas, limit + 1);
  return pageOf((await em.query(sql, parameters)) as Row[], limit, (r) => viewOfHousehold(r, inLine(line, r.area)));
}
/** @throws Refusal unknown.id */
export async function getHousehold(em: EntityManager, id: string, full: (area: string) => boolean): Promise<HouseholdView> {
  const [row]: Row[] = await em.query(`select ${COLUMNS} from household h where h.id = $1`, [id]);
  if (!row) throw new Refusal('unknown.id');
  return viewOfHousehold(row, full(row.area));
}

/** 三清单 by grid: where people are threatened, how many have to be moved, how many of them are vulnerable. */
export async function threeLists(em: EntityManager, areas: readonly string[], at: Date): Promise<ThreeLists> {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const items = await em.query(
    `select h.area, count(*)::int as households, sum(h.persons)::int as persons, sum(h.vulnerable)::int as vulnerable, count(*) filter (where h.lacks <> '{}')::int as lacking,
       exists (select 1 from evacuation e where e.state = 'open' and starts_with(h.area, e.area)) as running
     from household h where h.closed_at is null and ${withinAny('h.area', areas, bind)} group by h.area order by h.area limit 1000`, parameters) as ThreeLists['items'];
  return { at: at.toISOString(), items };
}
