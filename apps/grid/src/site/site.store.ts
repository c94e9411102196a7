import type { SiteFact } from '@xunling/contracts';
import { rowsOf } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { Site } from './site.js';
import { HELD_POST } from '../post/post.store.js';

export const COLUMNS = `id, area, name, name_en as "nameEn", kind, state, version, lon, lat, source_datum as "sourceDatum", owner, close_at_cm as "closeAtCm", clear_at_cm as "clearAtCm",
  closure_distance_m as "closureDistanceM", keeper_post_id as "keeperPostId", sensors, contacts, evacuation_plan as "evacuationPlan"`;
const GIVEN = `id uuid, area text, name text, "nameEn" text, kind text, state text, version int, lon float8, lat float8, "sourceDatum" text, owner text, "closeAtCm" int, "clearAtCm" int,
  "closureDistanceM" int, "keeperPostId" uuid, sensors text[], contacts jsonb, "evacuationPlan" boolean`;

export const siteOf = (row: object): Site => Object.fromEntries(Object.entries(row).filter(([, v]) => v !== null)) as unknown as Site;
export interface Step { siteId: string; act: string; by?: string; at: Date; reason?: string; changed?: readonly string[] }

/** What events say of a site; contacts stay here. */
export const factOf = ({ id, lon, lat, contacts: _kept, state: _state, version: _version, ...site }: Site): SiteFact => ({ siteId: id, ...site, position: { lon, lat } }) as SiteFact;

export class SiteStore {
  /** Enters sites that are not there yet; answers their ids. */
  async insertMany(em: EntityManager, sites: readonly Site[]): Promise<Set<string>> {
    const rows = rowsOf<{ id: string }>(await em.query(
      `insert into site (id, area, name, name_en, kind, state, version, lon, lat, source_datum, owner, close_at_cm, clear_at_cm, closure_distance_m, keeper_post_id, sensors, contacts, evacuation_plan)
       select id, area, name, "nameEn", kind, state, version, lon, lat, "sourceDatum", owner, "closeAtCm", "clearAtCm", "closureDistanceM", "keeperPostId", sensors, contacts, "evacuationPlan"
       from jsonb_to_recordset($1::jsonb) as g(${GIVEN}) on conflict do nothing returning id`, [JSON.stringify(sites)]));
    return new Set(rows.map((r) => r.id));
  }

  async steps(em: EntityManager, steps: readonly Step[]): Promise<void> {
    await em.query(`insert into site_step (site_id, act, by, at, reason, changed) select "siteId", act, by, at, reason, coalesce(changed, '{}') from jsonb_to_recordset($1::jsonb) as g("siteId" uuid, act text, by uuid, at timestamptz, reason text, changed text[])`, [JSON.stringify(steps)]);
  }

  async find(em: EntityManager, id: string, lock = false): Promise<Site> {
    const [row] = (await em.query(`select ${COLUMNS} from site where id = $1${lock ? ' for update' : ''}`, [id])) as object[];
    if (!row) throw new Refusal('unknown.id');
    return siteOf(row);
  }

  async save(em: EntityManager, s: Site): Promise<void> {
    await em.query(
      `update site set name = $2, name_en = $3, kind = $4, state = $5, version = $6, lon = $7, lat = $8, source_datum = $9, owner = $10, close_at_cm = $11, clear_at_cm = $12, closure_distance_m = $13,
         keeper_post_id = $14, sensors = $15, contacts = $16, evacuation_plan = $17 where id = $1`,
      [s.id, s.name, s.nameEn, s.kind, s.state, s.version, s.lon, s.lat, s.sourceDatum ?? null, s.owner ?? null, s.closeAtCm ?? null, s.clearAtCm ?? null, s.closureDistanceM ?? null, s.keeperPostId ?? null, s.sensors, JSON.stringify(s.contacts), s.evacuationPlan]);
  }

  /** Of these, those that name an area that is not open, a post that is not there, or a place a site of this name and kind has already. */
  async faults(em: EntityManager, rows: readonly { area: string; kind: string; name: string; keeperPostId?: string; id?: string }[]): Promise<{ at: number; area: boolean; post: boolean; twice: boolean }[]> {
    return em.query(
      `select (g.at - 1)::int as at, a.code is null as area, g.d->>'keeperPostId' is not null and p.id is null as post, s.id is not null as twice
       from jsonb_array_elements($1::jsonb) with ordinality g(d, at)
       left join area a on a.code = g.d->>'area' and a.valid_to is null left join ${HELD_POST} p on p.id = (g.d->>'keeperPostId')::uuid
       left join site s on s.area = g.d->>'area' and s.kind = g.d->>'kind' and s.name = g.d->>'name' and s.state <> 'withdrawn' and s.id::text is distinct from g.d->>'id'
       where a.code is null or g.d->>'keeperPostId' is not null and p.id is null or s.id is not null order by g.at`, [JSON.stringify(rows)]);
  }
}
