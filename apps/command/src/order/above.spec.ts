import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '@xunling/platform';
import { mayUndo, mustUndo, reachOver, standsAt, undoable, type Issued } from './above.js';
import type { Rank } from './conflict.js';

const GRID = '410171561901001';
const holders = { commander: 'chief', deputy: 'second' };
const who = (userId: string, role = 'duty-officer', area = '410171') => ({ userId, grants: [{ role, area }] });
const order = (rank: Rank, more: Partial<Issued> = {}): Issued => ({ by: 'somebody', area: GRID, rank, lowered: false, ...more });

describe('taking an order back', () => {
  it('is for who stands as high as its issuer did: the commander seat over all, the deputy seat not over the commander\u2019s, an officer over officers\u2019, a street over its own', () => {
    const over = (person: Parameters<typeof mayUndo>[1]): number[] => ([1, 2, 3, 4] as const).filter((rank) => mayUndo(order(rank), person, holders));
    expect([over(who('chief')), over(who('second')), over(who('duty')), over(who('street', 'sub-district-officer', '410171561')), over(who('other', 'sub-district-officer', '410171560'))]).toEqual([[1, 2, 3, 4], [1, 2, 3], [1, 2], [1], []]);
  });

  it('goes by the seat held now, not by the role', () => {
    expect([mayUndo(order(4), who('relieved', 'commander'), holders), mayUndo(order(4), who('chief', 'duty-officer'), holders)]).toEqual([false, true]);
  });

  it('is always for whoever issued it, relieved since or not', () => {
    expect(mayUndo(order(4, { by: 'relieved' }), who('relieved', 'commander'), holders)).toBe(true);
  });

  it('is the deputy\u2019s while the commander seat is vacant', () => {
    expect([reachOver(who('second'), GRID, { deputy: 'second' }), reachOver(who('second'), GRID, holders), reachOver(who('duty'), GRID, {})]).toEqual([4, 3, 2]);
  });

  it('is refused by name, with who issued it', () => {
    try { mustUndo(order(4), who('duty'), holders); } catch (e) { expect([(e as Refusal).code, (e as Refusal).body]).toEqual(['order.above', expect.objectContaining({ extra: { issuedBy: 'somebody' } })]); return; }
    throw new Error('was not refused');
  });
});

describe('ending many at once', () => {
  it('leaves what was issued from above, with its parts down to the lowest, and takes the rest', () => {
    const one = (id: string, rank: Rank, parentId: string | null = null) => ({ ...order(rank), id, parentId });
    const open = [one('whole', 4), one('part', 1, 'whole'), one('below', 1, 'part'), one('own', 2), one('half', 1, 'own'), one('alone', 1, 'elsewhere')];
    expect(undoable(open, who('duty'), holders).map((o) => o.id)).toEqual(['own', 'half', 'alone']);
    expect(undoable(open, who('chief'), holders)).toHaveLength(6);
  });
});

describe('what a level ordered', () => {
  it('stands as high as who signed it while the level is in force, and as an officer\u2019s once it is lowered', () => {
    expect(([1, 2, 3, 4] as const).map((rank) => [standsAt(order(rank)), standsAt(order(rank, { lowered: true }))])).toEqual([[1, 1], [2, 2], [3, 2], [4, 2]]);
    expect([mayUndo(order(4), who('duty'), holders), mayUndo(order(4, { lowered: true }), who('duty'), holders), mayUndo(order(4, { lowered: true }), who('street', 'sub-district-officer', '410171561'), holders)]).toEqual([false, true, false]);
  });

  it('is never harder to take back after the level was lowered, and a higher seat may whatever a lower may', () => {
    const ranks = fc.constantFrom<Rank>(0, 1, 2, 3, 4);
    fc.assert(fc.property(ranks, fc.boolean(), (rank, lowered) => {
      const people = [who('street', 'sub-district-officer', '410171561'), who('duty'), who('second'), who('chief')];
      const may = people.map((p) => mayUndo(order(rank, { lowered }), p, holders));
      expect([...may].sort()).toEqual(may);
      people.forEach((p, i) => { if (may[i]) expect(mayUndo(order(rank, { lowered: true }), p, holders)).toBe(true); });
      expect(may[3]).toBe(true);
    }));
  });
});
