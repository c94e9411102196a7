import type { EntityManager } from 'typeorm';
import { siteWater } from '../gauge/site-water.js';
import { judge } from './board.js';
import { MeasureStore } from './measure.store.js';

interface SiteRow { id: string; closeAtCm: number | null; clearAtCm: number | null; depthCm: number | null; flooded: boolean; disputed: boolean; unheard: boolean }

/** A gauge is there, and what stands at the site is not known by it. */
const UNHEARD = `exists (select from gauge g where g.site_id = site.id and g.parameter = 'depth' and g.valid_to is null) and coalesce((select k.state from site_water k where k.site_id = site.id), 'unknown') = 'unknown'`;

/** Where each site stands on the closure board, kept beside it whenever something about it changes. */
export class BoardStore {
  private readonly measures = new MeasureStore();

  /** Judges these sites anew; what holds over an area has none. Their rows are locked first: of two at once the second sees what the first did. */
  async refresh(em: EntityManager, ids: readonly (string | undefined)[]): Promise<void> {
    const sites = [...new Set(ids)].filter((id) => id !== undefined);
    if (sites.length === 0) return;
    await this.hold(em, sites);
    await this.judgeAnew(em, sites);
  }

  /** Of sites whose rows are held. */
  private async judgeAnew(em: EntityManager, sites: readonly string[]): Promise<void> {
    const rows = (await em.query(
      `select id, close_at_cm as "closeAtCm", clear_at_cm as "clearAtCm", depth_cm as "depthCm", flooded, exists (select from conflict c where c.site_id = site.id and c.state = 'open') as disputed, ${UNHEARD} as unheard from site where id = any($1)`, [sites])) as SiteRow[];
    const live = await this.measures.live(em, sites);
    const verdicts = rows.map((s) => ({
      id: s.id, ...judge({ flooded: s.flooded, unheard: s.unheard, ...(s.closeAtCm === null ? {} : { closeAtCm: s.closeAtCm }), ...(s.clearAtCm === null ? {} : { clearAtCm: s.clearAtCm }), ...(s.depthCm === null ? {} : { depthCm: s.depthCm }) }, live.filter((m) => m.siteId === s.id), s.disputed),
    }));
    await em.query(
      `update site s set board = g.board, shown = g.shown, flooded = g.flooded from jsonb_to_recordset($1::jsonb) as g(id uuid, board smallint, shown text, flooded boolean) where s.id = g.id and (s.board, s.shown, s.flooded) is distinct from (g.board, g.shown, g.flooded)`, [JSON.stringify(verdicts)]);
  }

  /** What somebody measured at a site; an older word of people than is known changes nothing. */
  async measured(em: EntityManager, { siteId, cm, at }: { siteId: string; cm: number; at: Date }, now: Date): Promise<void> {
    await this.hold(em, [siteId]);
    await em.query('update site set patrol_cm = $2, patrol_at = $3 where id = $1 and (patrol_at is null or patrol_at <= $3)', [siteId, cm, at]);
    await this.depths(em, [siteId], now);
  }

  /** The depth of sites whose rows are held: what all their gauges say, or what people measured since. A reading that was rejected, and a gauge that is gone, leave nothing behind. */
  async depths(em: EntityManager, sites: readonly string[], now: Date): Promise<void> {
    await em.query(
      `update site s set depth_cm = d.cm, depth_at = d.at, depth_source = d.source from (
         select t.id, case when by_gauge then round(w.depth_cm)::int else t.patrol_cm end as cm, case when by_gauge then w.at else t.patrol_at end as at, case when by_gauge then 'gauge' when t.patrol_at is not null then 'patrol' end as source
         from site t left join ${siteWater('$2')} w on w.site_id = t.id cross join lateral (select w.at is not null and (t.patrol_at is null or t.patrol_at <= w.at) as by_gauge) o where t.id = any($1)) d
       where s.id = d.id and (s.depth_cm, s.depth_at, s.depth_source) is distinct from (d.cm, d.at, d.source)`, [sites, now]);
    await this.judgeAnew(em, sites);
  }

  /** Their rows, until the transaction ends; always in one order. */
  async hold(em: EntityManager, sites: readonly string[]): Promise<void> { await em.query('select 1 from site where id = any($1) order by id for update', [sites]); }
}
