import type { EntityManager } from 'typeorm';
import type { ClaimOfSite, Statement } from './conflict.js';

interface Row { id: string; siteId: string; measureId: string | null; area: string; claim: ClaimOfSite; source: Statement['source']; by: string; place: string; at: Date; receivedAt: Date; note: string | null }
const COLUMNS = 'id, site_id as "siteId", measure_id as "measureId", area, claim, source, by, place, at, received_at as "receivedAt", note';
const statementOf = ({ at, receivedAt, measureId, note, ...row }: Row): Statement => ({ ...row, at: at.toISOString(), receivedAt: receivedAt.toISOString(), ...(measureId ? { measureId } : {}), ...(note ? { note } : {}) });

export async function insertStatement(em: EntityManager, s: Statement): Promise<void> {
  await em.query('insert into statement (id, site_id, measure_id, area, claim, source, by, place, at, received_at, note) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)', [s.id, s.siteId, s.measureId ?? null, s.area, s.claim, s.source, s.by, s.place, s.at, s.receivedAt, s.note ?? null]);
}
/** What still stands of what was said of a site. */
export async function liveStatements(em: EntityManager, siteId: string): Promise<Statement[]> {
  return ((await em.query(`select ${COLUMNS} from statement where site_id = $1 and not void order by statement.no`, [siteId])) as Row[]).map(statementOf);
}
export async function statementsOf(em: EntityManager, conflicts: readonly string[]): Promise<(Statement & { conflictId: string })[]> {
  return ((await em.query(`select conflict_id as "conflictId", ${COLUMNS} from statement where conflict_id = any($1) order by statement.no`, [conflicts])) as (Row & { conflictId: string })[]).map((r) => ({ ...statementOf(r), conflictId: r.conflictId }));
}
export async function bindStatements(em: EntityManager, conflictId: string, ids: readonly string[]): Promise<void> {
  await em.query('update statement set conflict_id = $1 where id = any($2) and conflict_id is distinct from $1', [conflictId, ids]);
}
/** They stay readable and contradict nothing any more: settled, sent back, or lifted. */
export async function voidStatements(em: EntityManager, of: { measureId: string } | { siteId: string }, claim?: ClaimOfSite): Promise<void> {
  const [column, id] = 'measureId' in of ? ['measure_id', of.measureId] : ['site_id', of.siteId];
  await em.query(`update statement set void = true where ${column} = $1 and not void and ($2::text is null or claim = $2)`, [id, claim ?? null]);
}
