import { VULNERABLE } from '@xunling/contracts';
import { MOST_IMPORTED } from '@xunling/contracts/classes';
import type { CsvRow } from '../csv.js';

export interface NewHousehold { code: string; area: string; siteId?: string | undefined; head: string; phone: string; address: string; needs?: string | undefined; persons: { name: string; vulnerable: string[] }[] }
export interface CsvFault { path: string; reason: string; message: string }

/** What a list says that cannot be read as one. */
export const unreadable: CsvFault = { path: 'row 1', reason: 'quote', message: 'a quoted field is never closed' };

const COLUMNS = ['户编号', '网格代码', '户主', '电话', '住址', '姓名', '类别', '需求'] as const;
/** Characters per column; codes and kinds are held to their own words. */
const MOST = [40, Infinity, 80, 40, 200, 80, Infinity, 1000] as const;
const WORDS: Record<string, string> = { 老: 'ELDERLY', 弱: 'FRAIL', 病: 'SICK', 残: 'DISABLED', 幼: 'CHILD', 孕: 'PREGNANT', 独居: 'ALONE' };

/**
 * Households out of a list with one line per person: 户编号,网格代码,户主,电话,住址,姓名,类别,需求. A first line of these headings is skipped; lines of one
 * household stand anywhere and agree on the grid. What a line of a known household leaves empty is as the first one said it.
 * @param may whether the caller may put a household there: undefined = yes, else the reason
 * @returns the households, or every fault with row and column
 */
export function readHouseholds(lines: readonly CsvRow[] | undefined, may: (area: string) => string | undefined, known: ReadonlySet<string>): { households: NewHousehold[]; faults: CsvFault[] } {
  const faults: CsvFault[] = [];
  const households = new Map<string, NewHousehold>();
  if (!lines) return { households: [], faults: [unreadable] };
  const body = lines[0]?.cells[0] === COLUMNS[0] ? lines.slice(1) : lines;
  if (body.length === 0) faults.push({ path: 'row 1', reason: 'empty', message: 'the list is empty' });
  const beyond = body[MOST_IMPORTED];
  if (beyond) return { households: [], faults: [{ path: `row ${beyond.row}`, reason: 'too-many', message: `${body.length} persons; at most ${MOST_IMPORTED} in one file` }] };
  for (const { row, cells } of body) {
    const fault = (column: number, reason: string, message: string): void => { faults.push({ path: `row ${row}, column ${column + 1} ${COLUMNS[column]}`, reason, message }); };
    if (cells.length > COLUMNS.length) { faults.push({ path: `row ${row}`, reason: 'columns', message: `${cells.length} columns, at most ${COLUMNS.length}` }); continue; }
    const [code = '', area = '', head = '', phone = '', address = '', name = '', kinds = '', needs = ''] = cells;
    const before = households.get(code);
    for (let i = 0; i < cells.length; i++) if (cells[i]!.length > MOST[i]!) fault(i, 'too-long', `at most ${MOST[i]} characters`);
    if (!code) fault(0, 'required', 'every person belongs to a household');
    else if (known.has(code)) fault(0, 'duplicate', `${code} is on the register already`);
    if (!name) fault(5, 'required', 'a person has a name');
    if (before ? area !== '' && area !== before.area : !/^\d{15}$/.test(area)) fault(1, before ? 'differs' : 'grid', before ? `${code} lies in ${before.area}` : 'a grid code has 15 digits');
    else if (!before) { const why = may(area); if (why) fault(1, why, why === 'unknown' ? `there is no grid ${area}` : `${area} lies outside your line`); }
    if (!before) { if (!head) fault(2, 'required', 'a household has a head'); if (!/^[\d\-+ ]{3,40}$/.test(phone)) fault(3, 'phone', 'digits, spaces, + and - only'); if (!address) fault(4, 'required', 'an address is needed to knock at the door'); }
    const vulnerable = kinds === '' ? [] : kinds.split(/[、;；/\s]+/).filter(Boolean).map((k) => WORDS[k] ?? k.toUpperCase());
    const strange = vulnerable.filter((v) => !(VULNERABLE as readonly string[]).includes(v));
    if (strange.length > 0) fault(6, 'unknown', `no such kind: ${strange.join(', ')}; one of ${Object.keys(WORDS).join('、')}`);
    const household = before ?? { code, area, head, phone, address, ...(needs ? { needs } : {}), persons: [] };
    household.persons.push({ name, vulnerable: [...new Set(vulnerable)] });
    if (household.persons.length === 501) fault(5, 'too-many', 'at most 500 persons in one household');
    households.set(code, household);
  }
  return { households: [...households.values()], faults };
}
