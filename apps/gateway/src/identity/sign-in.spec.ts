import { describe, expect, it } from 'vitest';
import { failed, mustWait, type Attempts } from './sign-in.js';

const after = (failures: number, stepMs = 0): Attempts => {
  let attempts: Attempts | undefined;
  for (let i = 0; i < failures; i++) attempts = failed(attempts, i * stepMs, 5);
  return attempts!;
};

describe('wrong passwords', () => {
  it('four are free, then the wait doubles up to a minute', () => {
    expect([4, 5, 6, 7, 30].map((n) => mustWait(after(n), 0))).toEqual([undefined, 1, 2, 4, 60]);
  });
  it('are forgotten after a quarter of an hour', () => expect(failed(after(9), 16 * 60_000, 5).failures).toBe(1));
});
