import type { EvacuationAct, LedgerCounts } from '@xunling/contracts';
import { noCounts } from '@xunling/contracts';
import { rowsOf } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { Review } from '../measure/measure.js';
import type { Evacuee } from './evacuation.js';

export interface EvacuationRow { id: string; area: string; siteId: string | null; cause: string; state: 'open' | 'lifted' | 'closed'; openedAt: Date; safeAt: Date | null; version: number; openedBy: string | null; /** Where the ground began it by itself. */ review: Review | null }
export interface EvacueeRow extends Evacuee { personId: string; householdId: string; area: string }
export interface LedgerRow { id: string; area: string; version: number; totals: LedgerCounts }
/** Whom an act is about: one of the three. */
export interface Whom { personIds?: readonly string[]; householdIds?: readonly string[]; area?: string }
export interface Step { householdId: string; act: EvacuationAct | 'list'; personIds: string[]; late: boolean }

const ROW = 'id, area, site_id as "siteId", cause, state, opened_at as "openedAt", safe_at as "safeAt", version, opened_by as "openedBy", review';
const KEYS = Object.keys(noCounts()) as (keyof LedgerCounts)[];
/** Counted anew from the persons each time: no total is ever typed or added to. */
export const COUNTED: Record<keyof LedgerCounts, string> = {
  planned: 'true', listed: "state = 'listed'", notified: "state = 'notified'", moved: "state = 'moved'", arrived: "state = 'arrived'", verified: "state = 'verified'", returnAllowed: "state = 'return-allowed'", safe: "state = 'safe'", safeVerified: "state = 'safe-verified'",
  refused: "state = 'refused'", unreachable: "state = 'unreachable'", returned: "state = 'returned'", inShelter: "state in ('arrived', 'verified') and shelter_id is not null", dispersed: "state in ('arrived', 'verified') and shelter_id is null",
};
export const LEDGER_COLUMNS = KEYS.map((k) => `"${k}"`).join(', ');
export const totalsOf = (row: Record<string, unknown>): LedgerCounts => Object.fromEntries(KEYS.map((k) => [k, Number(row[k] ?? 0)])) as unknown as LedgerCounts;

/** Rows of evacuations, their ledgers per grid and the persons on them. The ledger rows of the grids concerned are the lock. */
export class LedgerStore {
  /** Held against lifting and closing meanwhile; `write` holds it against everything. @throws Refusal unknown.id */
  async lock(em: EntityManager, id: string, how: 'share' | 'write'): Promise<EvacuationRow> {
    const [row]: EvacuationRow[] = await em.query(`select ${ROW} from evacuation where id = $1 for ${how === 'share' ? 'share' : 'update'}`, [id]);
    if (!row) throw new Refusal('unknown.id');
    return row;
  }

  /** Begun on the ground, and nobody above has looked in time; held one by one, and left to whoever holds one already. */
  reviewDue(em: EntityManager, at: Date, limit: number): Promise<EvacuationRow[]> {
    return em.query(`select ${ROW} from evacuation where review_due <= $1 order by review_due limit $2 for update skip locked`, [at, limit]);
  }

  /** All of a street that are not closed, in the order in which everybody holds more than one. */
  async lockStreet(em: EntityManager, area: string): Promise<void> {
    await em.query(`select 1 from evacuation where substr(area, 1, 9) = substr($1, 1, 9) and state <> 'closed' order by id for update`, [area]);
  }

  /**
   * For acts on some of their persons: beside other acts, unless all safe was declared, which an act may end. Declared between the look and the lock,
   * it is ended under the lock shared: of two such the database turns one away, to be sent again.
   */
  async lockForActs(em: EntityManager, ids: readonly string[]): Promise<void> {
    const declared = ((await em.query('select 1 from evacuation where id = any($1) and safe_at is not null limit 1', [ids])) as unknown[]).length > 0;
    await em.query(`select 1 from evacuation where id = any($1) order by id for ${declared ? 'update' : 'share'}`, [ids]);
  }

  /** Grids a selection touches, in order. */
  async grids(em: EntityManager, id: string, whom: Whom): Promise<string[]> {
    const { sql, parameters } = selected(id, whom);
    const rows: { area: string }[] = whom.area
      ? await em.query('select area from evacuation_ledger where evacuation_id = $1 and starts_with(area, $2) order by area', [id, whom.area])
      : await em.query(`select distinct area from evacuee where ${sql} order by area`, parameters);
    return rows.map((r) => r.area);
  }

  /** Whether everybody of a selection lives in one of these sites. */
  async allOfSites(em: EntityManager, id: string, whom: Whom, sites: readonly string[]): Promise<boolean> {
    const { sql, parameters } = selected(id, whom);
    const rows = (await em.query(`select 1 from evacuee join household h on h.id = evacuee.household_id where ${sql} and (h.site_id is null or h.site_id <> all($${parameters.length + 1})) limit 1`, [...parameters, sites])) as unknown[];
    return rows.length === 0;
  }

  async lockLedgers(em: EntityManager, id: string, areas: readonly string[]): Promise<void> {
    await em.query('select 1 from evacuation_ledger where evacuation_id = $1 and area = any($2) order by area for update', [id, areas]);
  }

  async persons(em: EntityManager, id: string, whom: Whom): Promise<EvacueeRow[]> {
    const { sql, parameters } = selected(id, whom);
    const rows: (EvacueeRow & { at: unknown; homeAt: unknown })[] = await em.query(
      `select person_id as "personId", household_id as "householdId", area, state, shelter_id as "shelterId", moved_by as "movedBy", received_by as "receivedBy", said_by as "saidBy", home_at as "homeAt", at from evacuee where ${sql} order by hh, person_id`, parameters);
    return rows.map((r) => ({ ...r, at: (r.at as unknown as Date).toISOString(), homeAt: r.homeAt ? (r.homeAt as unknown as Date).toISOString() : null }));
  }

  /** Saves what changed of many persons with one statement; all of them are in one new state. */
  async save(em: EntityManager, id: string, rows: readonly EvacueeRow[], by: string): Promise<void> {
    if (rows.length === 0) return;
    const column = <T>(of: (r: EvacueeRow) => T): T[] => rows.map(of);
    await em.query(
      `update evacuee e set state = g.state, shelter_id = g.shelter, moved_by = g.moved, received_by = g.received, said_by = g.said, home_at = g.home, at = g.at, verified_by = case when g.state in ('verified', 'safe-verified') then coalesce(e.verified_by, $9) when g.state = 'return-allowed' then e.verified_by end
       from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::timestamptz[], $10::timestamptz[]) as g(person, state, shelter, moved, received, said, home, at) where e.evacuation_id = $1 and e.person_id = g.person`,
      [id, column((r) => r.personId), column((r) => r.state), column((r) => r.shelterId), column((r) => r.movedBy), column((r) => r.receivedBy), column((r) => r.saidBy), column((r) => r.homeAt), by, column((r) => r.at)]);
  }

  async keepSteps(em: EntityManager, id: string, steps: readonly Step[], said: { by: string | null; at: string; receivedAt: Date; shelterId?: string | null; note?: string | undefined }): Promise<void> {
    if (steps.length === 0) return;
    await em.query(
      `insert into evacuation_step (evacuation_id, household_id, act, person_ids, shelter_id, note, by, at, received_at, late)
       select $1, "householdId", act, "personIds", $3, $4, $5, $6, $7, late from jsonb_to_recordset($2::jsonb) as g("householdId" uuid, act text, "personIds" uuid[], late boolean)`,
      [id, JSON.stringify(steps), said.shelterId ?? null, said.note ?? null, said.by, said.at, said.receivedAt]);
  }

  /** Counts the grids anew from their persons; answers them with their next version. */
  async recount(em: EntityManager, id: string, areas: readonly string[]): Promise<LedgerRow[]> {
    const rows = rowsOf<Record<string, unknown> & { id: string; area: string; version: number }>(await em.query(
      `with counted as (select area, ${KEYS.map((k) => `count(*) filter (where ${COUNTED[k]})::int as "${k}"`).join(', ')} from evacuee where evacuation_id = $1 and area = any($2) group by area)
       update evacuation_ledger l set ${KEYS.map((k) => `"${k}" = c."${k}"`).join(', ')}, version = l.version + 1 from counted c where l.evacuation_id = $1 and l.area = c.area returning l.*`, [id, areas]));
    return rows.map((r) => ({ id: r.id, area: r.area, version: r.version, totals: totalsOf(r) })).sort((a, b) => (a.area < b.area ? -1 : 1));
  }

  async totals(em: EntityManager, id: string): Promise<LedgerCounts> {
    const [row]: Record<string, unknown>[] = await em.query(`select ${KEYS.map((k) => `coalesce(sum("${k}"), 0)::int as "${k}"`).join(', ')} from evacuation_ledger where evacuation_id = $1`, [id]);
    return totalsOf(row!);
  }

  /** Its next version, where what changed is kept elsewhere. */
  async touch(em: EntityManager, id: string): Promise<number> {
    const [row] = rowsOf<{ version: number }>(await em.query('update evacuation set version = version + 1 where id = $1 returning version', [id]));
    return row!.version;
  }

  /** Sets what of the evacuation changed; answers its new version. */
  async move(em: EntityManager, id: string, change: Partial<Record<'state' | 'safe_at' | 'lifted_at' | 'closed_at' | 'review' | 'review_due', unknown>>): Promise<number> {
    const keys = Object.keys(change) as (keyof typeof change)[];
    const [row] = rowsOf<{ version: number }>(await em.query(`update evacuation set ${keys.map((k, i) => `${k} = $${i + 2}`).join(', ')}, version = version + 1 where id = $1 returning version`, [id, ...keys.map((k) => change[k])]));
    return row!.version;
  }
}

function selected(id: string, { personIds, householdIds, area }: Whom): { sql: string; parameters: unknown[] } {
  if (personIds) return { sql: 'evacuation_id = $1 and person_id = any($2)', parameters: [id, personIds] };
  if (householdIds) return { sql: 'evacuation_id = $1 and evacuee.household_id = any($2)', parameters: [id, householdIds] };
  return { sql: 'evacuation_id = $1 and evacuee.area >= $2 and evacuee.area < $2 || \':\'', parameters: [id, area] };
}
