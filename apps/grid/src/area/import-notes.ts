import type { ImportNote } from '@xunling/contracts/classes';

/** What an import says of a row, in both languages. */
export const note = (path: string, reason: string, messageZh: string, message: string): ImportNote => ({ path: path.slice(0, 120), reason, message: message.slice(0, 400), messageZh: messageZh.slice(0, 400) });

/** More rows are several files. */
export const MOST_ROWS = 2000;
export const FIELDS = ['code', 'name', 'nameEn', 'kind', 'ring'] as const;
export type Field = (typeof FIELDS)[number];

/** One node as a file gives it; `ring` as "lon lat" texts in the file's own datum. */
export interface Row { path: (field?: Field) => string; code: string; name: string; nameEn: string; kind: string; ring: string[] }
/** A file as read: its sound rows, and what is wrong with the others or with all of it. */
export interface Reading { total: number; rows: Row[]; errors: ImportNote[]; warnings: ImportNote[] }

/** What a file as a whole cannot be. */
export const unreadable = (total: number, ...errors: ImportNote[]): Reading => ({ total, rows: [], errors, warnings: [] });
export const tooMany = (total: number): Reading => unreadable(total, note('', 'file.rows', `文件有${total}行，一次最多${MOST_ROWS}行`, `${total} rows: at most ${MOST_ROWS} at a time`));
export const noRows = (): Reading => unreadable(0, note('', 'file.empty', '文件中没有数据行', 'the file has no rows'));
