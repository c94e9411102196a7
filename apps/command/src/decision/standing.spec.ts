import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEVELS, type Level } from '@xunling/contracts';
import { newId } from '@xunling/platform';
import { height, lowest, type InForce } from '../level/level.js';
import { hold, openDecision, raise, type Decision } from './decision.js';
import type { InCommand } from './signer.js';
import { answerByLevel, asked } from './standing.js';

const [commander, deputy, duty1, clerk] = Array.from({ length: 4 }, () => newId()) as [string, string, string, string];
const command: InCommand = { commander, deputy, roster: [duty1] };
const T0 = new Date('2021-07-19T21:59:00+08:00');
const at = (minutes: number): Date => new Date(T0.getTime() + minutes * 60_000);
const opened = (colour: 'RED' | 'ORANGE'): Decision => openDecision({ id: newId(), warningId: newId(), colour, hazard: 'RAINSTORM', areas: ['410171'] }, command, T0).decision;
const gauges = openDecision({ id: newId(), hazard: 'RAINSTORM', areas: ['410171'], observed: { level: 'III', planVersion: 'sample@1', need: 1, met: [] } }, command, T0).decision;
const refusal = (act: () => unknown): string => { try { act(); } catch (e) { return (e as { code: string }).code; } return 'none'; };

describe('a level in force already', () => {
  it('answers a decision where it is as high as red, orange or gauges ask for, and only then', () => {
    expect([asked(opened('RED')), asked(opened('ORANGE')), asked(gauges)]).toEqual(['I', 'II', 'III']);
    fc.assert(fc.property(fc.constantFrom(opened('RED'), opened('ORANGE'), gauges), fc.constantFrom<InForce>('none', ...LEVELS), (d, level) => {
      const enough = level !== 'none' && height(level) >= height(asked(d));
      expect(refusal(() => answerByLevel(d, level, duty1, command, at(3)))).toBe(enough ? 'none' : 'level.not-in-force');
    }));
  });

  it('is the lowest over all its areas', () => {
    expect([lowest(['I', 'II', 'I']), lowest(['I', 'none']), lowest([])]).toEqual(['II', 'none', 'none']);
  });

  it('ends it on the record, with no hold and no review, also one that waits for a signature', () => {
    const { decision, facts } = answerByLevel(opened('RED'), 'I', deputy, command, at(3));
    expect(decision).toMatchObject({ state: 'answered', decidedBy: deputy, decidedAt: at(3), queue: [] });
    expect(facts.map((f) => f.data)).toEqual([{ decisionId: decision.id, by: deputy, level: 'I', areas: ['410171'] }]);
    const proposed = raise(opened('RED'), { level: 'I' as Level, planVersion: 'sample@1', areas: ['410171'] }, duty1, command, at(1)).decision;
    expect(answerByLevel(proposed, 'I', commander, command, at(3)).decision).not.toHaveProperty('proposal');
    expect(refusal(() => answerByLevel(decision, 'I', deputy, command, at(4)))).toBe('state.conflict');
    expect(refusal(() => answerByLevel(opened('RED'), 'I', clerk, command, at(3)))).toBe('level.signer');
  });
});

describe('a held decision', () => {
  const held = hold(opened('RED'), { reason: '雨带南移', reviewAt: at(60) }, duty1, command, at(5)).decision;
  const wish = { planVersion: 'sample@1', areas: ['410171'] };

  it('is raised before its review: it opens again on the record first', () => {
    const { decision, facts } = raise(held, { ...wish, level: 'IV' }, duty1, command, at(20));
    expect(decision.state).toBe('raised');
    expect(decision).not.toHaveProperty('reviewAt');
    expect(facts.map((f) => f.event.name)).toEqual(['DecisionOpenedV2', 'DecisionSigned']);
    expect(raise(held, { ...wish, level: 'I' }, duty1, command, at(20)).decision).toMatchObject({ state: 'awaiting-signature', ownerId: commander });
    expect(refusal(() => raise(held, { ...wish, level: 'I' }, clerk, command, at(20)))).toBe('level.signer');
    const { reviewAt: _over, ...settled } = held;
    expect(refusal(() => raise(settled, { ...wish, level: 'IV' }, duty1, command, at(20)))).toBe('state.conflict');
  });

  it('is looked at again before its warning ends', () => {
    expect(refusal(() => hold(opened('RED'), { reason: 'x', reviewAt: at(61), until: at(60) }, duty1, command, at(5)))).toBe('input.impossible');
    expect(refusal(() => hold(opened('RED'), { reason: 'x', reviewAt: at(60), until: at(60) }, duty1, command, at(5)))).toBe('none');
  });
});
