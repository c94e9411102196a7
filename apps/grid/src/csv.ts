/** One row of a table; `row` counts as a spreadsheet shows it, from 1, empty rows too, a quoted line break not. Cells are trimmed. */
export interface CsvRow { row: number; cells: string[] }

/**
 * Rows of a CSV text (RFC 4180): quoted fields may hold commas, line ends and doubled quotes; a byte order mark and empty rows are skipped. A row written with
 * full-width commas only is one too. Undefined where a quote is never closed.
 */
export function csvRows(text: string): CsvRow[] | undefined {
  const body = text.replace(/^\uFEFF/, '');
  // most files hold no quote; taken line by line they cost a third
  if (body.includes('"')) return quotedRows(body);
  return body.split('\n').map((line, i) => ({ row: i + 1, cells: plainCells(line) })).filter(filled);
}

const filled = ({ cells }: CsvRow): boolean => cells.some((c) => c !== '');
const plainCells = (line: string): string[] => line.split(line.includes(',') ? ',' : '，').map((cell) => cell.trim());

function quotedRows(body: string): CsvRow[] | undefined {
  const rows: CsvRow[] = [];
  let [row, cells, field, quoted, plain] = [1, [] as string[], '', false, true];
  const end = (): void => {
    cells.push(field.trim());
    rows.push({ row, cells: cells.length === 1 && plain ? plainCells(field) : cells });
    [row, cells, field, plain] = [row + 1, [], '', true];
  };
  for (let i = 0; i < body.length; i++) {
    const c = body[i]!;
    if (quoted) {
      if (c !== '"') field += c;
      else if (body[i + 1] === '"') { field += '"'; i++; } else quoted = false;
    } else if (c === '"' && field.trim() === '') [quoted, plain, field] = [true, false, ''];
    else if (c === ',') { cells.push(field.trim()); field = ''; } else if (c === '\n') end();
    else field += c;
  }
  if (quoted) return undefined;
  end();
  return rows.filter(filled);
}
