import { pageOf, positionOf } from '@xunling/addressee';
import type { ListUnitsInput, UnitPage, UnitView } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';

type Row = { no: string; valid_from: Date; valid_to: Date | null } & Omit<UnitView, 'gaps' | 'validFrom' | 'validTo'>;
const POSTS = `coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('id', p.id, 'name', p.name, 'nameEn', p.name_en, 'area', p.area, 'force', p.force, 'holderId', h.holder_id, 'deputyId', h.deputy_id,
    'since', to_char(h.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) order by x.n)
  from unnest(u.posts) with ordinality x(id, n) join post p on p.id = x.id and p.valid_to is null left join holding h on h.post_id = p.id and h.until is null), '[]') as posts`;
/** A unit whose posts are not all held and deputised, or that has none. */
const GAP = `(not exists (select from post p where p.id = any(u.posts) and p.valid_to is null)
  or exists (select from post p left join holding h on h.post_id = p.id and h.until is null where p.id = any(u.posts) and p.valid_to is null and (h.holder_id is null or h.deputy_id is null)))`;
const viewOf = ({ no: _no, valid_from, valid_to, ...u }: Row): UnitView => ({ ...u, gaps: u.posts.length === 0 ? 1 : u.posts.filter((p) => !p.holderId || !p.deputyId).length, validFrom: valid_from.toISOString(), ...(valid_to ? { validTo: valid_to.toISOString() } : {}) });

/** The statement behind the list, so that a test can ask the planner about it. */
export function unitQuery({ kind, area, gaps, closed = false, cursor }: ListUnitsInput, rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [positionOf(cursor)];
  const where = ['u.no > $1', `u.valid_to is ${closed ? 'not ' : ''}null`];
  if (kind) where.push(`u.kind = $${parameters.push(kind)}`);
  if (area) where.push(`u.area like $${parameters.push(`${area}%`)}`);
  if (gaps !== undefined) where.push(`${gaps ? '' : 'not '}${GAP}`);
  return { sql: `select u.no::text as no, u.id, u.kind, u.name, u.name_en as "nameEn", u.area, ${POSTS}, u.valid_from, u.valid_to from unit u where ${where.join(' and ')} order by u.no limit ${rows}`, parameters };
}

export async function listUnits(em: EntityManager, query: ListUnitsInput): Promise<UnitPage> {
  const limit = query.limit ?? 50;
  const { sql, parameters } = unitQuery(query, limit + 1);
  return pageOf((await em.query(sql, parameters)) as Row[], limit, viewOf);
}

/** @throws Refusal unknown.id */
export async function getUnit(em: EntityManager, id: string): Promise<UnitView> {
  const [row]: Row[] = await em.query(`select u.no::text as no, u.id, u.kind, u.name, u.name_en as "nameEn", u.area, ${POSTS}, u.valid_from, u.valid_to from unit u where u.id = $1`, [id]);
  if (!row) throw new Refusal('unknown.id');
  return viewOf(row);
}
