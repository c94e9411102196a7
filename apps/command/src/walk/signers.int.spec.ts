import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LevelProposalView, LevelSignersView } from '@xunling/contracts/classes';
import { personId } from '@xunling/sample';
import { CommandService } from './service.fixture.js';

/** Signer roles are configuration of the zone (domain.md D.3). */
let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); }, 60_000);
afterAll(async () => { await s.stop(); });

const BOTH = ['commander', 'deputy'];
const set = (more: object = {}, who = 'commander'): Promise<string> => s.refused(who, 'command.level-signers.set', { signers: { I: BOTH, II: BOTH, III: [], IV: [], ...more } });
const raise = (who: string, level: string, street: string): Promise<string> => s.refused(who, 'command.level.raise', { level, areas: [street], reason: '局地暴雨' });
const propose = (who: string, level: string, street: string): Promise<LevelProposalView> => s.ok<LevelProposalView>(who, 'command.proposal.make', { level, areas: [street], reason: '局地暴雨' });

describe('who signs which level', () => {
  it('holds by default until the commander sets it, and nobody else may', async () => {
    expect(await s.ok<LevelSignersView>('observer', 'command.level-signers.get')).toEqual({ signers: { I: BOTH, II: BOTH, III: [], IV: [] } });
    for (const who of ['street-561', 'admin', 'auditor']) expect(await set({ III: ['deputy'] }, who)).toBe('access.area');
    for (const who of ['duty1', 'deputy']) expect(await set({ III: ['deputy'] }, who)).toBe('seat.commander');
    expect(await set({ I: ['commander'] })).toBe('input.impossible');
    expect(await set({ III: ['deputy'], IV: ['commander'] })).toBe('input.impossible');
    expect(await s.events('command.level-signers.set.v1')).toEqual([]);
  });

  it('once set holds for what is raised from then: Ⅲ by the deputy, or the commander', async () => {
    expect(await set({ III: ['deputy'] })).toBe('accepted');
    expect(await s.ok<LevelSignersView>('duty1', 'command.level-signers.get')).toMatchObject({ signers: { III: ['deputy'], IV: [] }, setBy: personId('commander') });
    expect(await s.events('command.level-signers.set.v1')).toMatchObject([{ signers: { III: ['deputy'] }, by: personId('commander') }]);
    expect(await raise('duty1', 'III', '410171561')).toBe('level.signer');
    expect(await raise('duty1', 'IV', '410171561')).toBe('accepted');
    expect(await raise('deputy', 'III', '410171561')).toBe('accepted');
    expect(await raise('commander', 'III', '410171560')).toBe('accepted');
  });

  it('is asked of that seat where an officer proposes, and not changed while it waits', async () => {
    const proposal = await propose('duty1', 'III', '410171562');
    expect(proposal.missing).toEqual([{ seat: 'deputy', userId: personId('deputy') }]);
    expect(await set()).toBe('state.conflict');
    expect(await s.refused('duty2', 'command.proposal.sign', { id: proposal.id })).toBe('level.signer');
    expect(await s.ok<LevelProposalView>('deputy', 'command.proposal.sign', { id: proposal.id })).toMatchObject({ state: 'raised' });
    expect(await s.refused('deputy', 'command.proposal.make', { level: 'III', areas: ['410171563'], reason: 'x' })).toBe('level.signer');
    expect(await set()).toBe('accepted');
    expect(await raise('duty1', 'III', '410171563')).toBe('accepted');
  });
});
