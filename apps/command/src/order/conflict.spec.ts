import { describe, expect, it } from 'vitest';
import { Refusal } from '@xunling/platform';
import fc from 'fast-check';
import { conflictsWith, contradiction, rankOver, settleConflicts, type Claim, type Rank } from './conflict.js';

const GRID = '410171561901001';
const OTHER = '410171561902001';
const claim = (more: Partial<Claim> = {}): Claim => ({ id: 'now', by: 'duty1', rank: 2, measure: 'PATROL', area: GRID, addresseeId: 'team', ...more });
const next = (more: Partial<Claim> = {}): Claim => claim({ id: 'next', by: 'street', rank: 1, area: OTHER, ...more });

describe('two orders', () => {
  it('contradict where two superiors send one addressee to places that lie apart', () => {
    expect(contradiction(claim(), next())).toBe('two-places');
    expect(contradiction(claim(), next({ addresseeId: 'other' }))).toBeUndefined();
    expect(contradiction(claim({ holderId: 'p' }), next({ addresseeId: 'other', holderId: 'p' }))).toBe('two-places');
    expect(contradiction(claim(), next({ addresseeId: 'other' }))).toBeUndefined();
  });

  it('do not where one place lies in the other, or one superior gave both', () => {
    expect(contradiction(claim(), next({ area: '410171561' }))).toBeUndefined();
    expect(contradiction(claim({ area: '410171' }), next())).toBeUndefined();
    expect(contradiction(claim(), next({ by: 'duty1' }))).toBeUndefined();
  });

  it('do not on the own ground of a post, which is at work all over it; a team has no such ground', () => {
    const [office, there, away] = ['410171561', '410171561902001', '410171563901001'];
    expect(contradiction(claim(), next({ home: office }))).toBeUndefined();
    expect(contradiction(claim(), next({ home: office, area: there }))).toBeUndefined();
    expect(contradiction(claim(), next({ home: office, area: away }))).toBe('two-places');
    expect(contradiction(claim({ area: away }), next({ home: office, area: there }))).toBe('two-places');
    // another post of the same person is no ground of this one
    expect(contradiction(claim({ holderId: 'p' }), next({ home: office, area: there, addresseeId: 'other', holderId: 'p' }))).toBe('two-places');
  });

  it('contradict where one closes a site that the other opens', () => {
    const at = { area: GRID, siteId: 's' };
    expect(contradiction(claim({ ...at, measure: 'LIFT' }), next({ ...at, measure: 'SEAL', addresseeId: 'x' }))).toBe('opposite');
    expect(contradiction(claim({ ...at, measure: 'SEAL' }), next({ ...at, measure: 'LIFT', addresseeId: 'x' }))).toBe('opposite');
    expect(contradiction(claim({ ...at, measure: 'SEAL' }), next({ ...at, measure: 'EVACUATE', addresseeId: 'x' }))).toBeUndefined();
  });

  it('let who stands as high as its issuer lift a measure, and nobody below', () => {
    const lift = (rank: Rank): Claim => next({ measure: 'LIFT', lifts: 'now', siteId: 's', area: GRID, rank });
    const seal = claim({ measure: 'SEAL', siteId: 's' });
    expect(([1, 2, 3, 4] as const).map((rank) => contradiction(seal, lift(rank)))).toEqual(['opposite', undefined, undefined, undefined]);
  });

  it('contradict each other the same way whichever came first', () => {
    const any = fc.record({ id: fc.uuid(), by: fc.constantFrom('a', 'b'), rank: fc.constantFrom<Rank>(1, 2, 3, 4), measure: fc.constantFrom('PATROL', 'SEAL', 'LIFT', 'MUSTER'), area: fc.constantFrom('410171', '410171561', GRID, OTHER), siteId: fc.constantFrom('s', 't'), addresseeId: fc.constantFrom('x', 'y') });
    fc.assert(fc.property(any, any, (a, b) => { expect(contradiction(a, b)).toBe(contradiction(b, a)); }));
  });
});

describe('a contradiction', () => {
  const refused = (now: Claim, wanted: Claim, why?: string): Refusal => { try { settleConflicts(conflictsWith([now], wanted), why); } catch (e) { return e as Refusal; } throw new Error('was not refused'); };

  it('is refused showing both, and nobody below or beside overrides it', () => {
    for (const rank of [0, 1, 2] as const) {
      const { code, body } = refused(claim(), next({ rank }), '雨势更急');
      expect([code, body.allowed]).toEqual(['order.conflict', []]);
      expect(body.extra).toMatchObject({ order: { by: 'street', area: OTHER }, conflicts: [{ orderId: 'now', by: 'duty1', area: GRID, why: 'two-places' }] });
    }
  });

  it('is overridden by who stands above all of it, with a reason', () => {
    expect(refused(claim(), next({ rank: 3 })).body.allowed).toEqual(['override']);
    expect(() => { settleConflicts(conflictsWith([claim()], next({ rank: 3 })), '雨势更急'); }).not.toThrow();
    const two = [claim(), claim({ id: 'b', by: 'commander', rank: 4 })];
    expect(() => { settleConflicts(conflictsWith(two, next({ rank: 3 })), '雨势更急'); }).toThrow(Refusal);
    expect(refused(claim({ rank: 3 }), next({ rank: 4 })).body.allowed).toEqual(['override']);
  });

  it('with what a seat ordered before is overridden from that seat by who took it over', () => {
    for (const rank of [3, 4] as const) expect(refused(claim({ by: 'before', rank }), next({ by: 'after', rank })).body.allowed).toEqual(['override']);
  });
});

describe('rank', () => {
  const officer = (userId: string, role = 'duty-officer'): { userId: string; grants: { role: string; area: string }[] } => ({ userId, grants: [{ role, area: '410171' }] });

  it('is that of the seat held now, whatever the role; who holds none commands as an officer does, the relieved commander too', () => {
    const holders = { commander: 'new', deputy: 'second' };
    expect([officer('new'), officer('second'), officer('old', 'commander'), officer('other')].map((who) => rankOver(who, GRID, holders))).toEqual([4, 3, 2, 2]);
  });

  it('is the highest that a grant over the area gives', () => {
    const grants = [{ role: 'sub-district-officer', area: '410171561' }, { role: 'duty-officer', area: '410171560' }];
    expect([rankOver({ userId: 'o', grants }, GRID, {}), rankOver({ userId: 'o', grants }, '410171560901001', {}), rankOver({ userId: 'o', grants }, '410171', {}), rankOver({ userId: 'o', grants: [] }, GRID, {})]).toEqual([1, 2, 0, 0]);
  });
});
