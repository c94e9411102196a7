import { describe, expect, it } from 'vitest';
import { Refusal } from '@xunling/platform';
import { answer } from './answer.js';
import { hands } from './item.js';
import { DEPUTY, FILES, GRID_HEAD, HOLDER, INSPECTOR, ISSUER, itemIn, NOW, OF_DEPUTY, who } from './item.fixture.js';

const codeOf = (run: () => unknown): string => { try { run(); } catch (error) { return (error as Refusal).code; } return 'ok'; };
const minutes = (n: number): string => new Date(NOW.getTime() + n * 60_000).toISOString();

describe('passing to the deputy (交副岗)', () => {
  const passed = answer(itemIn('executing'), { verb: 'pass', note: '换班' }, HOLDER, NOW);

  it('makes the deputy the one to act, who acknowledges anew; what was done stays readable and no later deadline moves', () => {
    expect(passed.event).toEqual({ kind: 'passed', to: 'deputy', dueAt: minutes(5) });
    expect(passed.item).toMatchObject({
      state: 'open', holderId: 'deputy', version: 4, due: { acknowledged: minutes(5), executing: minutes(15), reported: minutes(60) },
      turns: [{ from: 'holder', to: 'deputy', by: 'holder', reason: '换班', acknowledged: { by: 'holder' }, executing: { by: 'holder' } }],
    });
    expect([passed.item.deputyId, passed.item.acknowledged, passed.item.executing]).toEqual([undefined, undefined, undefined]);
    expect(answer(passed.item, { verb: 'acknowledge' }, DEPUTY, NOW).item).toMatchObject({ state: 'acknowledged', acknowledged: { by: 'deputy', deputy: false } });
  });

  it('leaves the former holder nothing to answer and nothing to verify', () => {
    expect(codeOf(() => answer(passed.item, { verb: 'acknowledge' }, HOLDER, NOW))).toBe('not-addressee');
    const reported = answer(passed.item, { verb: 'execute', evidence: [OF_DEPUTY.id], files: FILES }, DEPUTY, NOW).item;
    expect(codeOf(() => answer(reported, { verb: 'verify' }, who('holder', 'inspector', '410171561'), NOW))).toBe('same-person');
    expect(answer(reported, { verb: 'verify' }, INSPECTOR, NOW).item.state).toBe('verified');
  });

  it('is the holder\'s alone, and needs a deputy', () => {
    expect(codeOf(() => answer(itemIn('open'), { verb: 'pass' }, DEPUTY, NOW))).toBe('pass.not-holder');
    expect(codeOf(() => answer(itemIn('open'), { verb: 'pass' }, who('neighbour'), NOW))).toBe('not-addressee');
    expect(codeOf(() => answer(passed.item, { verb: 'pass' }, DEPUTY, NOW))).toBe('pass.no-deputy');
    expect(codeOf(() => answer(itemIn('reported'), { verb: 'pass' }, HOLDER, NOW))).toBe('state.conflict');
  });
});

describe('handing back (交回)', () => {
  const back = answer(itemIn('acknowledged'), { verb: 'hand-back', reason: '道路被淹' }, HOLDER, NOW);

  it('needs a reason, is a question of the superior, and stops no clock', () => {
    expect(codeOf(() => answer(itemIn('open'), { verb: 'hand-back' }, HOLDER, NOW))).toBe('input.impossible');
    expect(back.event).toEqual({ kind: 'handed-back', reason: '道路被淹' });
    expect(back.item).toMatchObject({ state: 'handed-back', handedBack: { by: 'holder', reason: '道路被淹' }, due: itemIn('acknowledged').due });
    for (const verb of ['acknowledge', 'start', 'pass'] as const) expect(codeOf(() => answer(back.item, { verb }, HOLDER, NOW))).toBe('state.conflict');
    expect(answer(itemIn('executing'), { verb: 'hand-back', reason: '无法到达' }, DEPUTY, NOW).item.handedBack).toMatchObject({ by: 'deputy' });
  });

  it.each([['holder', 'holder', 'deputy'], ['deputy', 'deputy', undefined], ['self', 'grid-head', 'deputy']] as const)('is answered to the %s, who acknowledges anew', (to, holderId, deputyId) => {
    const { item, event } = answer(back.item, { verb: 'give-again', to, reason: '改走北门', dueAt: '2026-07-20T10:00:00Z' }, GRID_HEAD, NOW);
    expect(event).toMatchObject({ kind: 'given-again', to: holderId, reason: '改走北门', dueAt: minutes(5), reportBy: '2026-07-20T10:00:00.000Z' });
    expect(item).toMatchObject({ state: 'open', holderId, turns: [{ from: 'holder', to: holderId, by: 'grid-head', handedBack: { reason: '道路被淹' } }], due: { reported: '2026-07-20T10:00:00.000Z', verified: '2026-07-20T11:00:00.000Z' } });
    expect([item.deputyId, item.handedBack]).toEqual([deputyId, undefined]);
    // who gave it again has a hand in it
    expect(hands(item).has('grid-head')).toBe(true);
  });

  it('is answered by a superior over the place, never by who handed it back', () => {
    const again = { verb: 'give-again', to: 'holder', reason: 'x' } as const;
    expect(codeOf(() => answer(back.item, again, who('holder', 'sub-district-officer', '410171561'), NOW))).toBe('same-person');
    expect(codeOf(() => answer(back.item, again, who('deputy', 'sub-district-officer', '410171561'), NOW))).toBe('same-person');
    expect(codeOf(() => answer(back.item, again, INSPECTOR, NOW))).toBe('access.role');
    expect(codeOf(() => answer(back.item, again, who('other', 'sub-district-officer', '410171560'), NOW))).toBe('access.area');
    expect(answer(back.item, again, ISSUER, NOW).item.state).toBe('open');
    expect(codeOf(() => answer({ ...back.item, deputyId: undefined } as typeof back.item, { ...again, to: 'deputy' }, GRID_HEAD, NOW))).toBe('pass.no-deputy');
    expect(codeOf(() => answer(back.item, { ...again, dueAt: minutes(-1) }, GRID_HEAD, NOW))).toBe('input.impossible');
  });
});
