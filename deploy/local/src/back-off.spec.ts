import { describe, expect, it } from 'vitest';
import { backOff } from './back-off.js';

describe('back-off', () => {
  it('restarts quickly after a single death and never waits longer than half a minute', () => {
    expect([1, 2, 3, 4].map(backOff)).toEqual([250, 500, 1000, 2000]);
    expect(backOff(50)).toBe(30_000);
  });
});
