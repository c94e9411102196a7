import { describe, expect, it } from 'vitest';
import type { Caller } from '@xunling/contracts';
import { scopeFor, scopeKey, sees } from './scope.js';

const caller = (...grants: Caller['grants']): Caller => ({ userId: 'u', username: 'u', name: 'u', lang: 'zh', grants });

describe('what a reader of the picture may see', () => {
  it('gives a street officer the street and the zone-wide events, nothing else', () => {
    const scope = scopeFor(caller({ role: 'sub-district-officer', area: '410171561' }), '410171561')!;
    expect(['561', '000', '560', '999'].map((street) => sees(scope, street))).toEqual([true, true, false, false]);
  });

  it('refuses an area no grant covers, the zone above one\'s own street too', () => {
    const officer = caller({ role: 'sub-district-officer', area: '410171561' });
    expect(scopeFor(officer, '410171560')).toBeUndefined();
    expect(scopeFor(officer, '410171')).toBeUndefined();
  });

  it('opens staff matters to zone staff only, and not to an observer of the zone', () => {
    expect(sees(scopeFor(caller({ role: 'duty-officer', area: '410171' }), '410171')!, '999')).toBe(true);
    expect(sees(scopeFor(caller({ role: 'observer', area: '410171' }), '410171')!, '999')).toBe(false);
    expect(sees(scopeFor(caller({ role: 'duty-officer', area: '410171' }), '410171561')!, '999')).toBe(false);
  });

  it('shares one buffer per street and one per kind of zone reader', () => {
    expect(scopeKey({ area: '410171561901', staff: false })).toBe('410171561');
    expect(scopeKey({ area: '410171', staff: true })).toBe('410171+staff');
  });
});
