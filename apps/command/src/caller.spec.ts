import { describe, expect, it } from 'vitest';
import type { Caller } from '@xunling/contracts';
import { concerns } from './caller.js';

const of = (...areas: string[]): Caller => ({ userId: 'u', username: 'u', name: 'u', lang: 'zh', grants: areas.map((area) => ({ role: 'commander', area })) });

describe('what concerns a caller', () => {
  it('is what lies in the own area, and what lies around it', () => {
    expect(concerns(of('410171560'), ['410171560901001'])).toBe(true);
    expect(concerns(of('410171560'), ['410171'])).toBe(true);
    expect(concerns(of('410171'), ['410171561'])).toBe(true);
    expect(concerns(of('410171560', '410171561901'), ['410171563', '410171561'])).toBe(true);
  });

  it('is not what lies elsewhere, whatever the role, nor anything for who has no grant', () => {
    expect(concerns(of('410171560'), ['410171561', '410171563901'])).toBe(false);
    expect(concerns(of(), ['410171'])).toBe(false);
    expect(concerns(of('410171560'), [])).toBe(false);
  });
});
