import { pageOf, positionOf, viewOfRow, withinAny } from '@xunling/addressee';
import type { AreaSilenceView, GaugeItemPage, GaugeItemView, GaugeStep, ListGaugeItemsInput, StraySource } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { severityOf } from './gauge.js';

/** The statement behind the list, so that a test can ask the planner about it. */
export function itemQuery({ gauge, state, cursor }: ListGaugeItemsInput, areas: readonly string[], rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [withinAny('i.area', areas, bind)];
  if (gauge) where.push(`i.gauge_id = ${bind(gauge)}`);
  if (cursor) where.push(`i.no < ${bind(positionOf(cursor))}`);
  if (state) where.push(`i.cleared_at is ${state === 'open' ? '' : 'not '}null`);
  return {
    sql: `select i.no::text as no, i.id, i.gauge_id as "gaugeId", g.station, g.name, g.name_en as "nameEn", g.parameter, i.area, i.site_id as "siteId", i.severity, i.value, i.at, i.peak, i.peak_at as "peakAt", i.count, i.opened_at as "openedAt", i.cleared_at as "clearedAt"
      from gauge_item i join gauge g on g.id = i.gauge_id where ${where.join(' and ')} order by i.no desc limit ${rows}`, parameters,
  };
}
type Row = { no: string; id: string; severity: number; at: Date; peakAt: Date; openedAt: Date; clearedAt: Date | null };
/** Items, newest first, each with its history. */
export async function listItems(em: EntityManager, query: ListGaugeItemsInput, areas: readonly string[]): Promise<GaugeItemPage> {
  const limit = query.limit ?? 50;
  const { sql, parameters } = itemQuery(query, areas, limit + 1);
  const rows = (await em.query(sql, parameters)) as Row[];
  const steps = (await em.query('select item_id, act, severity, value, at, known_at from (select *, row_number() over (partition by item_id order by no desc) as n from gauge_item_step where item_id = any($1)) s where n <= 50 order by no', [rows.map((r) => r.id)])) as { item_id: string; act: string; severity: number; value: number; at: Date; known_at: Date }[];
  return pageOf(rows, limit, ({ severity, at, peakAt, openedAt, clearedAt, ...r }) => viewOfRow<GaugeItemView>({
    ...r, state: clearedAt ? 'cleared' : 'open', severity: severityOf(severity), at: at.toISOString(), peakAt: peakAt.toISOString(), openedAt: openedAt.toISOString(), clearedAt: clearedAt?.toISOString() ?? null,
    steps: steps.filter((s) => s.item_id === r.id).map((s): GaugeStep => ({ act: s.act, severity: severityOf(s.severity)!, value: s.value, at: s.at.toISOString(), knownAt: s.known_at.toISOString() })),
  } as never));
}

/** Areas that are silent now. */
export async function openSilences(em: EntityManager, areas: readonly string[]): Promise<AreaSilenceView[]> {
  const rows = (await em.query(`select id, area, silent, sources, since from area_silence where until is null and exists (select from unnest($1::text[]) a where area like a || '%' or a like area || '%') order by area`, [areas])) as (AreaSilenceView & { since: Date | string })[];
  return rows.map((r) => ({ ...r, since: new Date(r.since).toISOString() }));
}
/** What came in under no gauge in the last week and has none now, newest first. */
export async function recentStrays(em: EntityManager, at: Date): Promise<StraySource[]> {
  const rows = (await em.query(`select station, parameter, reason, unit, feed, value, at, n::int as n, first_at as "firstAt", last_at as "lastAt" from stray_source s where last_at > $1::timestamptz - interval '7 days' and not (reason = 'station.unknown' and exists (select from gauge g where g.station = s.station and g.parameter = s.parameter and g.valid_to is null)) order by last_at desc limit 100`, [at])) as (Omit<StraySource, 'value'> & { value: number | null })[];
  return rows.map(({ value, ...r }) => ({ ...r, ...(value === null ? {} : { value }), at: new Date(r.at).toISOString(), firstAt: new Date(r.firstAt).toISOString(), lastAt: new Date(r.lastAt).toISOString() }));
}
