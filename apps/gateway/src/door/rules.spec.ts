import { describe, expect, it } from 'vitest';
import { admits, counting } from './admitted.js';
import { credentialOf } from './credential.js';
import { problemOf } from './problem.js';
import { take, type Bucket } from './rate.js';

describe('who is let in', () => {
  it('asks a role, any signed-in person or nobody at all', () => {
    expect([admits(['commander'], [{ role: 'commander' }]), admits(['commander'], [{ role: 'observer' }]), admits(['*'], []), admits(['*'], undefined), admits(['public'], undefined)])
      .toEqual([true, false, true, false, true]);
  });
  it('counts for a matter of the zone a grant over all of it alone', () => {
    const grants = [{ role: 'commander', area: '410171561' }, { role: 'observer', area: '410171' }];
    expect(counting({ zone: true }, grants)).toEqual([grants[1]]);
    expect(counting({}, grants)).toEqual(grants);
  });
  it('lets a feed key do what is opened to feeds and nothing else', () => {
    expect([admits(['feed'], [{ role: 'feed' }]), admits(['*'], [{ role: 'feed' }]), admits(['feed'], [{ role: 'administrator' }])]).toEqual([true, false, false]);
  });
});

describe('the credential of a request', () => {
  it('is the bearer token before the cookie', () => {
    expect(credentialOf({ authorization: 'Bearer abc', cookie: 'xl_session=def' })).toEqual({ kind: 'bearer', token: 'abc' });
    expect(credentialOf({ cookie: 'a=b; xl_session=def' })).toEqual({ kind: 'cookie', token: 'def' });
    expect(credentialOf({})).toBeUndefined();
  });
  it('of an unknown form is a wrong one, not none', () => expect(credentialOf({ authorization: 'Basic abc' })).toEqual({ kind: 'bearer', token: '' }));
});

describe('a problem', () => {
  it('carries status, both titles, state and what is allowed', () => {
    expect(problemOf({ code: 'state.conflict', state: 'verified', allowed: [] })).toMatchObject({ status: 409, code: 'state.conflict', state: 'verified', allowed: [], titleZh: expect.stringMatching(/状态/) });
  });
  it('of a code nobody listed is internal', () => expect(problemOf({ code: 'made.up' })).toMatchObject({ status: 500, code: 'internal' }));
  it('never lets extras replace what the refusal says', () => expect(problemOf({ code: 'unknown.id', extra: { status: 200, code: 'x' } })).toMatchObject({ status: 404, code: 'unknown.id' }));
});

describe('the rate of one caller', () => {
  const rate = { perSecond: 2, burst: 3 };
  it('allows a burst, then says how long to wait, then allows again', () => {
    let bucket: Bucket | undefined;
    const at = (ms: number): number | undefined => { const r = take(bucket, rate, ms); bucket = r.bucket; return r.retryAfter; };
    expect([at(0), at(0), at(0), at(0), at(500), at(500)]).toEqual([undefined, undefined, undefined, 1, undefined, 1]);
  });
  it('does not gain from a clock that goes back', () => expect(take({ tokens: 0, at: 1000 }, rate, 0).retryAfter).toBe(1));
});
