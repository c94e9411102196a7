import { describe, expect, it } from 'vitest';
import type { Holders } from '../seat/authority.js';
import { join, leave, MEMBERS_MAX, type Member } from './member.js';

const at = new Date('2021-07-20T00:00:00Z');
const input = { id: 'm1', zone: '410171', kind: 'POLICE', unit: 'u', name: 'n', by: 'c' };
const refusal = (act: () => unknown): string => { try { act(); return 'done'; } catch (e) { const { code, state } = (e as { body: { code: string; state?: string } }).body; return state ? `${code} ${state}` : code; } };
const added = (holders: Holders, by = 'c', present: Member[] = []): string => refusal(() => join(holders, { ...input, by }, present, at));

describe('a joint member', () => {
  it('is listed by the holder of the commander seat; by the deputy only while that is vacant', () => {
    expect([added({ commander: 'c', deputy: 'd' }), added({ commander: 'c', deputy: 'd' }, 'd'), added({ deputy: 'd' }, 'd'), added({}, 'c')]).toEqual(['done', 'member.commander', 'done', 'member.commander']);
  });

  it('is listed once at a time, from one instant until another, and says so in events without a name', () => {
    const { member, facts } = join({ commander: 'c' }, input, [], at);
    expect(added({ commander: 'c' }, 'c', [member])).toBe('state.conflict listed');
    expect(added({ commander: 'c' }, 'c', Array.from({ length: MEMBERS_MAX }, (_, i) => ({ ...member, name: `${i}` })))).toBe('state.conflict full');
    const left = leave({ commander: 'c' }, member, 'c', 'r', new Date(at.getTime() + 1));
    expect(left.member).toMatchObject({ from: at, until: new Date(at.getTime() + 1), endedBy: 'c', reason: 'r' });
    expect([refusal(() => leave({ commander: 'c' }, left.member, 'c', 'r', at)), refusal(() => leave({ commander: 'c' }, member, 'd', 'r', at))]).toEqual(['state.conflict left', 'member.commander']);
    expect(JSON.stringify([facts, left.facts].flat().map((f) => f.data))).not.toContain('"n"');
  });
});
