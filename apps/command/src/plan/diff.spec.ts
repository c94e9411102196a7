import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { applyDiff, diff, same } from './diff.js';
import { SAMPLE_PLAN } from './sample-plan.js';

type Doc = Record<string, unknown>;
const copy = (): Doc => JSON.parse(JSON.stringify(SAMPLE_PLAN)) as Doc;
const orders = (doc: Doc, level: string): Doc[] => (doc['levels'] as Record<string, { orders: Doc[] }>)[level]!.orders;
// a document cannot hold this key: the schema refuses it
const json = fc.jsonValue({ maxDepth: 4 }).filter((x) => !JSON.stringify(x).includes('__proto__'));

describe('the difference of two versions', () => {
  it('names one changed field by its pointer, old and new', () => {
    const [a, b] = [copy(), copy()];
    (orders(b, 'I')[2]!['minutes'] as Doc)['acknowledged'] = 9;
    b['nameEn'] = 'Other';
    expect(diff(a, b)).toEqual([
      { kind: 'changed', pointer: '/levels/I/orders/2/minutes/acknowledged', old: 5, new: 9 },
      { kind: 'changed', pointer: '/nameEn', old: SAMPLE_PLAN.nameEn, new: 'Other' },
    ]);
  });

  it('says of a line put in or taken out just that, though every later line moved', () => {
    const [a, b] = [copy(), copy()];
    const taken = orders(b, 'II').splice(1, 1)[0];
    expect(diff(a, b)).toEqual([{ kind: 'removed', pointer: '/levels/II/orders/1', old: taken }]);
    expect(diff(b, a)).toEqual([{ kind: 'added', pointer: '/levels/II/orders/1', new: taken }]);
  });

  it('keeps apart a line taken out at the front and one put in at the end', () => {
    const [a, b] = [copy(), copy()];
    const taken = orders(b, 'I').shift();
    const put = { ...orders(b, 'II')[0]!, textZh: '新增' };
    orders(b, 'I').push(put);
    (orders(b, 'I')[4]!['minutes'] as Doc)['reported'] = 45;
    const n = orders(b, 'I').length;
    expect(diff(a, b)).toEqual([
      { kind: 'removed', pointer: '/levels/I/orders/0', old: taken },
      { kind: 'added', pointer: `/levels/I/orders/${n - 1}`, new: put },
      { kind: 'changed', pointer: '/levels/I/orders/4/minutes/reported', old: 60, new: 45 },
    ]);
  });

  it('escapes keys in pointers', () => { expect(diff({ 'a/b': { '~': 1 } }, { 'a/b': { '~': 2 } })).toEqual([{ kind: 'changed', pointer: '/a~1b/~0', old: 1, new: 2 }]); });

  it('of a document with itself is empty', () => {
    fc.assert(fc.property(json, (a) => { expect(diff(a, structuredClone(a))).toEqual([]); }));
  });

  it('applied to the first gives the second, and changes neither', () => {
    fc.assert(fc.property(json, json, (a, b) => {
      const before = JSON.stringify([a, b]);
      expect(same(applyDiff(a, diff(a, b)), b)).toBe(true);
      expect(JSON.stringify([a, b])).toBe(before);
    }), { numRuns: 1000 });
  });

  it('gives back any edited plan', () => {
    const edit = fc.record({ level: fc.constantFrom('I', 'II', 'III', 'IV'), at: fc.nat(12), what: fc.constantFrom('drop', 'double', 'minutes', 'text'), n: fc.integer({ min: 1, max: 99 }) });
    fc.assert(fc.property(fc.array(edit, { maxLength: 12 }), fc.array(edit, { maxLength: 12 }), (left, right) => {
      const [a, b] = [left, right].map((edits) => edits.reduce((doc, { level, at, what, n }) => {
        const lines = orders(doc, level);
        const line = lines[at % lines.length];
        if (!line) return doc;
        if (what === 'drop') lines.splice(at % lines.length, 1);
        else if (what === 'double') lines.splice(at % lines.length, 0, structuredClone(line));
        else if (what === 'minutes') (line['minutes'] as Doc)['verified'] = n;
        else line['textZh'] = `改${n}`;
        return doc;
      }, copy()));
      expect(same(applyDiff(a, diff(a, b)), b)).toBe(true);
    }), { numRuns: 300 });
  });
});
