import type { Caller } from '@xunling/contracts';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { touch } from './touch.js';

/** Who calls; an operation of command is never called by nobody. */
export function callerOf(work: Work): Caller {
  if (!work.caller) throw new Refusal('session.required');
  return work.caller;
}

/** Area prefixes the caller may see: all of the zone, or those of the grants. */
export const areasOf = (caller: Caller): string[] => {
  const areas = [...new Set(caller.grants.map((g) => g.area))];
  return areas.filter((a) => !areas.some((b) => b !== a && a.startsWith(b)));
};

/** True where one of the areas lies inside the caller's own, or around it: a zone's warning is every street's. SQL: `touches`. */
export const concerns = (caller: Caller, areas: readonly string[]): boolean => areasOf(caller).some((mine) => areas.some((a) => touch(a, mine)));

/** The same as a condition over a column of areas and a parameter with the caller's own. */
export const touches = (column: string, mine: string): string => `exists (select from unnest(${column}) a, unnest(${mine}::text[]) m where starts_with(a, m) or starts_with(m, a))`;

/** @throws Refusal access.area where nothing of it is the caller's business */
export function mustConcern(work: Work, areas: readonly string[]): void {
  if (!concerns(callerOf(work), areas)) throw new Refusal('access.area');
}

/** The area asked for, where the caller may see it; else all the caller may see. */
export function scopesOf({ area }: { area?: string }, work: Work): string[] {
  const mine = areasOf(callerOf(work));
  if (area && !mine.some((a) => area.startsWith(a))) throw new Refusal('access.area');
  return area ? [area] : mine;
}
