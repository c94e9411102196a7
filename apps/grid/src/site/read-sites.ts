import { areaKind, SITE_KINDS, type SiteKind } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import { csvRows } from '../csv.js';
import { draftSite, publishSite, type Site, type Wish } from './site.js';

export interface Fault { row: number; column: string; reason: string; message: string; messageZh: string }
type Say = (column: string, reason: string, messageZh: string, message: string) => void;
export interface ReadRow { row: number; site: Site }
const COLUMNS = ['area', 'name', 'nameEn', 'kind', 'lon', 'lat', 'datum', 'owner', 'closeAtCm', 'clearAtCm', 'closureDistanceM', 'sensors', 'evacuationPlan', 'contactName', 'contactPhone'] as const;
const NEEDED = ['area', 'name', 'kind', 'lon', 'lat', 'datum'] as const;
type Column = (typeof COLUMNS)[number];
const SENSOR = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/;
/** More rows are several files. */
export const MOST_ROWS = 5000;

/**
 * Sites of a CSV text and every fault in it. Rows count as a spreadsheet shows them.
 * @param id makes the id of a new site @param publish whether they are to be complete
 */
export function readSites(csv: string, publish: boolean, id: () => string): { rows: number; sites: ReadRow[]; faults: Fault[] } {
  const table = csvRows(csv);
  if (!table) return { rows: 0, sites: [], faults: [{ row: 0, column: '', reason: 'quote', messageZh: '引号没有闭合', message: 'a quoted field is never closed' }] };
  const [heading, ...body] = table;
  const head = heading?.cells ?? [];
  const faults: Fault[] = [];
  for (const h of head) if (!COLUMNS.includes(h as Column)) faults.push({ row: 1, column: h.slice(0, 60), reason: 'unknown-column', messageZh: `可用的列：${COLUMNS.join('、')}`, message: `known columns: ${COLUMNS.join(', ')}` });
  for (const h of NEEDED) if (!head.includes(h)) faults.push({ row: 1, column: h, reason: 'missing-column', messageZh: `缺少 ${h} 列`, message: `the column ${h} is missing` });
  if (body.length === 0) faults.push({ row: 1, column: '', reason: 'empty', messageZh: '没有数据行', message: 'there are no rows' });
  if (body.length > MOST_ROWS) faults.push({ row: MOST_ROWS + 2, column: '', reason: 'too-many', messageZh: `一次最多 ${MOST_ROWS} 行`, message: `at most ${MOST_ROWS} rows at a time` });
  if (faults.length > 0) return { rows: body.length, sites: [], faults };
  const seen = new Map<string, number>();
  const sites: ReadRow[] = [];
  body.forEach(({ row, cells }) => {
    const say: Say = (column, reason, messageZh, message) => { faults.push({ row, column, reason, messageZh, message }); };
    if (cells.length > head.length) say('', 'cells', `有 ${cells.length} 格，表头只有 ${head.length} 列`, `${cells.length} cells under ${head.length} headings`);
    const wish = wishOf((column) => cells[head.indexOf(column)] ?? '', say);
    if (!wish) return;
    const key = `${wish.area}|${wish.kind}|${wish.name}`;
    if (seen.has(key)) { say('name', 'twice', `与第 ${seen.get(key)} 行是同一点位`, `the same site as row ${seen.get(key)}`); return; }
    seen.set(key, row);
    try {
      const site = draftSite(id(), wish);
      if (publish) publishSite(site);
      sites.push({ row, site });
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      for (const e of problem.body.errors ?? []) say(e.path, e.reason, e.messageZh ?? e.message, e.message);
    }
  });
  return { rows: body.length, sites, faults };
}

/** One row as a wish, or nothing where it has faults. */
function wishOf(cell: (column: Column) => string, say: Say): Wish | undefined {
  let sound = true;
  const fault = (column: Column, reason: string, messageZh: string, message: string): undefined => { sound = false; say(column, reason, messageZh, message); return undefined; };
  for (const column of NEEDED) if (cell(column) === '') fault(column, 'missing', `${column} 为空`, `${column} is empty`);
  const number = (column: Column, min: number, max: number, whole: boolean): number | undefined => {
    const text = cell(column);
    if (text === '') return undefined;
    const value = Number(text);
    return Number.isFinite(value) && value >= min && value <= max && (!whole || Number.isInteger(value)) ? value : fault(column, 'number', `“${text.slice(0, 40)}”不是 ${min} 到 ${max} 的${whole ? '整数' : '数'}`, `"${text.slice(0, 40)}" is no ${whole ? 'whole ' : ''}number from ${min} to ${max}`);
  };
  const text = (column: Column, most: number): string | undefined => (cell(column).length > most ? fault(column, 'length', `超过 ${most} 个字`, `longer than ${most} characters`) : cell(column) || undefined);
  const one = <T extends string>(column: Column, of: readonly T[]): T | undefined => (of.includes(cell(column) as T) ? (cell(column) as T) : cell(column) === '' ? undefined : fault(column, 'one-of', `须为 ${of.join('、')} 之一`, `one of ${of.join(', ')}`));
  const area = cell('area');
  if (area && (!areaKind(area) || area.length < 9)) fault('area', 'code', '区域代码为 9、12、15 或 18 位', 'an area code has 9, 12, 15 or 18 digits');
  const sensors = cell('sensors').split(';').map((s) => s.trim()).filter((s) => s !== '');
  if (sensors.length > 20 || sensors.some((s) => !SENSOR.test(s))) fault('sensors', 'id', '站点编号，最多 20 个，用 ; 分隔', 'station ids, at most 20, apart by ;');
  const plan = one('evacuationPlan', ['true', 'false', 'yes', 'no', '是', '否']);
  const [contact, phone] = [text('contactName', 80), text('contactPhone', 40)];
  if (!contact !== !phone) fault(contact ? 'contactPhone' : 'contactName', 'missing', '联系人须有姓名和电话', 'a contact has a name and a number');
  const [name, nameEn, kind, lon, lat, datum] = [text('name', 200), text('nameEn', 200), one<SiteKind>('kind', SITE_KINDS), number('lon', -180, 180, false), number('lat', -90, 90, false), one('datum', ['WGS84', 'GCJ02'] as const)];
  const rest = { nameEn, owner: text('owner', 200), closeAtCm: number('closeAtCm', 0, 2000, true), clearAtCm: number('clearAtCm', 0, 2000, true), closureDistanceM: number('closureDistanceM', 0, 5000, true) };
  if (!sound) return undefined;
  return {
    area, name: name!, kind: kind!, position: { lon: lon!, lat: lat! }, datum: datum!, sensors, evacuationPlan: plan === 'true' || plan === 'yes' || plan === '是',
    contacts: contact && phone ? [{ name: contact, phone }] : [], ...Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== undefined)),
  };
}
