import { describe, expect, it } from 'vitest';
import { ROLES, type Caller, type Role } from '@xunling/contracts';
import fc from 'fast-check';
import { CORRECTED, CORRECTING, mayCorrect, type Entry } from './correction.js';

const ZONE = '410171';
const caller = (userId: string, ...grants: [Role, string][]): Caller => ({ userId, username: userId, name: userId, lang: 'zh', grants: grants.map(([role, area]) => ({ role, area })) });
const entry = (more: Partial<Entry> = {}): Entry => ({ type: 'command.claim.stated.v1', street: '561', actor: 'user:amy', ...more });
const verdict = (e: Entry | undefined, who: Caller): string => {
  try { mayCorrect(e, who, ZONE); return 'may'; } catch (error) { const { code, body } = error as { code: string; body?: { errors?: { reason: string }[] } }; return body?.errors?.[0]?.reason ?? code; }
};
const duty = caller('bob', ['duty-officer', ZONE]);

describe('who may correct an entry', () => {
  it('given an entry of the area, the duty officer and the commander may; another only what is theirs', () => {
    expect(verdict(entry(), duty)).toBe('may');
    expect(verdict(entry(), caller('cat', ['commander', ZONE]))).toBe('may');
    expect(verdict(entry(), caller('amy', ['sub-district-officer', `${ZONE}561`]))).toBe('may');
    expect(verdict(entry(), caller('dan', ['sub-district-officer', `${ZONE}561`]))).toBe('access.role');
    expect(verdict(entry(), caller('eve', ['auditor', ZONE]))).toBe('access.role');
  });

  it('given an entry of another street, or of the whole zone, a duty officer of one street may not', () => {
    const one = caller('bob', ['duty-officer', `${ZONE}560`]);
    expect([verdict(entry(), one), verdict(entry({ street: '000' }), one), verdict(entry({ street: '999' }), one), verdict(entry({ street: '560' }), one)]).toEqual(['access.area', 'access.area', 'access.area', 'may']);
  });

  it('given no entry, a proof of the journal or a correction, nobody may', () => {
    expect(verdict(undefined, duty)).toBe('unknown');
    for (const type of ['command.head.stated.v1', 'command.body.erased.v1', 'command.refusal.stated.v1', 'command.letter.dead.v1']) expect(verdict(entry({ type }), duty)).toBe('proof');
    expect(verdict(entry({ type: CORRECTED, actor: 'user:bob' }), duty)).toBe('correction');
  });

  it('whoever the caller: what another said is corrected by the two roles over its area alone', () => {
    const grants = fc.array(fc.tuple(fc.constantFrom(...ROLES), fc.constantFrom(ZONE, `${ZONE}560`, `${ZONE}561`)), { maxLength: 3 });
    fc.assert(fc.property(grants, fc.constantFrom('000', '999', '560', '561'), (held, street) => {
      const area = street === '000' || street === '999' ? ZONE : `${ZONE}${street}`;
      const covered = held.some(([role, a]) => (CORRECTING as readonly string[]).includes(role) && area.startsWith(a));
      expect(verdict(entry({ street }), caller('zoe', ...(held as [Role, string][]))) === 'may').toBe(covered);
    }));
  });
});
