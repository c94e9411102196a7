import { pageOf, positionOf, viewOfRow, withinAny } from '@xunling/addressee';
import type { ListPostsInput, PostPage, PostView } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';

export type PostQuery = Omit<ListPostsInput, 'area'> & { areas: readonly string[] };
type Row = { no: string; since: Date | null };

/** The statement behind the list, so that a test can ask the planner about it. */
export function postQuery({ areas, vacant, force, cursor }: PostQuery, rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [`p.no > ${bind(positionOf(cursor))}`, withinAny('p.area', areas, bind)];
  if (force) where.push(`p.force = ${bind(force)}`);
  if (vacant !== undefined) where.push(`(h.holder_id is null or h.deputy_id is null) = ${bind(vacant)}`);
  const sql = `select p.no::text as no, p.id, p.area, p.name, p.name_en as "nameEn", p.force, p.kind, p.site_id as "siteId", h.holder_id as "holderId", h.deputy_id as "deputyId", h.since
     from post p left join holding h on h.post_id = p.id and h.until is null where ${where.join(' and ')} order by p.no limit ${rows}`;
  return { sql, parameters };
}

/** Posts with who holds them now; `vacant` is the gap list: no holder, or no deputy. */
export async function listPosts(em: EntityManager, query: PostQuery): Promise<PostPage> {
  const limit = query.limit ?? 50;
  const { sql, parameters } = postQuery(query, limit + 1);
  return pageOf((await em.query(sql, parameters)) as Row[], limit, ({ since, ...row }) => viewOfRow<PostView>({ ...row, ...(since ? { since: since.toISOString() } : {}) }));
}
