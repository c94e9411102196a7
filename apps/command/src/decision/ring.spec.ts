import { describe, expect, it } from 'vitest';
import { newId } from '@xunling/platform';
import { confirm, hold, lapse, openDecision, pass, raise, upgrade, type Decision } from './decision.js';
import { decisionText } from './decision-text.js';
import { ringsOf } from './ring.js';
import type { InCommand } from './signer.js';

const [commander, deputy, duty1, duty2, duty3, next] = Array.from({ length: 6 }, () => newId()) as [string, string, string, string, string, string];
const command: InCommand = { commander, deputy, roster: [duty1, duty2, duty3] };
const T0 = new Date('2021-07-19T21:59:00+08:00');
const at = (minutes: number): Date => new Date(T0.getTime() + minutes * 60_000);
const opened = openDecision({ id: newId(), warningId: newId(), colour: 'RED', hazard: 'RAINSTORM', areas: ['410171'] }, command, T0);
const red: Decision = opened.decision;
const I = { level: 'I' as const, planVersion: 'sample@1', areas: ['410171'] };
const rung = (rings: ReturnType<typeof ringsOf>): string[][] => rings.map((r) => [r.userId, r.why]);

describe('who is rung for a decision', () => {
  it('is its owner where it opens, each next person where it passes on, and the commander where all were silent', () => {
    expect(rung(ringsOf(opened))).toEqual([[duty1, 'opened']]);
    let d = red;
    const people: string[][] = [];
    for (const m of [15, 30, 45, 60]) { const o = pass(d, command, at(m)); people.push(...rung(ringsOf(o))); d = o.decision; }
    expect(people).toEqual([[duty2, 'passed'], [duty3, 'passed'], [commander, 'exhausted']]);
    expect(ringsOf(pass(d, command, at(61)))).toEqual([]);
  });

  it('is nobody who was passed over for being off duty', () => {
    expect(rung(ringsOf(pass(red, { ...command, roster: [next] }, at(15))))).toEqual([[next, 'passed']]);
  });

  it('is everybody whose signature is missing, not who proposed or signed; who is left is rung again with each signature', () => {
    const proposed = raise(red, I, duty1, command, at(3));
    expect(rung(ringsOf(proposed, duty1))).toEqual([[commander, 'signature'], [deputy, 'signature']]);
    const byDeputy = raise(red, I, deputy, command, at(3));
    expect(rung(ringsOf(byDeputy, deputy))).toEqual([[commander, 'signature']]);
    const signed = confirm(proposed.decision, deputy, command, at(4));
    expect(rung(ringsOf(signed, deputy))).toEqual([[commander, 'signature']]);
    expect(rung(ringsOf(pass(signed.decision, command, at(14))))).toEqual([[duty1, 'signature']]);
  });

  it('is the owner again where the warning rose, and nobody where it was held, raised or lapsed', () => {
    expect(rung(ringsOf(upgrade({ ...red, colour: 'ORANGE' }, 'RED', ['410171'], at(4))))).toEqual([[duty1, 'upgraded']]);
    for (const o of [hold(red, { reason: 'x', reviewAt: at(60) }, duty1, command, at(5)), raise(red, { ...I, level: 'IV' }, duty1, command, at(5)), lapse(red, 'warning-lifted')]) expect(ringsOf(o, duty1)).toEqual([]);
  });

  it('is told under one key for one step, another for each next', () => {
    const keys = [opened, pass(red, command, at(15)), pass(pass(red, command, at(15)).decision, command, at(30))].flatMap((o) => ringsOf(o).map((r) => r.key));
    expect(keys).toEqual(['opened/2021-07-19T13:59:00.000Z', 'hop/1', 'hop/2']);
    expect(ringsOf(opened)).toEqual(ringsOf(opened));
  });
});

describe('what the person hears', () => {
  const areas = [{ name: '郑州经开区', nameEn: 'Zhengzhou ETDZ' }];
  it('names warning or gauges, where, what is asked and until when in Beijing time', () => {
    expect(decisionText(red, 'opened', areas)).toEqual({ zh: '红色预警（郑州经开区）待您决策，请于 22:14 前登录汛令处理。', en: 'Red warning for Zhengzhou ETDZ waits for your decision by 22:14. Sign in to Xunling.' });
    const proposed = raise(red, I, duty1, command, at(3)).decision;
    expect(decisionText(proposed, 'signature', areas).zh).toBe('红色预警（郑州经开区）I级响应待您签署，请于 22:12 前登录汛令处理。');
    expect(decisionText({ observed: { level: 'II', planVersion: 'x', need: 1, met: [] }, dueAt: at(15) }, 'opened', areas).zh).toBe('雨情水情达到II级条件（郑州经开区）待您决策，请于 22:14 前登录汛令处理。');
  });
});
