import type { PostFact } from '@xunling/contracts';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import type { Held } from './post.js';

/** A post as its rules know it. */
export interface HeldPost { id: string; area: string; kind: string; force?: string; closed: boolean; holderId?: string; deputyId?: string }
/** An open post by its name, with who holds it now. */
export interface Seated extends Held { id: string; area: string; kind: string; force?: string; name: string }
export interface Holding { postId: string; area: string; holderId?: string; deputyId?: string; from: string }
export interface Closed { id: string; area: string; kind: string; force: string | null; version: number }

/** Open posts with who holds them now, as a table of a query: the one way others ask about posts. */
export const HELD_POST = '(select p.id, p.area, p.kind, p.force, p.site_id, h.holder_id, h.deputy_id from post p left join holding h on h.post_id = p.id and h.until is null where p.valid_to is null)';

/** Posts and who holds them, from/to. */
export class PostStore {
  async insertMany(em: EntityManager, posts: readonly PostFact[], validFrom: string): Promise<Set<string>> {
    const rows = rowsOf<{ id: string }>(await em.query(
      `insert into post (id, area, name, name_en, force, kind, site_id, valid_from, version)
       select "postId", area, name, "nameEn", force, kind, "siteId", $2, 1
       from jsonb_to_recordset($1::jsonb) as g("postId" uuid, area text, name text, "nameEn" text, force text, kind text, "siteId" uuid)
       on conflict do nothing returning id`, [JSON.stringify(posts), validFrom]));
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
    return this.moved(em, holdings.map((h) => h.postId));
  }

  /** Each post's next version, for an event about it. */
  async moved(em: EntityManager, ids: readonly string[]): Promise<Map<string, number>> {
    const rows = rowsOf<{ id: string; version: number }>(await em.query('update post set version = version + 1 where id = any($1) returning id, version', [ids]));
    return new Map(rows.map((r) => [r.id, r.version]));
  }

  /** One post and who holds it, locked until the transaction ends. */
  async lock(em: EntityManager, id: string): Promise<HeldPost | undefined> {
    const [post]: { id: string; area: string; kind: string; force: string | null; closed: boolean }[] = await em.query('select id, area, kind, force, valid_to is not null as closed from post where id = $1 for update', [id]);
    if (!post) return undefined;
    const [now]: { holderId: string | null; deputyId: string | null }[] = await em.query('select holder_id as "holderId", deputy_id as "deputyId" from holding where post_id = $1 and until is null', [id]);
    const { force, ...rest } = post;
    return { ...rest, ...(force ? { force } : {}), ...heldOf(now) };
  }

  /** What a file's rows name: nodes held open, sites by their names, the open posts of those nodes locked, with who holds them. */
  async known(em: EntityManager, rows: readonly { area: string; site?: string }[]): Promise<{ areas: Map<string, { closed: boolean }>; sites: { id: string; area: string; name: string }[]; seats: Seated[] }> {
    const codes = [...new Set(rows.map((r) => r.area))];
    const areas: { code: string; closed: boolean }[] = await em.query('select code, valid_to is not null as closed from area where code = any($1) order by code for share', [codes]);
    const sites: { id: string; area: string; name: string }[] = await em.query(`select id, area, name from site where name = any($1) and state <> 'withdrawn' order by no`, [rows.flatMap((r) => (r.site ? [r.site] : []))]);
    await em.query('select 1 from post where area = any($1) and valid_to is null order by id for update', [codes]);
    const seats: (Omit<Seated, 'force' | 'holderId' | 'deputyId'> & { force: string | null; holderId: string | null; deputyId: string | null })[] = await em.query(
      `select p.id, p.area, p.kind, p.force, p.name, h.holder_id as "holderId", h.deputy_id as "deputyId" from post p left join holding h on h.post_id = p.id and h.until is null where p.area = any($1) and p.valid_to is null order by p.id`, [codes]);
    return { areas: new Map(areas.map((a) => [a.code, a])), sites, seats: seats.map(({ force, holderId, deputyId, ...s }) => ({ ...s, ...(force ? { force } : {}), ...heldOf({ holderId, deputyId }) })) };
  }

  /** Open posts of a node itself, locked in order. */
  async lockOfArea(em: EntityManager, area: string): Promise<string[]> {
    const rows: { id: string }[] = await em.query('select id from post where area = $1 and valid_to is null order by id for update', [area]);
    return rows.map((r) => r.id);
  }

  /** Duties of a post that are neither verified nor ended. */
  async duties(em: EntityManager, id: string): Promise<number> {
    const [row]: [{ n: number }] = await em.query(`select count(*)::int as n from duty where addressee_id = $1 and state not in ('verified', 'ended')`, [id]);
    return row.n;
  }

  /** The node of a code, held open; the site of an id. */
  async place(em: EntityManager, code: string, siteId: string | undefined): Promise<{ area: { closed: boolean } | undefined; site: { area: string } | undefined }> {
    const [area]: { closed: boolean }[] = await em.query('select valid_to is not null as closed from area where code = $1 for share', [code]);
    const [site]: { area: string }[] = siteId ? await em.query('select area from site where id = $1', [siteId]) : [];
    return { area, site };
  }

  /** Closes posts, ends who holds them and drops who was to. */
  async close(em: EntityManager, ids: readonly string[], at: Date): Promise<Closed[]> {
    await em.query('update holding set until = $2 where post_id = any($1) and until is null', [ids, at]);
    await em.query('delete from planned_holding where post_id = any($1)', [ids]);
    return rowsOf<Closed>(await em.query('update post set valid_to = $2, version = version + 1 where id = any($1) and valid_to is null returning id, area, kind, force, version', [ids, at]));
  }
}

/** A row's persons, absent where there is none. */
export const heldOf = (row: { holderId: string | null; deputyId: string | null } | undefined): Held => ({ ...(row?.holderId ? { holderId: row.holderId } : {}), ...(row?.deputyId ? { deputyId: row.deputyId } : {}) });
