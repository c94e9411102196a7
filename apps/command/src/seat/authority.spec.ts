import { describe, expect, it } from 'vitest';
import { Refusal } from '@xunling/platform';
import { leads, mustLead } from './authority.js';

describe('who holds command', () => {
  it('is the holder of the commander seat, of the deputy seat while that is vacant, else nobody', () => {
    expect([leads({ commander: 'c', deputy: 'd' }, 'c'), leads({ commander: 'c', deputy: 'd' }, 'd'), leads({ deputy: 'd' }, 'd'), leads({ commander: 'c' }, 'd'), leads({}, 'c')]).toEqual([true, false, true, false, false]);
  });

  it('is refused by name to anybody else', () => {
    expect(() => { mustLead({ commander: 'c' }, 'c'); }).not.toThrow();
    try { mustLead({ commander: 'c', deputy: 'd' }, 'd'); throw new Error('was not refused'); } catch (e) { expect((e as Refusal).code).toBe('seat.commander'); }
  });
});
