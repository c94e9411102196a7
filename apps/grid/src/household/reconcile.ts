import { AT_RISK_SITES } from '@xunling/contracts';
import { csvRows } from '../csv.js';
import { empty, unreadable, type CsvFault } from './import.js';

export interface Place { kind: string; name: string; area: string; siteId?: string; source?: string; /** Of the register: an evacuation plan is recorded. */ planned?: boolean }
export interface Gap { gap: 'missing-here' | 'missing-there' | 'double' | 'no-plan'; kind: string; name: string; area: string; siteId?: string; source?: string }

/** Two names are one place where they differ only in spaces, width, brackets and case. */
export const nameKey = (name: string): string => name.normalize('NFKC').replace(/[（(][^（()）]*[)）]/g, '').replace(/[\s·\-—_.，,、]/g, '').toLowerCase();
const keyOf = (p: Place): string => `${p.kind}|${p.area.slice(0, 9)}|${nameKey(p.name)}`;

/**
 * The register of places against outside lists, kind and street by kind and street.
 * A place is missing there only where an outside list covers its kind and street: no list says nothing.
 */
export function reconcile(register: readonly Place[], outside: readonly Place[]): Gap[] {
  const here = new Map<string, Place[]>(), there = new Map<string, Place[]>();
  for (const p of register) here.set(keyOf(p), [...(here.get(keyOf(p)) ?? []), p]);
  for (const p of outside) there.set(keyOf(p), [...(there.get(keyOf(p)) ?? []), p]);
  const covered = new Set(outside.map((p) => `${p.kind}|${p.area.slice(0, 9)}`));
  const gaps: Gap[] = [];
  const add = (gap: Gap['gap'], { planned: _planned, ...p }: Place): void => { gaps.push({ gap, ...p }); };
  for (const [key, [first]] of there) if (!here.has(key)) add('missing-here', first!);
  for (const [key, [first]] of here) if (!there.has(key) && covered.has(key.split('|').slice(0, 2).join('|'))) add('missing-there', first!);
  for (const places of here.values()) if (places.length > 1) add('double', places[1]!);
  for (const places of there.values()) { const [first] = places; if (places.some((p, i) => places.findIndex((q) => q.source === p.source) < i)) add('double', first!); }
  for (const p of register) if (!p.planned) add('no-plan', p);
  return gaps;
}

const COLUMNS = ['类别', '名称', '区域代码'] as const;
const WORDS: Record<string, string> = { 养老院: 'CARE_HOME', 学校: 'SCHOOL', 医院: 'HOSPITAL', 工地: 'CONSTRUCTION_SITE', 地下空间: 'UNDERGROUND_SPACE' };

/** Places of an outside list: 类别,名称,区域代码; a first line of headings is skipped. Answers the places, or every fault with row and column. */
export function readPlaces(csv: string, scope: string): { places: Place[]; faults: CsvFault[] } {
  const faults: CsvFault[] = [];
  const lines = csvRows(csv);
  if (!lines) return { places: [], faults: [unreadable] };
  const body = lines[0]?.cells[0] === COLUMNS[0] ? lines.slice(1) : lines;
  if (body.length === 0) faults.push(empty);
  const places = body.map(({ row, cells: [word = '', name = '', area = ''] }): Place => {
    const fault = (column: number, reason: string, messageZh: string, message: string): void => { faults.push({ path: `row ${row}, column ${column + 1} ${COLUMNS[column]}`, reason, messageZh, message }); };
    const kind = WORDS[word] ?? word.toUpperCase();
    if (!(AT_RISK_SITES as readonly string[]).includes(kind)) fault(0, 'unknown', `类别须为：${Object.keys(WORDS).join('、')}`, `one of ${Object.keys(WORDS).join('、')}`);
    if (!name || name.length > 200) fault(1, 'required', '须有名称，最多 200 个字', 'a place has a name of at most 200 characters');
    if (!/^\d{9}(\d{3}){0,2}$/.test(area)) fault(2, 'area', '须为街道、社区或网格代码', 'a street, community or grid code');
    else if (!area.startsWith(scope)) fault(2, 'outside', `${area} 不在 ${scope} 范围内`, `${area} lies outside ${scope}`);
    return { kind, name, area };
  });
  return { places, faults };
}
