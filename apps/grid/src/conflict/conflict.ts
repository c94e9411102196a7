import { Refusal } from '@xunling/platform';

export type ClaimOfSite = 'closed' | 'open';
export type Source = 'execution' | 'verification' | 'patrol' | 'statement';
/** What a person said of a site, and from which place in the tree. */
export interface Statement { id: string; siteId: string; measureId?: string; area: string; claim: ClaimOfSite; source: Source; by: string; /** Area of the person's own grant. */ place: string; at: string; receivedAt: string; note?: string }
export interface Conflict { id: string; siteId: string; area: string; state: 'open' | 'settled'; owner: string; openedAt: string; version: number }

/** Clocks of two devices may differ by this much (C10). */
const SKEW_MS = 5 * 60_000;
/** What somebody saw holds for this long; what was executed holds until it is lifted or sent back. */
const SEEN_MS = 30 * 60_000;

/** True where one says closed, another at a time when that held says people get through. First open, then closed is how it should go and no contradiction. */
export function contradicts(a: Statement, b: Statement): boolean {
  if (a.claim === b.claim || a.by === b.by) return false;
  const [shut, open] = a.claim === 'closed' ? [a, b] : [b, a];
  const from = Date.parse(shut.at);
  const seen = Date.parse(open.at);
  const until = shut.source === 'execution' || shut.source === 'verification' ? Infinity : from + SEEN_MS;
  return seen >= from - SKEW_MS && seen <= until + SKEW_MS;
}

/** The lowest area whose officer stands above both: their street where both stand below one, else the zone. */
export function superiorOf(one: string, other: string): string {
  const street = one.slice(0, 9);
  return one.length > 9 && other.length > 9 && other.startsWith(street) ? street : one.slice(0, 6);
}

/** Decides whether this person settles. @throws Refusal state.conflict, conflict.not-superior */
export function settle(conflict: Conflict, parties: readonly string[], by: string, above: boolean): Conflict {
  if (conflict.state === 'settled') throw new Refusal('state.conflict', { state: 'settled', allowed: [] });
  if (!above || parties.includes(by)) throw new Refusal('conflict.not-superior');
  return { ...conflict, state: 'settled', version: conflict.version + 1 };
}
