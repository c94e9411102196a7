import { pageOf, positionOf, viewOfRow, withinAny } from '@xunling/addressee';
import type { AtRiskGap, AtRiskGapPage, ListAtRiskGapsInput } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';

export function gapQuery(day: string, cursor: string | undefined, areas: readonly string[], rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [`day = ${bind(day)}`, `no > ${bind(positionOf(cursor))}`, withinAny('area', areas, bind)];
  return { sql: `select no::text as no, gap, kind, name, area, site_id as "siteId", household_id as "householdId", source from gap where ${where.join(' and ')} order by gap.no limit ${rows}`, parameters };
}
/** The list of a day; without one named the newest there is. */
export async function listGaps(em: EntityManager, input: ListAtRiskGapsInput, areas: readonly string[]): Promise<AtRiskGapPage> {
  const [newest]: { day: string | null }[] = await em.query('select max(day) as day from gap_day');
  const day = input.day ?? newest?.day;
  if (!day) return { items: [] };
  const limit = input.limit ?? 100;
  const { sql, parameters } = gapQuery(day, input.cursor, areas, limit + 1);
  return { day, ...pageOf((await em.query(sql, parameters)) as { no: string }[], limit, (r) => viewOfRow<AtRiskGap>(r)) };
}
