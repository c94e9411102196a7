import { describe, expect, it } from 'vitest';
import type { Refusal } from '@xunling/platform';
import fc from 'fast-check';
import { propose, sign, withdraw, type Proposal } from './proposal.js';

const COMMAND = { commander: 'c', deputy: 'd', roster: ['o1', 'o2'] };
const min = (m: number): Date => new Date(Date.parse('2021-07-20T00:00:00Z') + m * 60_000);
const refused = (run: () => unknown): string => { try { run(); } catch (e) { return (e as Refusal).code; } return 'ok'; };
const made = (by: string, level: 'II' | 'I' | 'III' = 'II'): Proposal => propose({ id: 'p', level, areas: ['410171'], planVersion: 'x@1', reason: '泄洪', incidentId: null }, by, COMMAND, min(0));

describe('level II or I without a warning', () => {
  it('is proposed by an officer without signing, by a seat with the first signature, by nobody else', () => {
    expect(made('o2').signatures).toEqual([]);
    expect(made('c').signatures).toMatchObject([{ userId: 'c', as: 'commander' }]);
    expect(refused(() => made('x'))).toBe('level.signer');
    expect(refused(() => made('c', 'III'))).toBe('level.signer');
  });

  it('is in force once both seats signed, each by another person', () => {
    const first = sign(made('o1'), 'd', COMMAND, min(5));
    expect(first.complete).toBe(false);
    expect(refused(() => sign(first.proposal, 'd', COMMAND, min(6)))).toBe('level.same-signer');
    expect(refused(() => sign(first.proposal, 'o1', COMMAND, min(6)))).toBe('level.signer');
    expect(sign(first.proposal, 'c', COMMAND, min(6)).complete).toBe(true);
    // one person on both seats signs once
    const both = { commander: 'c', deputy: 'c', roster: ['o1'] };
    expect(refused(() => sign(sign(made('o1'), 'c', both, min(1)).proposal, 'c', both, min(2)))).toBe('level.same-signer');
  });

  it('lapses after an hour, and is taken back by who made it or a seat', () => {
    expect(refused(() => sign(made('o1'), 'c', COMMAND, min(60)))).toBe('state.conflict');
    expect(withdraw(made('o1'), 'o1', COMMAND, min(1)).state).toBe('withdrawn');
    expect(withdraw(made('o1'), 'd', COMMAND, min(1)).state).toBe('withdrawn');
    expect(refused(() => withdraw(made('o1'), 'o2', COMMAND, min(1)))).toBe('level.signer');
    expect(refused(() => sign(withdraw(made('o1'), 'o1', COMMAND, min(1)), 'c', COMMAND, min(2)))).toBe('state.conflict');
  });

  it('is never complete without two different people on both seats', () => {
    fc.assert(fc.property(fc.constantFrom('o1', 'c', 'd'), fc.array(fc.constantFrom('o1', 'o2', 'c', 'd', 'x'), { maxLength: 8 }), (by, signers) => {
      let [p, complete] = [made(by), false];
      for (const who of signers) { try { const next = sign(p, who, COMMAND, min(1)); [p, complete] = [next.proposal, next.complete]; } catch { /* refused */ } if (complete) break; }
      expect(complete).toBe(['c', 'd'].every((seat) => p.signatures.some((s) => s.userId === seat)));
    }));
  });
});
