import { describe, expect, it } from '@jest/globals';
import { Refusal } from '@xunling/platform';
import { ALLOWED, answer, dueAt, type ItemState, type Verb, type VerbInput } from './item.js';
import { AREA, DEPUTY, HOLDER, INSPECTOR, ISSUER, itemIn, NOW, PHOTO, who } from './item.fixture.js';

const VERBS: Verb[] = ['acknowledge', 'check-in', 'start', 'execute', 'verify', 'return'];
const full: Record<Verb, VerbInput> = {
  acknowledge: { verb: 'acknowledge' }, 'check-in': { verb: 'check-in', position: { lon: 113.77, lat: 34.71 } }, start: { verb: 'start' },
  execute: { verb: 'execute', evidence: [PHOTO] }, verify: { verb: 'verify' }, return: { verb: 'return', reason: '看不清' },
};
const callerOf = (verb: Verb) => (verb === 'verify' || verb === 'return' ? INSPECTOR : HOLDER);
const refused = (run: () => unknown): Refusal => {
  try { run(); } catch (error) { if (error instanceof Refusal) return error; throw error; }
  throw new Error('was not refused');
};

describe.each(Object.keys(ALLOWED) as ItemState[])('given an item that is %s', (state) => {
  it.each(VERBS)('when somebody entitled says %s, then it is allowed exactly where the table says so', (verb) => {
    const run = () => answer(itemIn(state), full[verb], callerOf(verb), NOW);
    const allowed = (ALLOWED[state] as readonly Verb[]).includes(verb);
    const lateFact = state === 'ended' && callerOf(verb) === HOLDER;
    if (allowed || lateFact) expect(run().item.state).toBeDefined();
    else expect(refused(run).body).toMatchObject({ code: 'state.conflict', state, allowed: [...ALLOWED[state]] });
  });
});

describe('acknowledging', () => {
  it('by the holder makes it acknowledged, once', () => {
    const first = answer(itemIn('open'), full.acknowledge, HOLDER, NOW);
    expect(first.item).toMatchObject({ state: 'acknowledged', version: 2, acknowledged: { by: 'holder', late: false, deputy: false } });
    const again = answer(first.item, full.acknowledge, HOLDER, NOW);
    expect([again.event, again.item.version]).toEqual([undefined, 2]);
  });

  it('by the recorded deputy counts and says so; by anybody else it does not', () => {
    expect(answer(itemIn('open'), full.acknowledge, DEPUTY, NOW).event).toEqual({ kind: 'acknowledged', deputy: true, late: false });
    expect(refused(() => answer(itemIn('open'), full.acknowledge, who('neighbour'), NOW)).code).toBe('not-addressee');
    expect(refused(() => answer(itemIn('open'), full.acknowledge, who('neighbour', 'post-holder', '410171560'), NOW)).code).toBe('access.area');
    expect(answer(itemIn('open'), full.acknowledge, who('holder', 'team-leader', '410171560'), NOW).item.state).toBe('acknowledged');
  });

  it('after its deadline is stored as late, not refused', () => {
    const late = new Date(Date.parse(itemIn('open').due.acknowledged) + 1);
    expect(answer(itemIn('open'), full.acknowledge, HOLDER, late).event).toMatchObject({ late: true });
  });

  it('counts by when it happened, and marks a device whose clock runs ahead', () => {
    const onTime = { ...full.acknowledge, at: '2026-07-20T08:12:00+00:00' };
    const muchLater = new Date(NOW.getTime() + 3_600_000);
    expect(answer(itemIn('open'), onTime, HOLDER, muchLater)).toMatchObject({ event: { late: false }, clockOff: false });
    expect(answer(itemIn('open'), { ...full.acknowledge, at: '2026-07-20T08:13:00Z' }, HOLDER, NOW).clockOff).toBe(true);
  });

  it('after the order has ended is kept as a fact without effect', () => {
    const { item, event } = answer(itemIn('ended'), full.acknowledge, HOLDER, NOW);
    expect([item.state, event]).toEqual(['ended', { kind: 'answered-late', verb: 'acknowledge' }]);
  });
});

describe('working', () => {
  it('checks in with a position or a stated reason, exactly one of them', () => {
    expect(refused(() => answer(itemIn('acknowledged'), { verb: 'check-in' }, HOLDER, NOW)).code).toBe('input.impossible');
    expect(refused(() => answer(itemIn('acknowledged'), { ...full['check-in'], noPositionReason: 'x' }, HOLDER, NOW)).code).toBe('input.impossible');
    expect(answer(itemIn('acknowledged'), { verb: 'check-in', noPositionReason: '地下无信号' }, HOLDER, NOW).item.state).toBe('executing');
  });

  it('implies what a later step proves, at the same instant and marked', () => {
    const { item } = answer(itemIn('open'), full.execute, HOLDER, NOW);
    expect(item).toMatchObject({ state: 'reported', acknowledged: { implied: true, at: NOW.toISOString() }, executing: { implied: true } });
  });

  it('cannot be reported without the photo its measure asks for', () => {
    expect(refused(() => answer(itemIn('executing'), { verb: 'execute' }, HOLDER, NOW)).code).toBe('evidence.required');
    expect(answer(itemIn('executing', { evidenceAsked: 'none' }), { verb: 'execute' }, HOLDER, NOW).item.state).toBe('reported');
    expect(refused(() => answer(itemIn('executing'), { verb: 'execute', evidence: Array(11).fill(PHOTO) }, HOLDER, NOW)).code).toBe('input.impossible');
  });
});

describe('verifying', () => {
  it('is for a third person: neither who executed nor who issued', () => {
    expect(answer(itemIn('reported'), full.verify, INSPECTOR, NOW).item.state).toBe('verified');
    expect(refused(() => answer(itemIn('reported'), full.verify, ISSUER, NOW)).code).toBe('same-person');
    expect(refused(() => answer(itemIn('reported'), full.verify, HOLDER, NOW)).code).toBe('same-person');
    const inspectorDidIt = itemIn('reported', { holderId: 'inspector', reported: { ...itemIn('reported').reported!, by: 'inspector' } });
    expect(refused(() => answer(inspectorDidIt, full.verify, INSPECTOR, NOW)).code).toBe('same-person');
  });

  it('needs a verifier\'s role over the area', () => {
    expect(refused(() => answer(itemIn('reported'), full.verify, who('observer', 'observer', '410171'), NOW)).code).toBe('access.role');
    expect(refused(() => answer(itemIn('reported'), full.verify, who('other', 'inspector', '410171560'), NOW)).code).toBe('access.area');
  });

  it('or sends it back with a reason and a deadline, and the earlier round stays readable', () => {
    const { item } = answer(itemIn('reported'), { ...full.return, dueAt: '2026-07-20T09:00:00Z' }, INSPECTOR, NOW);
    expect(item).toMatchObject({ state: 'returned', rounds: [{ reason: '看不清', reported: { by: 'holder', evidence: [PHOTO] } }], due: { reported: '2026-07-20T09:00:00.000Z' } });
    expect(item.reported).toBeUndefined();
    expect(dueAt(item)).toBe('2026-07-20T09:00:00.000Z');
    expect(refused(() => answer(itemIn('reported'), { ...full.return, dueAt: '2026-07-20T07:00:00Z' }, INSPECTOR, NOW)).code).toBe('input.impossible');
    expect(AREA).toBe(item.area);
  });
});
