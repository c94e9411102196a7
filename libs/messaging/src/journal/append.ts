import type { EntityManager } from 'typeorm';

/** One journal row as text: the exact parts that are published later. */
export interface JournalRow { id: string; street: string; type: string; subject: string; head: string; salt: string; data: string; at: string }

/** Separates rows inside one parameter; JSON text holds no raw control character. Strings beat pg arrays 1.5–2.3 times (stack.md §8). */
const SEPARATOR = '\x1e';
const COLUMNS = ['id', 'street', 'type', 'subject', 'head', 'salt', 'data', 'at'] as const;

const INSERT = `
with rows as (
  select * from unnest(${COLUMNS.map((_, i) => `string_to_array($${i + 1}, E'\\x1e')`).join(', ')}) with ordinality as r(${COLUMNS.join(', ')}, ord)
), kept as (
  insert into journal (${COLUMNS.join(', ')})
  select id::uuid, street, type, subject, head, salt, data, at from rows order by ord
  on conflict (id) do nothing
  returning no
) insert into outbox (no) select no from kept`;

/** Writes any number of rows and their places in the outbox with one statement, in the caller's transaction; an id the journal has is skipped. */
export async function appendRows(em: Pick<EntityManager, 'query'>, rows: readonly JournalRow[]): Promise<void> {
  if (rows.length === 0) return;
  await em.query(INSERT, COLUMNS.map((column) => rows.map((row) => row[column]).join(SEPARATOR)));
}
