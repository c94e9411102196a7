import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count, mayCount, type Entry } from './stock.js';

const units = new Map([['SANDBAG', '条'], ['PUMP', '台']]);
const bags = (quantity: number, unit = '条'): { item: string; quantity: number; unit: string } => ({ item: 'SANDBAG', quantity, unit });
const refusal = (act: () => unknown): unknown => { try { act(); return 'ok'; } catch (e) { const r = e as { code: string; body: { errors?: { path: string; reason: string }[] } }; return [r.code, ...(r.body.errors ?? []).map((x) => `${x.path} ${x.reason}`)]; } };

describe('a count', () => {
  it('opens the books, then sets them right by what was found over or short', () => {
    expect(count(new Map(), units, [bags(1200)])).toEqual({ entries: [{ item: 'SANDBAG', quantity: 1200, from: 'OPENING', to: 'DEPOT' }], lines: [{ item: 'SANDBAG', unit: '条', quantity: 1200 }] });
    expect(count(new Map([['SANDBAG', 1200]]), units, [bags(1250)])).toEqual({ entries: [{ item: 'SANDBAG', quantity: 50, from: 'SURPLUS', to: 'DEPOT' }], lines: [{ item: 'SANDBAG', unit: '条', quantity: 1250, difference: 50 }] });
    expect(count(new Map([['SANDBAG', 1200]]), units, [bags(900)]).entries).toEqual([{ item: 'SANDBAG', quantity: 300, from: 'DEPOT', to: 'LOSS' }]);
  });

  it('that finds what stands in the books, or nothing at first, makes no entry and is a count', () => {
    expect(count(new Map([['SANDBAG', 7]]), units, [bags(7)])).toEqual({ entries: [], lines: [{ item: 'SANDBAG', unit: '条', quantity: 7, difference: 0 }] });
    expect(count(new Map(), units, [bags(0)])).toEqual({ entries: [], lines: [{ item: 'SANDBAG', unit: '条', quantity: 0 }] });
  });

  it('names an unknown item, another unit, a thing counted twice and a fraction nobody can weigh', () => {
    expect(refusal(() => count(new Map(), units, [{ item: 'BOAT', quantity: 1, unit: '艘' }]))).toEqual(['input.impossible', 'lines[0].item unknown']);
    expect(refusal(() => count(new Map(), units, [bags(1, '袋')]))).toEqual(['input.impossible', 'lines[0].unit unit']);
    expect(refusal(() => count(new Map(), units, [bags(1), bags(2)]))).toEqual(['input.impossible', 'lines[1].item repeated']);
    expect(refusal(() => count(new Map(), units, [bags(0.0001)]))).toEqual(['input.impossible', 'lines[0].quantity decimals']);
    expect(refusal(() => count(new Map(), units, [bags(-1)]))).toEqual(['input.impossible', 'lines[0].quantity negative']);
  });

  it('leaves books that are the sum of their entries, whatever is counted in whatever order', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 5_000_000 }).map((n) => n / 1000), { minLength: 1, maxLength: 20 }), (quantities) => {
      const books = new Map<string, number>();
      const ledger: Entry[] = [];
      for (const q of quantities) {
        ledger.push(...count(books, units, [bags(q)]).entries);
        books.set('SANDBAG', q);
        const sum = ledger.reduce((n, e) => n + Math.round((e.to === 'DEPOT' ? e.quantity : -e.quantity) * 1000), 0);
        expect(sum).toBe(Math.round(q * 1000));
        expect(ledger.every((e) => e.quantity > 0 && (e.from === 'DEPOT') !== (e.to === 'DEPOT'))).toBe(true);
      }
    }));
  });

  it('is of the keeper or the recorded deputy, and of nobody where there is none', () => {
    expect([refusal(() => { mayCount({ keeperId: 'k', deputyId: 'd' }, 'k'); }), refusal(() => { mayCount({ keeperId: 'k', deputyId: 'd' }, 'd'); })]).toEqual(['ok', 'ok']);
    expect([refusal(() => { mayCount({ keeperId: 'k' }, 'x'); }), refusal(() => { mayCount({ keeperId: null, deputyId: null }, 'x'); })]).toEqual([['not-addressee'], ['not-addressee']]);
  });
});
