/** What a printed sheet holds, whatever it is of. A field without a value and a blank table are marked as what no record says. */
export interface Label { zh: string; en: string }
export type Block =
  | { kind: 'fields'; fields: (Label & { value?: string })[] }
  | { kind: 'table'; title: Label; columns: Label[]; rows: string[][]; blank: boolean; more: number }
  | { kind: 'text'; title?: Label; text: string };
export interface Sheet {
  /** Short name at the left of the head, `ICS 209`. */
  no: string;
  title: Label;
  head: string[];
  /** Said on every page: an exercise, a draft. */
  banner?: string;
  blocks: Block[];
  foot: string;
  /** Instant written into the document, so that the same sheet gives the same document. */
  at: Date;
}

/** Tables this wide lie on their side. */
const MANY_COLUMNS = 8;
export const isWide = (sheet: Sheet): boolean => sheet.blocks.some((b) => b.kind === 'table' && b.columns.length >= MANY_COLUMNS);

/** Every text of a sheet, so that fonts are loaded before anything is drawn. */
export const textsOf = (s: Sheet): string[] => [
  s.no, s.title.zh, s.title.en, ...s.head, s.banner ?? '', s.foot,
  ...s.blocks.flatMap((b): string[] => {
    if (b.kind === 'text') return [b.title?.zh ?? '', b.title?.en ?? '', b.text];
    if (b.kind === 'fields') return b.fields.flatMap((f) => [f.zh, f.en, f.value ?? '']);
    return [b.title.zh, b.title.en, ...b.columns.flatMap((c) => [c.zh, c.en]), ...b.rows.flat()];
  }),
];

/** Widths of columns: by what stands in them, none under a share, together the whole width. */
export function columnWidths(columns: readonly Label[], rows: readonly string[][], width: number): number[] {
  const weigh = (text: string): number => [...text].reduce((n, c) => n + (c.charCodeAt(0) > 0x2e80 ? 2 : 1), 0);
  const weights = columns.map((c, i) => Math.max(6, Math.min(40, Math.max(weigh(c.zh), ...rows.slice(0, 100).map((r) => weigh(r[i] ?? ''))))));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => (w / sum) * width);
}
