import { VULNERABLE } from '@xunling/contracts';
import { MOST_IMPORTED } from '@xunling/contracts/classes';
import type { CsvRow } from '../csv.js';

export interface NewHousehold { code: string; area: string; siteId?: string | undefined; head: string; phone: string; address: string; needs?: string | undefined; persons: { name: string; vulnerable: string[] }[] }
export interface CsvFault { path: string; reason: string; message: string; messageZh: string }
/** What of the registers a list is held to. */
export interface Known {
  /** Whether the caller may put a household there: undefined = yes, else the reason. */
  may: (area: string) => 'unknown' | 'outside' | undefined;
  codes: ReadonlySet<string>;
  /** Sites of a name, or with that id, over the place of a household. */
  sites: (word: string, area: string) => readonly string[];
}

/** What a list says that cannot be read as one. */
export const unreadable: CsvFault = { path: 'row 1', reason: 'quote', messageZh: '引号没有闭合', message: 'a quoted field is never closed' };
export const empty: CsvFault = { path: 'row 1', reason: 'empty', messageZh: '名单为空', message: 'the list is empty' };

const COLUMNS = ['户编号', '网格代码', '户主', '电话', '住址', '姓名', '类别', '需求', '点位'] as const;
/** Characters per column; codes and kinds are held to their own words. */
const MOST = [40, Infinity, 80, 40, 200, 80, Infinity, 1000, 200] as const;
const WORDS: Record<string, string> = { 老: 'ELDERLY', 弱: 'FRAIL', 病: 'SICK', 残: 'DISABLED', 幼: 'CHILD', 孕: 'PREGNANT', 独居: 'ALONE' };
const KINDS = Object.keys(WORDS).join('、');

/**
 * Households out of a list with one line per person: 户编号,网格代码,户主,电话,住址,姓名,类别,需求,点位. A first line of these headings is skipped; lines of one
 * household stand anywhere and agree on the grid. What a line of a known household leaves empty is as the first one said it. 点位 is the name or the id of the
 * site they live in (a care home), and may be absent.
 * @returns the households, or every fault with row and column
 */
export function readHouseholds(lines: readonly CsvRow[] | undefined, known: Known): { households: NewHousehold[]; faults: CsvFault[] } {
  const faults: CsvFault[] = [];
  const households = new Map<string, NewHousehold>();
  if (!lines) return { households: [], faults: [unreadable] };
  const body = lines[0]?.cells[0] === COLUMNS[0] ? lines.slice(1) : lines;
  if (body.length === 0) faults.push(empty);
  const beyond = body[MOST_IMPORTED];
  if (beyond) return { households: [], faults: [{ path: `row ${beyond.row}`, reason: 'too-many', messageZh: `共 ${body.length} 人；一个文件最多 ${MOST_IMPORTED} 人`, message: `${body.length} persons; at most ${MOST_IMPORTED} in one file` }] };
  for (const { row, cells } of body) {
    const fault = (column: number, reason: string, messageZh: string, message: string): void => { faults.push({ path: `row ${row}, column ${column + 1} ${COLUMNS[column]}`, reason, messageZh, message }); };
    if (cells.length > COLUMNS.length) { faults.push({ path: `row ${row}`, reason: 'columns', messageZh: `有 ${cells.length} 列，最多 ${COLUMNS.length} 列`, message: `${cells.length} columns, at most ${COLUMNS.length}` }); continue; }
    const [code = '', area = '', head = '', phone = '', address = '', name = '', kinds = '', needs = '', place = ''] = cells;
    const before = households.get(code);
    for (let i = 0; i < cells.length; i++) if (cells[i]!.length > MOST[i]!) fault(i, 'too-long', `最多 ${MOST[i]} 个字`, `at most ${MOST[i]} characters`);
    if (!code) fault(0, 'required', '每个人都属于一户', 'every person belongs to a household');
    else if (known.codes.has(code)) fault(0, 'duplicate', `${code} 已在册`, `${code} is on the register already`);
    if (!name) fault(5, 'required', '须有姓名', 'a person has a name');
    if (before ? area !== '' && area !== before.area : !/^\d{15}$/.test(area)) fault(1, before ? 'differs' : 'grid', before ? `${code} 在网格 ${before.area}` : '网格代码为 15 位数字', before ? `${code} lies in ${before.area}` : 'a grid code has 15 digits');
    else if (!before) { const why = known.may(area); if (why) fault(1, why, why === 'unknown' ? `没有网格 ${area}` : `${area} 不在您的条线内`, why === 'unknown' ? `there is no grid ${area}` : `${area} lies outside your line`); }
    if (!before) {
      if (!head) fault(2, 'required', '须有户主', 'a household has a head');
      if (!/^[\d\-+ ]{3,40}$/.test(phone)) fault(3, 'phone', '只能是数字、空格、+ 和 -', 'digits, spaces, + and - only');
      if (!address) fault(4, 'required', '须有住址，才能上门', 'an address is needed to knock at the door');
    }
    const vulnerable = kinds === '' ? [] : kinds.split(/[、;；/\s]+/).filter(Boolean).map((k) => WORDS[k] ?? k.toUpperCase());
    const strange = vulnerable.filter((v) => !(VULNERABLE as readonly string[]).includes(v));
    if (strange.length > 0) fault(6, 'unknown', `没有类别“${strange.join('、')}”；可用：${KINDS}`, `no such kind: ${strange.join(', ')}; one of ${KINDS}`);
    const [siteId, second] = place === '' ? [] : known.sites(place, before?.area ?? area);
    if (place !== '' && !siteId) fault(8, 'unknown', `该处没有点位“${place}”`, `there is no site “${place}” there`);
    else if (second) fault(8, 'double', `“${place}”不止一处，请填点位编号`, `“${place}” is more than one site: give its id`);
    else if (before && siteId && siteId !== before.siteId) fault(8, 'differs', `${code} 的点位前后不一`, `${code} was said to live elsewhere`);
    const household = before ?? { code, area, ...(siteId ? { siteId } : {}), head, phone, address, ...(needs ? { needs } : {}), persons: [] };
    household.persons.push({ name, vulnerable: [...new Set(vulnerable)] });
    if (household.persons.length === 501) fault(5, 'too-many', '一户最多 500 人', 'at most 500 persons in one household');
    households.set(code, household);
  }
  return { households: [...households.values()], faults };
}
