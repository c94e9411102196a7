import type { Caller } from '@xunling/contracts';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';

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

/** The area asked for, where the caller may see it; else all the caller may see. */
export function scopesOf({ area }: { area?: string }, work: Work): string[] {
  const mine = areasOf(callerOf(work));
  if (area && !mine.some((a) => area.startsWith(a))) throw new Refusal('access.area');
  return area ? [area] : mine;
}
