import { pageOf, positionOf, withinAny } from '@xunling/addressee';
import type { ConflictPage, ConflictView, ListConflictsInput } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { statementsOf } from './statement.store.js';

interface Row { no: string; id: string; site_id: string; area: string; state: 'open' | 'settled'; owner: string; owner_id: string | null; opened_at: Date; claim: string | null; reason: string | null; settled_by: string | null; settled_at: Date | null }
const COLUMNS = 'no::text as no, id, site_id, area, state, owner, owner_id, opened_at, claim, reason, settled_by, settled_at';

/** The statement behind the list, so that a test can ask the planner about it. */
export function conflictQuery({ state, cursor }: ListConflictsInput, areas: readonly string[], rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [withinAny('area', areas, bind)];
  if (cursor) where.push(`no < ${bind(positionOf(cursor))}`);
  // the open ones have an index of their own
  if (state) where.push(state === 'open' ? "state = 'open'" : `state = ${bind(state)}`);
  return { sql: `select ${COLUMNS} from conflict where ${where.join(' and ')} order by conflict.no desc limit ${rows}`, parameters };
}

async function shown(em: EntityManager, rows: readonly Row[]): Promise<(row: Row) => ConflictView> {
  const said = await statementsOf(em, rows.map((r) => r.id));
  return (r) => ({
    id: r.id, siteId: r.site_id, area: r.area, state: r.state, owner: r.owner, ...(r.owner_id ? { ownerId: r.owner_id } : {}), openedAt: r.opened_at.toISOString(),
    statements: said.filter((s) => s.conflictId === r.id).slice(0, 100).map(({ conflictId: _c, place: _p, measureId: _m, ...s }) => s),
    ...(r.claim ? { claim: r.claim, reason: r.reason!, settledBy: r.settled_by!, settledAt: r.settled_at!.toISOString() } : {}),
  });
}

export async function listConflicts(em: EntityManager, query: ListConflictsInput, areas: readonly string[]): Promise<ConflictPage> {
  const limit = query.limit ?? 50;
  const { sql, parameters } = conflictQuery(query, areas, limit + 1);
  const rows = (await em.query(sql, parameters)) as Row[];
  return pageOf(rows, limit, await shown(em, rows));
}
/** @throws Refusal unknown.id */
export async function getConflict(em: EntityManager, id: string): Promise<ConflictView> {
  const [row] = (await em.query(`select ${COLUMNS} from conflict where id = $1`, [id])) as Row[];
  if (!row) throw new Refusal('unknown.id');
  return (await shown(em, [row]))(row);
}
