import { describe, expect, it } from 'vitest';
import { COLOURS, type Colour } from '@xunling/contracts';
import fc from 'fast-check';
import { callingAreas, DEFAULT_POLICY } from './callout-policy.js';
import { areasToCall, callText } from './warning-call.js';

const at = new Date('2021-07-19T14:00:00Z');
const warning = (colour: Colour, more: object = {}) => ({ state: 'active' as const, expiresAt: new Date('2021-07-19T20:00:00Z'), colour, areas: ['410171561', '410171560'], ...more });

describe('areas a warning calls by itself', () => {
  it('are all of a red or orange one, none of a lower one, unless it is set otherwise', () => {
    expect(COLOURS.map((c) => areasToCall({ ...warning(c), areas: callingAreas(warning(c).areas, c, []) }, [], at).length)).toEqual([0, 0, 2, 2]);
    expect(callingAreas(warning('YELLOW').areas, 'YELLOW', [{ ...DEFAULT_POLICY, automatic: ['YELLOW'] }])).toHaveLength(2);
  });

  it('are those not called yet in this colour or a higher one: continued and falling call nobody, rising calls all, wider ground the new part', () => {
    const called = [{ areas: ['410171561', '410171560'], colour: 'ORANGE' }];
    expect(areasToCall(warning('ORANGE'), called, at)).toEqual([]);
    expect(areasToCall(warning('RED'), called, at)).toEqual(['410171561', '410171560']);
    expect(areasToCall(warning('ORANGE'), [{ areas: ['410171561', '410171560'], colour: 'RED' }], at)).toEqual([]);
    expect(areasToCall(warning('ORANGE', { areas: ['410171561', '410171565'] }), called, at)).toEqual(['410171565']);
    expect(areasToCall(warning('ORANGE'), [{ areas: ['410171'], colour: 'ORANGE' }], at)).toEqual([]);
    // a part of an area that was called is not the area
    expect(areasToCall(warning('ORANGE', { areas: ['410171'] }), called, at)).toEqual(['410171']);
  });

  it('are none once it is superseded, lifted, withdrawn or over, between its end and the clock that says so too', () => {
    for (const state of ['superseded', 'lifted', 'withdrawn', 'expired'] as const) expect(areasToCall({ ...warning('RED'), state }, [], at)).toEqual([]);
    expect(areasToCall(warning('RED', { expiresAt: at }), [], at)).toEqual([]);
  });

  it('given the same again after it was called, are none: whatever comes twice or in another order', () => {
    fc.assert(fc.property(fc.shuffledSubarray(['ORANGE', 'RED', 'ORANGE', 'YELLOW', 'RED'] as Colour[], { minLength: 5 }), (colours) => {
      const called: { areas: string[]; colour: string | null }[] = [];
      for (const colour of colours) { const areas = areasToCall({ ...warning(colour), areas: callingAreas(warning(colour).areas, colour, []) }, called, at); if (areas.length > 0) called.push({ areas, colour }); }
      // each colour calls at most once, and a lower one never after a higher one
      expect(called.map((c) => c.colour).join()).toMatch(/^(ORANGE,RED|RED)$/);
    }));
  });
});

describe('what they hear', () => {
  it('is the headline, where, and what is asked of them, spoken within twenty seconds', () => {
    const { zh, en } = callText({ headline: '示例市气象台发布暴雨红色预警', issuer: '示例市气象台', colour: 'RED' }, [{ name: '潮河街道', nameEn: 'Chaohe' }]);
    expect(zh).toBe('示例市气象台发布暴雨红色预警，涉及潮河街道。请立即到岗履责、转移受威胁群众，听完请确认。');
    expect(en).toContain('Red warning');
  });

  it('never grows beyond what can be spoken, however long the headline and many the areas', () => {
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 400 }), fc.array(fc.record({ name: fc.string({ minLength: 1, maxLength: 40 }), nameEn: fc.string({ minLength: 1, maxLength: 40 }) }), { minLength: 1, maxLength: 30 }), (headline, areas) => {
      const { zh, en } = callText({ headline, issuer: 'x', colour: 'ORANGE' }, areas);
      expect([...zh].length).toBeLessThanOrEqual(100);
      expect([...en].length).toBeLessThanOrEqual(300);
    }));
  });
});
