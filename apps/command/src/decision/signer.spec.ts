import { describe, expect, it } from 'vitest';
import type { Seat } from '@xunling/contracts';
import { capacityFor, checkSigners, commands, DEFAULT_SIGNERS, missingSignatures, needsSeats, type InCommand, type Signers } from './signer.js';

const at = new Date(0);
const command = (III: Seat[], IV: Seat[] = []): InCommand => ({ commander: 'c', deputy: 'd', roster: ['o1', 'o2'], signers: { ...DEFAULT_SIGNERS, III, IV } });
const who = (level: 'I' | 'III' | 'IV', c: InCommand): (string | undefined)[] => ['c', 'd', 'o1', 'x'].map((u) => capacityFor(u, level, c));
const signed = (level: 'I' | 'III', c: InCommand, ...as: Seat[]): string[] => missingSignatures(level, as.map((a) => ({ userId: a, as: a, at })), c).map((m) => m.seat);
const refused = (signers: Partial<Signers>): string => { try { checkSigners({ ...DEFAULT_SIGNERS, ...signers }); return 'taken'; } catch (e) { return (e as { body: { errors: { path: string; reason: string }[] } }).body.errors.map((x) => `${x.path} ${x.reason}`).join(); } };

describe('who signs a level', () => {
  it('is until set otherwise one of roster and seats for Ⅳ and Ⅲ, both seats above', () => {
    const standard: InCommand = { commander: 'c', deputy: 'd', roster: ['o1'] };
    expect([who('III', standard), who('I', standard)]).toEqual([['commander', 'deputy', 'duty-officer', undefined], ['commander', 'deputy', undefined, undefined]]);
    expect([signed('III', standard), signed('III', standard, 'deputy'), signed('I', standard, 'deputy')]).toEqual([['duty-officer'], [], ['commander']]);
  });

  it('is the seat the zone sets, and the commander for it; the other seat and the roster no more', () => {
    expect(who('III', command(['deputy']))).toEqual(['commander', 'deputy', undefined, undefined]);
    expect(who('III', command(['commander']))).toEqual(['commander', undefined, undefined, undefined]);
    expect([signed('III', command(['deputy'])), signed('III', command(['deputy']), 'commander'), signed('III', command(['deputy']), 'deputy')]).toEqual([['deputy'], [], []]);
    expect(signed('III', command(['commander', 'deputy']), 'commander')).toEqual(['deputy']);
    expect([needsSeats('III', command(['deputy'])), needsSeats('IV', command(['deputy']))]).toEqual([true, false]);
    expect(['c', 'd', 'o2', 'x'].map((u) => commands(u, command(['commander'], ['commander'])))).toEqual([true, true, true, false]);
  });
});

describe('what a zone may set', () => {
  it('leaves two persons for Ⅱ and Ⅰ, and no less for a higher level than for a lower', () => {
    expect(refused({ III: ['deputy'] })).toBe('taken');
    expect(refused({ III: ['commander', 'deputy'], IV: ['deputy'] })).toBe('taken');
    expect(refused({ I: ['commander'] })).toBe('signers.I two-signers');
    expect(refused({ II: [] })).toBe('signers.II two-signers');
    expect(refused({ III: ['deputy'], IV: ['commander'] })).toBe('signers.III less-than-lower');
    expect(checkSigners({ ...DEFAULT_SIGNERS, III: ['deputy', 'commander', 'deputy'] }).III).toEqual(['commander', 'deputy']);
  });
});
