import { pageOf, positionOf, viewOfRow, withinAny } from '@xunling/addressee';
import type { HoldingView, ListPostsInput, PlannedHolding, PostPage, PostUnit, PostView, PostWithHoldings } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';

export type PostQuery = Omit<ListPostsInput, 'area'> & { areas: readonly string[] };
type Row = { no: string; since: Date | null; validTo: Date | null };

const COLUMNS = `p.no::text as no, p.id, p.area, p.name, p.name_en as "nameEn", p.force, p.kind, p.site_id as "siteId", h.holder_id as "holderId", h.deputy_id as "deputyId", h.since, p.valid_to as "validTo"`;
const FROM = 'from post p left join holding h on h.post_id = p.id and h.until is null';
const viewOf = ({ since, validTo, ...row }: Row): PostView => viewOfRow({ ...row, ...(since ? { since: since.toISOString() } : {}), ...(validTo ? { validTo: validTo.toISOString() } : {}) });

/** The statement behind the list, so that a test can ask the planner about it. */
export function postQuery({ areas, vacant, noDeputy, force, only, closed = false, cursor }: PostQuery, rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [`p.no > ${bind(positionOf(cursor))}`, only ? `p.area = any(${bind(areas)})` : withinAny('p.area', areas, bind), `p.valid_to is ${closed ? 'not ' : ''}null`];
  if (force) where.push(`p.force = ${bind(force)}`);
  if (vacant !== undefined) where.push(`h.holder_id is ${vacant ? '' : 'not '}null`);
  if (noDeputy !== undefined) where.push(`h.deputy_id is ${noDeputy ? '' : 'not '}null`);
  const sql = `select ${COLUMNS} ${FROM} where ${where.join(' and ')} order by p.no limit ${rows}`;
  return { sql, parameters };
}

/** Posts with who holds them now; the gap list is those without a holder, and those without a deputy. */
export async function listPosts(em: EntityManager, query: PostQuery): Promise<PostPage> {
  const limit = query.limit ?? 50;
  const { sql, parameters } = postQuery(query, limit + 1);
  return pageOf((await em.query(sql, parameters)) as Row[], limit, viewOf);
}

/** One post with its holdings, newest first. @throws Refusal unknown.id */
export async function getPost(em: EntityManager, id: string): Promise<PostWithHoldings> {
  const [row]: Row[] = await em.query(`select ${COLUMNS} ${FROM} where p.id = $1`, [id]);
  if (!row) throw new Refusal('unknown.id');
  const held: { no: string; from: Date; to: Date | null }[] = await em.query(
    `select '' as no, holder_id as "holderId", deputy_id as "deputyId", since as "from", until as "to" from holding where post_id = $1 order by since desc limit 500`, [id]);
  const planned: { no: string; from: Date }[] = await em.query(`select '' as no, holder_id as "holderId", deputy_id as "deputyId", "from" from planned_holding where post_id = $1 order by "from" limit 50`, [id]);
  const units: PostUnit[] = await em.query(
    `with own as (select id, kind, name, name_en as "nameEn", no from unit where valid_to is null and posts @> array[$1]::uuid[] order by no limit 20)
     select id, kind, name, "nameEn" from own
     union all select o.id, o.kind, o.name, o.name_en from unit o join post p on p.id = $1 where not exists (select from own) and o.valid_to is null and o.kind = 'OFFICE' and o.area = left(p.area, 9)`, [id]);
  return { ...viewOf(row), units, planned: planned.map(({ from, ...h }) => viewOfRow<PlannedHolding>({ ...h, from: from.toISOString() } as { no: string })), holdings: held.map(({ from, to, ...h }) => viewOfRow<HoldingView>({ ...h, from: from.toISOString(), ...(to ? { to: to.toISOString() } : {}) } as { no: string })) };
}
