import { describe, expect, it } from 'vitest';
import { EMPTY, isUnknown, named, readingFaults, readingOf, unitOf } from './draft.js';

const NOW = Date.parse('2021-07-20T08:00:00Z');
const draft = { ...EMPTY, source: ' staff 1 ', area: '410171561', value: '182.5' };
const known = { source: 'staff 1', element: 'road-water', area: '410171562', value: 20, occurredAt: '2021-07-20T07:00:00Z', receivedAt: '2021-07-20T07:01:00Z', everyMinutes: 20, state: 'known', suspect: false };

describe('a reading a person enters', () => {
  it('is of the time typed in Beijing, or of now', () => {
    expect(readingOf(draft, NOW)).toEqual({ source: 'staff 1', element: 'river-level', area: '410171561', value: 182.5, occurredAt: '2021-07-20T08:00:00.000Z', everyMinutes: 60 });
    expect(readingOf({ ...draft, at: '2021-07-20T15:30', suspect: true }, NOW)).toMatchObject({ occurredAt: '2021-07-20T07:30:00.000Z', suspect: true });
  });

  it('says what does not make sense: nothing read, no number, a time to come, an interval of none', () => {
    expect(readingFaults(draft, NOW)).toEqual([]);
    expect(readingFaults(EMPTY, NOW)).toEqual(['source', 'area', 'value']);
    expect(readingFaults({ ...draft, at: '2021-07-20T16:01' }, NOW)).toEqual(['at']);
    expect(readingFaults({ ...draft, value: '1,5', everyMinutes: '0' }, NOW)).toEqual(['value', 'everyMinutes']);
  });

  it('knows a source that is named again', () => {
    expect(named(EMPTY, 'staff 1', [known])).toMatchObject({ source: 'staff 1', element: 'road-water', area: '410171562', everyMinutes: '20' });
    expect(named(EMPTY, 'staff', [known])).toEqual({ ...EMPTY, source: 'staff' });
    expect(['rain', 'road-water', 'river-level'].map(unitOf)).toEqual(['mm', 'cm', 'cm']);
  });
});

describe('a source', () => {
  it('is unknown once it is silent for three intervals, without asking again', () => {
    expect([isUnknown(known, NOW), isUnknown(known, NOW + 1), isUnknown({ ...known, state: 'unknown' }, NOW - 3_600_000)]).toEqual([false, true, true]);
  });
});
