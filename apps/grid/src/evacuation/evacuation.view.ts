import { pageOf, positionOf, viewOfRow, withinAny } from '@xunling/addressee';
import type { EvacuationPage, EvacuationView, EvacuationWithLedgers, ListEvacuationsInput } from '@xunling/contracts/classes';
import { noCounts } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { LEDGER_COLUMNS, totalsOf } from './ledger.store.js';

type Row = { no: string; id: string; area: string; openedAt: Date; safeAt: Date | null; liftedAt: Date | null; closedAt: Date | null };
const SUMS = Object.keys(noCounts()).map((k) => `coalesce(sum("${k}"), 0)::int as "${k}"`).join(', ');
const COLUMNS = `no::text as no, id, area, site_id as "siteId", cause, reason, review, state, opened_at as "openedAt", safe_at as "safeAt", lifted_at as "liftedAt", closed_at as "closedAt",
  (select coalesce(array_agg(order_id order by order_id), '{}') from evacuation_order o where o.evacuation_id = evacuation.id) as "orderIds",
  (select coalesce(sum(n), 0)::int from evacuation_count c where c.evacuation_id = evacuation.id) as counted,
  (select count(*)::int from evacuation_task t where t.evacuation_id = evacuation.id and t.state = 'open') as "openTasks",
  (select to_jsonb(s) from (select ${SUMS} from evacuation_ledger l where l.evacuation_id = evacuation.id) s) as totals`;

const viewOf = ({ openedAt, safeAt, liftedAt, closedAt, ...row }: Row): EvacuationView => viewOfRow<EvacuationView>({
  ...row, openedAt: openedAt.toISOString(), safeAt: safeAt?.toISOString() ?? null, liftedAt: liftedAt?.toISOString() ?? null, closedAt: closedAt?.toISOString() ?? null,
} as { no: string });

export function evacuationQuery({ areas, state, cursor }: { areas: readonly string[]; state?: string | undefined; cursor?: string | undefined }, rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [withinAny('area', areas, bind)];
  if (cursor) where.push(`no < ${bind(positionOf(cursor))}`);
  if (state) where.push(`state = ${bind(state)}`);
  return { sql: `select ${COLUMNS} from evacuation where ${where.join(' and ')} order by evacuation.no desc limit ${rows}`, parameters };
}
/** Newest first. Of a grid's holder: every evacuation over their grid, also those of the community or street around it. */
export async function listEvacuations(em: EntityManager, query: ListEvacuationsInput, areas: readonly string[]): Promise<EvacuationPage> {
  const limit = query.limit ?? 50;
  const around = areas.flatMap((a) => [12, 9].filter((n) => n < a.length).map((n) => a.slice(0, n)));
  const { sql, parameters } = evacuationQuery({ areas: [...areas], state: query.state, cursor: query.cursor }, limit + 1);
  if (around.length === 0) return pageOf((await em.query(sql, parameters)) as Row[], limit, viewOf);
  const wider = `(area = any($${parameters.length + 1}) and site_id is null)`;
  const rows: Row[] = await em.query(sql.replace('where (', `where (${wider} or `), [...parameters, around]);
  return pageOf(rows, limit, viewOf);
}
/** @throws Refusal unknown.id */
export async function getEvacuation(em: EntityManager, id: string): Promise<EvacuationWithLedgers> {
  const [row]: Row[] = await em.query(`select ${COLUMNS} from evacuation where id = $1`, [id]);
  if (!row) throw new Refusal('unknown.id');
  const ledgers: (Record<string, unknown> & { id: string; area: string; version: number })[] = await em.query(`select id, area, version, ${LEDGER_COLUMNS} from evacuation_ledger where evacuation_id = $1 order by area`, [id]);
  return { ...viewOf(row), ledgers: ledgers.map((l) => ({ id: l.id, area: l.area, version: Math.max(1, l.version), totals: totalsOf(l) })) };
}
