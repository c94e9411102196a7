import { Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { WaterLost, WaterReached, WaterReceded, type EventClass, type WaterFact } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { BoardStore } from '../measure/board.store.js';
import { siteWater } from './site-water.js';

type State = 'below' | 'at-or-above' | 'unknown';
interface Row { siteId: string; area: string; closeAtCm: number; depthCm: number | null; at: Date | null; state: State; version: number }
const EVENTS: Record<State, EventClass<WaterFact>> = { 'at-or-above': WaterReached, below: WaterReceded, unknown: WaterLost };

/**
 * Says when what stands at a site becomes another: at its closing depth, below, unknown; its place on the closure board follows. A site nobody heard of yet is
 * unknown from the beginning, and again once its last gauge is taken out.
 */
@Injectable()
export class StateWater {
  private readonly board = new BoardStore();

  /** @param sites those whose gauges changed; absent = all that time may have made silent */
  async run(sites: readonly string[] | undefined, work: Work): Promise<number> {
    const all = sites ? [...new Set(sites)] : (await this.moved(undefined, work)).map((r) => r.siteId);
    if (all.length === 0) return 0;
    // of two at once the second sees what the first said
    await this.board.hold(work.em, all);
    const rows = await this.moved(all, work);
    if (rows.length > 0) await work.em.query('insert into site_water (site_id, state, version) select *, 1 from unnest($1::uuid[], $2::text[]) on conflict (site_id) do update set state = excluded.state, version = site_water.version + 1', [rows.map((r) => r.siteId), rows.map((r) => r.state)]);
    for (const r of rows) {
      work.append(EVENTS[r.state], { siteId: r.siteId, area: r.area, closeAtCm: r.closeAtCm, ...(r.depthCm === null ? {} : { depthCm: r.depthCm }), ...(r.at ? { at: r.at.toISOString() } : {}) }, { aggregate: `water/${r.siteId}`, version: r.version + 1, street: streetOf(r.area) });
    }
    await this.board.depths(work.em, all, work.at);
    return rows.length;
  }

  /** Sites of which something else is true than was said last. */
  private moved(sites: readonly string[] | undefined, { em, at }: Work): Promise<Row[]> {
    return em.query(
      `select s.id as "siteId", s.area, s.close_at_cm as "closeAtCm", w.depth_cm as "depthCm", w.at, coalesce(w.state, 'unknown') as state, coalesce(k.version, 0) as version
       from site s left join ${siteWater('$1')} w on w.site_id = s.id left join site_water k on k.site_id = s.id
       where ($2::uuid[] is null or s.id = any($2)) and s.close_at_cm is not null and coalesce(w.state, 'unknown') <> coalesce(k.state, 'unknown') order by s.id`, [at, sites ?? null]);
  }
}
