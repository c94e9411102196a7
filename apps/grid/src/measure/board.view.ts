import { withinAny } from '@xunling/addressee';
import type { ClosureBoardInput, ClosureCounts, ClosurePage, ClosureRow } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { MeasureStore } from './measure.store.js';
import { viewOfMeasure } from './measure.view.js';

interface Row { no: string; board: number; id: string; area: string; name: string; nameEn: string; kind: string; closeAtCm: number | null; shown: string; flooded: boolean; depth_cm: number | null; depth_at: Date | null; depth_source: 'gauge' | 'patrol' | null; conflictId: string | null }
const measures = new MeasureStore();

/** A page goes on after `<place>.<no>`. @throws Refusal request.malformed */
function placeOf(cursor: string | undefined): [board: number, no: string] {
  if (cursor === undefined) return [-1, '0'];
  const found = /^(\d)\.(\d{1,18})$/.exec(cursor);
  if (!found) throw new Refusal('request.malformed', { errors: [{ path: 'cursor', reason: 'cursor', message: 'cursor must come from nextCursor of the page before' }] });
  return [Number(found[1]), found[2]!];
}

/** The statement behind the board, so that a test can ask the planner about it. */
export function boardQuery({ kind, shown, cursor }: ClosureBoardInput, areas: readonly string[], rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const [board, no] = placeOf(cursor);
  const where = ["state = 'published'", withinAny('area', areas, bind), `(board, no) > (${bind(board)}::smallint, ${bind(no)}::bigint)`];
  if (kind) where.push(`kind = ${bind(kind)}`);
  if (shown) where.push(`shown = ${bind(shown)}`);
  return {
    sql: `select no::text as no, board, id, area, name, name_en as "nameEn", kind, close_at_cm as "closeAtCm", shown, flooded, depth_cm, depth_at, depth_source, (select c.id from conflict c where c.site_id = site.id and c.state = 'open') as "conflictId"
      from site where ${where.join(' and ')} order by site.board, site.no limit ${rows}`,
    parameters,
  };
}

/** Sites with what is in force on them: under water and not verified closed first. */
export async function closureBoard(em: EntityManager, input: ClosureBoardInput, areas: readonly string[], at: Date): Promise<ClosurePage> {
  const limit = input.limit ?? 100;
  const { sql, parameters } = boardQuery(input, areas, limit + 1);
  const found = (await em.query(sql, parameters)) as Row[];
  const rows = found.slice(0, limit);
  const live = await measures.live(em, rows.map((r) => r.id));
  const items = rows.map((r): ClosureRow => {
    const own = live.filter((m) => m.siteId === r.id);
    return {
      siteId: r.id, area: r.area, name: r.name, nameEn: r.nameEn, kind: r.kind, ...(r.closeAtCm === null ? {} : { closeAtCm: r.closeAtCm }), shown: r.shown, flooded: r.flooded, patrolOverdue: own.some((m) => m.patrolsMissed > 0), ...(r.conflictId ? { conflictId: r.conflictId } : {}),
      ...(r.depth_at ? { depth: { cm: r.depth_cm!, at: r.depth_at.toISOString(), source: r.depth_source!, ageMinutes: Math.max(0, Math.floor((at.getTime() - r.depth_at.getTime()) / 60_000)) } } : {}), measures: own.slice(0, 20).map(viewOfMeasure),
    };
  });
  const last = rows.at(-1);
  return { at: at.toISOString(), items, ...(found.length > limit && last ? { nextCursor: `${last.board}.${last.no}` } : {}) };
}

export async function countClosures(em: EntityManager, areas: readonly string[], at: Date): Promise<ClosureCounts> {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const items = (await em.query(
    `select substr(area, 1, 9) as area, count(*) filter (where board = 0)::int flooded, count(*) filter (where shown = 'not-closed')::int "notClosed", count(*) filter (where board = 2)::int "patrolOverdue", count(*) filter (where shown = 'closed')::int closed, count(*) filter (where shown = 'unknown')::int unknown, count(*) filter (where shown = 'open')::int open
     from site where state = 'published' and ${withinAny('area', areas, bind)} group by 1 order by 1`, parameters)) as ClosureCounts['items'];
  return { at: at.toISOString(), items };
}
