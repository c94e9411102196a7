import { impossible, Refusal } from '@xunling/platform';

/** Whence and whither goods went. Every entry has the depot on one side, so that what lies there is the sum of its entries. */
export type Account = 'DEPOT' | 'OPENING' | 'SURPLUS' | 'LOSS';
export interface Entry { item: string; quantity: number; from: Account; to: Account }
/** One item as it was found; `difference` is absent where nobody had counted it before. */
export interface Counted { item: string; unit: string; quantity: number; difference?: number }
export interface Found { item: string; quantity: number; unit: string }

/** Kept to a thousandth, as the books are. */
const THOUSAND = 1000;
const whole = (n: number): boolean => Math.abs(n * THOUSAND - Math.round(n * THOUSAND)) < 1e-6;
const minus = (a: number, b: number): number => (Math.round(a * THOUSAND) - Math.round(b * THOUSAND)) / THOUSAND;

/** Only who keeps a depot says what lies in it. @throws Refusal not-addressee */
export function mayCount(depot: { keeperId?: string | null; deputyId?: string | null }, by: string): void {
  if (depot.keeperId !== by && depot.deputyId !== by) throw new Refusal('not-addressee');
}

/**
 * What a count makes of the books: the first is what they open with, each later one is set right by what was found over or short. What was found as it
 * stands in the books makes no entry and is counted all the same. @throws Refusal input.impossible
 */
export function count(books: ReadonlyMap<string, number>, units: ReadonlyMap<string, string>, found: readonly Found[]): { entries: Entry[]; lines: Counted[] } {
  const entries: Entry[] = [];
  const lines = found.map(({ item, quantity, unit }, i): Counted => {
    const asked = units.get(item);
    if (asked === undefined) throw impossible(`lines[${i}].item`, 'unknown', `${item} is no listed item`);
    if (asked !== unit) throw impossible(`lines[${i}].unit`, 'unit', `${item} is counted in ${asked}`);
    if (!(quantity >= 0)) throw impossible(`lines[${i}].quantity`, 'negative', 'nothing can lie there less than nothing');
    if (!whole(quantity)) throw impossible(`lines[${i}].quantity`, 'decimals', 'at most three decimals');
    if (found.findIndex((f) => f.item === item) < i) throw impossible(`lines[${i}].item`, 'repeated', `${item} is counted twice`);
    const before = books.get(item);
    const difference = minus(quantity, before ?? 0);
    if (difference > 0) entries.push({ item, quantity: difference, from: before === undefined ? 'OPENING' : 'SURPLUS', to: 'DEPOT' });
    if (difference < 0) entries.push({ item, quantity: -difference, from: 'DEPOT', to: 'LOSS' });
    return { item, unit, quantity, ...(before === undefined ? {} : { difference }) };
  });
  return { entries, lines };
}
