import type { AreaGap, AreaGapCount, AreaGapPage, ListAreaGapsInput } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';

export type GapQuery = Omit<ListAreaGapsInput, 'area'> & { areas: readonly string[] };
type Row = Omit<AreaGap, 'postId'> & { postId: string | null };
const CURSOR = /^(\d{6,18})-([A-Z_]{1,20})$/;

/** Ranges of codes: an area and all below it. */
const withinRanges = (column: string, areas: readonly string[], bind: (value: unknown) => string): string =>
  `(${areas.map((area) => { const at = bind(area); return `(${column} >= ${at} and ${column} < ${at} || ':')`; }).join(' or ')})`;

/** The statement behind the list, so that a test can ask the planner about it. */
export function gapQuery({ areas, missing, cursor }: GapQuery, rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const where = [withinRanges('g.area', areas, bind)];
  if (cursor !== undefined) {
    const [, area, force] = CURSOR.exec(cursor) ?? [];
    if (!area) throw new Refusal('request.malformed', { errors: [{ path: 'cursor', reason: 'cursor', message: 'cursor must come from nextCursor of the page before' }] });
    where.push(`(g.area, g.force) > (${bind(area)}, ${bind(force)})`);
  }
  if (missing) where.push(`g.missing = ${bind(missing)}`);
  return { sql: `select g.area, a.kind, a.name, a.name_en as "nameEn", g.force, g.missing, g.post_id as "postId" from seat_gap g join area a on a.code = g.area where ${where.join(' and ')} order by g.area, g.force limit ${rows}`, parameters };
}

/** One page of gaps; the counts per street come with the first. */
export async function listGaps(em: EntityManager, query: GapQuery, at: Date): Promise<AreaGapPage> {
  const limit = query.limit ?? 100;
  const { sql, parameters } = gapQuery(query, limit + 1);
  const rows = (await em.query(sql, parameters)) as Row[];
  const items = rows.slice(0, limit).map(({ postId, ...gap }): AreaGap => ({ ...gap, ...(postId ? { postId } : {}) }));
  const last = items.at(-1);
  return { asOf: at.toISOString(), streets: query.cursor === undefined ? await countsOf(em, query.areas) : [], items, ...(rows.length > limit && last ? { nextCursor: `${last.area}-${last.force}` } : {}) };
}

async function countsOf(em: EntityManager, areas: readonly string[]): Promise<AreaGapCount[]> {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const [seats, gaps] = [withinRanges('code', areas, bind), withinRanges('area', areas, bind)];
  return (await em.query(
    `with seat as (select left(code, 9) as street, sum(case kind when 'street' then 6 else 1 end)::int as seats from area where valid_to is null and kind <> 'zone' and ${seats} group by 1),
       gap as (select left(area, 9) as street, count(*) filter (where missing = 'post')::int as post, count(*) filter (where missing = 'holder')::int as holder, count(*) filter (where missing = 'deputy')::int as deputy from seat_gap where ${gaps} group by 1)
     select street, seats, coalesce(post, 0) as post, coalesce(holder, 0) as holder, coalesce(deputy, 0) as deputy from seat left join gap using (street) order by street limit 200`, parameters)) as AreaGapCount[];
}
