import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hear, heardHeader } from './heard.js';

describe('what the page heard', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('is named to the door for ten seconds: the latest event of each type, of 16 types at most', () => {
    expect(heardHeader()).toEqual({});
    hear({ type: 'grid.measure.verified.v1', id: 'one' });
    hear({ type: 'grid.duty.ended.v1', id: 'two' });
    hear({ type: 'grid.measure.verified.v1', id: 'three' });
    expect(heardHeader()).toEqual({ 'heard-events': 'two,three' });
    vi.advanceTimersByTime(6_000);
    for (let n = 0; n < 15; n++) hear({ type: `grid.measure.n${n}.v1`, id: `m${n}` });
    expect(heardHeader()['heard-events']).toMatch(/^three,m0,.*,m14$/);
    vi.advanceTimersByTime(6_000);
    expect(heardHeader()['heard-events']).toMatch(/^m0,/);
    vi.advanceTimersByTime(6_000);
    expect(heardHeader()).toEqual({});
  });
});
