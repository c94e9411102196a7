import { describe, expect, it } from 'vitest';
import { Refusal } from '@xunling/platform';
import { answer } from './answer.js';
import type { VerbInput } from './said.js';
import { ALLOWED, ANSWERING, dueAt, type ItemState, type Verb } from './item.js';
import { AREA, DEPUTY, FILES, GRID_HEAD, HOLDER, INSPECTOR, ISSUER, itemIn, NOW, OF_ANOTHER, OF_DEPUTY, PAPER, PHOTO, PHOTO_REF, who } from './item.fixture.js';

const VERBS: Verb[] = ['acknowledge', 'check-in', 'start', 'execute', 'verify', 'return', 'pass', 'hand-back', 'give-again'];
const full: Record<Verb, VerbInput> = {
  acknowledge: { verb: 'acknowledge' }, 'check-in': { verb: 'check-in', position: { lon: 113.77, lat: 34.71 } }, start: { verb: 'start' },
  execute: { verb: 'execute', evidence: [PHOTO.id], files: FILES }, verify: { verb: 'verify' }, return: { verb: 'return', reason: '看不清' },
  pass: { verb: 'pass' }, 'hand-back': { verb: 'hand-back', reason: '道路被淹' }, 'give-again': { verb: 'give-again', to: 'holder', reason: '改走北门' },
};
const minutes = (n: number): Date => new Date(NOW.getTime() + n * 60_000);
const callerOf = (verb: Verb) => (verb === 'verify' || verb === 'return' ? INSPECTOR : verb === 'give-again' ? GRID_HEAD : HOLDER);
const refused = (run: () => unknown): Refusal => {
  try { run(); } catch (error) { if (error instanceof Refusal) return error; throw error; }
  throw new Error('was not refused');
};

describe.each(Object.keys(ALLOWED) as ItemState[])('given an item that is %s', (state) => {
  it.each(VERBS)('when somebody entitled says %s, then it is allowed exactly where the table says so', (verb) => {
    const run = () => answer(itemIn(state), full[verb], callerOf(verb), NOW);
    const allowed = (ALLOWED[state] as readonly Verb[]).includes(verb);
    const lateFact = state === 'ended' && ANSWERING.includes(verb);
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

  it('after the order has ended is kept as a fact without effect, once per person and verb', () => {
    const first = answer(itemIn('ended'), full.acknowledge, HOLDER, NOW);
    expect([first.item.state, first.event]).toEqual(['ended', { kind: 'answered-late', verb: 'acknowledge' }]);
    expect(first.item.ended).toMatchObject({ reason: 'withdrawn', answers: [{ by: 'holder', verb: 'acknowledge', late: true }] });
    expect(answer(first.item, full.acknowledge, HOLDER, NOW).event).toBeUndefined();
    expect(answer(first.item, full.start, HOLDER, NOW).item.ended!.answers).toHaveLength(2);
  });
});

describe('the two clocks', () => {
  it('keep when it happened and when we had it, and judge by the former', () => {
    const onTime = { ...full.acknowledge, at: '2026-07-20T16:12:00+08:00' };
    const { event, when, item } = answer(itemIn('open'), onTime, HOLDER, minutes(60));
    expect([event, when.deviceAt]).toEqual([{ kind: 'acknowledged', deputy: false, late: false }, undefined]);
    expect(item.acknowledged).toMatchObject({ at: '2026-07-20T08:12:00.000Z', receivedAt: minutes(60).toISOString() });
  });

  it.each([['ahead of ours', 3], ['two days ahead', 2880], ['before the item was here', -20]])('mark a device whose clock is %s, keep its claim, and count by our own', (_name, off) => {
    const { item, when } = answer(itemIn('open'), { ...full.acknowledge, at: minutes(off).toISOString() }, HOLDER, NOW);
    expect(when).toEqual({ at: NOW.toISOString(), receivedAt: NOW.toISOString(), deviceAt: minutes(off).toISOString() });
    expect(item.acknowledged).toMatchObject({ ...when, clockOff: true, late: false });
  });

  it.each([2, -12])('take two minutes either way as the same (%i)', (off) => {
    const { item } = answer(itemIn('open'), { ...full.acknowledge, at: minutes(off).toISOString() }, HOLDER, NOW);
    expect(item.acknowledged).toMatchObject({ at: minutes(off).toISOString() });
    expect(item.acknowledged).not.toHaveProperty('clockOff');
  });

  it.each(['2026-02-30T08:00:00Z', '2026-04-31T08:00:00+08:00', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59'])('refuse %s: no possible instant', (at) => {
    expect(refused(() => answer(itemIn('open'), { ...full.acknowledge, at }, HOLDER, NOW)).body).toMatchObject({ code: 'input.impossible', errors: [{ path: 'at' }] });
    expect(refused(() => answer(itemIn('reported'), { ...full.return, dueAt: at }, INSPECTOR, NOW)).body).toMatchObject({ code: 'input.impossible', errors: [{ path: 'dueAt' }] });
  });
});

describe('working', () => {
  it('checks in with a position or a stated reason, exactly one of them', () => {
    expect(refused(() => answer(itemIn('acknowledged'), { verb: 'check-in' }, HOLDER, NOW)).code).toBe('input.impossible');
    expect(refused(() => answer(itemIn('acknowledged'), { ...full['check-in'], noPositionReason: 'x' }, HOLDER, NOW)).code).toBe('input.impossible');
    expect(answer(itemIn('acknowledged'), { verb: 'check-in', noPositionReason: '地下无信号' }, HOLDER, NOW).item.state).toBe('executing');
  });

  it('checks in each person once per round; the first keeps the instant the work began', () => {
    const first = answer(itemIn('acknowledged'), full['check-in'], HOLDER, NOW).item;
    expect(answer(first, full['check-in'], HOLDER, minutes(1)).event).toBeUndefined();
    const both = answer(first, full['check-in'], DEPUTY, minutes(2)).item;
    expect(both.executing).toMatchObject({ by: 'holder', at: NOW.toISOString(), checkIns: [{ by: 'holder' }, { by: 'deputy' }] });
    const started = answer(itemIn('open'), full.start, HOLDER, NOW).item;
    expect(answer(started, full['check-in'], HOLDER, minutes(3)).item.executing).toMatchObject({ at: NOW.toISOString(), checkIns: [{ position: { lon: 113.77, lat: 34.71 } }] });
    expect(answer(itemIn('returned'), full['check-in'], HOLDER, NOW).event).toMatchObject({ kind: 'checked-in' });
  });

  it('implies what a later step proves, at the same instant and marked', () => {
    const { item } = answer(itemIn('open'), full.execute, HOLDER, NOW);
    expect(item).toMatchObject({ state: 'reported', acknowledged: { implied: true, at: NOW.toISOString() }, executing: { implied: true } });
    expect(answer(item, full.acknowledge, HOLDER, minutes(1)).event).toBeUndefined();
  });

  it('is begun once: a second start has no effect', () => {
    expect(answer(itemIn('executing'), full.start, HOLDER, NOW).event).toBeUndefined();
    expect(answer(itemIn('returned'), full.start, HOLDER, NOW).event).toEqual({ kind: 'started' });
  });
});

describe('evidence', () => {
  const report = (evidence: string[], by = HOLDER, item = itemIn('executing')) => answer(item, { verb: 'execute', evidence, files: FILES }, by, NOW);

  it('is kept with its hash and both instants, each file once', () => {
    expect(report([PHOTO.id, PAPER.id, PHOTO.id]).item.reported!.evidence).toEqual([PHOTO_REF, expect.objectContaining({ evidenceId: PAPER.id })]);
  });

  it('is asked as the measure asks: a photo, where it asks for one', () => {
    for (const none of [[], [PAPER.id]]) expect(refused(() => report(none)).code).toBe('evidence.required');
    expect(report([], HOLDER, itemIn('executing', { evidenceAsked: 'none' })).item.state).toBe('reported');
  });

  it('must be there and one\'s own', () => {
    expect(refused(() => report([PHOTO.id, OF_ANOTHER.id])).body).toMatchObject({ code: 'evidence.unknown', errors: [{ path: 'evidence.1' }] });
    expect(refused(() => report(['018f0000-0000-7000-8000-00000000ffff'])).code).toBe('evidence.unknown');
    expect(report([OF_DEPUTY.id], DEPUTY).item.reported!.by).toBe('deputy');
  });

  it('is at most ten files', () => {
    expect(refused(() => report(Array.from({ length: 11 }, (_, i) => `018f0000-0000-7000-8000-0000000001${10 + i}`))).code).toBe('input.impossible');
  });

  it('is not looked at for somebody who may not report at all', () => {
    expect(refused(() => report([OF_ANOTHER.id], who('neighbour'))).code).toBe('not-addressee');
  });
});

describe('verifying', () => {
  it('is for a third person: nobody who issued it, was named for it, or did any part of it', () => {
    expect(answer(itemIn('reported'), full.verify, INSPECTOR, NOW).item.state).toBe('verified');
    for (const own of [ISSUER, HOLDER, DEPUTY, who('holder', 'inspector', '410171561'), who('deputy', 'inspector', '410171561'), who('issuer', 'dispatcher', '410171')]) {
      for (const verb of ['verify', 'return'] as const) expect(refused(() => answer(itemIn('reported'), full[verb], own, NOW)).code).toBe('same-person');
    }
    expect(refused(() => answer(itemIn('reported', { signedBy: ['issuer', 'inspector'] }), full.verify, INSPECTOR, NOW)).code).toBe('same-person');
    const inspectorHelped = itemIn('reported', { executing: { ...itemIn('reported').executing!, checkIns: [{ ...itemIn('reported').executing!, by: 'inspector' }] } });
    expect(refused(() => answer(inspectorHelped, full.verify, INSPECTOR, NOW)).code).toBe('same-person');
    const inspectorDidRoundOne = itemIn('reported', { rounds: [{ reported: { ...itemIn('reported').reported!, by: 'inspector' }, returnedBy: 'x', returnedAt: NOW.toISOString(), reason: 'x', dueAt: NOW.toISOString() }] });
    expect(refused(() => answer(inspectorDidRoundOne, full.verify, INSPECTOR, NOW)).code).toBe('same-person');
  });

  it('needs a verifier\'s role over the area', () => {
    expect(refused(() => answer(itemIn('reported'), full.verify, who('observer', 'observer', '410171'), NOW)).code).toBe('access.role');
    expect(refused(() => answer(itemIn('reported'), full.verify, who('other', 'inspector', '410171560'), NOW)).code).toBe('access.area');
    for (const role of ['inspector', 'sub-district-officer', 'duty-officer', 'commander'] as const) expect(answer(itemIn('reported'), full.verify, who('third', role, '410171561'), NOW).item.state).toBe('verified');
  });

  it('or sends it back with a reason and a deadline, and the earlier round stays readable', () => {
    const { item } = answer(itemIn('reported'), { ...full.return, dueAt: '2026-07-20T09:00:00Z' }, INSPECTOR, NOW);
    expect(item).toMatchObject({
      state: 'returned', rounds: [{ reason: '看不清', executing: { by: 'holder' }, reported: { by: 'holder', evidence: [PHOTO_REF] } }],
      due: { reported: '2026-07-20T09:00:00.000Z', verified: '2026-07-20T10:00:00.000Z' },
    });
    expect(item.reported).toBeUndefined();
    expect(dueAt(item)).toBe('2026-07-20T09:00:00.000Z');
    expect(refused(() => answer(itemIn('reported'), { ...full.return, dueAt: '2026-07-20T07:00:00Z' }, INSPECTOR, NOW)).code).toBe('input.impossible');
    expect(refused(() => answer(itemIn('reported'), { verb: 'return' }, INSPECTOR, NOW)).code).toBe('input.impossible');
    const twice = answer(answer(item, full.execute, HOLDER, NOW).item, full.return, INSPECTOR, NOW).item;
    expect(twice.rounds).toHaveLength(2);
    expect(AREA).toBe(item.area);
  });

  it('is all that is left for reported work whose order was replaced: it does not go back beside the new one', () => {
    const replaced = itemIn('reported', { ended: { reason: 'superseded', replacedBy: 'order-2' } });
    expect(refused(() => answer(replaced, full.return, INSPECTOR, NOW)).body).toMatchObject({ code: 'state.conflict', state: 'reported', allowed: ['acknowledge', 'verify'] });
    expect(answer(replaced, full.verify, INSPECTOR, NOW).item.state).toBe('verified');
  });
});
