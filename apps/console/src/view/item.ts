import type { ItemView } from '@xunling/contracts/classes';

export type Verb = 'acknowledge' | 'check-in' | 'start' | 'execute';
/** Which steps stand open for an item's addressee, the next one first; none where it waits for others or is over. */
export function stepsOf(item: Pick<ItemView, 'state'>): Verb[] {
  switch (item.state) {
    case 'open': return ['acknowledge'];
    case 'acknowledged': return ['check-in'];
    case 'executing':
    case 'returned': return ['execute'];
    default: return [];
  }
}
export const isOver = (item: Pick<ItemView, 'state'>): boolean => item.state === 'verified' || item.state === 'ended';
/** Index in STAGES of the last stage an item has come to. */
export const reachedOf = (item: Pick<ItemView, 'state'>): number => ({ open: 1, acknowledged: 2, executing: 3, returned: 3, reported: 4, verified: 5, ended: 1 })[item.state] ?? 1;

/** What has to be done first: returned work, then the least time left; what waits for verification after it. */
export function inOrder<T extends Pick<ItemView, 'state' | 'dueAt' | 'id'>>(items: readonly T[]): { open: T[]; over: T[] } {
  const rank = (i: T): number => (i.state === 'reported' ? 1 : 0);
  const open = items.filter((i) => !isOver(i)).sort((a, b) => rank(a) - rank(b) || (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : a.id < b.id ? -1 : 1));
  return { open, over: items.filter(isOver) };
}
