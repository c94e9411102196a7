import { csvRows } from '../csv.js';
import { FIELDS, MOST_ROWS, note, noRows, tooMany, unreadable, type Field, type Reading, type Row } from './import-notes.js';

/** Headings of either language. */
const HEADINGS: Record<string, Field> = { code: 'code', name: 'name', nameen: 'nameEn', name_en: 'nameEn', kind: 'kind', ring: 'ring', 编码: 'code', 名称: 'name', 英文名: 'nameEn', 类型: 'kind', 边界: 'ring' };
const NEEDED: readonly Field[] = ['code', 'name', 'ring'];

/** Areas of a CSV text. Rows count as a spreadsheet shows them. */
export function readCsv(text: string): Reading {
  const table = csvRows(text);
  if (!table) return unreadable(0, note('', 'csv.quote', '有引号没有闭合', 'a quoted field is never closed'));
  const [{ cells: heading } = { cells: [] }, ...body] = table;
  if (body.length > MOST_ROWS) return tooMany(body.length);
  const fields = heading.map((h) => HEADINGS[h.trim().toLowerCase()]);
  const errors = [
    ...heading.flatMap((h, i) => (fields[i] ? [] : [note(`row 1, column ${i + 1}`, 'column.unknown', `“${h.trim().slice(0, 40)}”不是已知列：${FIELDS.join('、')}`, `"${h.trim().slice(0, 40)}" is no known column: ${FIELDS.join(', ')}`)])),
    ...NEEDED.filter((f) => !fields.includes(f)).map((f) => note('row 1', 'column.missing', `缺少列 ${f}`, `the column ${f} is missing`)),
  ];
  if (errors.length > 0) return unreadable(body.length, ...errors);
  if (body.length === 0) return noRows();
  const reading: Reading = { total: body.length, rows: [], errors: [], warnings: [] };
  body.forEach(({ row: at, cells }) => {
    const path = (field?: Field): string => `row ${at}${field ? `, column ${field}` : ''}`;
    if (cells.length > heading.length) { reading.errors.push(note(path(), 'row.cells', `该行有${cells.length}格，表头只有${heading.length}列`, `${cells.length} cells under ${heading.length} headings`)); return; }
    const cell = (field: Field): string => cells[fields.indexOf(field)] ?? '';
    const ring = ringOf(cell('ring'));
    if (!ring) { reading.errors.push(note(path('ring'), 'ring.form', '边界应写作“经度 纬度;经度 纬度;…”或 WKT POLYGON', 'a ring is "lon lat;lon lat;…" or a WKT POLYGON')); return; }
    const row: Row = { path, code: cell('code'), name: cell('name'), nameEn: cell('nameEn') || cell('name'), kind: cell('kind'), ring };
    reading.rows.push(row);
  });
  return reading;
}

/** `lon lat;lon lat;…` or `POLYGON((lon lat, lon lat, …))`, as "lon lat" texts; undefined where it is neither. Further rings of a polygon are no outline of ours. */
function ringOf(text: string): string[] | undefined {
  const wkt = /^POLYGON\s*\(\s*\(([^()]*)\)\s*\)$/i.exec(text);
  const points = (wkt ? wkt[1]!.split(',') : text.split(';')).map((p) => p.trim().replace(/[\s,]+/, ' ')).filter((p) => p !== '');
  return points.length > 0 && points.every((p) => /^-?\d{1,3}(\.\d{1,15})? -?\d{1,3}(\.\d{1,15})?$/.test(p)) ? points : undefined;
}
