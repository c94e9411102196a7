import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { conservationOf, noCounts, type LedgerCounts } from '@xunling/contracts';
import { event, foldAll, restartSequences, uuid } from './events.fixture.js';
import { countsOver } from './index.js';

const GRID = '410171561901001', OTHER = '410171561902001', ID = uuid(9, 1);
const acted = (verb: string, area: string, version: number, totals: Partial<LedgerCounts>) => event(`grid.evacuation.${verb}`, '561', version, { evacuationId: ID, ledgerId: uuid(8, 1), area, count: 1, personIds: [uuid(7, 1)], totals: { ...noCounts(), ...totals }, at: '2031-07-19T14:00:00Z' }, version);
const opened = () => event('grid.evacuation.opened', '561', 0, { evacuationId: ID, area: '410171561', cause: 'direct', at: '2031-07-19T14:00:00Z' });

describe('evacuations in the picture', () => {
  it('sum the ledgers of an area as last said, whatever order they come in', () => {
    restartSequences();
    const events = [opened(), acted('listed', GRID, 1, { planned: 5, listed: 5 }), acted('moved', GRID, 2, { planned: 5, listed: 2, moved: 3 }), acted('listed', OTHER, 1, { planned: 2, listed: 2 })];
    for (const order of [events, [...events].reverse(), [events[2]!, events[0]!, events[3]!, events[1]!, events[2]!]]) {
      const p = foldAll(order);
      expect(conservationOf(countsOver(p, '410171561'))).toMatchObject({ planned: 7, moved: 3, remaining: 4 });
      expect(conservationOf(countsOver(p, GRID))).toMatchObject({ planned: 5, moved: 3, remaining: 2 });
      expect(p.evacuations[ID]).toMatchObject({ state: 'open', area: '410171561' });
    }
  });

  it('take all safe back with an early return, and leave when closed', () => {
    const safe = event('grid.evacuation.declared-safe', '561', 3, { evacuationId: ID, area: '410171561', count: 5, by: uuid(5, 1), at: '2031-07-19T14:03:00Z' });
    const p = foldAll([opened(), acted('verified', GRID, 2, { planned: 5, verified: 5 }), safe]);
    expect(p.evacuations[ID]!.safe).toBeDefined();
    expect(foldAll([acted('returned-early', GRID, 3, { planned: 5, verified: 4, returned: 1 })], p).evacuations[ID]!.safe).toBeUndefined();
    expect(foldAll([event('grid.evacuation.closed', '561', 5, { evacuationId: ID, area: '410171561', at: '2031-07-19T14:05:00Z' })], p).evacuations).toEqual({});
  });

  it('are never all safe with somebody on the ledger who is not verified, whatever happens after it was declared', () => {
    const KEYS = ['listed', 'notified', 'moved', 'arrived', 'verified', 'returnAllowed', 'safe', 'safeVerified', 'refused', 'unreachable', 'returned'] as const;
    const step = fc.record({ grid: fc.constantFrom(GRID, OTHER), key: fc.constantFrom(...KEYS), declare: fc.boolean() });
    fc.assert(fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      restartSequences();
      const counts: Record<string, LedgerCounts> = {};
      const p = foldAll([opened()]);
      for (const [i, { grid, key, declare }] of steps.entries()) {
        counts[grid] = { ...noCounts(), planned: 2, [key]: 2 };
        foldAll([acted(key === 'listed' ? 'listed' : 'moved', grid, i + 1, counts[grid])], p);
        const all = Object.values(counts).every((c) => conservationOf(c).verified === c.planned);
        if (declare && all) foldAll([event('grid.evacuation.declared-safe', '561', i, { evacuationId: ID, area: '410171561', count: 2, by: uuid(5, 1), at: '2031-07-19T14:03:00Z' })], p);
        if (p.evacuations[ID]!.safe !== undefined) expect(all).toBe(true);
        if (declare && all) expect(p.evacuations[ID]!.safe).toBeDefined();
      }
    }), { numRuns: 200 });
  });

  it('take all safe back when the grid says so', () => {
    const p = foldAll([opened(), event('grid.evacuation.declared-safe', '561', 3, { evacuationId: ID, area: '410171561', count: 5, by: uuid(5, 1), at: '2031-07-19T14:03:00Z' })]);
    expect(foldAll([event('grid.evacuation.safe-ended', '561', 4, { evacuationId: ID, area: '410171561', planned: 5, verified: 4, at: '2031-07-19T14:04:00Z' })], p).evacuations[ID]).not.toHaveProperty('safe');
  });

  it('show shelters with who is inside and expected', () => {
    const id = uuid(10, 1), totals = { capacity: 10, arrivals: 4, departures: 1, present: 3, assigned: 2, free: 5 };
    const registered = event('grid.shelter.registered', '561', 0, { shelterId: id, area: GRID, name: '示例', nameEn: 'Sample', kind: 'GYM', position: { lon: 113.77, lat: 34.71 }, capacity: 10 });
    const p = foldAll([registered, event('grid.shelter.admitted', '561', 1, { shelterId: id, area: GRID, count: 1, personIds: [], totals, by: uuid(5, 1), at: '2031-07-19T14:00:00Z' }, 4)]);
    expect(p.shelters[id]).toMatchObject({ present: 3, assigned: 2, capacity: 10 });
  });
});
