import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Refusal } from '@xunling/platform';
import { advance, type ArrowFact } from './arrows.js';
import { dueFrom, mayAmend, next, supersede, track, withdraw, type OrderState, type Tracked } from './order.js';
import { awaited, escalate, sweep, type Target } from './silence.js';

const T0 = new Date('2021-07-20T00:00:00Z');
const at = (minutes: number): Date => new Date(T0.getTime() + minutes * 60_000);
const fresh = (): Tracked => track('o', '410171561901001', dueFrom(T0, { delivered: 2, acknowledged: 5, executing: 20, reported: 60, verified: 120 }), 'issuer', 'holder');
const fact = (stage: ArrowFact['stage'], minute: number, version: number, more: Partial<ArrowFact> = {}): ArrowFact => ({ stage, at: at(minute), by: 'holder', version, ...more });
const chain: Target[] = [{ to: 'community', userId: 'a' }, { to: 'head', userId: 'b' }, { to: 'duty-officer', userId: 'c' }, { to: 'commander', userId: 'd' }];
const run = (order: Tracked, ...facts: ArrowFact[]): Tracked => facts.reduce((o, f) => advance(o, f).order, order);

describe('the six arrows', () => {
  it('are six facts, each with its own instant', () => {
    const o = run(fresh(), fact('delivered', 0, 1), fact('acknowledged', 3, 2), fact('executing', 10, 3), fact('reported', 30, 4), fact('verified', 50, 5));
    expect(o).toMatchObject({ state: 'verified', implied: 0, nextDue: null });
    expect(o.done.map((d) => (d!.getTime() - T0.getTime()) / 60_000)).toEqual([0, 0, 3, 10, 30, 50]);
  });

  it('imply the earlier ones at the same instant, marked so, until the real one is known', () => {
    const o = run(fresh(), fact('executing', 10, 3));
    expect(o.done.slice(1, 4)).toEqual([at(10), at(10), at(10)]);
    expect(o.implied).toBe(0b000110);
    expect(run(o, fact('acknowledged', 4, 2))).toMatchObject({ implied: 0b000010, state: 'executing' });
  });

  it('ignore a repeated answer with a name', () => {
    const o = run(fresh(), fact('acknowledged', 3, 2));
    expect(advance(o, fact('acknowledged', 4, 3))).toMatchObject({ ignored: 'repeated', order: { done: o.done } });
  });

  it('go back to executing on a return, with the new deadline', () => {
    const o = run(fresh(), fact('reported', 30, 4), fact('returned', 40, 5, { dueAt: at(70) }));
    expect(o).toMatchObject({ state: 'executing', nextDue: at(60) });
    expect(o.done[4]).toBeNull();
    expect(o.due[5]).toEqual(at(130));
  });

  it('end the same in any order of arrival', () => {
    const facts = [fact('delivered', 0, 1), fact('acknowledged', 3, 2), fact('executing', 10, 3), fact('reported', 30, 4), fact('returned', 40, 5, { dueAt: at(70) }), fact('reported', 60, 6), fact('verified', 80, 7)];
    const want = run(fresh(), ...facts);
    fc.assert(fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => {
      const got = run(fresh(), ...shuffled);
      expect(got.state).toBe('verified');
      expect(got.done).toEqual(want.done);
    }));
  });
});

describe('an order that goes from one person to another', () => {
  const passed = fact('given-on', 12, 4, { by: 'holder', to: 'deputy', dueAt: at(17) });

  it('is acknowledged anew by whom it was passed to; the later deadlines stay', () => {
    const o = run(fresh(), fact('delivered', 0, 1), fact('acknowledged', 3, 2), fact('executing', 10, 3), passed);
    expect(o).toMatchObject({ state: 'delivered', holderId: 'deputy', passedAt: at(12), nextDue: at(12 + (2 / 3) * 5) });
    expect([o.done[2], o.done[3], o.due[3]]).toEqual([null, null, at(20)]);
    expect(advance(o, fact('acknowledged', 5, 2))).toMatchObject({ ignored: 'old' });
    expect(run(o, fact('acknowledged', 14, 5)).state).toBe('acknowledged');
  });

  it('waits for the superior once it is handed back: the clocks go on, silence is still overdue, and the answer ends the question', () => {
    const back = run(fresh(), fact('delivered', 0, 1), fact('handed-back', 4, 2, { reason: '道路被淹' }));
    expect(back).toMatchObject({ state: 'delivered', handedBack: { by: 'holder', reason: '道路被淹' }, nextDue: at(4) });
    expect(sweep(back, chain, at(6)).silence.overdue).toHaveLength(1);
    const again = run(back, fact('given-on', 8, 3, { by: 'head', to: 'head', dueAt: at(13), reportBy: at(90) }));
    expect(again).toMatchObject({ handedBack: null, holderId: 'head', nextDue: at(8 + (2 / 3) * 5) });
    expect([again.due[4], again.due[5]]).toEqual([at(90), at(150)]);
  });

  it('ends in the same state in any order of arrival', () => {
    const facts = [fact('delivered', 0, 1), fact('acknowledged', 3, 2), fact('handed-back', 5, 3, { reason: 'x' }), fact('given-on', 8, 4, { to: 'deputy', dueAt: at(13) }), fact('acknowledged', 9, 5), fact('executing', 11, 6)];
    fc.assert(fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => {
      expect(run(fresh(), ...shuffled)).toMatchObject({ state: 'executing', handedBack: null, holderId: 'deputy' });
    }));
  });
});

describe('silence', () => {
  it('is one overdue fact per arrow and climbs one step at a time', () => {
    let o = run(fresh(), fact('delivered', 0, 1));
    const seen: string[] = [];
    for (let m = 0; m <= 60; m++) {
      const { order, silence } = sweep(o, chain, at(m));
      o = order;
      for (const s of silence.overdue) seen.push(`${m} overdue ${s.stage}`);
      for (const s of silence.escalated) seen.push(`${m} step ${s.step} ${s.target.to}`);
    }
    expect(seen).toEqual([
      '5 overdue acknowledged', '5 step 1 community', '15 step 2 head', '20 overdue executing', '25 step 3 duty-officer', '35 step 4 commander', '60 overdue reported',
    ]);
  });

  it('stops when the answer comes, and tells the ticker when to look next', () => {
    const o = sweep(run(fresh(), fact('delivered', 0, 1)), chain, at(6)).order;
    expect(o.nextDue).toEqual(at(15));
    const answered = run(o, fact('acknowledged', 7, 2));
    expect(answered).toMatchObject({ overdue: 0, step: 0, escalateAt: null, nextDue: at(15) });
    expect(sweep(answered, chain, at(14)).silence).toEqual({ prompts: [], overdue: [], escalated: [] });
  });

  it('stops on withdrawal and when a higher level takes the place', () => {
    const o = sweep(fresh(), chain, at(6)).order;
    expect(withdraw(o)).toMatchObject({ state: 'withdrawn', nextDue: null });
    expect(supersede(o)).toMatchObject({ state: 'superseded', nextDue: null });
    const reported = run(fresh(), fact('reported', 30, 4));
    expect(supersede(reported).state).toBe('reported');
  });

  it('refuses to withdraw what has ended, and keeps a late answer as a fact', () => {
    const gone = withdraw(fresh());
    expect(() => withdraw(gone)).toThrow(/state.conflict/);
    expect(run(gone, fact('reported', 30, 4))).toMatchObject({ state: 'withdrawn', done: expect.arrayContaining([at(30)]) });
  });
});

describe('before a deadline', () => {
  /** Everything that is asked for, minute by minute. */
  const asked = (start: Tracked, until: number, from = 0): string[] => {
    let o = start;
    const seen: string[] = [];
    for (let m = from; m <= until; m++) {
      const { order, silence } = sweep(o, chain, at(m));
      o = order;
      seen.push(...silence.prompts.map((p) => `${m} ${p.stage} ${p.toUserId}`));
    }
    return seen;
  };

  it('each of the arrows still open is asked for once, after two thirds of its time, of whoever has the order', () => {
    expect(asked(fresh(), 130)).toEqual(['4 acknowledged holder', '15 executing holder', '47 reported holder', '100 verified holder']);
    expect(asked(run(fresh(), fact('delivered', 0, 1), fact('executing', 10, 2)), 59, 10)).toEqual(['47 reported holder']);
  });

  it('asks the superior to verify what is reported, since the holder may not', () => {
    expect(asked(run(fresh(), fact('reported', 30, 2)), 119, 30)).toEqual(['100 verified a']);
  });

  it('asks after another share where the plan says so, and no more once the order is taken back', () => {
    const half = track('o', '410171561901001', fresh().due, 'issuer', 'holder', 0.5);
    expect(asked(half, 41)).toEqual(['1 delivered holder', '4 acknowledged holder', '13 executing holder', '40 reported holder']);
    expect(asked(withdraw(half), 200)).toEqual([]);
  });

  it('asks anew when a deadline was set anew: by a return, or for the next person', () => {
    const returned = run(sweep(run(fresh(), fact('executing', 10, 3)), chain, at(50)).order, fact('reported', 55, 4), fact('returned', 56, 5, { dueAt: at(86) }));
    expect(asked(returned, 85, 56)).toEqual(['76 reported holder']);
    const passed = run(sweep(run(fresh(), fact('delivered', 0, 1)), chain, at(4)).order, fact('given-on', 6, 2, { to: 'deputy', dueAt: at(12) }));
    expect(asked(passed, 19, 6)).toEqual(['10 acknowledged deputy', '18 executing deputy']);
  });

  it('says nothing where the clock jumped over the deadline: that is overdue already', () => {
    const { order, silence } = sweep(run(fresh(), fact('delivered', 0, 1)), chain, at(6));
    expect([silence.prompts, silence.overdue.map((x) => x.stage)]).toEqual([[], ['acknowledged']]);
    expect(sweep(order, chain, at(6)).silence.prompts).toEqual([]);
  });
});

describe('a person who does not wait for the clock', () => {
  it('calls whoever the order waits for; nobody where it has ended', () => {
    expect([awaited(fresh()), awaited(run(fresh(), fact('reported', 30, 4)))]).toEqual(['delivered', 'verified']);
    for (const over of [withdraw(fresh()), run(fresh(), fact('verified', 50, 5))]) expect(() => awaited(over)).toThrow(/state.conflict/);
  });

  it('tells the next of the chain before anything is overdue, and silence climbs on from there', () => {
    const early = escalate(run(fresh(), fact('delivered', 0, 1)), chain, at(3));
    expect(early).toMatchObject({ stage: 'acknowledged', step: 1, target: { to: 'community' }, order: { step: 1, nextDue: at(4) } });
    const swept = sweep(early.order, chain, at(5));
    expect(swept.silence.escalated).toEqual([{ stage: 'acknowledged', step: 2, target: chain[1] }]);
    expect(sweep(swept.order, chain, at(14)).silence.escalated).toEqual([]);
    expect(sweep(swept.order, chain, at(15)).silence.escalated).toMatchObject([{ step: 3 }]);
  });

  it('takes the step silence would take next, and the clock of the step after it starts anew', () => {
    const silent = sweep(run(fresh(), fact('delivered', 0, 1)), chain, at(5)).order;
    const pushed = escalate(silent, chain, at(7));
    expect(pushed).toMatchObject({ step: 2, target: { to: 'head' }, order: { escalateAt: at(17) } });
    expect(run(pushed.order, fact('acknowledged', 8, 2))).toMatchObject({ step: 0, escalateAt: null });
  });

  it('is refused at the end of the chain and on what has ended', () => {
    let o = fresh();
    for (let i = 0; i < chain.length; i++) o = escalate(o, chain, at(1)).order;
    expect(() => escalate(o, chain, at(2))).toThrow(/state.conflict/);
    expect(() => escalate(withdraw(fresh()), chain, at(2))).toThrow(/state.conflict/);
    expect(sweep(o, chain, at(200)).silence.escalated).toEqual([]);
  });
});

describe('amending', () => {
  const refused = (state: OrderState, lifts: string | null = null): object | undefined => { try { mayAmend({ state, lifts }); } catch (e) { const { code, body } = e as Refusal; return { code, allowed: body.allowed }; } return undefined; };
  it('is for what is not reported yet, and never for a lift order: another in its place would lift nothing', () => {
    for (const state of Object.keys(next) as OrderState[]) {
      const open = ['issued', 'delivered', 'acknowledged', 'executing'].includes(state);
      expect([state, refused(state) === undefined]).toEqual([state, open]);
      expect(refused(state, 'm')).toEqual({ code: 'state.conflict', allowed: open || state === 'reported' ? ['withdraw'] : [] });
    }
  });
});
