import { Injectable } from '@nestjs/common';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import { unnestOf } from '../rows.js';
import { HOLD_MINUTES, type Source } from './observation.js';

export interface ObservationRow { source: string; element: string; area: string; value: number; occurredAt: Date; everyMinutes: number; suspect: boolean }
/** A reading with what is said of it since. */
export interface Verdict extends ObservationRow { judgedAt: Date }
export interface NewestRow extends ObservationRow { receivedAt: Date }
/** Sources of an element, with where they stand. */
export interface KnownSource extends Source { element: string; area: string }

/** A gauge of the register goes by its id. */
export const GAUGE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Readings only grow; a source's newest is kept beside them. */
@Injectable()
export class ObservationStore {
  /** Answers those that were not known, and which of them are older than their source's newest. */
  async insert(em: EntityManager, rows: readonly ObservationRow[], at: Date): Promise<{ late: boolean }[]> {
    const { sql, params } = unnestOf(rows.map((r) => ({ source: r.source, element: r.element, area: r.area, value: r.value, occurred_at: r.occurredAt, every_minutes: r.everyMinutes, suspect: r.suspect })), { source: 'text', element: 'text', area: 'text', value: 'float8', occurred_at: 'timestamptz', every_minutes: 'int', suspect: 'boolean' });
    const fresh = rowsOf<{ source: string; element: string; occurredAt: Date }>(await em.query(
      `insert into observation (source, element, area, value, occurred_at, every_minutes, suspect, received_at) select n.*, $${params.length + 1}::timestamptz from ${sql} n on conflict do nothing returning source, element, occurred_at "occurredAt"`, [...params, at]));
    const newest = (await em.query('select source, element, occurred_at "occurredAt" from observation_source where source = any($1)', [[...new Set(fresh.map((f) => f.source))]])) as { source: string; element: string; occurredAt: Date }[];
    const before = new Map(newest.map((n) => [`${n.element}|${n.source}`, n.occurredAt]));
    await em.query(
      `insert into observation_source as s (source, element, area, value, occurred_at, every_minutes, suspect, received_at)
       select distinct on (n.source, n.element) n.*, $${params.length + 1}::timestamptz from ${sql} n order by n.source, n.element, n.occurred_at desc
       on conflict (source, element) do update set area = excluded.area, value = excluded.value, occurred_at = excluded.occurred_at, every_minutes = excluded.every_minutes, suspect = excluded.suspect, received_at = excluded.received_at where s.occurred_at < excluded.occurred_at`, [...params, at]);
    return fresh.map((f) => ({ late: (before.get(`${f.element}|${f.source}`)?.getTime() ?? -Infinity) > f.occurredAt.getTime() }));
  }

  /** Sets whether readings can be trusted; one that is not here yet comes with its verdict. The later verdict counts, whatever came first. */
  async judge(em: EntityManager, verdicts: readonly Verdict[], at: Date): Promise<void> {
    for (const v of verdicts) {
      await em.query(
        `insert into observation as o (source, element, area, value, occurred_at, every_minutes, suspect, received_at, judged_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (source, element, occurred_at) do update set suspect = excluded.suspect, judged_at = excluded.judged_at where o.judged_at is null or o.judged_at <= excluded.judged_at`, [v.source, v.element, v.area, v.value, v.occurredAt, v.everyMinutes, v.suspect, at, v.judgedAt]);
      await em.query(
        `insert into observation_source as s (source, element, area, value, occurred_at, every_minutes, suspect, received_at) select source, element, area, value, occurred_at, every_minutes, suspect, received_at from observation where (source, element, occurred_at) = ($1, $2, $3)
         on conflict (source, element) do update set value = excluded.value, occurred_at = excluded.occurred_at, suspect = excluded.suspect, received_at = excluded.received_at where s.occurred_at <= excluded.occurred_at`, [v.source, v.element, v.occurredAt]);
    }
  }
  async interval(em: EntityManager, changed: readonly { source: string; everyMinutes: number }[]): Promise<void> {
    for (const c of changed) await em.query('update observation_source set every_minutes = $2 where source = $1', [c.source, c.everyMinutes]);
  }
  /** Sources that measure no more: neither known nor silent. */
  async drop(em: EntityManager, sources: readonly string[]): Promise<void> { await em.query('delete from observation_source where source = any($1)', [sources]); }
  async prune(em: EntityManager, before: Date, limit: number): Promise<number> {
    return rowsOf(await em.query('delete from observation where ctid = any(array(select ctid from observation where received_at < $1 limit $2)) returning 1', [before, limit])).length;
  }

  /** What triggers with windows up to `minutes` look at: every source of these areas, silent ones too. */
  async sources(em: EntityManager, areas: readonly string[], minutes: number, at: Date): Promise<KnownSource[]> {
    const since = new Date(at.getTime() - (minutes + HOLD_MINUTES) * 60_000);
    const under = 'exists (select from unnest($1::text[]) a where s.area like a || \'%\' or a like s.area || \'%\')';
    const known = (await em.query(`select source, element, area, value, occurred_at "occurredAt", every_minutes "everyMinutes", suspect from observation_source s where ${under} limit 5000`, [areas])) as ObservationRow[];
    const rows = (await em.query('select source, element, value, occurred_at "at", suspect from observation where source = any($1) and occurred_at > $2 and occurred_at <= $3 order by occurred_at', [known.map((k) => k.source), since, at])) as { source: string; element: string; value: number; at: Date; suspect: boolean }[];
    const by = new Map<string, { value: number; at: Date; suspect: boolean }[]>();
    for (const { source, element, ...reading } of rows) { const key = `${element}|${source}`; by.set(key, [...(by.get(key) ?? []), reading]); }
    return known.map((k) => ({ source: k.source, element: k.element, area: k.area, everyMinutes: k.everyMinutes, readings: by.get(`${k.element}|${k.source}`) ?? (k.occurredAt <= at ? [{ value: k.value, at: k.occurredAt, suspect: k.suspect }] : []) }));
  }

  /** The statement behind the list, so that a test can explain it. */
  static listQuery(areas: readonly string[], after: string, limit: number, kind?: string): { sql: string; params: unknown[] } {
    // a source's name may have a bar in it, an element's has none
    const cut = after.lastIndexOf('|');
    return { sql: `select source || '|' || element as pos, source, element, area, value, occurred_at "occurredAt", received_at "receivedAt", every_minutes "everyMinutes", suspect from observation_source where (source, element) > ($1, $2) and (${areas.map((_, i) => `area like $${i + 4}`).join(' or ')})${kind ? ` and source ${kind === 'gauge' ? '~' : '!~'} '${GAUGE_ID.source}'` : ''} order by source, element limit $3`,
      params: [after.slice(0, Math.max(0, cut)), after.slice(cut + 1), limit, ...areas.map((a) => `${a}%`)] };
  }
  list(em: EntityManager, areas: readonly string[], after: string, limit: number, kind?: string): Promise<(NewestRow & { pos: string })[]> {
    const { sql, params } = ObservationStore.listQuery(areas, after, limit, kind);
    return em.query(sql, params);
  }
}
