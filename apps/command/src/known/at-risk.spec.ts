import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { atRiskOf } from './at-risk.js';
import type { KnownRow } from './known.store.js';

const GRID = '410171561901001';
const rows: KnownRow[] = [
  { kind: 'households', id: 'e1', data: { area: GRID, ids: ['a', 'b', 'c', 'd'], persons: 12 } },
  { kind: 'households', id: 'e2', data: { area: '410171560901001', ids: ['x'], persons: 2 } },
  { kind: 'household-changed', id: 'a', data: { persons: 7 } },
  { kind: 'household-closed', id: 'b', data: {} },
  { kind: 'shelter', id: 's', data: { id: 's', area: '410171561901', name: '学校', capacity: 300 } },
  { kind: 'shelter-limit', id: 's', data: { capacity: 120 } },
  { kind: 'shelter', id: 'shut', data: { id: 'shut', area: '410171561901', name: '体育馆', capacity: 900 } },
  { kind: 'shelter-closed', id: 'shut', data: {} },
  { kind: 'site-planned', id: 'home', data: { persons: 40, shelterId: 's' } },
];

describe('what is known of people at risk', () => {
  it('is persons per street, open shelters with the places they have now, and the plans of places; in any order of arrival', () => {
    fc.assert(fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
      const { told, persons, shelters, plans } = atRiskOf(shuffled);
      expect([told, [...persons].sort(), shelters, [...plans]]).toEqual([true, [['410171560', 2], ['410171561', 13]], [{ id: 's', area: '410171561901', name: '学校', capacity: 120 }], [['home', { persons: 40, shelterId: 's' }]]]);
    }));
  });

  it('is nothing while nobody has told of it; a household told twice counts once', () => {
    expect(atRiskOf([]).told).toBe(false);
    expect(atRiskOf([rows[1]!, { ...rows[1]!, id: 'e3' }]).persons.get('410171560')).toBe(2);
  });
});
