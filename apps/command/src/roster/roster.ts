import { impossible, Refusal } from '@xunling/platform';
import type { Person } from '../seat/seat.js';

/** The officer on duty and at least three ordered alternates. */
export const OFFICERS_MIN = 4;
/** A gap is alarmed this long ahead. */
export const AHEAD_MS = 48 * 3_600_000;
/** A shift longer than this is no shift. */
const SHIFT_MAX_MS = 7 * 24 * 3_600_000;

/** A published shift of an area; from is part of it, until is not. */
export interface Shift { id: string; zone: string; officers: Person[]; from: Date; until: Date }
export interface Span { from: Date; until: Date }

const overlap = (a: Span, b: Span): boolean => a.from < b.until && b.from < a.until;

/**
 * Decides whether these shifts can stand beside those published: long enough, staffed, no clash. `others` are the published ones that overlap any of them, of every area.
 * @throws Refusal input.impossible, roster.alternates, roster.clash with the shift and what it clashes with
 */
export function mayPublish(shifts: readonly Shift[], others: readonly Shift[], at: Date): void {
  shifts.forEach((shift, i) => {
    if (shift.until <= shift.from) throw impossible(`shifts.${i}.until`, 'before-from', 'ends before it begins');
    if (shift.until <= at) throw impossible(`shifts.${i}.until`, 'past', 'is over already');
    if (shift.until.getTime() - shift.from.getTime() > SHIFT_MAX_MS) throw impossible(`shifts.${i}.until`, 'too-long', 'a shift lasts at most seven days');
    const people = shift.officers.map((o) => o.userId);
    if (people.length < OFFICERS_MIN) throw new Refusal('roster.alternates', { detail: `${shift.from.toISOString()}: ${Math.max(people.length - 1, 0)} alternates` });
    const twice = people.find((id, n) => people.indexOf(id) !== n);
    if (twice) throw clash(shift, shift, twice);
    for (const other of [...others, ...shifts.slice(0, i)]) {
      if (!overlap(shift, other)) continue;
      const person = people.find((id) => other.officers.some((o) => o.userId === id));
      if (other.zone === shift.zone || person) throw clash(shift, other, person);
    }
  });
}

function clash(shift: Shift, other: Shift, userId: string | undefined): Refusal {
  const span = (s: Shift): object => ({ id: s.id, zone: s.zone, from: s.from.toISOString(), until: s.until.toISOString() });
  return new Refusal('roster.clash', { state: 'published', allowed: ['withdraw'], extra: { shift: span(shift), clashes: span(other), ...(userId ? { userId } : {}) } });
}

/** Parts of the span that no shift covers, in order; the first one begins at `before`, the end of the shift before the span, where the span begins in a gap. */
export function gapsIn(shifts: readonly Span[], span: Span, before?: Date): Span[] {
  const gaps: Span[] = [];
  let covered = span.from;
  for (const shift of [...shifts].sort((a, b) => a.from.getTime() - b.from.getTime())) {
    if (shift.from >= span.until) break;
    if (shift.from > covered) gaps.push({ from: covered, until: shift.from });
    if (shift.until > covered) covered = shift.until;
  }
  if (covered < span.until) gaps.push({ from: covered, until: span.until });
  return gaps.map((g) => (g.from === span.from && before ? { ...g, from: before } : g));
}
