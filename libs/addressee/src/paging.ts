import { Refusal } from '@xunling/platform';

/** Of the 512 KiB one reply may carry, what its items may fill. */
const MOST_BYTES = 504 * 1024;

export interface Page<V> { items: V[]; nextCursor?: string }

/** Position after which a keyset page begins. @throws Refusal request.malformed where it is no cursor of a list */
export function positionOf(cursor = '0'): string {
  if (!/^\d{1,18}$/.test(cursor)) throw new Refusal('request.malformed', { errors: [{ path: 'cursor', reason: 'cursor', message: 'cursor must come from nextCursor of the page before' }] });
  return cursor;
}

/** One page out of `limit + 1` rows, ended by count or by what one reply can carry; `nextCursor` only where more follows. */
export function pageOf<R extends { no: string }, V>(rows: readonly R[], limit: number, view: (row: R) => V): Page<V> {
  const items: V[] = [];
  let bytes = 0;
  for (const row of rows.slice(0, limit)) {
    const item = view(row);
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    if (bytes > MOST_BYTES && items.length > 0) break;
    items.push(item);
  }
  return { items, ...(rows.length > items.length ? { nextCursor: rows[items.length - 1]!.no } : {}) };
}

/** A row without its key, absent fields absent. */
export const viewOfRow = <V>({ no: _no, ...row }: { no: string }): V => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as V;
