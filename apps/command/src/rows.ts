import type { EventClass } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import type { Fact } from './fact.js';

/** Separates values inside one text parameter; texts are checked to hold no control character. */
const SEPARATOR = '\x1e';
const text = (value: unknown): string => (value === null || value === undefined ? '\\N' : value instanceof Date ? value.toISOString() : String(value));

/** `unnest` over one text parameter per column, and the parameters: bulk rows cost one statement (stack.md §8). `first` is the number of the first parameter. */
export function unnestOf<T extends object>(rows: readonly T[], columns: Record<string, string>, first = 1): { sql: string; params: string[] } {
  const names = Object.keys(columns);
  const lists = names.map((_, i) => `string_to_array($${first + i}, E'\\x1e', '\\N')`).join(', ');
  const picked = names.map((name) => `r.${name}::${columns[name]} as ${name}`).join(', ');
  return {
    sql: `(select ${picked} from unnest(${lists}) as r(${names.join(', ')}))`,
    params: names.map((name) => rows.map((row) => text((row as Record<string, unknown>)[name])).join(SEPARATOR)),
  };
}

/** Appends the facts of one aggregate in order; answers the version it now has. */
export function appendFacts(work: Work, aggregate: string, street: string, version: number, facts: readonly Fact[], incidentId?: string): number {
  let now = version;
  for (const { event, data } of facts) work.append(event as EventClass<object>, data, { aggregate, version: ++now, street, ...(incidentId ? { incidentId } : {}) });
  return now;
}

/** Keyset cursor on a growing number; opaque to callers. */
export const cursorOf = (pos: string | number): string => Buffer.from(`p${pos}`).toString('base64url');
export function positionOf(cursor: string | undefined): string | null {
  if (!cursor) return null;
  const match = /^p(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw new Refusal('request.malformed', { errors: [{ path: 'cursor', reason: 'cursor', message: 'is not a cursor of this list' }] });
  return match[1]!;
}
/** One page out of `limit + 1` rows. */
export function page<R extends { pos: string }, V>(rows: readonly R[], limit: number, view: (row: R) => V): { items: V[]; nextCursor?: string } {
  const items = rows.slice(0, limit);
  return { items: items.map(view), ...(rows.length > limit ? { nextCursor: cursorOf(items.at(-1)!.pos) } : {}) };
}
/** A page must fit one reply of 512 KiB, texts included; `nextCursor` goes on. */
export const limitOf = (limit: number | undefined): number => Math.min(limit ?? 50, 200);
export const iso = (at: Date): string => at.toISOString();
/** Drops what is null or undefined, so that optional fields are absent. */
export function compact<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], null> } {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null && v !== undefined)) as never;
}
