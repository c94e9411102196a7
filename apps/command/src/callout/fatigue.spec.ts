import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { endedBy, guard, MOST_PER_HOUR, relation, type About } from './fatigue.js';

const about = (more: Partial<About> = {}): About => ({ kind: 'alarm', warningId: 'w', incidentId: 'i', areas: ['410171'], colour: 'RED', level: null, messageZh: 'm', ...more });

describe('a person gets', () => {
  it('six messages an hour at most, whatever about lives apart; each one held back is named', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 60 }), fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(9)), (users, earlier) => {
      const handed = new Map(Object.entries(earlier));
      const rings = users.map((userId, n) => ({ userId, n }));
      const { send, suppressed } = guard(rings, handed, false);
      expect([...send, ...suppressed.map((s) => s.ring)].sort((x, y) => x.n - y.n)).toEqual(rings);
      for (const u of ['a', 'b', 'c']) {
        const mine = send.filter((r) => r.userId === u).length;
        expect(mine === 0 || mine + (handed.get(u) ?? 0) <= MOST_PER_HOUR).toBe(true);
        if (suppressed.some((s) => s.ring.userId === u)) expect(mine + (handed.get(u) ?? 0)).toBeGreaterThanOrEqual(MOST_PER_HOUR);
      }
      expect(guard(rings, handed, true)).toEqual({ send: rings, suppressed: [] });
    }));
  });
});

describe('a new demand', () => {
  it('of the same signal only updates the running campaign', () => {
    expect(relation(about(), about())).toBe('continues');
    expect(relation(about(), about({ areas: ['410171561'] }))).toBe('continues');
    expect(relation(about({ warningId: null, level: 'III', colour: null }), about({ warningId: null, level: 'III', colour: null }))).toBe('continues');
  });
  it('of a changed one takes its place: colour, level, words, or more ground', () => {
    expect(relation(about({ warningId: null }), about({ warningId: null, messageZh: 'n' }))).toBe('supersedes');
    expect(relation(about({ colour: 'ORANGE' }), about())).toBe('supersedes');
    expect(relation(about({ areas: ['410171561'] }), about())).toBe('supersedes');
  });
  it('of another issuer for the same hazard joins it, unless it is more severe: then it takes its place where it covers it', () => {
    const [red, orange] = [about({ hazard: 'RAINSTORM' }), about({ hazard: 'RAINSTORM', colour: 'ORANGE', areas: ['410171561'] })];
    const other = (more: Partial<About>): About => about({ warningId: 'v', hazard: 'RAINSTORM', ...more });
    expect([relation(red, other({})), relation(red, other({ colour: 'ORANGE', areas: ['410171560'] })), relation(orange, other({ colour: 'ORANGE' }))]).toEqual(['joins', 'joins', 'joins']);
    expect([relation(orange, other({})), relation(about({ hazard: 'RAINSTORM', colour: 'ORANGE' }), other({ areas: ['410171561'] }))]).toEqual(['supersedes', 'other']);
    expect([relation(red, other({ hazard: 'HAIL' })), relation(about({ warningId: null }), other({}))]).toEqual(['other', 'other']);
  });
  it('of another one, or elsewhere, or of a test leaves it alone', () => {
    expect(relation(about(), about({ warningId: 'v' }))).toBe('other');
    expect(relation(about({ areas: ['410171560'] }), about({ areas: ['410171561'] }))).toBe('other');
    expect(relation(about({ kind: 'test' }), about())).toBe('other');
  });
});

it('a campaign ends with its warning: newer colour, withdrawn, expired', () => {
  const at = new Date('2021-07-20T08:00:00Z');
  const warning = (state: string, colour = 'RED', minutes = 60) => ({ state, colour, expiresAt: new Date(at.getTime() + minutes * 60_000) });
  expect([endedBy(about(), warning('active'), at), endedBy(about(), undefined, at)]).toEqual([undefined, undefined]);
  expect([endedBy(about({ colour: 'YELLOW' }), warning('active'), at), endedBy(about(), warning('superseded'), at)]).toEqual(['superseded', 'superseded']);
  expect([endedBy(about(), warning('withdrawn'), at), endedBy(about(), warning('lifted'), at)]).toEqual(['withdrawn', 'withdrawn']);
  expect([endedBy(about(), warning('expired'), at), endedBy(about(), warning('active', 'RED', 0), at)]).toEqual(['expired', 'expired']);
});
