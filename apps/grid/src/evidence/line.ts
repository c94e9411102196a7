import type { Caller } from '@xunling/contracts';

/** The owner's line: who took it, who holds a grant over the place below the zone, who commands. Others see the picture, not what it says of itself. */
export const inLine = (caller: Caller, { by, area }: { by: string; area: string }): boolean =>
  caller.userId === by || caller.grants.some((g) => area.startsWith(g.area) && (g.area.length >= 9 || g.role === 'commander' || g.role === 'duty-officer'));
