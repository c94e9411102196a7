import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import { judge } from './board.js';
import { MeasureStore } from './measure.store.js';

interface SiteRow { id: string; closeAtCm: number | null; clearAtCm: number | null; depthCm: number | null; flooded: boolean; disputed: boolean }

/** Where each site stands on the closure board, kept beside it whenever something about it changes. */
export class BoardStore {
  private readonly measures = new MeasureStore();

  /** Judges these sites anew; what holds over an area has none. Their rows are locked first: of two at once the second sees what the first did. */
  async refresh(em: EntityManager, ids: readonly (string | undefined)[]): Promise<void> {
    const sites = [...new Set(ids)].filter((id) => id !== undefined);
    if (sites.length === 0) return;
    await em.query('select 1 from site where id = any($1) order by id for update', [sites]);
    await this.judgeAnew(em, sites);
  }

  /** Of sites whose rows are held. */
  private async judgeAnew(em: EntityManager, sites: readonly string[]): Promise<void> {
    const rows = (await em.query(
      `select id, close_at_cm as "closeAtCm", clear_at_cm as "clearAtCm", depth_cm as "depthCm", flooded, exists (select from conflict c where c.site_id = site.id and c.state = 'open') as disputed from site where id = any($1)`, [sites])) as SiteRow[];
    const live = await this.measures.live(em, sites);
    const verdicts = rows.map((s) => ({
      id: s.id, ...judge({ flooded: s.flooded, ...(s.closeAtCm === null ? {} : { closeAtCm: s.closeAtCm }), ...(s.clearAtCm === null ? {} : { clearAtCm: s.clearAtCm }), ...(s.depthCm === null ? {} : { depthCm: s.depthCm }) }, live.filter((m) => m.siteId === s.id), s.disputed),
    }));
    await em.query(
      `update site s set board = g.board, shown = g.shown, flooded = g.flooded from jsonb_to_recordset($1::jsonb) as g(id uuid, board smallint, shown text, flooded boolean) where s.id = g.id and (s.board, s.shown, s.flooded) is distinct from (g.board, g.shown, g.flooded)`, [JSON.stringify(verdicts)]);
  }

  /** A depth at a site, by a gauge or somebody who measured; an older one than is known changes nothing. Whoever keeps readings calls it in their transaction. */
  async depths(em: EntityManager, depths: readonly { siteId: string; cm: number; at: Date; source: 'gauge' | 'patrol' }[]): Promise<void> {
    if (depths.length === 0) return;
    const newest = [...depths].sort((a, b) => a.at.getTime() - b.at.getTime());
    const each = [...new Map(newest.map((d) => [d.siteId, d])).values()];
    await em.query('select 1 from site where id = any($1) order by id for update', [each.map((d) => d.siteId)]);
    const told = rowsOf<{ id: string }>(await em.query(
      `update site s set depth_cm = g.cm, depth_at = g.at, depth_source = g.source from jsonb_to_recordset($1::jsonb) as g("siteId" uuid, cm int, at timestamptz, source text) where s.id = g."siteId" and (s.depth_at is null or s.depth_at <= g.at) and (s.depth_cm, s.depth_at, s.depth_source) is distinct from (g.cm, g.at, g.source) returning s.id`, [JSON.stringify(each)]));
    if (told.length > 0) await this.judgeAnew(em, told.map((s) => s.id));
  }
}
