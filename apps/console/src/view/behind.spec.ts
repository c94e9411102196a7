import { describe, expect, it } from 'vitest';
import { behindSince, type ReadList } from './behind.js';

const list = (readAt: number, more: Partial<ReadList> = {}): ReadList => ({ readAt, shown: true, failed: true, ...more });

describe('the age of the lists of a page', () => {
  it('is that of the oldest shown that could not be read again', () => { expect(behindSince([list(30), list(20), list(10, { shown: false })])).toBe(20); });
  it('is the picture\'s own where all were read, or nothing could be read at all', () => {
    expect(behindSince([])).toBeUndefined();
    expect(behindSince([list(10, { failed: false }), list(0)])).toBeUndefined();
  });
});
