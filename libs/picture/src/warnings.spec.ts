import { describe, expect, it } from 'vitest';
import { at, event, foldAll, T0, uuid } from './events.fixture.js';
import { inForce, lagOf, levelOver } from './index.js';

const W = uuid(8, 1);
const D = uuid(9, 1);
const warning = (verb: string, minute: number, more: object = {}) => event(`command.warning.${verb}`, '000', minute, {
  warningId: W, alertId: uuid(10, 1), issuer: '区气象台', hazard: 'RAINSTORM', colour: 'RED', areas: ['410171'], state: 'active', headline: '暴雨红色预警', sent: at(0), receivedAt: at(minute), expiresAt: at(180), ...more,
});
const V2 = 'command.decision.opened.v2';
const byGauges = { ...event('command.decision.opened', '999', 0, { decisionId: D, cause: 'observation', hazard: 'RAINSTORM', areas: ['410171561'], ownerId: 'duty1', openedAt: at(0), dueAt: at(15), observed: { level: 'III', planVersion: 'p@1', need: 2, met: [{ code: 'rain-1h-50', zh: '1小时雨量≥50毫米', en: 'rain', value: 61 }] } }), type: V2 };
const opened = event('command.decision.opened', '999', 0, { decisionId: D, warningId: W, colour: 'RED', hazard: 'RAINSTORM', areas: ['410171'], ownerId: 'duty1', openedAt: at(0), dueAt: at(15) });
const raised = event('command.level.raised', '000', 12, {
  levelId: uuid(11, 1), incidentId: uuid(3, 1), decisionId: D, areas: ['410171561', '410171560'], level: 'II', planVersion: 'p@1', orderSetId: uuid(1, 1), orders: 2, signatures: [{ userId: 'a', as: 'commander', at: at(12) }], raisedAt: at(12),
});

describe('seats', () => {
  it('are held by who took them last, and by nobody once they are vacated', () => {
    const taken = (who: string, minute: number) => event('command.seat.taken', '000', minute, { seat: 'deputy', zone: '410171', userId: who, from: at(minute) });
    expect(foldAll([taken('a', 0), taken('b', 5)]).seats).toEqual({ deputy: 'b' });
    expect(foldAll([taken('a', 0), event('command.seat.vacated', '000', 5, { seat: 'deputy', zone: '410171', userId: 'a', reason: '突发疾病', from: at(5) })]).seats).toEqual({});
  });
});

describe('warnings, decisions, levels', () => {
  it('measures the lag from receipt to the level in force', () => {
    const p = foldAll([warning('issued', 0)]);
    expect(lagOf(p, p.warnings[W]!, T0 + 300_000)).toEqual({ ms: 300_000, running: true });
    foldAll([raised], p);
    expect(lagOf(p, p.warnings[W]!, T0 + 9_000_000)).toEqual({ ms: 720_000, running: false });
    expect(levelOver(p, '410171561901001')).toMatchObject({ level: 'II', set: uuid(1, 1) });
    expect(levelOver(p, '410171562')).toBeUndefined();
  });

  it('runs on while a street of the warning has no level, and is none where a level as high as its colour asks for was in force before', () => {
    const areas = ['410171560', '410171561'].map((code) => event('grid.area.opened', code.slice(6), -60, { code, kind: 'street', name: code, nameEn: code, homeNode: 'c', validFrom: at(-60) }));
    const over = (minute: number, where: string[], level: string, more: object = {}) => event('command.level.raised', '000', minute, { levelId: uuid(11, minute + 100), incidentId: uuid(3, 1), areas: where, level, planVersion: 'p@1', orderSetId: uuid(1, minute + 100), orders: 1, signatures: [], raisedAt: at(minute), ...more });
    const lag = (events: ReturnType<typeof event>[], minute = 60) => { const p = foldAll([...areas, ...events]); return lagOf(p, p.warnings[W]!, T0 + minute * 60_000); };
    expect(lag([warning('issued', 0), over(12, ['410171561'], 'I')])).toEqual({ ms: 3_600_000, running: true });
    expect(lag([warning('issued', 0), over(12, ['410171561'], 'I'), over(20, ['410171560'], 'III')])).toEqual({ ms: 1_200_000, running: false });
    expect(lag([over(-30, ['410171'], 'I'), warning('issued', 0)])).toEqual({ ms: 0, running: false });
    expect(lag([over(-30, ['410171'], 'II'), warning('issued', 0)])).toEqual({ ms: 3_600_000, running: true });
    expect(lag([over(-30, ['410171'], 'II'), warning('issued', 0, { colour: 'ORANGE' })])).toEqual({ ms: 0, running: false });
    // lowered afterwards is no answer
    const lowered = event('command.level.lowered', '000', 15, { levelId: uuid(11, 9), incidentId: uuid(3, 1), areas: ['410171560', '410171561'], level: 'IV', previous: 'III', reason: 'x', signatures: [], loweredAt: at(15) });
    expect(lag([over(-30, ['410171560', '410171561'], 'III'), warning('issued', 0), lowered])).toEqual({ ms: 3_600_000, running: true });
  });

  it('stops the clock when a hold is signed, until the colour changes', () => {
    const p = foldAll([warning('issued', 0), opened, event('command.decision.held', '999', 9, { decisionId: D, by: 'duty1', reason: '雨带南移', reviewAt: at(40) }), warning('continued', 20)]);
    expect(lagOf(p, p.warnings[W]!, T0 + 9_000_000)).toEqual({ ms: 540_000, running: false });
    foldAll([warning('upgraded', 30, { colour: 'ORANGE', previousColour: 'YELLOW' })], p);
    expect(lagOf(p, p.warnings[W]!, T0 + 31 * 60_000)).toEqual({ ms: 60_000, running: true });
  });

  it('is in force until it ends or runs out, and leaves an hour after its end', () => {
    const p = foldAll([warning('issued', 0), warning('continued', 20)]);
    expect(p.warnings[W]!.receivedAt).toBe(at(0));
    expect([inForce(p.warnings[W]!, T0 + 60_000), inForce(p.warnings[W]!, T0 + 181 * 60_000)]).toEqual([true, false]);
    foldAll([warning('lifted', 100, { state: 'lifted' })], p);
    expect(inForce(p.warnings[W]!, T0 + 60_000)).toBe(false);
    foldAll([event('x.y.z', '000', 161, {})], p);
    expect(p.warnings).toEqual({});
  });

  it('shows what gauges met where no warning opened the decision, and that it was held', () => {
    const p = foldAll([byGauges]);
    expect(p.decisions[D]).toMatchObject({ state: 'open', areas: ['410171561'], observed: { level: 'III', need: 2, met: [{ code: 'rain-1h-50' }] } });
    expect(p.decisions[D]).not.toHaveProperty('warning');
    foldAll([event('command.decision.held', '999', 9, { decisionId: D, by: 'duty1', reason: '排涝已到位', reviewAt: at(40) })], p);
    expect([p.decisions[D]!.state, p.warnings]).toEqual(['held', {}]);
  });

  it('ends a decision that a level in force answers, and opens one again over what a part left', () => {
    const p = foldAll([warning('issued', 0), opened, event('command.decision.answered', '999', 9, { decisionId: D, by: 'duty1', level: 'I', areas: ['410171'] })]);
    expect(p.decisions[D]).toMatchObject({ state: 'answered', level: 'I', by: 'duty1', decidedAt: at(9) });
    foldAll([{ ...event('command.decision.opened', '999', 12, { decisionId: D, cause: 'warning', warningId: W, colour: 'RED', hazard: 'RAINSTORM', areas: ['410171560'], ownerId: 'duty1', openedAt: at(12), dueAt: at(27) }), type: V2 }], p);
    expect(p.decisions[D]).toMatchObject({ state: 'open', areas: ['410171560'], dueAt: at(27) });
    expect(p.decisions[D]).not.toHaveProperty('closed');
  });

  it('folds either version of an opened decision, and of one said in both only the later', () => {
    const v2 = { ...event('command.decision.opened', '999', 0, { ...(opened.data as object), cause: 'warning' }), type: V2 };
    const echo = { ...opened, id: '018f0000-0000-5000-8000-000000000001', originseq: v2.originseq + 1 };
    const [both, old] = [foldAll([v2, echo]), foldAll([opened])];
    expect(both.decisions).toEqual(old.decisions);
    expect([both.feed.length, old.feed.length]).toEqual([1, 1]);
  });

  it('shows who is asked now, every hop, and whose signature is missing', () => {
    const p = foldAll([opened, event('command.decision.passed', '999', 15, { decisionId: D, hop: 1, from: 'duty1', to: 'duty2', reason: 'silent', dueAt: at(30) }),
      event('command.decision.proposed', '999', 16, { decisionId: D, level: 'II', planVersion: 'p@1', areas: ['410171'], proposedBy: 'duty2', missing: [{ seat: 'commander', userId: 'a' }, { seat: 'deputy', userId: 'b' }] }),
      event('command.decision.signed', '999', 17, { decisionId: D, level: 'II', signature: { userId: 'a', as: 'commander', at: at(17) } })]);
    expect(p.decisions[D]).toMatchObject({ state: 'awaiting-signature', owner: 'duty2', dueAt: at(30), hops: [{ from: 'duty1', to: 'duty2', reason: 'silent' }] });
    expect(p.decisions[D]!.proposal!.missing).toEqual([{ seat: 'deputy', userId: 'b' }]);
    foldAll([event('command.decision.raised', '999', 18, { decisionId: D, level: 'II', planVersion: 'p@1', signers: ['a', 'b'], orderSetId: uuid(1, 1), plans: [] })], p);
    expect(p.decisions[D]).toMatchObject({ state: 'raised', set: uuid(1, 1) });
  });

  it('counts like events in a row on one line of the feed', () => {
    const p = foldAll(Array.from({ length: 50 }, (_, i) => event('grid.duty.acknowledged', '561', 0, { orderId: uuid(2, i) })));
    expect(p.feed).toHaveLength(1);
    expect(p.feed[0]).toMatchObject({ n: 50, seq: 1, last: 50, street: '561' });
  });
});
