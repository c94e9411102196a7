import { pageOf, positionOf, withinAny } from '@xunling/addressee';
import { mayOver, type Caller } from '@xunling/contracts';
import type { ListMeasuresInput, MeasurePage, MeasureView } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { isClosed, type Measure } from './measure.js';
import { COLUMNS, measureOf, type MeasureRow } from './measure.store.js';

export type MeasureQuery = Omit<ListMeasuresInput, 'area'> & { areas: readonly string[] };

/** The statement behind the list, so that a test can ask the planner about it. */
export function measureQuery({ areas, site, state, unreviewed, cursor }: MeasureQuery, rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [`no > ${bind(positionOf(cursor))}`, withinAny('area', areas, bind)];
  where.push(state ? `state = ${bind(state)}` : "state <> 'ended'");
  if (site) where.push(`site_id = ${bind(site)}`);
  if (unreviewed) where.push(`origin = 'ground' and state not in ('lifted', 'ended') and body->'review'->>'state' = 'waiting'`);
  return { sql: `select ${COLUMNS} from measure where ${where.join(' and ')} order by measure.no limit ${rows}`, parameters };
}

export function viewOfMeasure(m: Measure): MeasureView {
  const { hands: _hands, version: _version, incidentId: _incident, liftId, liftedBy: _lifter, firstClosedAt: _first, acknowledgedAt: _ack, executingAt: _exec, kind: _kind, ...shown } = m;
  return { ...shown, ...(liftId ? { liftOrderId: liftId } : {}), closed: isClosed(m) };
}
/** Measures on sites of these areas. */
export async function listMeasures(em: EntityManager, query: MeasureQuery): Promise<MeasurePage> {
  const limit = query.limit ?? 50;
  const { sql, parameters } = measureQuery(query, limit + 1);
  return pageOf((await em.query(sql, parameters)) as MeasureRow[], limit, (row) => viewOfMeasure(measureOf(row)));
}
/** @throws Refusal unknown.id */
export async function getMeasure(em: EntityManager, id: string): Promise<MeasureView> {
  const [row] = (await em.query(`select ${COLUMNS} from measure where id = $1`, [id])) as MeasureRow[];
  if (!row) throw new Refusal('unknown.id');
  return viewOfMeasure(measureOf(row));
}
/** For who has a right over its area, or ordered or did any of it. @throws Refusal unknown.id, access.area */
export async function readMeasure(em: EntityManager, id: string, caller: Caller): Promise<MeasureView> {
  const [row] = (await em.query(`select ${COLUMNS} from measure where id = $1`, [id])) as MeasureRow[];
  if (!row) throw new Refusal('unknown.id');
  const measure = measureOf(row);
  if (!mayOver(caller, ['*'], measure.area) && !measure.hands.includes(caller.userId)) throw new Refusal('access.area');
  return viewOfMeasure(measure);
}
