import { describe, expect, it } from 'vitest';
import { emptyRung, moved, rungDraft, rungFaults, rungOf, stageDraft, stageFaults, stageOf } from './drafts.js';

const daily = { code: 'D1', nameZh: 'a', nameEn: 'b', horizonHours: 24, issuer: 'c', schedule: { kind: 'daily', at: ['08:00', '16:00'] }, graceMinutes: 30 };
const weekly = { ...daily, code: 'W1', schedule: { kind: 'weekly', weekday: 5, at: ['16:00'] } };
const active = { ...daily, code: 'H3', schedule: { kind: 'active', everyHours: 3 } };

describe('a rung of the ladder in a form', () => {
  it('comes out as it went in, with what its kind of schedule asks for and nothing else', () => {
    for (const product of [daily, weekly, active]) expect(rungOf(rungDraft(product, 0))).toEqual(product);
    expect(rungOf({ ...rungDraft(weekly, 0), kind: 'active', everyHours: '6' }).schedule).toEqual({ kind: 'active', everyHours: 6 });
    expect(rungOf({ ...rungDraft(daily, 0), at: ' 20:00\uff0c08:00 ' }).schedule).toEqual({ kind: 'daily', at: ['08:00', '20:00'] });
  });

  it('says field by field what does not make sense', () => {
    const all = [rungDraft(daily, 0), rungDraft(active, 1)];
    expect(all.map((d) => rungFaults(d, all))).toEqual([[], []]);
    expect(rungFaults(emptyRung(2, ''), all)).toEqual(['code', 'nameZh', 'nameEn', 'horizonHours', 'issuer', 'at']);
    expect(rungFaults({ ...all[1]!, code: ' D1 ' }, all)).toEqual(['code']);
    expect(rungFaults({ ...all[0]!, at: '08:00, 24:00' }, all)).toEqual(['at']);
    expect(rungFaults({ ...all[1]!, everyHours: '25', horizonHours: '0', graceMinutes: '1.5' }, all)).toEqual(['horizonHours', 'everyHours', 'graceMinutes']);
    // times of day are nothing to one that comes by the clock
    expect(rungFaults({ ...all[1]!, at: 'x' }, all)).toEqual([]);
  });
});

describe('a stage of the chain in a form', () => {
  const stage = { kind: 'WARNING', nameZh: 'a', nameEn: 'b', minutes: 360 };
  it('has a time of its own unless it is the first', () => {
    expect([stageOf(stageDraft(stage), 1), stageOf(stageDraft(stage), 0)]).toEqual([stage, { ...stage, minutes: 0 }]);
    const wrong = { ...stageDraft(stage), nameEn: ' ', minutes: '-1' };
    expect([stageFaults(wrong, 0), stageFaults(wrong, 1)]).toEqual([['nameEn'], ['nameEn', 'minutes']]);
  });
});

describe('a list', () => {
  it('moves an item one place, and at its ends not at all', () => {
    expect([moved(['a', 'b', 'c'], 2, -1), moved(['a', 'b', 'c'], 0, -1), moved(['a', 'b', 'c'], 2, 1)]).toEqual([['a', 'c', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c']]);
  });
});
