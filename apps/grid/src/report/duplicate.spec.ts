import { describe, expect, it } from 'vitest';
import type { Refusal } from '@xunling/platform';
import fc from 'fast-check';
import { cellOf, cellsAround, join, link, metresBetween, pairOf, split, suspected, type Change, type Graph, type Pair } from './duplicate.js';
import { HELD_OUT } from './held-out.fixture.js';
import { LABELLED, labelled } from './labelled.fixture.js';

const refused = (run: () => unknown): string => { try { run(); } catch (e) { return (e as Refusal).code; } return 'ok'; };
const graph = (needs: Record<string, string>, ...pairs: Pair[]): Graph => ({ needs: new Map(Object.entries(needs)), pairs });
const after = (g: Graph, c: Change): Graph => {
  const key = ({ a, b }: Pair): string => `${a} ${b}`;
  return { needs: new Map([...g.needs, ...c.needs]), pairs: [...new Map([...g.pairs, ...c.pairs].map((p) => [key(p), p])).values()] };
};

describe('suspected duplicates', () => {
  it.each([['the pairs the rule was made on', LABELLED, [29, 2, 2]], ['pairs held out', labelled(HELD_OUT), [29, 11, 5]]] as const)('are found with published precision and recall on %s', (what, pairs, counted) => {
    const found = pairs.map(({ a, b, same }) => ({ same, said: suspected(a, b) !== undefined }));
    const n = (same: boolean, said: boolean): number => found.filter((f) => f.same === same && f.said === said).length;
    const [right, wrong, missed] = [n(true, true), n(false, true), n(true, false)];
    console.info(`suspected duplicates, ${what} (${pairs.length}): precision ${(right / (right + wrong)).toFixed(3)}, recall ${(right / (right + missed)).toFixed(3)} (${right} right, ${wrong} false alarms, ${missed} missed)`);
    expect(pairs.length).toBeGreaterThanOrEqual(64);
    expect([right, wrong, missed]).toEqual(counted);
  });

  it('are the same whichever came first, and never with oneself or without a place', () => {
    for (const { a, b } of LABELLED) expect(suspected(a, b)).toEqual(suspected(b, a));
    const { a } = LABELLED[0]!;
    expect([suspected(a, a), suspected(a, { ...LABELLED[0]!.b, position: undefined })]).toEqual([undefined, undefined]);
  });

  it('lie in the 25 cells around, wherever in the country', () => {
    fc.assert(fc.property(fc.double({ min: 74, max: 135, noNaN: true }), fc.double({ min: 4, max: 53, noNaN: true }), fc.double({ min: 0, max: 299, noNaN: true }), fc.double({ min: 0, max: 6.3, noNaN: true }), (lon, lat, metres, turn) => {
      const there = { lon: lon + (metres * Math.sin(turn)) / (111_195 * Math.cos((lat * Math.PI) / 180)), lat: lat + (metres * Math.cos(turn)) / 111_195 };
      expect(metresBetween({ lon, lat }, there)).toBeLessThan(300.5);
      expect(cellsAround({ lon, lat })).toContain(cellOf(there));
    }));
  });
});

describe('a person ties and unties', () => {
  it('given two suspected, when joined, then they are one need named after the earliest; when split again, two for good', () => {
    const one = after(graph({ a: 'a', b: 'b' }, pairOf('b', 'a', 'suspected')), { needs: new Map([['b', 'a']]), pairs: [pairOf('a', 'b', 'joined')] });
    expect(after(graph({ a: 'a', b: 'b' }, pairOf('b', 'a', 'suspected')), join(graph({ a: 'a', b: 'b' }, pairOf('b', 'a', 'suspected')), 'b', 'a'))).toEqual(one);
    const two = after(one, split(one, 'a', 'b'));
    expect([...two.needs.values()].sort()).toEqual(['a', 'b']);
    expect(refused(() => join(two, 'a', 'b'))).toBe('report.split-apart');
    expect(refused(() => split(two, 'b', 'a'))).toBe('state.conflict');
    expect(join(after(two, link(two, 'b', 'a')), 'a', 'b').needs).toEqual(new Map([['b', 'a']]));
  });

  it('given two that were split, when a third joins one of them, then it is split from the other too', () => {
    const g = graph({ a: 'a', b: 'b', c: 'c' }, pairOf('a', 'b', 'split'), pairOf('a', 'c', 'suspected'), pairOf('b', 'c', 'suspected'));
    const now = after(g, join(g, 'c', 'a'));
    expect(now.pairs).toContainEqual(pairOf('b', 'c', 'split'));
    expect(refused(() => join(now, 'c', 'b'))).toBe('report.split-apart');
  });

  it('given what is not linked, when joined, then it is refused', () => {
    expect(refused(() => join(graph({ a: 'a', b: 'b' }), 'a', 'b'))).toBe('state.conflict');
    expect(refused(() => join(graph({ a: 'a' }), 'a', 'a'))).toBe('input.impossible');
  });

  it('links are symmetric, a split is final, needs are the clusters of what was joined, whatever is done', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const acts = fc.array(fc.record({ does: fc.constantFrom('suspect', 'suspect', 'join', 'join', 'split', 'link'), x: fc.constantFrom(...ids), y: fc.constantFrom(...ids) }), { maxLength: 40 });
    fc.assert(fc.property(acts, (list) => {
      let g = graph(Object.fromEntries(ids.map((id) => [id, id])));
      for (const { does, x, y } of list) {
        const before = g;
        // the machine links what is new, and never touches a pair that is known
        if (does === 'suspect') { if (x !== y && g.needs.get(x) !== g.needs.get(y) && !g.pairs.some((p) => pairOf(x, y, p.state).a === p.a && pairOf(x, y, p.state).b === p.b)) g = after(g, { needs: new Map(), pairs: [pairOf(x, y, 'suspected')] }); } else { try { g = after(g, { join, split, link }[does]!(g, x, y)); } catch { continue; } }
        for (const p of before.pairs) if (p.state === 'split' && does !== 'link') expect(g.pairs.find((q) => q.a === p.a && q.b === p.b)!.state).toBe('split');
        for (const p of g.pairs) expect(p.a < p.b).toBe(true);
        // a need never holds two that were split, and is named after its earliest
        for (const p of g.pairs) if (p.state === 'split') expect(g.needs.get(p.a)).not.toBe(g.needs.get(p.b));
        for (const p of g.pairs) if (p.state === 'joined') expect(g.needs.get(p.a)).toBe(g.needs.get(p.b));
        for (const [id, need] of g.needs) { expect(g.needs.get(need)).toBe(need); expect(need <= id).toBe(true); }
      }
      const clusters = new Map<string, string[]>();
      for (const [id, need] of g.needs) clusters.set(need, [...(clusters.get(need) ?? []), id]);
      expect(new Set(g.needs.values()).size).toBe(clusters.size);
      expect([...clusters.values()].flat().sort()).toEqual(ids);
    }), { numRuns: 300 });
  });
});
