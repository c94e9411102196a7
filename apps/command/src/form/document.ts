import type { FormColumn, FormField, FormSource, FormTable } from '@xunling/contracts/classes';
import type { Part } from './records.js';

type Kind = 'text' | 'instant' | 'person' | 'area' | 'event';
type Cell = string | number | Date | null | undefined;
/** What a form consists of beside its heading. */
export interface FormBody { fields: FormField[]; tables: FormTable[] }
/** Column: key, Chinese, English, kind. */
export type Column = readonly [string, string, string, Kind?];

const MOST_IDS = 20;
const written = (cell: Cell): string => (cell === null || cell === undefined ? '' : cell instanceof Date ? cell.toISOString() : String(cell));

/** Records a block was made of: their kind, how many, the first of their ids. */
export const from = (kind: string, rows: readonly { id: string }[] | number): FormSource =>
  typeof rows === 'number' ? { kind, n: rows } : { kind, n: rows.length, ...(rows.length > 0 ? { ids: rows.slice(0, MOST_IDS).map((r) => r.id) } : {}) };

/** A block of records; without a value it is blank, as no record says it. */
export function field(key: string, zh: string, en: string, value: Cell, sources: FormSource[], kind: Kind = 'text'): FormField {
  const text = written(value);
  return text === '' ? blank(key, zh, en) : { key, zh, en, kind, value: text, derived: true, sources };
}
/** A block no record of command fills. */
export const blank = (key: string, zh: string, en: string): FormField => ({ key, zh, en, kind: 'text', derived: false, sources: [] });

/** Rows of records; none is an answer too: nothing of the kind was recorded. */
export function table<T>(key: string, zh: string, en: string, columns: readonly Column[], part: Part<T> | readonly T[], cells: (row: T) => readonly Cell[], sources: FormSource[]): FormTable {
  const { items, total } = 'items' in part ? part : { items: part, total: part.length };
  return { key, zh, en, derived: true, columns: columns.map(columnOf), rows: items.map((row) => ({ cells: cells(row).map(written) })), more: Math.max(0, total - items.length), sources };
}
/** Lines to be written by hand. */
export const blankTable = (key: string, zh: string, en: string, columns: readonly Column[]): FormTable => ({ key, zh, en, derived: false, columns: columns.map(columnOf), rows: [], more: 0, sources: [] });
const columnOf = ([key, zh, en, kind = 'text']: Column): FormColumn => ({ key, zh, en, kind });
