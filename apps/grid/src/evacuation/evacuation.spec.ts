import { describe, expect, it } from 'vitest';
import { conservationOf, EVACUATION_ACTS, EVACUEE_STATES, noCounts, type EvacuationAct, type EvacueeState, type LedgerCounts } from '@xunling/contracts';
import type { Refusal } from '@xunling/platform';
import fc from 'fast-check';
import { mustBear, sumsOf } from './emptied.js';
import { actOn, ACTS, admitAct, allSafe, type Evacuee, type Said } from './evacuation.js';

const at = (minute: number): string => new Date(Date.UTC(2026, 6, 20, 8, minute)).toISOString();
const person = (state: EvacueeState, more: Partial<Evacuee> = {}): Evacuee => ({ state, shelterId: null, movedBy: null, receivedBy: null, saidBy: null, homeAt: null, at: at(0), ...more });
const say = (act: EvacuationAct, more: Partial<Said> = {}): Said => ({ act, by: 'leader', at: at(1), lifted: false, ...more });
const after = (e: Evacuee, said: Said): Evacuee => { const v = actOn(e, said); if (v.kind !== 'changed') throw new Error(v.kind); return v.evacuee; };
const code = (run: () => unknown): string => { try { run(); } catch (e) { return (e as Refusal).code; } return 'ok'; };

describe('a person on the ledger', () => {
  it('given listed, when notified, moved, received and seen by a third, then verified', () => {
    let e = after(person('listed'), say('notify'));
    e = after(e, say('move', { by: 'a', at: at(2) }));
    e = after(e, say('arrive', { by: 'b', at: at(3), shelterId: 's1' }));
    expect(actOn(e, say('verify', { by: 'a', at: at(4) }))).toEqual({ kind: 'same-person' });
    expect(actOn(e, say('verify', { by: 'b', at: at(4) }))).toEqual({ kind: 'same-person' });
    expect(after(e, say('verify', { by: 'c', at: at(4) }))).toMatchObject({ state: 'verified', shelterId: 's1' });
  });

  it('given arrived, when said again, then counted once; in another shelter it is the same person', () => {
    const e = person('arrived', { shelterId: 's1', movedBy: 'a', receivedBy: 'b' });
    expect(actOn(e, say('arrive', { shelterId: 's1' }))).toEqual({ kind: 'same' });
    expect(after(e, say('arrive', { shelterId: 's2', by: 'd' }))).toMatchObject({ state: 'arrived', shelterId: 's2', receivedBy: 'd' });
    expect(actOn(person('verified', { shelterId: 's1' }), say('arrive', { shelterId: 's2' }))).toMatchObject({ kind: 'changed', evacuee: { state: 'verified' } });
  });

  it('given safe already, when a second person has looked, then it counts for all safe; the one who said so cannot', () => {
    const e = after(person('listed'), say('find-safe', { by: 'a' }));
    expect(actOn(e, say('verify', { by: 'a', at: at(2) }))).toEqual({ kind: 'same-person' });
    expect(after(e, say('verify', { by: 'b', at: at(2) })).state).toBe('safe-verified');
  });

  it('given away, when back before the lift, then returned and to be moved again, once; after the lift it is going home', () => {
    const e = person('verified', { shelterId: 's1', movedBy: 'a' });
    const back = after(e, say('return'));
    expect(back).toMatchObject({ state: 'returned', shelterId: null, movedBy: null });
    expect(actOn(back, say('return', { at: at(2) }))).toEqual({ kind: 'same' });
    expect(after(e, say('return', { lifted: true }))).toMatchObject({ state: 'return-allowed', homeAt: at(1) });
    expect(actOn(person('refused'), say('return'))).toEqual({ kind: 'refused', state: 'refused' });
  });

  it('given a newer word, when an older one comes late, then it moves nothing', () => {
    expect(actOn(person('moved', { at: at(5) }), say('refuse', { at: at(4) }))).toEqual({ kind: 'late' });
    expect(actOn(person('moved', { at: at(5) }), say('refuse', { at: at(6) }))).toEqual({ kind: 'refused', state: 'moved' });
  });

  it('may return only after the lift; nobody is moved on a closed ledger', () => {
    expect(code(() => admitAct('allow-return', 'open'))).toBe('evacuation.not-lifted');
    expect(code(() => admitAct('allow-return', 'lifted'))).toBe('ok');
    expect(code(() => admitAct('notify', 'lifted'))).toBe('state.conflict');
    for (const act of EVACUATION_ACTS) expect(code(() => admitAct(act, 'closed'))).toBe('state.conflict');
  });

  it('can reach every state, and no act has a state both to move and to leave', () => {
    const reached = new Set<EvacueeState>(['listed']);
    for (let grew = true; grew;) {
      grew = false;
      for (const state of [...reached]) for (const act of EVACUATION_ACTS) for (const lifted of [false, true]) {
        const v = actOn(person(state), say(act, { lifted, by: 'x' }));
        if (v.kind === 'changed' && !reached.has(v.evacuee.state)) { reached.add(v.evacuee.state); grew = true; }
      }
    }
    expect([...reached].sort()).toEqual([...EVACUEE_STATES].sort());
    for (const { from, same } of Object.values(ACTS) as { from: readonly string[]; same: readonly string[] }[]) expect(from.filter((s) => same.includes(s))).toEqual([]);
  });
});

const KEY: Record<EvacueeState, keyof LedgerCounts> = { listed: 'listed', notified: 'notified', moved: 'moved', arrived: 'arrived', verified: 'verified', 'return-allowed': 'returnAllowed', safe: 'safe', 'safe-verified': 'safeVerified', refused: 'refused', unreachable: 'unreachable', returned: 'returned' };
const count = (all: readonly Evacuee[]): LedgerCounts => { const c = { ...noCounts(), planned: all.length }; for (const e of all) c[KEY[e.state]] += 1; return c; };

describe('the law of C24', () => {
  const story = fc.array(fc.record({ who: fc.nat(7), act: fc.constantFrom(...EVACUATION_ACTS), by: fc.constantFrom('a', 'b', 'c'), at: fc.nat(30), shelter: fc.constantFrom(null, 's1', 's2'), lift: fc.nat(20) }), { maxLength: 60 });

  it('holds after every prefix of any events, shuffled or said twice; who is verified was moved or found by somebody else, and all safe needs all of them', () => {
    fc.assert(fc.property(story, (steps) => {
      const all = Array.from({ length: 8 }, () => person('listed', { at: '1970-01-01T00:00:00.000Z' }));
      const arrivals = all.map(() => 0), departures = all.map(() => 0);
      let lifted = false;
      for (const step of steps.flatMap((s) => [s, s])) {
        if (step.lift === 0) lifted = true;
        const before = all[step.who]!;
        const said: Said = { act: step.act, by: step.by, at: at(step.at), lifted, shelterId: step.shelter };
        if (code(() => admitAct(step.act, lifted ? 'lifted' : 'open')) !== 'ok') continue;
        const verdict = actOn(before, said);
        if (verdict.kind === 'changed') {
          const now = verdict.evacuee;
          if (step.act === 'verify') expect([before.movedBy, before.receivedBy, before.saidBy]).not.toContain(step.by);
          if (now.shelterId !== before.shelterId) { arrivals[step.who]! += Number(now.shelterId !== null); departures[step.who]! += Number(before.shelterId !== null); }
          expect(now.at >= before.at || before.homeAt !== null || lifted).toBe(true);
          all[step.who] = now;
          // the same word once more says nothing new
          expect(actOn(now, said).kind).not.toBe('changed');
        }
        const c = count(all);
        const { planned, moved, refused, unreachable, alreadySafe, remaining, verified } = conservationOf(c);
        expect(moved + refused + unreachable + alreadySafe + remaining).toBe(planned);
        expect(allSafe(c)).toBe(verified === planned);
        // one person is inside one shelter at most
        all.forEach((e, i) => expect(arrivals[i]! - departures[i]!).toBe(Number(e.shelterId !== null)));
      }
    }), { numRuns: 300 });
  });
});

describe('a duty to move people out', () => {
  const counts = (more: Partial<LedgerCounts>): LedgerCounts => { const c = { ...noCounts(), ...more }; return { ...c, planned: c.listed + c.notified + c.moved + c.arrived + c.verified + c.returnAllowed + c.safe + c.safeVerified + c.refused + c.unreachable + c.returned }; };
  it('given 77 listed and 46 verified, then it is neither done nor verified, and the sentence says how many', () => {
    const c = counts({ verified: 46, listed: 31 });
    expect([code(() => { mustBear(c, 'done'); }), code(() => { mustBear(c, 'verified'); })]).toEqual(['evacuation.not-moved', 'evacuation.not-moved']);
    expect(sumsOf(c)).toMatchObject({ zh: expect.stringMatching(/应转移 77 人.*未转移 31；已核验 46/) as unknown });
    expect(code(() => { mustBear(counts({ verified: 46, moved: 31 }), 'done'); })).toBe('ok');
    expect(code(() => { mustBear(counts({ verified: 46, moved: 31 }), 'verified'); })).toBe('evacuation.not-verified');
  });

  it('is borne out exactly where nobody of the ledger is unaccounted for, whoever is in whatever state', () => {
    const any = fc.record(Object.fromEntries(['listed', 'notified', 'moved', 'arrived', 'verified', 'returnAllowed', 'safe', 'safeVerified', 'refused', 'unreachable', 'returned'].map((k) => [k, fc.nat(2)])));
    fc.assert(fc.property(any, (some) => {
      const c = counts(some as Partial<LedgerCounts>);
      expect(code(() => { mustBear(c, 'done'); }) === 'ok').toBe(c.listed + c.notified + c.returned === 0);
      expect(code(() => { mustBear(c, 'verified'); }) === 'ok').toBe(c.listed + c.notified + c.returned + c.moved + c.arrived + c.safe === 0);
    }));
  });
});
