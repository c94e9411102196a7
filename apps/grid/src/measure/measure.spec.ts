import { describe, expect, it } from 'vitest';
import type { Refusal } from '@xunling/platform';
import { MEASURES, SITE_KINDS, shuts, SUSPEND_SCOPES } from '@xunling/contracts';
import fc from 'fast-check';
import { contradicts, settle, superiorOf, type Statement } from '../conflict/conflict.js';
import { flag, protect, review, unseen } from '../protection/protection.js';
import { floodedBy, judge } from './board.js';
import { inForce, isClosed, may, missPatrol, NEXT, take, type Act, type Measure, type MeasureState } from './measure.js';

const T = (minutes: number): string => new Date(Date.UTC(2026, 6, 20, 8, minutes)).toISOString();
const ordered = (more: Partial<Measure> = {}): Measure => ({ id: 'm', origin: 'order', siteId: 's', area: '410171561901001', measure: 'CLOSE', state: 'ordered', version: 1, orderedAt: T(0), orderedBy: 'officer', dutyOpen: true, hands: ['officer', 'worker'], evidence: [], patrolEvery: 30, patrolsMissed: 0, ...more });
const code = (run: () => unknown): string => { try { run(); } catch (e) { return (e as Refusal).code; } return 'ok'; };
const done = (): Measure => take(ordered(), 'execute', { by: 'worker', at: T(10) });
const closed = (): Measure => take(done(), 'verify', { by: 'inspector', at: T(20) });

describe('a measure on a site', () => {
  it('goes from ordered to lifted, each step by another where it counts', () => {
    expect(code(() => take(done(), 'verify', { by: 'worker', at: T(11) }))).toBe('same-person');
    expect(code(() => take(done(), 'verify', { by: 'officer', at: T(11) }))).toBe('same-person');
    const held = closed();
    expect(held).toMatchObject({ state: 'verified', firstClosedAt: T(20), patrolDueAt: T(50) });
    const seen = take(held, 'patrol', { by: 'worker', at: T(40), patrol: { by: 'worker', at: T(40), found: 'closed', evidence: [] } });
    expect(seen).toMatchObject({ state: 'under-patrol', patrolDueAt: T(70) });
    const lifting = take(seen, 'order-lift', { by: 'officer', at: T(60) });
    expect(isClosed(lifting)).toBe(true);
    expect(code(() => take(lifting, 'lift', { by: 'officer', at: T(61) }))).toBe('same-person');
    const lifted = take(lifting, 'lift', { by: 'worker', at: T(62) });
    expect([lifted.state, isClosed(lifted), lifted.patrolDueAt]).toEqual(['lifted', false, undefined]);
    expect(code(() => take(lifted, 'verify', { by: 'inspector', at: T(63) }))).toBe('state.conflict');
  });

  it('that was sent back, or was found not to hold, is not closed until all is done anew', () => {
    const back = take(done(), 'return', { by: 'inspector', at: T(12), reason: '未封严' });
    expect([back.state, isClosed(back), back.returnedBecause]).toEqual(['executing', false, '未封严']);
    const broken = take(closed(), 'break', { by: 'officer', at: T(30), reason: '仍有行人' });
    expect([broken.state, isClosed(broken), broken.patrolDueAt]).toEqual(['executing', false, undefined]);
    const again = take(take(broken, 'execute', { by: 'worker', at: T(35) }), 'verify', { by: 'inspector', at: T(40) });
    expect([isClosed(again), again.firstClosedAt]).toEqual([true, T(20)]);
  });

  it('counts a missed patrol once and begins its clock anew; an older patrol that comes late moves nothing', () => {
    const missed = missPatrol(closed(), T(50));
    expect([missed.patrolsMissed, missed.patrolDueAt]).toEqual([1, T(80)]);
    const look = (m: Measure, at: string): Measure => take(m, 'patrol', { by: 'w', at, patrol: { by: 'w', at, found: 'closed', evidence: [] } });
    const seen = look(missed, T(55));
    expect([seen.patrolsMissed, seen.patrolDueAt, look(seen, T(45)).patrolDueAt]).toEqual([0, T(85), T(85)]);
  });

  it('can reach each state, and leaves the last two by nothing', () => {
    const reached = new Set<string>(['ordered', ...Object.values(NEXT).flatMap((n) => Object.values(n))]);
    expect([...reached].sort()).toEqual(Object.keys(NEXT).sort());
    for (const end of ['lifted', 'ended'] as const) expect(Object.keys(NEXT[end])).toEqual([]);
  });

  it('is never shown closed unless another has verified what was done last, whatever comes in whatever order', () => {
    const acts: Act[] = ['acknowledge', 'begin', 'execute', 'return', 'verify', 'patrol', 'break', 'order-lift', 'cancel-lift', 'lift', 'end'];
    const step = fc.record({ act: fc.constantFrom(...acts), by: fc.constantFrom('officer', 'worker', 'inspector', 'second'), at: fc.nat(600), depth: fc.nat(100), disputed: fc.boolean() });
    const start = fc.constantFrom<MeasureState>('ordered', 'executing');
    fc.assert(fc.property(start, fc.array(step, { maxLength: 40 }), (state, steps) => {
      let m = ordered({ state });
      let executor: string | undefined;
      let verifier: string | undefined;
      for (const { act, by, at, depth, disputed } of steps) {
        try { m = take(m, act, { by, at: T(at), reason: 'r', patrol: { by, at: T(at), found: 'closed', evidence: [] } }); } catch { continue; }
        if (act === 'execute') [executor, verifier] = [by, undefined];
        if (act === 'return' || act === 'break') [executor, verifier] = [undefined, undefined];
        if (act === 'verify') verifier = by;
        const { shown } = judge({ closeAtCm: 20, depthCm: depth, flooded: false }, [m], disputed);
        const proven = executor !== undefined && verifier !== undefined && verifier !== executor && inForce(m) && !disputed;
        if (shown === 'closed') expect(proven).toBe(true);
        if (depth >= 20 && !proven) expect(shown).toBe('not-closed');
        if (inForce(m) && !proven) expect(shown).toBe('not-closed');
        expect(may(m, 'lift')).toBe(m.state === 'lift-ordered');
      }
    }), { numRuns: 500 });
  });
});

describe('the board', () => {
  const site = (depthCm?: number, flooded = false) => ({ closeAtCm: 20, clearAtCm: 15, flooded, ...(depthCm === undefined ? {} : { depthCm }) });
  it('puts water above the threshold first, with and without an order, and needs the clear level to let go', () => {
    expect(judge(site(20), [], false)).toMatchObject({ shown: 'not-closed', board: 0 });
    expect([floodedBy(site(17, true)), floodedBy(site(17)), floodedBy(site(14, true)), floodedBy(site())]).toEqual([true, false, false, false]);
    expect(judge(site(30), [closed()], false)).toMatchObject({ shown: 'closed', board: 4 });
    expect(judge(site(5), [done()], false)).toMatchObject({ shown: 'not-closed', board: 1 });
    expect(judge(site(5), [missPatrol(closed(), T(50))], false)).toMatchObject({ shown: 'closed', patrolOverdue: true, board: 2 });
    expect(judge(site(5), [closed()], true)).toMatchObject({ shown: 'not-closed', board: 1 });
    expect(judge(site(5), [ordered({ measure: 'LOWER_WATER' })], false)).toMatchObject({ shown: 'open', board: 5 });
    expect(judge(site(5), [], false)).toMatchObject({ shown: 'open', board: 6 });
  });

  it('says of a site that nobody hears that it is unknown, never that it need not be closed; the safer word goes before', () => {
    const unheard = (depthCm?: number, flooded = false) => ({ ...site(depthCm, flooded), unheard: true });
    expect(judge(unheard(), [], false)).toMatchObject({ shown: 'unknown', board: 3 });
    expect(judge(unheard(5), [ordered({ measure: 'LOWER_WATER' })], false)).toMatchObject({ shown: 'unknown', board: 3 });
    expect(judge(unheard(17, true), [], false)).toMatchObject({ shown: 'not-closed', board: 0 });
    expect(judge(unheard(5), [done()], false)).toMatchObject({ shown: 'not-closed', board: 1 });
    expect(judge(unheard(5), [closed()], false)).toMatchObject({ shown: 'closed', board: 4 });
  });

  const held = (more: Partial<Measure>): Measure => ({ ...closed(), ...more });
  it('takes shops shut, lessons stopped or people moved out for no closed site, and traffic stopped for one where nothing else goes through', () => {
    for (const scope of ['BUSINESS', 'WORK'] as const) expect(judge(site(30), [held({ measure: 'SUSPEND', scope, kind: 'MALL' })], false)).toMatchObject({ shown: 'not-closed', board: 0 });
    expect(judge(site(5), [held({ measure: 'SUSPEND', scope: 'CLASSES', kind: 'SCHOOL' })], false)).toMatchObject({ shown: 'open', board: 5 });
    // emptied and shut by nobody: whoever comes back gets in
    for (const depth of [30, 5]) expect(judge(site(depth), [held({ measure: 'EVACUATE', kind: 'MALL' })], false).shown).toBe('not-closed');
    expect(judge(site(30), [held({ measure: 'EVACUATE', kind: 'MALL' }), held({ measure: 'CLOSE', kind: 'MALL' })], false)).toMatchObject({ shown: 'closed', board: 4 });
    expect(judge(site(30), [held({ measure: 'SUSPEND', scope: 'TRANSPORT', kind: 'TUNNEL' })], false).shown).toBe('closed');
    expect(judge(site(30), [held({ measure: 'SUSPEND', scope: 'TRANSPORT', kind: 'SCHOOL' })], false).shown).toBe('not-closed');
    expect(judge(site(5), [ordered({ measure: 'SUSPEND', scope: 'CLASSES', kind: 'SCHOOL' })], false).shown).toBe('not-closed');
  });

  it('shows no site closed without a verified measure that keeps people out of it, whatever else is in force there', () => {
    const measure = fc.record({ measure: fc.constantFrom(...MEASURES), scope: fc.option(fc.constantFrom(...SUSPEND_SCOPES), { nil: undefined }), done: fc.boolean(), verified: fc.boolean() });
    fc.assert(fc.property(fc.constantFrom(...SITE_KINDS), fc.nat(100), fc.boolean(), fc.array(measure, { maxLength: 5 }), (kind, depth, disputed, said) => {
      const measures = said.map(({ measure: code, scope, done: d, verified: v }) => ({ ...(d && v ? closed() : d ? done() : ordered()), kind, measure: code, ...(code === 'SUSPEND' && scope ? { scope } : {}) }));
      const { shown } = judge(site(depth), measures, disputed);
      const proven = measures.some((m) => isClosed(m) && shuts(m.measure, kind, m.scope));
      if (shown === 'closed') expect(proven && !disputed).toBe(true);
      if (depth >= 20 && !proven) expect(shown).toBe('not-closed');
    }), { numRuns: 500 });
  });
});

describe('a protection of the ground', () => {
  const begun = (evidence: Measure['evidence'] = []): Measure => protect({ id: 'p', siteId: 's', area: '410171561901001', measure: 'SEAL', reason: '积水', by: 'holder', at: T(0), evidence }, T(1));
  it('is in force at once and closed for nobody before another verified it', () => {
    expect([begun().state, begun([{ evidenceId: 'e', sha256: 'x', receivedAt: T(0) }]).state, begun().review]).toEqual(['executing', 'executed', { state: 'waiting', dueAt: T(6) }]);
    expect(isClosed(begun([{ evidenceId: 'e', sha256: 'x', receivedAt: T(0) }]))).toBe(false);
  });

  it('is looked at by another, once each way, and is flagged once while nobody has', () => {
    expect(code(() => review(begun(), 'approved', 'holder', T(2)))).toBe('same-person');
    expect(code(() => review(begun(), 'returned', 'officer', T(2)))).toBe('input.impossible');
    const approved = review(begun(), 'approved', 'officer', T(2));
    expect([unseen(begun()), unseen(approved), unseen(flag(begun(), T(6)))]).toEqual([true, false, false]);
    expect(code(() => review(approved, 'approved', 'second', T(3)))).toBe('state.conflict');
    expect(review(approved, 'returned', 'second', T(3), '无积水')).toMatchObject({ state: 'executing', review: { state: 'returned', reason: '无积水' } });
    expect(code(() => review(ordered(), 'approved', 'officer', T(2)))).toBe('state.conflict');
  });
});

describe('what two people say of a site', () => {
  const said = (claim: 'closed' | 'open', by: string, minutes: number, source: Statement['source'] = 'statement'): Statement => ({ id: `${by}${minutes}`, siteId: 's', area: '410171561901001', claim, source, by, place: '410171561901001', at: T(minutes), receivedAt: T(minutes) });
  it('contradicts where one is seen open while another holds it closed, in either order of telling', () => {
    for (const [a, b, yes] of [
      [said('closed', 'a', 0, 'execution'), said('open', 'b', 300), true], [said('closed', 'a', 0), said('open', 'b', 20), true], [said('closed', 'a', 0), said('open', 'b', 50), false],
      [said('open', 'b', 0), said('closed', 'a', 20, 'execution'), false], [said('open', 'b', 0), said('closed', 'a', 3), true], [said('closed', 'a', 0), said('open', 'a', 5), false], [said('open', 'a', 0), said('open', 'b', 1), false],
    ] as const) expect([contradicts(a, b), contradicts(b, a)]).toEqual([yes, yes]);
  });

  it('goes to the lowest officer above both, who is neither', () => {
    expect([superiorOf('410171561901001', '410171561902'), superiorOf('410171561901001', '410171561'), superiorOf('410171561901001', '410171560901001')]).toEqual(['410171561', '410171', '410171']);
    const c = { id: 'c', siteId: 's', area: '410171561901001', state: 'open' as const, owner: '410171561', openedAt: T(0), version: 1 };
    expect([code(() => settle(c, ['a', 'b'], 'a', true)), code(() => settle(c, ['a', 'b'], 'x', false)), code(() => settle({ ...c, state: 'settled' }, [], 'x', true)), settle(c, ['a', 'b'], 'x', true).state]).toEqual(['conflict.not-superior', 'conflict.not-superior', 'state.conflict', 'settled']);
  });
});
