import { describe, expect, it } from 'vitest';
import { rosterDays } from './roster.js';

const shift = (from: string, until: string) => ({ id: '1', zone: '410171', standing: false, officers: [{ userId: 'u', name: '甲' }], from, until });
describe('the days of a roster', () => {
  it('cut a shift over midnight in two, and mark the gap after it', () => {
    const days = rosterDays({ from: '2021-07-20T12:00:00+08:00', until: '2021-07-22T12:00:00+08:00', shifts: [shift('2021-07-20T08:00:00+08:00', '2021-07-21T08:00:00+08:00')], gaps: [{ from: '2021-07-21T08:00:00+08:00', until: '2021-07-22T12:00:00+08:00' }] });
    expect(days.map((d) => [d.date, d.segments.map((s) => [s.kind, s.left, s.width])])).toEqual([
      ['2021-07-20', [['shift', 50, 50]]], ['2021-07-21', [['shift', 0, (8 / 24) * 100], ['gap', (8 / 24) * 100, (16 / 24) * 100]]], ['2021-07-22', [['gap', 0, 50]]],
    ]);
  });
  it('are the standing roster where no shift is kept, and before the first one', () => {
    const whole = { from: '2021-07-20T00:00:00+08:00', until: '2021-07-21T00:00:00+08:00', gaps: [] };
    expect(rosterDays({ ...whole, shifts: [] })[0]!.segments.map((s) => s.kind)).toEqual(['standing']);
    expect(rosterDays({ ...whole, shifts: [shift('2021-07-20T12:00:00+08:00', '2021-07-22T00:00:00+08:00')] })[0]!.segments.map((s) => [s.kind, s.width])).toEqual([['standing', 50], ['shift', 50]]);
  });
});
