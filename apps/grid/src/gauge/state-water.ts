import { Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { WaterLost, WaterReached, WaterReceded, type EventClass, type WaterFact } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { siteWater } from './site-water.js';

type State = 'below' | 'at-or-above' | 'unknown';
interface Row { siteId: string; area: string; closeAtCm: number; depthCm: number | null; at: Date | null; state: State; before: State; version: number }
const EVENTS: Record<State, EventClass<WaterFact>> = { 'at-or-above': WaterReached, below: WaterReceded, unknown: WaterLost };

/** Says when what stands at a site becomes another: at its closing depth, below, unknown. A site nobody heard of yet is unknown from the beginning. */
@Injectable()
export class StateWater {
  /** @param sites those whose gauges changed; absent = all, as time may have made one silent */
  async run(sites: readonly string[] | undefined, work: Work): Promise<number> {
    if (sites?.length === 0) return 0;
    const rows = (await work.em.query(
      `select s.id as "siteId", s.area, s.close_at_cm as "closeAtCm", w.depth_cm as "depthCm", w.at, w.state, coalesce(k.state, 'unknown') as before, coalesce(k.version, 0) as version
       from ${siteWater('$1')} w join site s on s.id = w.site_id left join site_water k on k.site_id = s.id
       where ($2::uuid[] is null or s.id = any($2)) and s.close_at_cm is not null and w.state is distinct from coalesce(k.state, 'unknown') order by s.id`, [work.at, sites ? [...new Set(sites)] : null])) as Row[];
    if (rows.length === 0) return 0;
    await work.em.query('insert into site_water (site_id, state, version) select *, 1 from unnest($1::uuid[], $2::text[]) on conflict (site_id) do update set state = excluded.state, version = site_water.version + 1', [rows.map((r) => r.siteId), rows.map((r) => r.state)]);
    for (const r of rows) {
      work.append(EVENTS[r.state], { siteId: r.siteId, area: r.area, closeAtCm: r.closeAtCm, ...(r.depthCm === null ? {} : { depthCm: r.depthCm }), ...(r.at ? { at: r.at.toISOString() } : {}) }, { aggregate: `water/${r.siteId}`, version: r.version + 1, street: streetOf(r.area) });
    }
    return rows.length;
  }
}
