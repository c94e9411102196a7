import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { endedAt, missed, responsibility, type Around, type TraceFact } from './responsibility.js';

const min = (m: number): Date => new Date(Date.parse('2021-07-20T00:00:00Z') + m * 60_000);
const fact = (type: string, m: number, data: Record<string, unknown> = {}, received = m): TraceFact => ({ id: `${type}${m}`, type: `${type}.v1`, occurred: min(m), received: min(received), actor: 'x', data });
const ISSUED = fact('command.order.issued', 0, { holderId: 'holder', deputyId: 'deputy', resolvedTo: 'holder', issuedBy: 'duty1' });
const around: Around = {
  levels: [{ at: min(-10), level: 'III' }, { at: min(12), level: 'II' }],
  warnings: [{ id: 'w', at: min(-30), colour: 'ORANGE', ended: false, expires: min(600) }, { id: 'w', at: min(11), colour: 'RED', ended: false, expires: min(600) }, { id: 'v', at: min(-60), colour: 'BLUE', ended: false, expires: min(5) }],
};
const CHAIN = [
  ISSUED, fact('grid.duty.opened', 1), fact('command.order.overdue', 10, { stage: 'acknowledged' }), fact('command.order.escalated', 10, { to: '晨光社区', toUserId: 'head', step: 1 }),
  fact('grid.duty.acknowledged', 13, { by: 'deputy' }), fact('grid.duty.reported', 40, { by: 'deputy' }), fact('grid.duty.returned', 45, { by: 'inspector', reason: '照片不清' }),
];

describe('the trace of responsibility', () => {
  const lines = responsibility(CHAIN, around);
  const of = (verb: string) => lines.find((l) => l.fact.type.includes(verb))!;

  it('names who was told, in which role and where', () => {
    expect(of('issued')).toMatchObject({ told: [{ userId: 'holder', as: 'holder' }, { userId: 'deputy', as: 'deputy' }], channel: 'subject' });
    expect(of('overdue')).toMatchObject({ told: [{ userId: 'duty1', as: 'issuer' }], channel: 'picture' });
    expect(of('escalated')).toMatchObject({ told: [{ userId: 'head', as: 'chain', name: '晨光社区' }], channel: 'picture' });
    expect(of('returned')).toMatchObject({ told: [{ userId: 'holder' }, { userId: 'deputy' }], channel: 'subject' });
  });

  it('names whom the clock asked before a deadline: the holder, the deputy who has it now, or the superior who is to verify', () => {
    const asked = (toUserId: string) => responsibility([ISSUED, fact('command.order.prompted', 8, { stage: 'acknowledged', toUserId })], around)[1];
    expect(['holder', 'deputy', 'head'].map((who) => asked(who)!.told)).toEqual([[{ userId: 'holder', as: 'holder' }], [{ userId: 'deputy', as: 'deputy' }], [{ userId: 'head', as: 'chain' }]]);
  });

  it('names who answered, and what the order looked like then', () => {
    expect(of('acknowledged')).toMatchObject({ answeredBy: 'deputy', saw: { state: 'acknowledged', overdue: [], level: 'II', warnings: ['RED'] } });
    expect(of('escalated').saw).toEqual({ state: 'delivered', overdue: ['acknowledged'], level: 'III', warnings: ['ORANGE'] });
    expect(of('issued').saw).toEqual({ state: 'issued', overdue: [], level: 'III', warnings: ['BLUE', 'ORANGE'] });
    expect(of('returned').saw.state).toBe('executing');
  });

  it('tells over which carrier the superior was rung and what became of it, and that the superior has it in hand', () => {
    const told = (outcome: string, reason?: string) => responsibility([...CHAIN, fact('command.escalation.told', 10, { userId: 'head', channel: 'webhook', outcome, ...(reason ? { reason } : {}) })], around).find((l) => l.fact.type.includes('told'))!;
    expect(told('accepted')).toMatchObject({ told: [{ userId: 'head', as: 'chain' }], channel: 'webhook', outcome: 'accepted', saw: { state: 'delivered', overdue: ['acknowledged'] } });
    expect(told('suppressed', 'over-hourly-limit')).toMatchObject({ outcome: 'suppressed' });
    const taken = responsibility([...CHAIN, fact('command.escalation.acknowledged', 11, { by: 'head', stage: 'acknowledged' })], around).find((l) => l.fact.type.includes('escalation.acknowledged'))!;
    // the order itself still waits
    expect(taken).toMatchObject({ answeredBy: 'head', told: [], saw: { state: 'delivered', overdue: ['acknowledged'] } });
  });

  it('says after a withdrawal whose order took its place, and tells its issuer', () => {
    const over = [ISSUED, fact('command.order.overridden', 20, { by: 'commander', issuedBy: 'duty1', reason: '上级指令' }), fact('command.order.withdrawn', 20, { reason: '上级指令' })];
    expect(responsibility(over, around).slice(1).map((l) => [l.fact.type.split('.')[2], l.told[0]?.userId, l.channel, l.saw.state])).toEqual([['withdrawn', 'holder', 'subject', 'withdrawn'], ['overridden', 'duty1', 'picture', 'withdrawn']]);
  });

  it('goes by when facts were received: what came late was not seen before', () => {
    const late = responsibility([ISSUED, fact('grid.duty.acknowledged', 2, { by: 'holder' }, 30), fact('command.order.overdue', 10, { stage: 'acknowledged' })], around);
    expect(late.map((l) => [l.fact.type.split('.')[2], l.saw.state, l.saw.overdue])).toEqual([['issued', 'issued', []], ['overdue', 'issued', ['acknowledged']], ['acknowledged', 'acknowledged', []]]);
  });

  it('is the same in whatever order the facts are read', () => {
    fc.assert(fc.property(fc.shuffledSubarray(CHAIN, { minLength: CHAIN.length }), (shuffled) => { expect(responsibility(shuffled, around)).toEqual(lines); }));
  });
});

describe('a missed deadline', () => {
  const arrow = (stage: string, due: number, done?: number) => ({ stage, dueAt: min(due), ...(done === undefined ? {} : { doneAt: min(done) }) });
  it('is an arrow that came late or has not come, with how late', () => {
    expect(missed([arrow('delivered', 2, 1), arrow('acknowledged', 10, 13), arrow('executing', 30)], undefined, new Set(), min(50))).toEqual([
      { stage: 'acknowledged', dueAt: min(10), doneAt: min(13), minutes: 3 }, { stage: 'executing', dueAt: min(30), minutes: 20 },
    ]);
  });
  it('is late up to the end of its order, not for ever', () => {
    const facts = [ISSUED, fact('command.order.overdue', 30, { stage: 'executing' }), fact('command.order.withdrawn', 42), fact('grid.duty.ended', 43)];
    expect(missed([arrow('executing', 30)], endedAt(facts), new Set(['executing']), min(90_000))).toEqual([{ stage: 'executing', dueAt: min(30), minutes: 12 }]);
  });
  it('is none after the order ended, unless it was overdue before', () => {
    expect(missed([arrow('executing', 30), arrow('reported', 60)], min(70), new Set(['executing']), min(90)).map((m) => m.stage)).toEqual(['executing']);
  });
});
