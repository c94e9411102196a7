import type { ListPostsInput, PostPage, PostView } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { areaCondition } from '../prefix.js';

type Row = { no: string } & { [K in keyof PostView]: PostView[K] | null };

/** Posts with who holds them now; `vacant` is the gap list: no holder, or no deputy. */
export async function listPosts(em: EntityManager, { area, vacant, force, cursor = '0', limit = 50 }: ListPostsInput): Promise<PostPage> {
  const parameters: unknown[] = [cursor];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = ['p.no > $1'];
  if (area) where.push(areaCondition(area, bind(area)).replace(/\barea\b/g, 'p.area'));
  if (force) where.push(`p.force = ${bind(force)}`);
  if (vacant) where.push('(h.holder_id is null or h.deputy_id is null)');
  const rows: Row[] = await em.query(
    `select p.no::text as no, p.id, p.area, p.name, p.name_en as "nameEn", p.force, p.kind, p.site_id as "siteId", h.holder_id as "holderId", h.deputy_id as "deputyId"
     from post p left join holding h on h.post_id = p.id and h.until is null where ${where.join(' and ')} order by p.no limit ${limit}`, parameters);
  const items = rows.map(({ no: _no, ...row }) => Object.fromEntries(Object.entries(row).filter(([, v]) => v !== null)) as unknown as PostView);
  return { items, ...(rows.length === limit ? { nextCursor: rows.at(-1)!.no } : {}) };
}
