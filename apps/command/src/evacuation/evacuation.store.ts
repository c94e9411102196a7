import { Injectable } from '@nestjs/common';
import type { EvacuationOpened, LedgerCounts } from '@xunling/contracts';
import type { EntityManager } from 'typeorm';
import { iso } from '../rows.js';
import { endOf, outOf, type EvacuationOut } from './evacuation.js';

export interface Ledger { id: string; evacuationId: string; area: string; totals: LedgerCounts; version: number; /** Who went home by this word. */ home: number }
/** What an evacuation is narrowed to: streets, and the areas of an incident; all where neither is named. */
export interface Where { streets: readonly string[] | null; areas?: readonly string[] | null }
interface Row { id: string; area: string; site_id: string | null; cause: string; ordered: boolean; state: 'open' | 'lifted'; opened_at: Date; planned: number; waiting: number; away: number; allowed: number; home: number }

/** The list shows this many; all are counted. */
const SHOWN = 200;
const RUNNING = `with e as (
  select e.*, coalesce(sum(l.planned), 0)::int planned, coalesce(sum(l.waiting), 0)::int waiting, coalesce(sum(l.away), 0)::int away, coalesce(sum(l.allowed), 0)::int allowed, coalesce(sum(l.home), 0)::int home
  from evacuation e left join evacuation_ledger l on l.evacuation_id = e.id where e.state <> 'closed'
    and ($1::text[] is null or exists (select from unnest($1::text[]) s where e.area like s || '%' or s like e.area || '%'))
    and ($2::text[] is null or exists (select from unnest($2::text[]) i where e.area like i || '%' or i like e.area || '%')) group by e.id)
`;
/** Open, or lifted with somebody not back yet. */
const HOLDS = "(state = 'open' or away + allowed > home)";

/** Command's copy of evacuations and how many they hold away, of whatever cause. */
@Injectable()
export class EvacuationStore {
  /** A ledger's word may come before this: then the row is there, and what it could not know is filled in. */
  async opened(em: EntityManager, d: EvacuationOpened, version: number, known: Date): Promise<void> {
    await em.query(
      `insert into evacuation (id, area, site_id, cause, ordered, state, opened_at, version, begun_known) values ($1, $2, $3, $4, $5, 'open', $6, $7, $8)
       on conflict (id) do update set area = excluded.area, site_id = excluded.site_id, cause = excluded.cause, ordered = evacuation.ordered or excluded.ordered, opened_at = excluded.opened_at, version = greatest(evacuation.version, excluded.version)`,
      [d.evacuationId, d.area, d.siteId ?? null, d.cause, d.orderId !== undefined, d.at, version, known]);
  }

  async joined(em: EntityManager, id: string, version: number): Promise<void> {
    await em.query('update evacuation set ordered = true, version = greatest(version, $2) where id = $1', [id, version]);
  }

  /** An older word changes nothing. */
  async moved(em: EntityManager, id: string, state: 'lifted' | 'closed', version: number, known: Date): Promise<void> {
    await em.query("update evacuation set state = $3, version = $2, closed_known = case when $3 = 'closed' then $4::timestamptz end where id = $1 and version < $2", [id, version, state, known]);
  }

  /** The newest word of each grid's ledger counts; who went home is added up, word by word. */
  async counted(em: EntityManager, l: Ledger, at: string, known: Date): Promise<void> {
    await em.query("insert into evacuation (id, area, cause, state, opened_at, version, begun_known) values ($1, $2, 'direct', 'open', $3, 0, $4) on conflict do nothing", [l.evacuationId, l.area, at, known]);
    const { planned, listed, notified, returned, moved, arrived, verified, returnAllowed, refused } = l.totals;
    await em.query(
      'insert into evacuation_fact (ledger_id, version, evacuation_id, known_at, planned, waiting, moved, sheltered, refused) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing',
      [l.id, l.version, l.evacuationId, known, planned, listed + notified + returned, moved + arrived + verified + returnAllowed, arrived + verified, refused]);
    await em.query(
      `insert into evacuation_ledger (id, evacuation_id, area, planned, waiting, away, allowed, home, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (id) do update set home = evacuation_ledger.home + excluded.home, planned = excluded.planned, waiting = excluded.waiting, away = excluded.away, allowed = excluded.allowed, version = excluded.version
       where evacuation_ledger.version <= excluded.version`,
      [l.id, l.evacuationId, l.area, planned, listed + notified + returned, moved + arrived + verified, returnAllowed, l.home, l.version]);
  }

  async count(em: EntityManager, { streets, areas }: Where): Promise<{ evacuations: number; peopleAway: number }> {
    const [row] = (await em.query(`${RUNNING} select count(*)::int evacuations, coalesce(sum(away + greatest(allowed - home, 0)), 0)::int "peopleAway" from e where ${HOLDS}`, [streets, areas ?? null])) as [{ evacuations: number; peopleAway: number }];
    return row;
  }

  /** In force, oldest first. */
  async inForce(em: EntityManager, { streets, areas }: Where): Promise<EvacuationOut[]> {
    const rows = (await em.query(`${RUNNING} select * from e where ${HOLDS} order by pos limit ${SHOWN}`, [streets, areas ?? null])) as Row[];
    return rows.map((r) => ({ evacuationId: r.id, area: r.area, ...(r.site_id ? { siteId: r.site_id } : {}), cause: r.cause, state: r.state, openedAt: iso(r.opened_at), planned: r.planned, waiting: r.waiting, away: outOf(r), ends: endOf(r) }));
  }
}
