import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import type { Held } from './post.js';
import { heldOf } from './post.store.js';

export interface Plan extends Held { postId: string; from: Date }
/** A plan whose time has come, with who holds the post before it. */
export interface DuePlan extends Plan { area: string; kind: string; force?: string; now: Held }
type Row = { postId: string; from: Date; holderId: string | null; deputyId: string | null };

/** Who is to hold a post from when; one plan per post and instant. */
export class PlanStore {
  /** Answers whether it is new or another than was planned; `keep` leaves what is planned for that instant. */
  async put(em: EntityManager, { postId, from, holderId, deputyId }: Plan, by: string, keep = false): Promise<boolean> {
    const rows = rowsOf<unknown>(await em.query(
      `insert into planned_holding (post_id, "from", holder_id, deputy_id, planned_by) values ($1, $2, $3, $4, $5)
       on conflict (post_id, "from") do ${keep ? 'nothing' : `update set holder_id = excluded.holder_id, deputy_id = excluded.deputy_id, planned_by = excluded.planned_by
         where (planned_holding.holder_id, planned_holding.deputy_id) is distinct from (excluded.holder_id, excluded.deputy_id)`} returning 1 as one`, [postId, from, holderId ?? null, deputyId ?? null, by]));
    return rows.length > 0;
  }

  async count(em: EntityManager, postId: string): Promise<number> {
    const [row]: [{ n: number }] = await em.query('select count(*)::int as n from planned_holding where post_id = $1', [postId]);
    return row.n;
  }

  async drop(em: EntityManager, postId: string, from: Date): Promise<boolean> {
    return rowsOf(await em.query('delete from planned_holding where post_id = $1 and "from" = $2 returning 1 as one', [postId, from])).length > 0;
  }

  /** Takes the earliest due plan of each post (or of one), its post locked; later ones of the same post come with the next call. */
  async takeDue(em: EntityManager, at: Date, postId?: string): Promise<DuePlan[]> {
    const ids: { id: string }[] = await em.query(
      `select id from post where id in (select post_id from planned_holding where "from" <= $1 and ($2::uuid is null or post_id = $2) order by "from" limit 500) order by id for update`, [at, postId ?? null]);
    if (ids.length === 0) return [];
    const rows = rowsOf<Row & { area: string; kind: string; force: string | null; heldBy: string | null; deputyNow: string | null }>(await em.query(
      `with due as (select distinct on (post_id) post_id, "from" from planned_holding where post_id = any($1) and "from" <= $2 order by post_id, "from")
       delete from planned_holding p using due d, post t left join holding h on h.post_id = t.id and h.until is null
       where p.post_id = d.post_id and p."from" = d."from" and t.id = p.post_id
       returning p.post_id as "postId", p."from", p.holder_id as "holderId", p.deputy_id as "deputyId", t.area, t.kind, t.force, h.holder_id as "heldBy", h.deputy_id as "deputyNow"`, [ids.map((r) => r.id), at]));
    return rows.map(({ postId: id, from, area, kind, force, heldBy, deputyNow, ...who }) => ({ postId: id, from, area, kind, ...(force ? { force } : {}), ...heldOf(who), now: heldOf({ holderId: heldBy, deputyId: deputyNow }) }));
  }
}
