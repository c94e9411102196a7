import { describe, expect, it } from 'vitest';
import { noCounts } from '@xunling/contracts';
import { event, foldAll, restartSequences, uuid } from './events.fixture.js';
import { putBefore } from './index.js';

const STREET = '410171561', GRID = '410171561901001', SITE = uuid(6, 1), MEASURE = uuid(7, 1), CONFLICT = uuid(8, 1), RUN = uuid(9, 1);
const T = '2031-07-19T14:00:00Z';
const step = { measureId: MEASURE, siteId: SITE, area: GRID, measure: 'CLOSE', by: uuid(5, 1), at: T };
const protectedBy = () => event('grid.measure.protected', '561', 0, { ...step, reason: '积水', reviewBy: '2031-07-19T14:05:00Z', evidence: [] });
const conflict = (owner: string) => event('grid.conflict.opened', '561', 1, { conflictId: CONFLICT, siteId: SITE, area: GRID, owner, closedBy: uuid(5, 1), openBy: uuid(5, 2), openedAt: '2031-07-19T14:01:00Z' });
const ledger = (version: number, returned: number) => event(`grid.evacuation.${returned > 0 ? 'returned-early' : 'moved'}`, '561', version, { evacuationId: RUN, ledgerId: uuid(4, 1), area: GRID, count: 1, personIds: [uuid(3, 1)], totals: { ...noCounts(), planned: 3, moved: 3 - returned, returned }, at: T }, version);
const attention = (about: string) => event('command.attention.opened', '999', 2, { attentionId: uuid(2, 1), ownerId: uuid(1, 1), kind: 'protection', about, reason: 'CLOSE', openedAt: T, message: 'x' });

describe('what the ground puts before an officer', () => {
  it('is before the street at once and without command: protections until somebody looked, contradictions until settled, early returns until they are moved again', () => {
    restartSequences();
    const p = foldAll([protectedBy(), conflict(STREET), ledger(1, 2)]);
    expect(putBefore(p, STREET).map((g) => [g.kind, g.area, g.persons])).toEqual([['protection', GRID, undefined], ['returned-early', GRID, 2], ['conflict', GRID, undefined]]);
    expect(putBefore(p, '410171560')).toEqual([]);
    foldAll([event('grid.measure.reviewed', '561', 3, { ...step, verdict: 'returned', reason: '无须关闭' }), event('grid.conflict.settled', '561', 4, { conflictId: CONFLICT, siteId: SITE, area: GRID, claim: 'open', reason: 'x', by: uuid(5, 3), at: T }), ledger(2, 0)], p);
    expect(putBefore(p, STREET)).toEqual([]);
  });
  it('ends with the lifting of what nobody looked at', () => {
    restartSequences();
    expect(putBefore(foldAll([protectedBy(), event('grid.measure.lifted', '561', 3, step)]), STREET)).toEqual([]);
  });
  it('is a grid its holder empties too, until somebody above looked, or it is lifted; of one that nobody has to look at there is nothing to put', () => {
    const opened = (more: object = { reviewBy: '2031-07-19T14:05:00Z' }) => event('grid.evacuation.opened', '561', 0, { evacuationId: RUN, area: GRID, cause: 'protection', at: T, ...more });
    const says = (type: string, more: object = {}) => event(`grid.evacuation.${type}`, '561', 1, { evacuationId: RUN, area: GRID, by: uuid(5, 3), at: T, ...more });
    restartSequences();
    const p = foldAll([opened()]);
    for (const area of [STREET, '410171']) expect(putBefore(p, area)).toEqual([{ about: RUN, kind: 'protection', area: GRID, measure: 'EVACUATE', openedAt: T, dueAt: '2031-07-19T14:05:00Z' }]);
    for (const end of [says('reviewed', { verdict: 'approved' }), says('lifted'), says('closed')]) { restartSequences(); expect(putBefore(foldAll([opened(), end]), STREET)).toEqual([]); }
    restartSequences();
    expect(putBefore(foldAll([opened({})]), STREET)).toEqual([]);
  });
  it('is before the zone where no attention has put it there, and of contradictions only its own', () => {
    restartSequences();
    expect(putBefore(foldAll([protectedBy(), conflict(STREET), ledger(1, 1)]), '410171').map((g) => g.kind)).toEqual(['protection']);
    restartSequences();
    expect(putBefore(foldAll([protectedBy(), conflict('410171'), attention(MEASURE)]), '410171').map((g) => g.kind)).toEqual(['conflict']);
  });
});
