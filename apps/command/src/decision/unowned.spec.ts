import { describe, expect, it } from 'vitest';
import { newId } from '@xunling/platform';
import { lapse, openDecision, pass, raise, takeUp, type Decision } from './decision.js';
import { wanted } from './follow.js';
import { ringsOf } from './ring.js';

const T0 = new Date('2021-07-19T21:59:00+08:00');
const at = (minutes: number): Date => new Date(T0.getTime() + minutes * 60_000);
const NOBODY = { roster: [] };
const opened = openDecision({ id: newId(), warningId: newId(), colour: 'RED', hazard: 'RAINSTORM', areas: ['410171'] }, NOBODY, T0);
const red: Decision = opened.decision;

describe('a decision while nobody holds command', () => {
  it('stands without an owner, due at once, said as what it is; nobody is rung and no clock runs', () => {
    expect(red).toMatchObject({ state: 'open', ownerId: '', exhausted: true, dueAt: T0, queue: [] });
    expect(opened.facts.map((f) => [f.event.name, f.data])).toEqual([['DecisionUnowned', { decisionId: red.id, cause: 'warning', warningId: red.warningId, colour: 'RED', hazard: 'RAINSTORM', areas: ['410171'], openedAt: T0.toISOString() }]]);
    expect([ringsOf(opened), pass(red, NOBODY, at(60)).facts, takeUp(red, NOBODY, at(60)).facts]).toEqual([[], [], []]);
  });

  it('is not opened anew by the same warning said again: there is nobody to call', () => {
    expect(wanted({ colour: 'RED', areas: ['410171'] }, red, true)).toBe('nothing');
  });

  it('opens with whoever is there first, with a full clock, and rings; once', () => {
    const [duty, deputy] = [newId(), newId()];
    const taken = takeUp(red, { roster: [duty] }, at(20));
    expect(taken.decision).toMatchObject({ id: red.id, ownerId: duty, exhausted: false, dueAt: at(35) });
    expect(ringsOf(taken).map((r) => r.userId)).toEqual([duty]);
    expect(takeUp(taken.decision, { roster: [duty] }, at(21)).facts).toEqual([]);
    expect(takeUp(red, { deputy, roster: [] }, at(20)).decision.ownerId).toBe(deputy);
    expect(takeUp(lapse(red, 'warning-lifted').decision, { roster: [duty] }, at(20)).facts).toEqual([]);
  });

  it('raised by who has just taken a seat, before any clock looked, opens with an owner first: every step is of a person', () => {
    const [commander, deputy] = [newId(), newId()];
    const wish = { level: 'I' as const, planVersion: 'p@1', areas: ['410171'] };
    for (const command of [{ commander, deputy, roster: [] }, { commander, roster: [] }]) {
      const { decision, facts } = raise(red, wish, commander, command, at(20));
      expect([decision.state, facts.map((f) => f.event.name)]).toEqual(['awaiting-signature', ['DecisionOpenedV2', 'DecisionProposed', 'DecisionSigned', 'DecisionPassed']]);
      for (const { from, to } of decision.hops) expect([from, to]).not.toContain('');
    }
  });
});
