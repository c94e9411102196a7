import { Inject, Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { GaugeRegistered } from '@xunling/contracts/classes';
import { rowsOf, type Work } from '@xunling/messaging';
import type { Gauge } from './gauge.js';
import { StateWater } from './state-water.js';

/** Puts gauges into the register, each once by its id; what is there already stays. Answers the ids that are new. */
@Injectable()
export class RegisterGauges {
  constructor(@Inject(StateWater) private readonly water: StateWater) {}

  async run(gauges: readonly Gauge[], work: Work, by?: string): Promise<Set<string>> {
    const rows = rowsOf<{ id: string }>(await work.em.query(
      `insert into gauge (id, station, parameter, unit, area, name, name_en, lon, lat, source_datum, site_id, every_minutes, levels, lowest, highest, jump, valid_from, version)
       select id, station, parameter, unit, area, name, "nameEn", (position->>'lon')::float8, (position->>'lat')::float8, "sourceDatum", "siteId", "everyMinutes", levels, lowest, highest, jump, $2::timestamptz, 1
       from jsonb_to_recordset($1::jsonb) as g(id uuid, station text, parameter text, unit text, area text, name text, "nameEn" text, position jsonb, "sourceDatum" text, "siteId" uuid, "everyMinutes" int, levels jsonb, lowest float8, highest float8, jump float8)
       on conflict do nothing returning id`, [JSON.stringify(gauges), work.at]));
    const fresh = new Set(rows.map((r) => r.id));
    await work.em.query('insert into gauge_now (gauge_id) select unnest($1::uuid[]) on conflict do nothing', [[...fresh]]);
    for (const { id, ...gauge } of gauges) if (fresh.has(id)) work.append(GaugeRegistered, { gaugeId: id, ...gauge, datum: 'WGS84', validFrom: work.at.toISOString(), ...(by ? { by } : {}) }, { aggregate: `gauge/${id}`, version: 1, street: streetOf(gauge.area) });
    // a site with a gauge nobody has heard yet is unknown
    await this.water.run(gauges.flatMap((g) => (fresh.has(g.id) && g.siteId && g.parameter === 'depth' ? [g.siteId] : [])), work);
    return fresh;
  }
}
