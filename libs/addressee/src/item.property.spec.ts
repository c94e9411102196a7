import { describe, expect, it } from '@jest/globals';
import { Refusal } from '@xunling/platform';
import fc from 'fast-check';
import { answer, type Item, type Verb, type VerbInput } from './item.js';
import { DEPUTY, HOLDER, INSPECTOR, ISSUER, itemIn, NOW, PHOTO, who } from './item.fixture.js';

const people = [HOLDER, DEPUTY, INSPECTOR, ISSUER, who('second', 'inspector', '410171561'), who('holder2'), who('head', 'sub-district-officer', '410171561')];
const step = fc.record({
  caller: fc.constantFrom(...people),
  input: fc.record({
    verb: fc.constantFrom<Verb>('acknowledge', 'check-in', 'start', 'execute', 'verify', 'return'), evidence: fc.constantFrom([], [PHOTO]),
    position: fc.option(fc.constant({ lon: 113.77, lat: 34.71 }), { nil: undefined }), reason: fc.constant('再拍一张'),
  }) as fc.Arbitrary<VerbInput>,
});

describe('whatever people do to an item, in any order', () => {
  it('work is verified only after it was reported, by neither issuer nor executor, and versions count every fact once', () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let item: Item = itemIn('open');
      let facts = 0;
      for (const { caller, input } of steps) {
        const before = item;
        try {
          const decided = answer(item, input, caller, NOW);
          item = decided.item;
          if (decided.event) facts += 1;
          expect(item.version).toBe(before.version + (decided.event ? 1 : 0));
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          expect(item).toBe(before);
        }
        if (item.verified) {
          expect(item.reported).toBeDefined();
          expect([item.issuedBy, item.reported!.by, item.executing!.by]).not.toContain(item.verified.by);
        }
        expect(item.rounds.length).toBeGreaterThanOrEqual(before.rounds.length);
      }
      expect(item.version).toBe(1 + facts);
    }), { numRuns: 500 });
  });
});
