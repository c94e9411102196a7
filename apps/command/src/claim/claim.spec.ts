import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { bySubject, type Claim, type Settlement } from './claim.js';

const min = (m: number): Date => new Date(Date.parse('2021-07-20T08:00:00Z') + m * 60_000);
const claim = (id: string, value: string, received: number, subject = '溃口时间'): Claim => ({ id, subject, value, source: `s-${id}`, confidence: 'medium', at: min(0), receivedAt: min(received), by: 'duty1' });
const settle = (claimId: string, at: number, subject = '溃口时间'): Settlement => ({ subject, claimId, reason: '监控录像', by: 'commander', at: min(at) });

describe('what sources say', () => {
  it('stands side by side while they differ: 16:30 or 17:00', () => {
    const [subject] = bySubject([claim('a', '16:30', 1), claim('b', '17:00', 2), claim('c', '16: 30', 3)], []);
    expect([subject!.disputed, subject!.claims.map((c) => c.value)]).toEqual([true, ['16:30', '17:00', '16: 30']]);
    expect(bySubject([claim('a', '16:30', 1), claim('c', '16: 30', 3)], [])[0]!.disputed).toBe(false);
  });

  it('is settled by a person, who keeps every claim; a later one that differs opens it again', () => {
    const claims = [claim('a', '500', 1), claim('b', '967', 2)];
    expect(bySubject(claims, [settle('b', 5)])[0]).toMatchObject({ disputed: false, settled: { claimId: 'b' } });
    expect(bySubject([...claims, claim('c', '967', 9)], [settle('b', 5)])[0]!.disputed).toBe(false);
    expect(bySubject([...claims, claim('c', '1000', 9)], [settle('b', 5)])[0]!.disputed).toBe(true);
    expect(bySubject([...claims, claim('c', '1000', 9)], [settle('b', 5), settle('c', 10)])[0]).toMatchObject({ disputed: false, settled: { claimId: 'c' }, claims: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] });
  });

  it('is listed disputes first, and the same in whatever order it came', () => {
    const any = fc.array(fc.record({ id: fc.uuid(), subject: fc.constantFrom('x', 'y', 'z'), value: fc.constantFrom('1', '2'), received: fc.nat(20) }), { maxLength: 12 });
    fc.assert(fc.property(any.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([a, b]) => {
      const subjects = (list: typeof a) => bySubject(list.map((c) => claim(c.id, c.value, c.received, c.subject)), []);
      expect(subjects(a)).toEqual(subjects(b));
      const disputed = subjects(a).map((s) => s.disputed);
      expect(disputed).toEqual([...disputed].sort((p, q) => Number(q) - Number(p)));
      expect(subjects(a).flatMap((s) => s.claims)).toHaveLength(a.length);
    }));
  });
});
