/** What a report's words say of its place: numbered things (3号楼, 2单元) and names (京广路隧道). */
export interface Places { numbered: Map<string, Set<number>>; named: Set<string> }

const DIGITS: Record<string, number> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
/** 1 to 99, in either script. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const [tens, ones] = text.includes('十') ? text.split('十') : ['0', text];
  return (tens === '' ? 1 : (DIGITS[tens!] ?? 0)) * 10 + (DIGITS[ones!] ?? 0);
}

const NUMBERED = /(\d{1,3}|[一二两三四五六七八九十]{1,3})(号楼|号院|号?单元|号?栋|号[\u4e00-\u9fff]{1,3})/g;
/** A building is one, whatever it is called. */
const unitOf = (word: string): string => (/[楼栋]$/.test(word) ? '楼' : word.replace(/^号/, '').slice(0, 2));
const NAMED = /([\u4e00-\u9fff]{2})(?:路|街|大道)?(隧道|立交|小区|大道|涵洞|[路街桥河村])/g;
/** Words that stand before such a noun and name nothing. */
const NO_NAME = /[的在了里有进被从到个条座下过整这那都]|积水|门口|一段|马路|公路|道路|水/;

export function placesIn(text: string): Places {
  const numbered = new Map<string, Set<number>>();
  for (const [, number, word] of text.matchAll(NUMBERED)) {
    const unit = unitOf(word!);
    numbered.set(unit, (numbered.get(unit) ?? new Set()).add(numberOf(number!)));
  }
  return { numbered, named: new Set([...text.matchAll(NAMED)].filter(([, name]) => !NO_NAME.test(name!)).map(([, name]) => name!)) };
}

const shares = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean => [...a].some((x) => b.has(x));

/** Whether two reports name the same place, two different ones, or leave it open: a number that differs says more than a name that agrees. */
export function placesAgree(a: Places, b: Places): boolean | undefined {
  const units = [...a.numbered].flatMap(([unit, numbers]) => { const other = b.numbered.get(unit); return other ? [shares(numbers, other)] : []; });
  if (units.includes(false)) return false;
  if (units.length > 0 || shares(a.named, b.named)) return true;
  return undefined;
}

/** The same again after it was over is another need. */
export const saysAgain = (text: string): boolean => /再|又/.test(text);
