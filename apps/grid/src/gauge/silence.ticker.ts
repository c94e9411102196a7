import { Inject, Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { AreaFellSilent, AreaSpokeAgain, GaugeFellSilent, GaugeSpokeAgain } from '@xunling/contracts/classes';
import { rowsOf, Ticker, type Work } from '@xunling/messaging';
import { newId } from '@xunling/platform';
import { isAreaSilent } from './silence.js';
import { SILENT_TIMES } from './site-water.js';
import { StateWater } from './state-water.js';

interface Voice { gaugeId: string; area: string; siteId: string | null; heardAt: Date; everyMinutes: number; version: number }
interface Street { area: string; silent: number; sources: number; id: string | null; version: number | null }

/** Time makes silence: gauges, areas and the water at sites become unknown, once, and what speaks again is said once. */
@Injectable()
@Ticker({ name: 'gauge-silence', everyMs: 5_000 })
export class SilenceTicker {
  constructor(@Inject(StateWater) private readonly water: StateWater) {}

  async tick(work: Work): Promise<number> {
    const [fell, spoke] = [await this.turn(work, true), await this.turn(work, false)];
    for (const g of fell) work.append(GaugeFellSilent, { ...this.about(g), everyMinutes: g.everyMinutes }, this.meta(g));
    for (const g of spoke) work.append(GaugeSpokeAgain, this.about(g), this.meta(g));
    return fell.length + spoke.length + (await this.areas(work)) + (await this.water.run(undefined, work));
  }

  private readonly about = (g: Voice): { gaugeId: string; area: string; siteId?: string; heardAt: string } => ({ gaugeId: g.gaugeId, area: g.area, ...(g.siteId ? { siteId: g.siteId } : {}), heardAt: g.heardAt.toISOString() });
  private readonly meta = (g: Voice): { aggregate: string; version: number; street: string } => ({ aggregate: `gauge-voice/${g.gaugeId}`, version: g.version, street: streetOf(g.area) });

  private async turn({ em, at }: Work, quiet: boolean): Promise<Voice[]> {
    const old = `n.heard_at < $1::timestamptz - ${SILENT_TIMES} * g.every_minutes * interval '1 minute'`;
    const turned = `g.valid_to is null and n.quiet = not $2 and ${quiet ? old : `not (${old})`}`;
    // a gauge that is being read just now is left for the next tick: two that wait for each other's gauges would wait for ever
    return rowsOf<Voice>(await em.query(
      `update gauge_now n set quiet = $2, version = n.version + 1 from gauge g
       where g.id = n.gauge_id and n.gauge_id = any(array(select n.gauge_id from gauge_now n join gauge g on g.id = n.gauge_id where ${turned} order by n.gauge_id for update of n skip locked)) returning n.gauge_id as "gaugeId", g.area, g.site_id as "siteId", n.heard_at as "heardAt", g.every_minutes as "everyMinutes", n.version`, [at, quiet]));
  }

  private async areas(work: Work): Promise<number> {
    const streets = (await work.em.query(
      `select g.area, g.silent, g.sources, s.id, s.version from (select substr(g.area, 1, 9) as area, count(*) filter (where n.quiet)::int as silent, count(*)::int as sources
         from gauge g join gauge_now n on n.gauge_id = g.id where g.valid_to is null and n.heard_at is not null group by 1) g left join area_silence s on s.area = g.area and s.until is null`)) as Street[];
    let changed = 0;
    for (const s of streets) {
      if (isAreaSilent(s) === (s.id !== null)) continue;
      changed += 1;
      const id = s.id ?? newId();
      const fact = { silenceId: id, area: s.area, silent: s.silent, sources: s.sources, at: work.at.toISOString() };
      const meta = { aggregate: `area-silence/${id}`, version: (s.version ?? 0) + 1, street: streetOf(s.area) };
      if (s.id) {
        await work.em.query('update area_silence set until = $2, silent = $3, sources = $4, version = version + 1 where id = $1', [id, work.at, s.silent, s.sources]);
        work.append(AreaSpokeAgain, fact, meta);
      } else {
        await work.em.query('insert into area_silence (id, area, silent, sources, since, version) values ($1, $2, $3, $4, $5, 1)', [id, s.area, s.silent, s.sources, work.at]);
        work.append(AreaFellSilent, fact, meta);
      }
    }
    return changed;
  }
}
