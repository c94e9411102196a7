import { describe, expect, it } from 'vitest';
import type { Refusal } from '@xunling/platform';
import { act, NEXT, placeOf, type ReportAct, type ReportState } from './report.js';
import { settle, subjectsOf, type Entry, type Settlement } from './dispute.js';

const refused = (run: () => unknown): string => { try { run(); } catch (e) { return (e as Refusal).code; } return 'ok'; };
const min = (m: number): Date => new Date(Date.parse('2021-07-20T08:00:00Z') + m * 60_000);

describe('a report', () => {
  it('goes open, acknowledged, in hand, closed; closed is opened again; nothing else', () => {
    const walk = (...acts: ReportAct[]): ReportState => acts.reduce<ReportState>((s, a) => act(s, a), 'open');
    expect([walk('acknowledge'), walk('acknowledge', 'take'), walk('take', 'close'), walk('close', 'reopen')]).toEqual(['acknowledged', 'in-hand', 'closed', 'open']);
    const all: ReportAct[] = ['acknowledge', 'take', 'close', 'reopen'];
    for (const [state, next] of Object.entries(NEXT)) for (const a of all) expect(refused(() => act(state as ReportState, a))).toBe(a in next ? 'ok' : 'state.conflict');
  });

  it('has a labelled place, turned into WGS84 and marked, or the reason why it has none', () => {
    const gcj = placeOf({ lon: 113.776157, lat: 34.708946, datum: 'GCJ02' }, undefined)!;
    expect(gcj).toMatchObject({ sourceDatum: 'GCJ02' });
    // test vector of domain.md: within a centimetre or so of 113.77, 34.71
    expect([Math.abs(gcj.lon - 113.77), Math.abs(gcj.lat - 34.71)].every((d) => d < 1e-6)).toBe(true);
    expect(placeOf({ lon: 113.77, lat: 34.71, datum: 'WGS84' }, undefined)).toEqual({ lon: 113.77, lat: 34.71 });
    expect(placeOf(undefined, '室内')).toBeUndefined();
    expect([refused(() => placeOf(undefined, undefined)), refused(() => placeOf({ lon: 113, lat: 34, datum: 'WGS84' }, 'x')), refused(() => placeOf({ lon: 34.7, lat: 113, datum: 'WGS84' }, undefined))]).toEqual(['input.impossible', 'input.impossible', 'input.impossible']);
  });
});

describe('what is said of one thing', () => {
  const entry = (id: string, by: string, at: number, more: Partial<Entry>): Entry => ({ id, reportId: `r-${by}`, by, confidence: 'medium', channel: 'PHONE', occurredAt: min(at), receivedAt: min(at), ...more });
  const said = (e: Entry[], s: Settlement[] = []): unknown => subjectsOf(e, s).map(({ field, disputed, claims }) => [field, disputed, claims.map((c) => c.value)]);
  const two = [entry('a', 'p1', 0, { depthCm: 40 }), entry('b', 'p2', 5, { depthCm: 80 })];

  it('given 40 and 80 cm, 5 and 12 trapped, open and closed, then each is disputed and both stand', () => {
    expect(said([entry('a', 'p1', 0, { depthCm: 40, people: 5, passage: 'open' }), entry('b', 'p2', 1, { depthCm: 80, people: 12, passage: 'closed' })])).toEqual([['depthCm', true, ['40', '80']], ['people', true, ['5', '12']], ['passage', true, ['open', 'closed']]]);
    expect(said([entry('a', 'p1', 0, { depthCm: 40 }), entry('b', 'p2', 1, { depthCm: 40 })])).toEqual([['depthCm', false, ['40', '40']]]);
  });

  it('given one voice that says more later, then nobody contradicts himself; a corrected entry is out', () => {
    expect(said([entry('a', 'p1', 0, { depthCm: 40 }), entry('b', 'p1', 20, { depthCm: 80 })])).toEqual([['depthCm', false, ['80']]]);
    expect(said([...two, entry('c', 'p2', 9, { depthCm: 40, corrects: 'b' })])).toEqual([['depthCm', false, ['40', '40']]]);
  });

  it('given a settlement, then the dispute is over with all claims kept; what comes later and differs opens it again', () => {
    const held: Settlement = { field: 'depthCm', entryId: 'b', reason: '水尺', by: 'duty1', at: min(10) };
    expect(said(two, [held])).toEqual([['depthCm', false, ['40', '80']]]);
    expect(said([...two, entry('c', 'p3', 12, { depthCm: 80 })], [held])).toEqual([['depthCm', false, ['40', '80', '80']]]);
    expect(said([...two, entry('c', 'p3', 12, { depthCm: 90 })], [held])).toEqual([['depthCm', true, ['40', '80', '90']]]);
    // one voice alone contradicts nobody, also where it was settled on and says more
    expect(said([two[1]!, entry('c', 'p2', 12, { depthCm: 95 })], [held])).toEqual([['depthCm', false, ['95']]]);
    expect(refused(() => settle(subjectsOf(two, []), 'depthCm', 'a'))).toBe('ok');
    expect(refused(() => settle(subjectsOf(two, [held]), 'depthCm', 'a'))).toBe('state.conflict');
    expect(refused(() => settle(subjectsOf(two, []), 'people', 'a'))).toBe('unknown.id');
  });
});
