import type { RosterCover } from '@xunling/contracts/classes';
import { dateOf } from './time.js';

export interface Segment { kind: 'shift' | 'gap' | 'standing'; from: number; until: number; /** Percent of the day. */ left: number; width: number; officers: string[] }
export interface RosterDay { date: string; segments: Segment[] }

const DAY = 24 * 3_600_000;
/** Midnight in Beijing, which keeps one offset all year. */
const midnight = (at: number): number => Date.parse(`${dateOf(at)}T00:00:00+08:00`);

/** The days of a cover, each cut into what is on: shifts, gaps, and the standing roster where neither is. */
export function rosterDays(cover: Pick<RosterCover, 'from' | 'until' | 'shifts' | 'gaps'>): RosterDay[] {
  const [start, end] = [Date.parse(cover.from), Date.parse(cover.until)];
  const marked = [
    ...cover.shifts.map((s) => ({ kind: 'shift' as const, from: Date.parse(s.from), until: Date.parse(s.until ?? cover.until), officers: s.officers.map((o) => o.name) })),
    ...cover.gaps.map((g) => ({ kind: 'gap' as const, from: Date.parse(g.from), until: Date.parse(g.until), officers: [] })),
  ].sort((a, b) => a.from - b.from);
  const whole: Omit<Segment, 'left' | 'width'>[] = [];
  let at = start;
  for (const part of marked) {
    if (part.from > at) whole.push({ kind: 'standing', from: at, until: part.from, officers: [] });
    whole.push(part);
    at = Math.max(at, part.until);
  }
  if (at < end) whole.push({ kind: 'standing', from: at, until: end, officers: [] });
  const days: RosterDay[] = [];
  for (let day = midnight(start); day < end; day += DAY) {
    const segments = whole.map((s) => ({ ...s, from: Math.max(s.from, day, start), until: Math.min(s.until, day + DAY, end) })).filter((s) => s.until > s.from)
      .map((s) => ({ ...s, left: ((s.from - day) / DAY) * 100, width: ((s.until - s.from) / DAY) * 100 }));
    if (segments.length > 0) days.push({ date: dateOf(day), segments });
  }
  return days;
}
