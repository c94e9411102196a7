import type { Seat } from '@xunling/contracts';
import { AHEAD_MS, gapsIn, type Span } from '../roster/roster.js';
import type { SeatState } from '../seat/seat.js';

/** A seat may be vacant this long before it is an alarm (C8). */
export const VACANT_MS = 10 * 60_000;
export type StaffingKind = 'seat-vacant' | 'two-key-posts' | 'roster-gap';
export type KeyPostName = Seat | 'duty-officer';
/** What is wrong with who holds what; `about` names it, so that it is raised once. */
export interface Trouble { kind: StaffingKind; about: string; zone: string; since: Date; until?: Date; userId?: string; posts: KeyPostName[] }
/** The roster of one area: since when it keeps shifts, the end of the last one before now, and those of the next 48 hours. */
export interface Cover { zone: string; first: Date; before?: Date; shifts: Span[] }
export interface Staff { zone: string; seats: readonly SeatState[]; dutyOfficer?: string; covers: readonly Cover[] }

/** Everything that is wrong at an instant, each once. */
export function troublesAt({ zone, seats, dutyOfficer, covers }: Staff, at: Date): Trouble[] {
  const vacant = seats.filter((s) => !s.holder && at.getTime() - s.since.getTime() >= VACANT_MS)
    .map((s): Trouble => ({ kind: 'seat-vacant', about: s.seat, zone, since: s.since, posts: [s.seat] }));
  const posts = new Map<string, KeyPostName[]>();
  const hold = (userId: string | undefined, post: KeyPostName): void => { if (userId) posts.set(userId, [...(posts.get(userId) ?? []), post]); };
  for (const s of seats) hold(s.holder?.userId, s.seat);
  hold(dutyOfficer, 'duty-officer');
  const double = [...posts].filter(([, held]) => held.length > 1).map(([userId, held]): Trouble => ({ kind: 'two-key-posts', about: userId, zone, since: at, userId, posts: held }));
  const gaps = covers.flatMap((c) => {
    const until = new Date(at.getTime() + AHEAD_MS);
    const begun = c.first <= at;
    if (!begun && c.first >= until) return [];
    return gapsIn(c.shifts, { from: begun ? at : c.first, until }, begun ? c.before : undefined)
      .map((g): Trouble => ({ kind: 'roster-gap', about: g.from.toISOString(), zone: c.zone, since: g.from, ...(g.until < until ? { until: g.until } : {}), posts: ['duty-officer'] }));
  });
  return [...vacant, ...double, ...gaps];
}

export const keyOf = (t: Pick<Trouble, 'zone' | 'kind' | 'about'>): string => `${t.zone}|${t.kind}|${t.about}`;
/** What is new and is raised, what is over and is cleared; what is known stays as it is. */
export function settle<K extends Pick<Trouble, 'zone' | 'kind' | 'about'>>(known: readonly K[], now: readonly Trouble[]): { raise: Trouble[]; clear: K[] } {
  const [old, fresh] = [new Set(known.map(keyOf)), new Set(now.map(keyOf))];
  return { raise: now.filter((t) => !old.has(keyOf(t))), clear: known.filter((k) => !fresh.has(keyOf(k))) };
}
