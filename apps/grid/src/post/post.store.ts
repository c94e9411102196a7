import type { PostFact } from '@xunling/contracts';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';

/** A post as its rules know it. */
export interface HeldPost { id: string; area: string; holderId?: string; deputyId?: string }
export interface Holding { postId: string; area: string; holderId?: string; deputyId?: string; from: string }

/** Posts and who holds them, from/to. */
export class PostStore {
  async insertMany(em: EntityManager, posts: readonly PostFact[]): Promise<Set<string>> {
    const rows = rowsOf<{ id: string }>(await em.query(
      `insert into post (id, area, name, name_en, force, kind, site_id, version)
       select "postId", area, name, "nameEn", force, kind, "siteId", 1
       from jsonb_to_recordset($1::jsonb) as g("postId" uuid, area text, name text, "nameEn" text, force text, kind text, "siteId" uuid)
       on conflict do nothing returning id`, [JSON.stringify(posts)]));
    return new Set(rows.map((r) => r.id));
  }

  /** Ends the present holdings of these posts and begins the new ones; answers the new version of each post. */
  async hold(em: EntityManager, holdings: readonly Holding[]): Promise<Map<string, number>> {
    const given = JSON.stringify(holdings);
    await em.query(
      `update holding h set until = g."from" from jsonb_to_recordset($1::jsonb) as g("postId" uuid, "from" timestamptz) where h.post_id = g."postId" and h.until is null`, [given]);
    await em.query(
      `insert into holding (post_id, holder_id, deputy_id, since) select "postId", "holderId", "deputyId", "from"
       from jsonb_to_recordset($1::jsonb) as g("postId" uuid, "holderId" uuid, "deputyId" uuid, "from" timestamptz)
       on conflict (post_id, since) do update set holder_id = excluded.holder_id, deputy_id = excluded.deputy_id, until = null`, [given]);
    const rows = rowsOf<{ id: string; version: number }>(await em.query(
      `update post p set version = p.version + 1 from jsonb_to_recordset($1::jsonb) as g("postId" uuid) where p.id = g."postId" returning p.id, p.version`, [given]));
    return new Map(rows.map((r) => [r.id, r.version]));
  }

  /** One post and who holds it, locked until the transaction ends. */
  async lock(em: EntityManager, id: string): Promise<HeldPost | undefined> {
    const [post]: { id: string; area: string }[] = await em.query('select id, area from post where id = $1 for update', [id]);
    if (!post) return undefined;
    const [now]: { holderId: string | null; deputyId: string | null }[] = await em.query('select holder_id as "holderId", deputy_id as "deputyId" from holding where post_id = $1 and until is null', [id]);
    return { ...post, ...(now?.holderId ? { holderId: now.holderId } : {}), ...(now?.deputyId ? { deputyId: now.deputyId } : {}) };
  }
}
