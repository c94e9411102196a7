import { describe, expect, it } from 'vitest';
import { HeardEvents } from './heard-events.js';

const row = (n: number) => ({ eventId: `e${n}`, source: 'grid@c', street: '561', type: 'grid.measure.verified.v1' });
const subject = 'xl.410171.561.c.grid.measure.verified.v1';

describe('events a browser was told of', () => {
  it('are found by id with their subject, in the order named; what nobody was told of is left out', () => {
    const heard = new HeardEvents('410171');
    heard.note([row(1), row(2)]);
    expect(heard.named('e2, e1,e9,,')).toEqual([{ id: 'e2', subject }, { id: 'e1', subject }]);
    expect(heard.named(undefined)).toEqual([]);
  });

  it('are kept up to a number, and so are those named at once', () => {
    const heard = new HeardEvents('410171');
    heard.note(Array.from({ length: 20_010 }, (_, n) => row(n)));
    expect([heard.named('e9'), heard.named('e10')]).toEqual([[], [{ id: 'e10', subject }]]);
    expect(heard.named(Array.from({ length: 40 }, (_, n) => `e${n + 100}`).join())).toHaveLength(16);
  });
});
