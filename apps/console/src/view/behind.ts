/** One list as the query cache holds it: whether the page shows it now, whether its last reading failed, and when (device clock, ms) it was last read. */
export interface ReadList { shown: boolean; failed: boolean; readAt: number }

/** Instant (device clock, ms) of the oldest list that is shown although it could not be read again; undefined where all are as new as the picture. */
export function behindSince(lists: readonly ReadList[]): number | undefined {
  const old = lists.filter((list) => list.shown && list.failed && list.readAt > 0).map((list) => list.readAt);
  return old.length > 0 ? Math.min(...old) : undefined;
}
