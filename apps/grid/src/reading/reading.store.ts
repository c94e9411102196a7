import type { Doubt } from '@xunling/contracts';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import { CONTEXT, type Judged, type Sample } from './doubt.js';

export interface ReadingRow extends Judged { gaugeId: string; severity: number; receivedAt: number; feed: string }
/** What a gauge says now, kept beside its readings. */
export interface NowRow { gaugeId: string; value: number | null; at: Date | null; receivedAt: Date | null; heardAt: Date | null; heldAt: Date | null; doubt: Doubt | null; severity: number; quiet: boolean; version: number }

// one array per reading, instants as ms: thousands are looked back at with every batch, and dates are dear to parse
type Raw = [gaugeId: string, at: number, value: number | null, quality: string | null, doubt: Doubt | null, ruling: 'confirmed' | 'rejected' | null, severity: number, receivedAt: number, feed: string];
const ms = (column: string): string => `round(date_part('epoch', ${column}) * 1000)`;
const RAW = `json_build_array(r.gauge_id, ${ms('r.at')}, r.value, r.quality, r.doubt, r.ruling, r.severity, ${ms('r.received_at')}, r.feed)`;
function rowOf([gaugeId, at, value, quality, doubt, ruling, severity, receivedAt, feed]: Raw): ReadingRow {
  const row: ReadingRow = { gaugeId, at, value, severity, receivedAt, feed };
  if (quality) row.quality = quality;
  if (doubt) row.doubt = doubt;
  if (ruling) row.ruling = ruling;
  return row;
}
const rowsIn = (found: { rows: Raw[] | null }[]): ReadingRow[] => found.flatMap(({ rows }) => (rows ?? []).map(rowOf));

/** Readings grow; a verdict, a ruling and the severity after it are kept on each. */
export class ReadingStore {
  /** One batch at a time per street: what supports what is seen by both. */
  async lockStreets(em: EntityManager, streets: readonly string[]): Promise<void> {
    // in one order, whoever asks
    await em.query(`select pg_advisory_xact_lock(hashtext('readings ' || street)) from (select distinct street from unnest($1::text[]) as u(street) order by 1 offset 0) s`, [streets]);
  }

  /** Readings of exactly these instants that are there already. */
  async known(em: EntityManager, ids: readonly string[], at: readonly Date[]): Promise<ReadingRow[]> {
    return rowsIn(await em.query(`select json_agg(${RAW}) as rows from unnest($1::uuid[], $2::timestamptz[]) as w(gauge_id, at) join reading r using (gauge_id, at)`, [ids, at]));
  }

  // the condition as the planner can estimate it: with an expression it sorts all of a gauge's past to find the last one
  /** What the rules need to judge from an instant on: everything since, what they look back at, and the last trusted one before that, whose severity goes on. */
  async around(em: EntityManager, wanted: readonly { gaugeId: string; from: number; reachMs: number }[]): Promise<ReadingRow[]> {
    return rowsIn(await em.query(
      `select json_agg(${RAW} order by r.gauge_id, r.at) as rows from unnest($1::uuid[], $2::timestamptz[]) as w(gauge_id, since)
       cross join lateral ((select * from reading where gauge_id = w.gauge_id and at < w.since and (ruling = 'confirmed' or ruling is null and doubt is null) order by at desc limit 1)
         union all (select * from reading where gauge_id = w.gauge_id and at >= w.since order by at limit 4000)) r`,
      [wanted.map((w) => w.gaugeId), wanted.map((w) => new Date(w.from - w.reachMs))]));
  }

  /** Readings of the rain gauges and radars of these streets over a time. */
  async rainOf(em: EntityManager, streets: readonly string[], from: Date, to: Date): Promise<(Sample & { gaugeId: string; street: string; parameter: 'rain' | 'radar'; everyMinutes: number })[]> {
    const rows = (await em.query(
      `select substr(g.area, 1, 9) as street, g.parameter, g.every_minutes as "everyMinutes", json_agg(${RAW}) as rows from gauge g join reading r on r.gauge_id = g.id
       where g.parameter in ('rain', 'radar') and g.valid_to is null and substr(g.area, 1, 9) = any($1) and r.at between $2 and $3 group by g.id`, [streets, from, to])) as { street: string; parameter: 'rain' | 'radar'; everyMinutes: number; rows: Raw[] }[];
    return rows.flatMap(({ rows: own, ...gauge }) => own.map((r) => ({ ...rowOf(r), ...gauge })));
  }

  /** Inserts what is new; a value that comes after "no value" of the same instant takes its place. */
  async insert(em: EntityManager, rows: readonly ReadingRow[]): Promise<void> {
    if (rows.length === 0) return;
    await em.query(
      `insert into reading (gauge_id, at, value, quality, doubt, severity, received_at, feed)
       select * from unnest($1::uuid[], $2::timestamptz[], $3::float8[], $4::text[], $5::text[], $6::smallint[], $7::timestamptz[], $8::text[])
       on conflict (gauge_id, at) do update set value = excluded.value, quality = excluded.quality, doubt = excluded.doubt, severity = excluded.severity where reading.value is null and excluded.value is not null`,
      [rows.map((r) => r.gaugeId), rows.map((r) => new Date(r.at)), rows.map((r) => r.value), rows.map((r) => r.quality ?? null), rows.map((r) => r.doubt ?? null), rows.map((r) => r.severity), rows.map((r) => new Date(r.receivedAt)), rows.map((r) => r.feed)]);
  }
  /** Verdicts, rulings and severities that became others. */
  async rejudge(em: EntityManager, rows: readonly ReadingRow[]): Promise<void> {
    if (rows.length === 0) return;
    await em.query(
      `update reading r set doubt = n.doubt, ruling = n.ruling, severity = n.severity from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::smallint[]) as n(gauge_id, at, doubt, ruling, severity) where r.gauge_id = n.gauge_id and r.at = n.at`,
      [rows.map((r) => r.gaugeId), rows.map((r) => new Date(r.at)), rows.map((r) => r.doubt ?? null), rows.map((r) => r.ruling ?? null), rows.map((r) => r.severity)]);
  }

  async now(em: EntityManager, ids: readonly string[]): Promise<Map<string, NowRow>> {
    const rows = (await em.query('select gauge_id as "gaugeId", value, at, received_at as "receivedAt", heard_at as "heardAt", held_at as "heldAt", doubt, severity, quiet, version from gauge_now where gauge_id = any($1) order by gauge_id for update', [ids])) as NowRow[];
    return new Map(rows.map((r) => [r.gaugeId, r]));
  }
  async saveNow(em: EntityManager, rows: readonly NowRow[]): Promise<void> {
    await em.query(
      `update gauge_now g set value = n.value, at = n.at, received_at = n.received_at, heard_at = n.heard_at, held_at = n.held_at, doubt = n.doubt, severity = n.severity, quiet = n.quiet, version = n.version
       from unnest($1::uuid[], $2::float8[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::text[], $8::smallint[], $9::boolean[], $10::int[]) as n(gauge_id, value, at, received_at, heard_at, held_at, doubt, severity, quiet, version) where g.gauge_id = n.gauge_id`,
      [rows.map((r) => r.gaugeId), rows.map((r) => r.value), rows.map((r) => r.at), rows.map((r) => r.receivedAt), rows.map((r) => r.heardAt), rows.map((r) => r.heldAt), rows.map((r) => r.doubt), rows.map((r) => r.severity), rows.map((r) => r.quiet), rows.map((r) => r.version)]);
  }
  /** Gauges of these streets with a rise that waits for support, and since when. */
  async waiting(em: EntityManager, streets: readonly string[], since: Date): Promise<{ gaugeId: string; at: number }[]> {
    const rows = (await em.query(`select gauge_id as "gaugeId", min(at) as at from reading_hold where state = 'held' and doubt = 'jump' and substr(area, 1, 9) = any($1) and at >= $2 group by gauge_id`, [streets, since])) as { gaugeId: string; at: Date }[];
    return rows.map((r) => ({ gaugeId: r.gaugeId, at: r.at.getTime() }));
  }
  async prune(em: EntityManager, before: Date, limit: number): Promise<number> {
    return rowsOf(await em.query('delete from reading where ctid = any(array(select ctid from reading where received_at < $1 limit $2)) returning 1', [before, limit])).length;
  }
}
/** Farthest a judgement looks back, for one gauge. */
export const contextMs = (everyMinutes: number): number => CONTEXT * everyMinutes * 60_000;
