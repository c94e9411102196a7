import { describe, expect, it } from 'vitest';
import { newId } from '@xunling/platform';
import { clear, confirm, hold, lapse, openDecision, pass, raise, review, type Decision } from './decision.js';
import { DEFAULT_SIGNERS, type InCommand } from './signer.js';

const [commander, deputy, duty1, duty2, duty3, duty4, clerk] = Array.from({ length: 7 }, () => newId());
const command: InCommand = { commander: commander!, deputy: deputy!, roster: [duty1!, duty2!, duty3!, duty4!] };
const T0 = new Date('2021-07-19T21:59:00+08:00');
const at = (minutes: number): Date => new Date(T0.getTime() + minutes * 60_000);
const red = (): Decision => openDecision({ id: newId(), warningId: newId(), colour: 'RED', hazard: 'RAINSTORM', areas: ['410171'] }, command, T0).decision;
const I = { level: 'I' as const, planVersion: 'sample@1', areas: ['410171'] };
const IV = { ...I, level: 'IV' as const };
const refusal = (act: () => unknown): string => { try { act(); } catch (e) { return (e as { code: string }).code; } return 'none'; };

describe('a red decision with silent officers', () => {
  it('goes to the three alternates at +15, +30 and +45 and then stays with the commander', () => {
    let d = red();
    expect(d.ownerId).toBe(duty1);
    const owners: string[] = [];
    for (const m of [15, 30, 45, 60, 75]) { d = pass(d, command, at(m)).decision; owners.push(d.ownerId); }
    expect(owners).toEqual([duty2, duty3, duty4, commander, commander]);
    expect(d.hops.map((h) => [(h.at.getTime() - T0.getTime()) / 60_000, h.reason])).toEqual([[15, 'silent'], [30, 'silent'], [45, 'silent'], [60, 'chain-exhausted']]);
    expect(d.state).toBe('open');
  });

  it('is not passed a second before its time, and once only', () => {
    const d = red();
    expect(pass(d, command, new Date(at(15).getTime() - 1000)).facts).toHaveLength(0);
    const once = pass(d, command, at(15));
    expect(pass(once.decision, command, at(15)).facts).toHaveLength(0);
  });

  it('gives the next person the full time where the clock was not watched for an hour', () => {
    expect(pass(red(), command, at(75)).decision.dueAt).toEqual(at(90));
  });
});

describe('a shift that ends while a decision waits', () => {
  const day: InCommand = { ...command, roster: ['e1', 'e2', 'e3', 'e4'] };
  const path = (d: Decision): string[][] => d.hops.map((h) => [h.from, h.to, h.reason]);

  it('sends it to the officer on duty then, with everybody passed over on the record', () => {
    const { decision: d, facts } = pass(red(), day, at(15));
    expect(path(d)).toEqual([[duty1, duty2, 'silent'], [duty2, duty3, 'off-duty'], [duty3, duty4, 'off-duty'], [duty4, 'e1', 'off-duty']]);
    expect([d.ownerId, d.queue, d.dueAt]).toEqual(['e1', ['e2', 'e3', 'e4'], at(30)]);
    expect(facts.map((f) => (f.data as { hop: number }).hop)).toEqual([1, 2, 3, 4]);
    let last = d;
    for (const m of [30, 45, 60, 75]) last = pass(last, day, at(m)).decision;
    expect([last.ownerId, last.exhausted, path(last).slice(4)]).toEqual([commander, true, [['e1', 'e2', 'silent'], ['e2', 'e3', 'silent'], ['e3', 'e4', 'silent'], ['e4', commander, 'chain-exhausted']]]);
  });

  it('keeps who stays on for the next shift, calls nobody twice, and goes by the new order', () => {
    const mixed: InCommand = { ...command, roster: ['e1', duty3!, duty1!, 'e2'] };
    let d = pass(red(), mixed, at(15)).decision;
    expect(path(d)).toEqual([[duty1, duty2, 'silent'], [duty2, duty4, 'off-duty'], [duty4, 'e1', 'off-duty']]);
    for (const m of [30, 45, 60]) d = pass(d, mixed, at(m)).decision;
    expect(path(d).slice(3).map((h) => h[1])).toEqual([duty3, 'e2', commander]);
  });

  it('leaves the seats where they are: a missing signature is still asked for first', () => {
    const d = pass(raise(red(), I, duty1!, command, T0).decision, day, at(10)).decision;
    expect(path(d).slice(1)).toEqual([[commander, duty1, 'signer-silent'], ...[[duty1, duty2], [duty2, duty3], [duty3, duty4], [duty4, deputy]].map((p) => [...p, 'off-duty'])]);
    expect(d.queue).toEqual(['e1', 'e2', 'e3', 'e4']);
  });

  it('with nobody on after it stays with the commander, and still says who was off', () => {
    const alone: InCommand = { commander: duty1!, roster: [] };
    const d = pass({ ...red(), queue: [duty2!] }, alone, at(15)).decision;
    expect(path(d)).toEqual([[duty1, duty2, 'silent'], [duty2, duty1, 'off-duty'], [duty1, duty1, 'chain-exhausted']]);
  });
});

describe('raising', () => {
  it('takes level IV with the signature of the officer on duty', () => {
    const { decision, facts } = raise(red(), IV, duty1!, command, at(3));
    expect(decision.state).toBe('raised');
    expect(facts.map((f) => f.event.name)).toEqual(['DecisionSigned']);
  });

  it('makes level I from the owner a proposal without signatures, the clock with the missing signer for 10 minutes', () => {
    const { decision } = raise(red(), I, duty1!, command, at(3));
    expect(decision).toMatchObject({ state: 'awaiting-signature', ownerId: commander, dueAt: at(13) });
    expect(decision.proposal?.signatures).toEqual([]);
  });

  it.each([[commander!, deputy!], [deputy!, commander!]])('takes both seats in either order', (first, second) => {
    const proposed = raise(red(), I, duty1!, command, at(3)).decision;
    const one = confirm(proposed, first, command, at(4)).decision;
    expect(one).toMatchObject({ state: 'awaiting-signature', ownerId: second });
    expect(confirm(one, second, command, at(5)).decision.state).toBe('raised');
  });

  it('counts a signer\'s raise as the signature', () => {
    const d = raise(red(), I, commander!, command, at(1)).decision;
    expect(d.proposal?.signatures.map((s) => s.userId)).toEqual([commander]);
    expect(confirm(d, deputy!, command, at(2)).decision.state).toBe('raised');
  });

  it('refuses a confirmation by one who may not sign, and the same person twice', () => {
    const d = raise(red(), I, commander!, command, at(1)).decision;
    expect(refusal(() => confirm(d, duty1!, command, at(2)))).toBe('level.signer');
    expect(refusal(() => confirm(d, clerk!, command, at(2)))).toBe('level.signer');
    expect(refusal(() => confirm(d, commander!, command, at(2)))).toBe('level.same-signer');
    expect(refusal(() => raise(d, I, commander!, command, at(2)))).toBe('level.same-signer');
  });

  it('refuses whoever is neither owner nor signer, and anything after the end', () => {
    expect(refusal(() => raise(red(), I, duty2!, command, at(1)))).toBe('level.signer');
    const done = raise(red(), IV, duty1!, command, at(1)).decision;
    expect(refusal(() => raise(done, IV, duty1!, command, at(2)))).toBe('state.conflict');
    expect(refusal(() => hold(done, { reason: 'x', reviewAt: at(60) }, duty1!, command, at(2)))).toBe('state.conflict');
  });

  it('calls the other seat and then the roster where a signer is silent', () => {
    let d = raise(red(), I, duty1!, command, T0).decision;
    const owners = [d.ownerId];
    for (const m of [10, 20, 30, 40, 50, 60]) { d = pass(d, command, at(m)).decision; owners.push(d.ownerId); }
    expect(owners).toEqual([commander, deputy, duty1, duty2, duty3, duty4, commander]);
    expect(d.state).toBe('awaiting-signature');
    expect(confirm(confirm(d, deputy!, command, at(61)).decision, commander!, command, at(62)).decision.state).toBe('raised');
  });
});

describe('a level whose signer the zone has set', () => {
  const set: InCommand = { ...command, signers: { ...DEFAULT_SIGNERS, III: ['deputy'] } };
  const III = { ...I, level: 'III' as const };

  it('is a proposal of the owner, raised by that seat or the commander and nobody else', () => {
    const d = raise(red(), III, duty1!, set, at(1)).decision;
    expect([d.state, d.ownerId, d.proposal!.signatures]).toEqual(['awaiting-signature', deputy, []]);
    expect(refusal(() => confirm(d, duty2!, set, at(2)))).toBe('level.signer');
    for (const who of [deputy!, commander!]) expect(confirm(d, who, set, at(2)).decision.state).toBe('raised');
    // of the roster anybody in command may still say that nothing is raised
    expect(hold(red(), { reason: '已核实', reviewAt: at(60) }, duty3!, { ...set, signers: { ...set.signers!, III: ['commander'], IV: ['commander'] } }, at(2)).decision.state).toBe('held');
  });
});

describe('holding', () => {
  it('stops the clock until the review time, then opens again with the officer on duty', () => {
    const held = hold(red(), { reason: '雨带南移', reviewAt: at(60) }, duty1!, command, at(5)).decision;
    expect(pass(held, command, at(30)).facts).toHaveLength(0);
    expect(review(held, command, at(59)).facts).toHaveLength(0);
    expect(review(held, command, at(60)).decision).toMatchObject({ state: 'open', ownerId: duty1, dueAt: at(75) });
  });

  it('refuses a review time that has passed and a stranger', () => {
    expect(refusal(() => hold(red(), { reason: 'x', reviewAt: T0 }, duty1!, command, at(1)))).toBe('input.impossible');
    expect(refusal(() => hold(red(), { reason: 'x', reviewAt: at(60) }, clerk!, command, at(1)))).toBe('level.signer');
  });

  it('is not opened again once its warning has ended', () => {
    const held = hold(red(), { reason: 'x', reviewAt: at(60) }, duty1!, command, at(5)).decision;
    expect(review(lapse(held, 'warning-lifted').decision, command, at(60)).facts).toHaveLength(0);
  });
});

describe('gauges that fell below what they met', () => {
  it('end a decision nobody took, also one whose chain was silent; the record says why', () => {
    const { decision, facts } = clear({ ...red(), exhausted: true });
    expect([decision.state, decision.reason, decision.queue]).toEqual(['lapsed', 'gauges-cleared', []]);
    expect(facts.map((f) => f.data)).toEqual([{ decisionId: decision.id, reason: 'gauges-cleared' }]);
  });

  it('take nothing from what a person proposed or raised; a hold stands and is not reviewed', () => {
    const proposed = raise(red(), I, duty1!, command, at(3)).decision;
    expect(clear(proposed)).toEqual({ decision: proposed, facts: [] });
    const raised = raise(red(), IV, duty1!, command, at(3)).decision;
    expect(clear(raised)).toEqual({ decision: raised, facts: [] });
    const held = clear(hold(red(), { reason: '已排涝', reviewAt: at(60) }, duty1!, command, at(5)).decision);
    expect(held).toMatchObject({ decision: { state: 'held', reason: '已排涝' }, facts: [] });
    expect(review(held.decision, command, at(60)).facts).toEqual([]);
  });
});
