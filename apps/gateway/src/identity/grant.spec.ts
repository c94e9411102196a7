import { describe, expect, it } from 'vitest';
import type { Role } from '@xunling/contracts';
import { mustBeAbleToRevoke, mustNotExceed, type HeldGrant } from './grant.js';

const at = new Date('2026-07-20T08:00:00Z');
const day = (n: number): Date => new Date(at.getTime() + n * 86_400_000);
const grant = (role: Role, area: string, to?: Date, from = day(-1)): HeldGrant => ({ role, area, from, ...(to && { to }) });

describe('a grant never exceeds its granter', () => {
  const admin = [grant('administrator', '410171')];
  const officer = [grant('sub-district-officer', '410171561', day(10))];

  it('an administrator gives any role inside the own area', () => {
    expect(() => mustNotExceed(admin, grant('commander', '410171'), at)).not.toThrow();
    expect(() => mustNotExceed(admin, grant('post-holder', '410172001'), at)).toThrow('access.grant-exceeds');
  });
  it("a street's officer gives field roles below the own street, not command", () => {
    expect(() => mustNotExceed(officer, grant('post-holder', '410171561901001', day(5)), at)).not.toThrow();
    expect(() => mustNotExceed(officer, grant('commander', '410171561', day(5)), at)).toThrow('access.grant-exceeds');
    expect(() => mustNotExceed(officer, grant('post-holder', '410171', day(5)), at)).toThrow('access.grant-exceeds');
    expect(() => mustNotExceed(officer, grant('post-holder', '410171560', day(5)), at)).toThrow('access.grant-exceeds');
  });
  it('nobody gives for longer than the own grant lasts', () => {
    expect(() => mustNotExceed(officer, grant('post-holder', '410171561', day(11)), at)).toThrow('access.grant-exceeds');
    expect(() => mustNotExceed(officer, grant('post-holder', '410171561'), at)).toThrow('access.grant-exceeds');
  });
  it('an ended or future grant gives nothing', () => {
    expect(() => mustNotExceed([grant('administrator', '410171', day(-0.5))], grant('observer', '410171'), at)).toThrow('access.grant-exceeds');
    expect(() => mustNotExceed([grant('administrator', '410171', undefined, day(1))], grant('observer', '410171'), at)).toThrow('access.grant-exceeds');
  });
  it('what one may give one may take back', () => {
    expect(() => mustBeAbleToRevoke(officer, { role: 'post-holder', area: '410171561' }, at)).not.toThrow();
    expect(() => mustBeAbleToRevoke(officer, { role: 'inspector', area: '410171561' }, at)).toThrow('access.grant-exceeds');
  });
});
