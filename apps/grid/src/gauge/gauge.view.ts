import { pageOf, positionOf, withinAny } from '@xunling/addressee';
import type { GaugeCount, GaugePage, GaugeView, ListGaugesInput } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { GAUGE, gaugeOf } from './gauge.store.js';
import { severityOf } from './gauge.js';
import { SILENT_TIMES } from './site-water.js';

type Row = Parameters<typeof gaugeOf>[0] & { no: string; value: number | null; at: Date | null; heardAt: Date | null; windowMinutes: number | null; windowSum: number | null; doubt: string | null; severity: number; state: string; count: number | null; readings: { at: string; value: number | null; doubt: string | null; ruling: string | null; receivedAt: string }[] };
/** A gauge's state at an instant: a held reading first, then silence, then levels; unknown is never normal (C11). */
const stateAt = (now: string): string => `case when n.held_at > coalesce(n.at, '-infinity') then 'held' when n.at is null or n.at < ${now}::timestamptz - ${SILENT_TIMES} * g.every_minutes * interval '1 minute' then 'unknown' when n.severity > 0 then 'above' else 'normal' end`;
const readings = (limit: number): string => `(select coalesce(jsonb_agg(r order by r.at desc), '[]') from (select at, value, doubt, ruling, received_at as "receivedAt" from reading where gauge_id = g.id order by at desc limit ${limit}) r)`;
const WINDOW = `(select max((l->>'windowMinutes')::int) from jsonb_array_elements(g.levels) l)`;
const windowSum = `(select sum(r.value) from reading r where r.gauge_id = g.id and r.at <= n.at and r.at > n.at - ${WINDOW} * interval '1 minute' and coalesce(r.ruling, case when r.doubt is null then 'confirmed' end) = 'confirmed')`;
const COLUMNS = `${GAUGE}, ${WINDOW} as "windowMinutes", ${windowSum} as "windowSum", n.value, n.at, n.heard_at as "heardAt", n.doubt, n.severity, (select count from gauge_item i where i.gauge_id = g.id and i.cleared_at is null) as count`;

/** The statement behind the list, so that a test can ask the planner about it. */
export function gaugeQuery({ parameter, state, cursor }: ListGaugesInput, areas: readonly string[], at: Date, rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const now = bind(at);
  const where = [`g.valid_to is null`, withinAny('g.area', areas, bind), `g.no > ${bind(positionOf(cursor))}`];
  if (parameter) where.push(`g.parameter = ${bind(parameter)}`);
  if (state) where.push(`${stateAt(now)} = ${bind(state)}`);
  return { sql: `select ${COLUMNS}, ${stateAt(now)} as state, ${readings(12)} as readings from gauge g left join gauge_now n on n.gauge_id = g.id where ${where.join(' and ')} order by g.no limit ${rows}`, parameters };
}

const iso = (at: Date | string): string => new Date(at).toISOString();
const present = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null && v !== undefined)) as T;
function viewOf(row: Row): GaugeView {
  const { version: _version, no: _no, validFrom, validTo, value, at, heardAt, doubt, severity, state, count, windowMinutes, windowSum: sum, readings: last, ...gauge } = { ...gaugeOf(row), ...row, position: { lon: row.lon, lat: row.lat } } as Row & { position: { lon: number; lat: number } };
  const { lon: _lon, lat: _lat, sourceDatum, siteId, ...rest } = gauge;
  return present({
    ...rest, ...(sourceDatum ? { sourceDatum } : {}), ...(siteId ? { siteId } : {}), datum: 'WGS84', validFrom: iso(validFrom), validTo: validTo ? iso(validTo) : undefined, state, value: value ?? undefined, at: at ? iso(at) : undefined, windowMinutes: sum === null ? undefined : windowMinutes, windowSum: sum === null ? undefined : Math.round(sum * 10) / 10, heardAt: heardAt ? iso(heardAt) : undefined,
    doubt: doubt ?? undefined, severity: severityOf(severity), count: count ?? undefined, readings: last.map((r) => present({ ...r, at: iso(r.at), receivedAt: iso(r.receivedAt) })),
  }) as unknown as GaugeView;
}

export async function listGauges(em: EntityManager, query: ListGaugesInput, areas: readonly string[], at: Date): Promise<GaugePage> {
  const limit = query.limit ?? 50;
  const { sql, parameters } = gaugeQuery(query, areas, at, limit + 1);
  return pageOf((await em.query(sql, parameters)) as Row[], limit, viewOf);
}
/** @throws Refusal unknown.id */
export async function getGauge(em: EntityManager, id: string, at: Date): Promise<GaugeView> {
  const [row] = (await em.query(`select ${COLUMNS}, ${stateAt('$2')} as state, ${readings(100)} as readings from gauge g left join gauge_now n on n.gauge_id = g.id where g.id = $1`, [id, at])) as Row[];
  if (!row) throw new Refusal('unknown.id');
  return viewOf(row);
}
/** Per street, gauges by state. */
export async function countGauges(em: EntityManager, areas: readonly string[], at: Date): Promise<GaugeCount[]> {
  const parameters: unknown[] = [at];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  return em.query(
    `select area, ${['above', 'normal', 'unknown', 'held'].map((s) => `count(*) filter (where state = '${s}')::int as ${s}`).join(', ')}
     from (select substr(g.area, 1, 9) as area, ${stateAt('$1')} as state from gauge g left join gauge_now n on n.gauge_id = g.id where g.valid_to is null and ${withinAny('g.area', areas, bind)}) g group by area order by area`, parameters);
}
