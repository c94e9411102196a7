import { areaKind, FORCES, POST_KINDS } from '@xunling/contracts';
import type { ImportNote } from '@xunling/contracts/classes';
import { note } from '../area/import-notes.js';
import { csvRows } from '../csv.js';

/** Headings of either language. */
const HEADINGS = {
  area: 'area', kind: 'kind', force: 'force', name: 'name', nameen: 'nameEn', site: 'site', holder: 'holder', deputy: 'deputy',
  区域编码: 'area', 岗位: 'kind', 力量: 'force', 名称: 'name', 英文名: 'nameEn', 点位: 'site', 责任人: 'holder', 副岗: 'deputy',
} as const;
type Field = (typeof HEADINGS)[keyof typeof HEADINGS];
const NEEDED: readonly Field[] = ['area', 'kind', 'name'];
const FORCE_WORDS: Record<string, string> = { 办事处: 'SUBDISTRICT', 村社区: 'COMMUNITY', 公安: 'POLICE', 交警: 'TRAFFIC_POLICE', 城管: 'URBAN_MGMT', 应急救援: 'RESCUE' };
const KIND_WORDS: Record<string, string> = { 责任岗: 'LEADER', 副岗: 'DEPUTY', 街道负责人: 'HEAD', 核查岗: 'INSPECTOR', 防汛岗: 'OFFICER', 看护岗: 'KEEPER', 区防指岗位: 'HQ' };
/** More rows are several files. */
export const MOST_ROWS = 2000;

/** One post as a file gives it; `site` by its name, persons by user name or the id of their account. An empty person says nothing of who holds it. */
export interface PostRow { path: (field?: Field) => string; area: string; kind: string; force?: string; name: string; nameEn: string; site?: string; holder?: string; deputy?: string }
export interface PostReading { total: number; rows: PostRow[]; errors: ImportNote[] }

/** One post stands once: a leader by node and force, a head by node, any other by its name too. */
export const seatOf = ({ area, kind, force, name }: { area: string; kind: string; force?: string | null; name: string }): string => [area, kind, force ?? '', kind === 'LEADER' || kind === 'HEAD' ? '' : name].join('|');

/** Posts of a CSV text and what is wrong with each row, in both languages. */
export function readPosts(csv: string): PostReading {
  const table = csvRows(csv);
  const whole = (total: number, ...errors: ImportNote[]): PostReading => ({ total, rows: [], errors });
  if (!table) return whole(0, note('', 'csv.quote', '有引号没有闭合', 'a quoted field is never closed'));
  const [heading, ...body] = table;
  if (!heading || body.length === 0) return whole(0, note('', 'file.empty', '文件中没有数据行', 'the file has no rows'));
  if (body.length > MOST_ROWS) return whole(body.length, note('', 'file.rows', `文件有${body.length}行，一次最多${MOST_ROWS}行`, `${body.length} rows: at most ${MOST_ROWS} at a time`));
  const fields = heading.cells.map((h) => (HEADINGS as Record<string, Field>)[h.toLowerCase()]);
  const known = [...new Set(Object.values(HEADINGS))].join(', ');
  const faults = [
    ...heading.cells.flatMap((h, i) => (fields[i] ? [] : [note(`row ${heading.row}, column ${i + 1}`, 'column.unknown', `“${h.slice(0, 40)}”不是已知列：${known}`, `"${h.slice(0, 40)}" is no known column: ${known}`)])),
    ...NEEDED.filter((f) => !fields.includes(f)).map((f) => note(`row ${heading.row}`, 'column.missing', `缺少列 ${f}`, `the column ${f} is missing`)),
  ];
  if (faults.length > 0) return whole(body.length, ...faults);
  const reading: PostReading = { total: body.length, rows: [], errors: [] };
  const seen = new Map<string, number>();
  for (const { row, cells } of body) {
    const path = (field?: Field): string => `row ${row}${field ? `, column ${field}` : ''}`;
    const cell = (field: Field): string => cells[fields.indexOf(field)] ?? '';
    const post = postOf(cell, path);
    const errors = cells.length > fields.length ? [note(path(), 'row.cells', `该行有${cells.length}格，表头只有${fields.length}列`, `${cells.length} cells under ${fields.length} headings`)] : formFaults(post);
    const first = seen.get(seatOf(post));
    if (errors.length === 0 && first) errors.push(note(path(), 'post.twice', `与第${first}行是同一岗位`, `the same post as row ${first}`));
    seen.set(seatOf(post), first ?? row);
    if (errors.length === 0) reading.rows.push(post);
    reading.errors.push(...errors);
  }
  return reading;
}

/** A user name or id, alone or in brackets behind the name that people read: `示例甲（grid-561）`. */
const personOf = (cell: string): string => (/[（(]\s*([^（()）]+?)\s*[)）]$/.exec(cell)?.[1] ?? cell).toLowerCase();

function postOf(cell: (field: Field) => string, path: PostRow['path']): PostRow {
  const force = FORCE_WORDS[cell('force')] ?? cell('force').toUpperCase();
  const [site, holder, deputy] = [cell('site'), personOf(cell('holder')), personOf(cell('deputy'))];
  return {
    path, area: cell('area'), kind: KIND_WORDS[cell('kind')] ?? cell('kind').toUpperCase(), name: cell('name'), nameEn: cell('nameEn') || cell('name'),
    ...(force ? { force } : {}), ...(site ? { site } : {}), ...(holder ? { holder } : {}), ...(deputy ? { deputy } : {}),
  };
}

function formFaults({ path, area, kind, force, name, nameEn }: PostRow): ImportNote[] {
  const faults: ImportNote[] = [];
  const add = (field: Field, reason: string, zh: string, en: string): void => { faults.push(note(path(field), reason, zh, en)); };
  if (!areaKind(area)) add('area', 'code.form', `“${area.slice(0, 40)}”不是6、9、12、15或18位编码`, `"${area.slice(0, 40)}" is no code of 6, 9, 12, 15 or 18 digits`);
  if (!(POST_KINDS as readonly string[]).includes(kind)) add('kind', 'kind.unknown', `岗位应为 ${Object.keys(KIND_WORDS).join('、')} 或 ${POST_KINDS.join('、')}`, `one of ${POST_KINDS.join(', ')}`);
  if (force && !(FORCES as readonly string[]).includes(force)) add('force', 'force.unknown', `力量应为 ${Object.keys(FORCE_WORDS).join('、')} 或 ${FORCES.join('、')}`, `one of ${FORCES.join(', ')}`);
  if (name === '') add('name', 'name.missing', '缺少名称', 'the name is missing');
  if (name.length > 200 || nameEn.length > 200) add('name', 'name.long', '名称超过200字', 'a name has at most 200 characters');
  return faults;
}
