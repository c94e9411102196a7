import { describe, expect, it } from 'vitest';
import { newId } from '@xunling/platform';
import type { SeatState } from '../seat/seat.js';
import { settle, troublesAt, type Staff } from './staffing.js';

const T0 = new Date('2021-07-20T08:00:00+08:00');
const at = (minutes: number): Date => new Date(T0.getTime() + minutes * 60_000);
const [a, b, c] = [newId(), newId(), newId()] as const;
const seat = (name: 'commander' | 'deputy', userId?: string): SeatState => ({ seat: name, zone: '410171', since: T0, version: 1, ...(userId ? { holder: { userId, name: userId } } : {}) });
const staff = (more: Partial<Staff> = {}): Staff => ({ zone: '410171', seats: [seat('commander', a), seat('deputy', b)], dutyOfficer: c, covers: [], ...more });
const kinds = (s: Staff, when: Date): string[] => troublesAt(s, when).map((t) => `${t.kind} ${t.about}`);

describe('what is wrong with who holds what', () => {
  it('is nothing where two hold the seats, a third is on duty and no shifts are kept', () => { expect(troublesAt(staff(), at(60))).toEqual([]); });

  it('is a seat vacant for ten minutes, not one of nine', () => {
    const s = staff({ seats: [seat('commander'), seat('deputy', b)] });
    expect(kinds(s, new Date(at(10).getTime() - 1))).toEqual([]);
    expect(kinds(s, at(10))).toEqual(['seat-vacant commander']);
  });

  it('is one person on both seats, or on a seat and officer on duty, at once', () => {
    expect(troublesAt(staff({ seats: [seat('commander', a), seat('deputy', a)] }), T0)).toMatchObject([{ kind: 'two-key-posts', userId: a, posts: ['commander', 'deputy'] }]);
    expect(troublesAt(staff({ dutyOfficer: b }), T0)).toMatchObject([{ kind: 'two-key-posts', userId: b, posts: ['deputy', 'duty-officer'] }]);
  });

  it('is a gap within 48 hours once shifts are kept, known by where it begins', () => {
    const hours = (n: number): Date => at(n * 60);
    const covers = [{ zone: '410171', first: hours(-24), shifts: [{ from: hours(-12), until: hours(47) }] }];
    expect(troublesAt(staff({ covers }), T0)).toEqual([{ kind: 'roster-gap', about: hours(47).toISOString(), zone: '410171', since: hours(47), posts: ['duty-officer'] }]);
    expect(kinds(staff({ covers }), hours(-1.5))).toEqual([]);
    expect(kinds(staff({ covers: [{ ...covers[0]!, before: hours(47), shifts: [] }] }), hours(50))).toEqual([`roster-gap ${hours(47).toISOString()}`]);
    expect(kinds(staff({ covers: [{ zone: '410171', first: hours(60), shifts: [] }] }), T0)).toEqual([]);
  });
});

describe('an alarm', () => {
  const vacant = staff({ seats: [seat('commander'), seat('deputy', b)] });
  it('is raised once and cleared when cured', () => {
    const first = settle([], troublesAt(vacant, at(10)));
    expect([first.raise.length, first.clear.length]).toEqual([1, 0]);
    expect(settle(first.raise, troublesAt(vacant, at(30)))).toEqual({ raise: [], clear: [] });
    expect(settle(first.raise, troublesAt(staff(), at(31)))).toEqual({ raise: [], clear: first.raise });
  });
});
