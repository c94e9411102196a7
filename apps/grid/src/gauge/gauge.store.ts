import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { Gauge } from './gauge.js';

export interface GaugeRow extends Gauge { version: number; validFrom: Date; validTo: Date | null }
type Raw = Omit<GaugeRow, 'position' | 'sourceDatum' | 'siteId'> & { lon: number; lat: number; sourceDatum: 'GCJ02' | null; siteId: string | null };

export const GAUGE = `g.no::text as no, g.id, g.station, g.parameter, g.unit, g.area, g.name, g.name_en as "nameEn", g.lon, g.lat, g.source_datum as "sourceDatum", g.site_id as "siteId", g.every_minutes as "everyMinutes",
  g.levels, g.lowest, g.highest, g.jump, g.valid_from as "validFrom", g.valid_to as "validTo", g.version`;
export const gaugeOf = ({ lon, lat, sourceDatum, siteId, ...r }: Raw): GaugeRow => ({ ...r, position: { lon, lat }, ...(sourceDatum ? { sourceDatum } : {}), ...(siteId ? { siteId } : {}) });

/** Rows of the register. */
export class GaugeStore {
  /** Locked. @throws Refusal unknown.id */
  async lock(em: EntityManager, id: string): Promise<GaugeRow> {
    const [row] = (await em.query(`select ${GAUGE} from gauge g where g.id = $1 for update`, [id])) as Raw[];
    if (!row) throw new Refusal('unknown.id');
    return gaugeOf(row);
  }
  async update(em: EntityManager, g: GaugeRow): Promise<void> {
    await em.query('update gauge set name = $2, name_en = $3, every_minutes = $4, levels = $5, lowest = $6, highest = $7, jump = $8, site_id = $9, valid_to = $10, version = version + 1 where id = $1',
      [g.id, g.name, g.nameEn, g.everyMinutes, JSON.stringify(g.levels), g.lowest, g.highest, g.jump, g.siteId ?? null, g.validTo]);
  }
  /** Those in the register under these (station, parameter) pairs. */
  async named(em: EntityManager, pairs: readonly { station: string; parameter: string }[]): Promise<GaugeRow[]> {
    const rows = (await em.query(`select ${GAUGE} from gauge g join (select distinct * from unnest($1::text[], $2::text[]) as p(station, parameter)) p using (station, parameter) where g.valid_to is null`, [pairs.map((p) => p.station), pairs.map((p) => p.parameter)])) as Raw[];
    return rows.map(gaugeOf);
  }
  async many(em: EntityManager, ids: readonly string[]): Promise<GaugeRow[]> {
    return ((await em.query(`select ${GAUGE} from gauge g where g.id = any($1)`, [ids])) as Raw[]).map(gaugeOf);
  }
}
