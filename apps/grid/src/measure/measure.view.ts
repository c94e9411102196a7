import { pageOf, positionOf, viewOfRow, withinAny } from '@xunling/addressee';
import type { GridPage, MeasurePage, MeasureView } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';

export type MeasureQuery = Omit<GridPage, 'area'> & { areas: readonly string[] };
type Row = { no: string; orderedAt: Date };

/** The statement behind the list, so that a test can ask the planner about it. */
export function measureQuery({ areas, cursor }: MeasureQuery, rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [`no > ${bind(positionOf(cursor))}`, withinAny('area', areas, bind), 'site_id is not null', 'lifts is null', "state <> 'ended'"];
  const sql = `select no::text as no, id as "dutyId", order_id as "orderId", site_id as "siteId", area, measure, opened_at as "orderedAt",
       coalesce((select case l.state when 'verified' then 'lifted' else 'lift-ordered' end from duty l where l.lifts = duty.order_id and l.state <> 'ended' limit 1),
         case state when 'verified' then 'verified' when 'reported' then 'executed' else 'not-closed' end) as state, reported->>'at' as "executedAt", verified->>'at' as "verifiedAt"
     from duty where ${where.join(' and ')} order by duty.no limit ${rows}`;
  return { sql, parameters };
}

/** Measures on sites: the duties that name one. Not closed until a second person has verified the work. */
export async function listMeasures(em: EntityManager, query: MeasureQuery): Promise<MeasurePage> {
  const limit = query.limit ?? 50;
  const { sql, parameters } = measureQuery(query, limit + 1);
  return pageOf((await em.query(sql, parameters)) as Row[], limit, ({ orderedAt, ...row }) => viewOfRow<MeasureView>({ ...row, orderedAt: orderedAt.toISOString() } as { no: string }));
}
