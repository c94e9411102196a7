import { describe, expect, it } from 'vitest';
import type { AreaLevel, InForce } from './level.js';
import { lowerOver, raiseOver, signLowering } from './level.js';

const current = (...levels: InForce[]): AreaLevel[] => levels.map((level, i) => ({ area: `41017156${i}`, level, version: 0 }));
const command = { commander: 'c', deputy: 'd', roster: ['o1', 'o2'] };
const refusal = (act: () => unknown): { code?: string; body?: { state?: string; allowed?: string[] } } => { try { act(); } catch (e) { return e as never; } return {}; };

describe('raising over streets', () => {
  it('moves those below and leaves a street that is above the zone', () => {
    expect(raiseOver(current('none', 'IV', 'I'), 'III')).toEqual({ areas: ['410171560', '410171561'], previous: 'IV' });
  });
  it('may skip steps', () => { expect(raiseOver(current('IV'), 'I').areas).toHaveLength(1); });
  it('is refused with the level in force where nobody is below', () => {
    const r = refusal(() => raiseOver(current('II', 'III'), 'III'));
    expect(r).toMatchObject({ code: 'state.conflict', body: { state: 'II', allowed: ['I'] } });
  });
});

describe('lowering', () => {
  it('may skip Ⅱ as on 22 July 2021', () => { expect(lowerOver(current('I', 'I'), 'III')).toEqual({ areas: ['410171560', '410171561'], previous: 'I' }); });
  it('is refused where nothing is above', () => { expect(refusal(() => lowerOver(current('none'), 'IV')).code).toBe('state.conflict'); });
  it('is signed by who could have signed the level', () => {
    const at = new Date(0);
    expect(signLowering('o2', 'III', command, at).as).toBe('duty-officer');
    expect(signLowering('d', 'I', command, at).as).toBe('deputy');
    expect(refusal(() => signLowering('o1', 'II', command, at)).code).toBe('level.signer');
    expect(refusal(() => signLowering('x', 'IV', command, at)).code).toBe('level.signer');
  });
});
