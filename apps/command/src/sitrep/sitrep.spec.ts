import { describe, expect, it } from 'vitest';
import { Refusal } from '@xunling/platform';
import { followUp, isOverdue, ownerNow, startClocks, stoppedBy } from './clock.js';
import { allowed, mayAct, mayBegin, movesToExplain, mustExplain, type Act, type Earlier, type Figures } from './sitrep.js';

const refused = (run: () => void): string => { try { run(); } catch (e) { return (e as Refusal).code; } return 'ok'; };
const report = (kind: Earlier['kind'], state: Earlier['state'] = 'published', corrects: string | null = null): Earlier => ({ id: kind, kind, state, corrects });
const figures = (issued: number, verified: number, done = 0): Figures => ({
  asOf: '2021-07-20T00:00:00.000Z', levels: {}, warnings: { active: 0, byColour: {} }, decisions: { open: 0, raised: 0, held: 0 }, measures: { ordered: done, done, lifted: 0 }, perStreet: {}, claims: [], sources: { counted: [], silent: [] },
  orders: { issued, delivered: 0, acknowledged: 0, executing: 0, reported: 0, verified, ended: 0 },
});

describe('reports of an incident', () => {
  it('are one first, then follow-ups, one final and nothing after it', () => {
    expect(refused(() => { mayBegin('INITIAL', undefined, []); })).toBe('ok');
    expect(refused(() => { mayBegin('FOLLOW_UP', undefined, []); })).toBe('state.conflict');
    expect(refused(() => { mayBegin('FOLLOW_UP', undefined, [report('INITIAL', 'submitted')]); })).toBe('state.conflict');
    expect(refused(() => { mayBegin('INITIAL', undefined, [report('INITIAL')]); })).toBe('state.conflict');
    for (const kind of ['FOLLOW_UP', 'FINAL'] as const) expect(refused(() => { mayBegin(kind, undefined, [report('INITIAL'), report('FOLLOW_UP')]); })).toBe('ok');
    for (const kind of ['FOLLOW_UP', 'FINAL'] as const) expect(refused(() => { mayBegin(kind, undefined, [report('INITIAL'), report('FINAL', 'draft')]); })).toBe('state.conflict');
  });

  it('are corrected by a new number of the same kind, also after the final one', () => {
    expect(refused(() => { mayBegin('INITIAL', report('INITIAL'), [report('INITIAL'), report('FINAL')]); })).toBe('ok');
    expect(refused(() => { mayBegin('FINAL', report('INITIAL'), [report('INITIAL')]); })).toBe('state.conflict');
    expect(refused(() => { mayBegin('INITIAL', report('INITIAL', 'draft'), []); })).toBe('state.conflict');
  });

  it('are written by their author and approved by another; nothing is done to what was published', () => {
    const acts: Act[] = ['edit', 'submit', 'return', 'publish'];
    for (const state of ['draft', 'submitted', 'published'] as const) for (const act of acts) {
      const mine = refused(() => { mayAct(act, { state, author: 'a' }, 'a'); });
      const others = refused(() => { mayAct(act, { state, author: 'a' }, 'b'); });
      if (!(allowed[state] as readonly Act[]).includes(act)) expect([state, act, mine, others]).toEqual([state, act, 'state.conflict', 'state.conflict']);
      else expect([state, act, mine, others]).toEqual([state, act, ...(act === 'edit' || act === 'submit' ? ['ok', 'access.role'] : ['same-person', 'ok'])]);
    }
  });
});

describe('figures that move', () => {
  it('by over a fifth, or down, are explained', () => {
    expect(movesToExplain(undefined, figures(100, 0))).toEqual([]);
    expect(movesToExplain(figures(100, 10), figures(120, 12))).toEqual([]);
    expect(movesToExplain(figures(100, 10, 5), figures(121, 9, 4)).map((m) => `${m.path} ${m.why}`)).toEqual(['orders.issued jumped', 'orders.verified fell', 'measures.done fell']);
    expect(refused(() => { mustExplain(movesToExplain(figures(100, 10), figures(99, 10)), undefined); })).toBe('input.impossible');
    expect(refused(() => { mustExplain(movesToExplain(figures(100, 10), figures(99, 10)), '两条重复'); })).toBe('ok');
  });

  it('from none to some people is a jump, dead, missing, injured or moved; work that begins is not', () => {
    const people = (n: number): Figures => ({ ...figures(n, n, n), casualties: { dead: n, missing: n, injured: n, perStreet: {} }, evacuation: { planned: n, waiting: 0, moved: n, sheltered: 0, refused: 0 } });
    expect(movesToExplain(figures(0, 0), people(139)).map((m) => `${m.path} ${m.from} ${m.to} ${m.why}`)).toEqual(['evacuation.moved 0 139 jumped', 'casualties.dead 0 139 jumped', 'casualties.missing 0 139 jumped', 'casualties.injured 0 139 jumped']);
    expect(movesToExplain(people(0), people(0))).toEqual([]);
  });
});

describe('the clocks', () => {
  const at = new Date('2021-07-20T00:00:00Z');
  const min = (m: number): Date => new Date(at.getTime() + m * 60_000);
  it('run 15 and 35 minutes, two hours, then a day from report to report until the final one', () => {
    expect(startClocks(at, 'duty1').map((c) => [c.clock, c.dueAt, c.ownerId])).toEqual([['phone', min(15), 'duty1'], ['written', min(35), 'duty1'], ['first', min(120), 'duty1']]);
    expect(stoppedBy('told', undefined)).toEqual({ stops: ['phone'], next: false });
    expect(stoppedBy('submitted', 'INITIAL')).toEqual({ stops: ['written'], next: false });
    expect(stoppedBy('published', 'INITIAL')).toEqual({ stops: ['written', 'first'], next: true });
    expect(stoppedBy('published', 'FOLLOW_UP')).toEqual({ stops: ['follow-up'], next: true });
    expect(stoppedBy('published', 'FINAL').next).toBe(false);
    expect(followUp(at, null).dueAt).toEqual(min(1440));
  });

  it('that ran out are their owner\'s while on duty, else the officer\'s on duty now', () => {
    expect([ownerNow('duty1', ['duty2', 'duty1']), ownerNow('duty1', ['duty2', 'duty3']), ownerNow(null, ['duty2']), ownerNow('duty1', []), ownerNow(null, [])]).toEqual(['duty1', 'duty2', 'duty2', 'duty1', null]);
  });

  it('are overdue once, and never after they stopped', () => {
    const [phone] = startClocks(at, null) as [ReturnType<typeof startClocks>[number]];
    expect([isOverdue(phone, min(14)), isOverdue(phone, min(15)), isOverdue({ ...phone, overdueAt: min(15) }, min(16)), isOverdue({ ...phone, doneAt: min(14) }, min(16))]).toEqual([false, true, false, false]);
  });
});
