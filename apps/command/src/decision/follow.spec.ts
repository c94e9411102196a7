import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Colour } from '@xunling/contracts';
import { newId } from '@xunling/platform';
import { hold, openDecision, pass, pending, raise, upgrade, type Decision, type Outcome } from './decision.js';
import { follow, reopen, wanted, type Signal } from './follow.js';
import type { InCommand } from './signer.js';

const [commander, deputy, duty1, duty2] = Array.from({ length: 4 }, () => newId()) as [string, string, string, string];
const command: InCommand = { commander, deputy, roster: [duty1, duty2] };
const T0 = new Date('2021-07-19T21:59:00+08:00');
const at = (minutes: number): Date => new Date(T0.getTime() + minutes * 60_000);
const id = newId();
const signal = (colour: Colour, more: Partial<Signal> = {}): Signal => ({ id, colour, hazard: 'RAINSTORM', areas: ['410171'], state: 'active', expiresAt: at(10_000), ...more });
const red = (): Decision => openDecision({ id: newId(), warningId: id, colour: 'RED', hazard: 'RAINSTORM', areas: ['410171'] }, command, T0).decision;
const held = (d: Decision, review = 60): Decision => hold(d, { reason: '雨带南移', reviewAt: at(review) }, duty1, command, at(5)).decision;

describe('what a warning asks of its decision', () => {
  const orange = { ...red(), colour: 'ORANGE' as const };

  it('opens on red and orange only, and nothing on the same colour continued', () => {
    expect([wanted(signal('RED'), undefined), wanted(signal('YELLOW'), undefined), wanted(signal('RED'), red())]).toEqual(['open', 'nothing', 'nothing']);
  });

  it('counts street by street what was raised in parts: the zone said again has nothing new, one street more has', () => {
    const parts: Decision = { ...red(), state: 'raised', areas: ['410171561'], raisedAreas: ['410171560'] };
    const again = (streets: string[]): string => wanted(signal('RED', { streets }), parts);
    expect([again(['410171560', '410171561']), again(['410171560', '410171561', '410171562'])]).toEqual(['nothing', 'open']);
  });

  it('calls everybody again where the whole chain was silent and the issuer says it anew; while somebody is being called or it is held, nothing', () => {
    const silent = { ...red(), exhausted: true };
    expect([wanted(signal('RED'), silent, true), wanted(signal('RED'), silent)]).toEqual(['replace', 'nothing']);
    expect([wanted(signal('RED'), red(), true), wanted(signal('RED'), { ...silent, state: 'held' }, true)]).toEqual(['nothing', 'nothing']);
  });

  it('keeps an open decision through an upgrade, and opens a new one after hold, raise or an exhausted chain', () => {
    expect([orange, { ...orange, state: 'held' as const }, { ...orange, state: 'raised' as const }, { ...orange, exhausted: true }].map((d) => wanted(signal('RED'), d))).toEqual(['upgrade', 'open', 'open', 'replace']);
    expect(upgrade(orange, 'RED', ['410171'], at(4)).decision).toMatchObject({ colour: 'RED', ownerId: duty1, dueAt: at(15) });
  });
});

describe('a warning that falls to yellow or blue', () => {
  it('lets its waiting decision lapse, said why, also one that waits for a signature; nobody is called any more', () => {
    const proposed = raise(red(), { level: 'I', planVersion: 'sample@1', areas: ['410171'] }, duty1, command, at(3)).decision;
    expect(proposed.state).toBe('awaiting-signature');
    for (const colour of ['YELLOW', 'BLUE'] as const) for (const waiting of [red(), proposed]) {
      const outcomes = follow([waiting], signal(colour), false, newId(), command, at(20));
      expect(outcomes.map((o) => [o.decision.state, o.decision.queue, o.facts.map((f) => [f.event.name, f.data])])).toEqual([['lapsed', [], [['DecisionLapsed', { decisionId: waiting.id, reason: 'warning-downgraded' }]]]]);
    }
    expect(follow([red()], signal('ORANGE'), false, newId(), command, at(20))).toEqual([]);
  });

  it('keeps the review of what is held, and demands a new decision once it rises again', () => {
    expect(follow([held(red())], signal('YELLOW'), false, newId(), command, at(20))).toEqual([]);
    const [lapsed] = follow([red()], signal('YELLOW'), false, newId(), command, at(20)).map((o) => o.decision);
    expect(follow([lapsed!], signal('RED'), false, newId(), command, at(30)).map((o) => o.decision.state)).toEqual(['open']);
  });
});

describe('a held decision', () => {
  it('is not looked at again once a later one of its warning was opened: two would ask for one warning', () => {
    const first = held({ ...red(), colour: 'ORANGE' });
    const [settled, opened] = follow([first], signal('RED'), false, newId(), command, at(20)).map((o) => o.decision);
    expect(settled).toMatchObject({ id: first.id, state: 'held', reason: '雨带南移' });
    expect(settled).not.toHaveProperty('reviewAt');
    expect(opened).toMatchObject({ state: 'open', colour: 'RED' });
    // told before this was so
    expect(reopen(first, signal('RED'), false, command, at(60))).toMatchObject({ decision: { state: 'held' }, facts: [] });
  });

  it('is let go with every other one of the warning when it ends, whichever came last', () => {
    const waiting = red();
    const outcomes = follow([held(red()), waiting], signal('RED', { state: 'lifted' }), false, newId(), command, at(20));
    expect(outcomes.map((o) => [o.decision.state, o.decision.reviewAt, o.facts.map((f) => f.data)])).toEqual([['held', undefined, []], ['lapsed', undefined, [{ decisionId: waiting.id, reason: 'warning-lifted' }]]]);
    expect(follow([held(red())], signal('RED', { expiresAt: at(20) }), false, newId(), command, at(20)).map((o) => o.decision.reviewAt)).toEqual([undefined]);
  });

  it('comes back at its review in the colour of now, and not for a warning that ended or no longer demands a decision', () => {
    const review = (warning: Signal | undefined): Decision => reopen(held(red()), warning, true, command, at(60)).decision;
    expect(review(signal('ORANGE'))).toMatchObject({ state: 'open', colour: 'ORANGE', ownerId: duty1 });
    for (const over of [signal('YELLOW'), signal('RED', { state: 'lifted' }), signal('RED', { expiresAt: at(59) }), undefined]) expect(review(over).state).toBe('held');
    const gauges = openDecision({ id: newId(), hazard: 'RAINSTORM', areas: ['410171'], observed: { level: 'II', planVersion: 'sample@1', need: 1, met: [] } }, command, T0).decision;
    expect(reopen(held(gauges), undefined, false, command, at(60)).decision.state).toBe('open');
  });
});

describe('the decisions of one warning, whatever happens to it in whatever order', () => {
  it('at most one waits or will be looked at again, and none after the warning ended', () => {
    const happening = fc.oneof(
      fc.record({ what: fc.constant('signal' as const), colour: fc.constantFrom<Colour>('YELLOW', 'ORANGE', 'RED'), areas: fc.constantFrom<string[]>(['410171561'], ['410171561', '410171560'], ['410171']), anew: fc.boolean() }),
      fc.record({ what: fc.constantFrom('hold' as const, 'raise' as const, 'tick' as const, 'again' as const), minutes: fc.integer({ min: 1, max: 40 }) }),
    );
    fc.assert(fc.property(fc.array(happening, { maxLength: 25 }), (happenings) => {
      const all = new Map<string, Decision>();
      const keep = (outcomes: Outcome[]): void => { for (const { decision } of outcomes) all.set(decision.id, decision); };
      const list = (): Decision[] => [...all.values()];
      let now = 0;
      let warning = signal('ORANGE');
      for (const h of happenings) {
        if (h.what === 'signal') {
          warning = signal(h.colour, { areas: h.areas });
          keep(follow(list(), warning, h.anew, newId(), command, at(now)));
        } else {
          now += h.minutes;
          const open = list().find(pending);
          if (h.what === 'hold' && open) keep([hold(open, { reason: 'x', reviewAt: at(now + h.minutes) }, duty1, command, at(now))]);
          if (h.what === 'raise' && open) keep([raise(open, { level: 'IV', planVersion: 'sample@1', areas: open.areas }, duty1, command, at(now))]);
          if (h.what === 'again') keep(follow(list(), warning, false, newId(), command, at(now)));
          for (const d of list()) keep([d.state === 'held' && d.reviewAt && d.reviewAt <= at(now) ? reopen(d, warning, list().at(-1)!.id === d.id, command, at(now)) : pass(d, command, at(now))]);
        }
        expect(list().filter((d) => pending(d) || d.reviewAt).length).toBeLessThanOrEqual(1);
        if (h.what === 'signal' && h.colour === 'YELLOW') expect(list().filter(pending)).toEqual([]);
      }
      keep(follow(list(), { ...warning, state: 'lifted' }, false, newId(), command, at(now)));
      expect(list().filter((d) => pending(d) || d.reviewAt)).toEqual([]);
    }));
  });
});
