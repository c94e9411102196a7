import { mayOver, type Caller } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';

/**
 * Areas a list shows: the one asked for, which must lie within one of the caller's grants, else all of the caller's own.
 * @throws Refusal access.area, also for a caller without any grant
 */
export function listScopes(area: string | undefined, caller: Caller): string[] {
  if (area !== undefined) {
    if (!mayOver(caller, ['*'], area)) throw new Refusal('access.area');
    return [area];
  }
  const own = [...new Set(caller.grants.map((g) => g.area))];
  if (own.length === 0) throw new Refusal('access.area');
  return own.filter((a) => !own.some((wider) => wider !== a && a.startsWith(wider)));
}

/** SQL condition "is one of these areas or lies below one", in the forms that `areaIndexes` serves. */
export function withinAny(column: string, areas: readonly string[], bind: (value: unknown) => string): string {
  return `(${areas.map((area) => {
    if (area.length === 18) return `${column} = ${bind(area)}`;
    if (area.length === 6) return `${column} like ${bind(`${area}%`)}`;
    return `substr(${column}, 1, ${area.length}) = ${bind(area)}`;
  }).join(' or ')})`;
}

/** A grid with its micro-grids; also for tables made before there were micro-grids. */
export const cellIndex = (table: string): string => `create index if not exists ${table}_cell on ${table} (substr(area, 1, 15), no);`;

/** Indexes behind `withinAny` for a table with `area` and a growing `no`: a page of any area is one range, in order. */
export const areaIndexes = (table: string): string => `
create index ${table}_street on ${table} (substr(area, 1, 9), no);
create index ${table}_community on ${table} (substr(area, 1, 12), no);
create index ${table}_grid on ${table} (area, no);
${cellIndex(table)}
`;

