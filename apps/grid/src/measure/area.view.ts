import { positionOf, withinAny } from '@xunling/addressee';
import { kindsUnder } from '@xunling/contracts';
import type { AreaMeasurePage, AreaMeasureRow, ListAreaMeasuresInput, UnderAreaMeasure } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { COLUMNS, measureOf, type MeasureRow } from './measure.store.js';
import { viewOfMeasure } from './measure.view.js';
import type { Measure } from './measure.js';

/** As many names as one row carries; their number is told in full. */
const NAMED = 200;

/** The statement behind the list, so that a test can ask the planner about it. An area's own are those over it, in it, or around it. */
export function areaMeasureQuery({ cursor }: Pick<ListAreaMeasuresInput, 'cursor'>, areas: readonly string[], rows: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const around = areas.flatMap((a) => [12, 9, 6].filter((n) => n < a.length).map((n) => a.slice(0, n)));
  const where = ["site_id is null and state not in ('lifted', 'ended')", `no > ${bind(positionOf(cursor))}`, `(${withinAny('area', areas, bind)} or area = any(${bind(around)}))`];
  return { sql: `select ${COLUMNS} from measure where ${where.join(' and ')} order by measure.no limit ${rows}`, parameters };
}

/** Measures in force over areas, each with whom it is about. */
export async function areaMeasures(em: EntityManager, input: ListAreaMeasuresInput, areas: readonly string[], at: Date): Promise<AreaMeasurePage> {
  const limit = input.limit ?? 50;
  const { sql, parameters } = areaMeasureQuery(input, areas, limit + 1);
  const rows = (await em.query(sql, parameters)) as MeasureRow[];
  const items: AreaMeasureRow[] = [];
  for (const row of rows.slice(0, limit)) {
    const m = measureOf(row);
    items.push({ measure: viewOfMeasure(m), ...(await appliesTo(em, m, areas)) });
  }
  return { at: at.toISOString(), items, ...(rows.length > limit ? { nextCursor: rows[limit - 1]!.no } : {}) };
}

/** Sites of the kinds it fits, as far as the reader's areas go; of stopped work or business the enterprises of the directory too. */
async function appliesTo(em: EntityManager, { area, measure, scope }: Measure, areas: readonly string[]): Promise<{ applies: number; to: UnderAreaMeasure[] }> {
  const parameters: unknown[] = [area, kindsUnder(measure, scope)];
  const bind = (value: unknown): string => `$${parameters.push(value)}`;
  const firms = measure === 'SUSPEND' && scope !== 'CLASSES' && scope !== 'TRANSPORT';
  const found: (UnderAreaMeasure & { kind: string | null; of: string })[] = await em.query(
    `select id, area, name, "nameEn", kind, count(*) over ()::int as of from (
       select id, area, name, name_en as "nameEn", kind from site where state = 'published' and area >= $1 and area < $1 || ':' and kind = any($2)
       union all select id, area, name, name_en, null from unit where ${bind(firms)} and kind = 'ENTERPRISE' and valid_to is null and area >= $1 and area < $1 || ':') x
     where ${withinAny('area', areas, bind)} order by kind nulls last, name limit ${NAMED}`, parameters);
  return { applies: Number(found[0]?.of ?? 0), to: found.map(({ of: _of, kind, ...r }) => ({ ...r, ...(kind ? { kind } : {}) })) };
}
