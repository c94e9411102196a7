import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { checkStages, DEFAULT_STAGES, isWhole, linksOf, type Output } from './five-stage.js';

const min = (m: number): Date => new Date(Date.parse('2021-07-19T00:00:00Z') + m * 60_000);
const out = (stage: number, outputId: string, at: number, inputId?: string): Output => ({ stage, outputId, at: min(at), ...(inputId ? { inputId } : {}) });
const whole = [out(0, 'f', 0), out(1, 'w', 100, 'f'), out(2, 'r', 150, 'w'), out(3, 'p', 180, 'r'), out(4, 's', 200, 'p')];
const states = (outputs: Output[], now = 1000): string[] => linksOf(DEFAULT_STAGES, outputs, min(now)).map((l) => l.state);

describe('a chain', () => {
  it('is whole where every stage took in what the one before put out', () => {
    expect(states(whole)).toEqual(['linked', 'linked', 'linked', 'linked', 'linked']);
    expect(isWhole(linksOf(DEFAULT_STAGES, whole, min(1000)))).toBe(true);
  });

  it('breaks where a stage took in something else, nothing, or ran ahead of the one before', () => {
    expect(states([whole[0]!, out(1, 'w', 100, 'other'), whole[2]!])).toEqual(['linked', 'broken', 'linked', 'waiting', 'waiting']);
    expect(states([whole[0]!, out(1, 'w', 100)])).toEqual(['linked', 'broken', 'waiting', 'waiting', 'waiting']);
    expect(states([whole[2]!])).toEqual(['waiting', 'waiting', 'broken', 'waiting', 'waiting']);
  });

  it('breaks behind a stage that put out something new', () => {
    expect(states([...whole, out(1, 'w2', 300, 'f')])).toEqual(['linked', 'linked', 'broken', 'linked', 'linked']);
    expect(states([...whole, out(1, 'w2', 300, 'f'), out(2, 'r', 310, 'w2')])).toEqual(['linked', 'linked', 'linked', 'linked', 'linked']);
  });

  it('is late from the minutes after the output before; what waits is late by now', () => {
    const links = linksOf(DEFAULT_STAGES, [whole[0]!, out(1, 'w', 361, 'f')], min(500));
    expect(links[1]).toMatchObject({ late: true, minutesLate: 1, dueAt: min(360) });
    expect(links[2]).toMatchObject({ state: 'waiting', late: true, minutesLate: 19 });
    expect(links[3]).toMatchObject({ state: 'waiting', late: false });
  });

  it('is linked exactly where every neighbouring pair agrees', () => {
    const ids = fc.constantFrom('a', 'b');
    const any = fc.array(fc.record({ stage: fc.nat(4), outputId: ids, inputId: fc.option(ids, { nil: undefined }), at: fc.nat(500) }), { maxLength: 14 });
    fc.assert(fc.property(any, (list) => {
      const outputs = list.map((o) => out(o.stage, o.outputId, o.at, o.inputId));
      const last = DEFAULT_STAGES.map((_, i) => outputs.filter((o) => o.stage === i).at(-1));
      const links = linksOf(DEFAULT_STAGES, outputs, min(1000));
      for (const [i, link] of links.entries()) expect(link.state).toBe(!last[i] ? 'waiting' : i === 0 || last[i]!.inputId === last[i - 1]?.outputId && last[i - 1] ? 'linked' : 'broken');
    }));
  });
});

it('stages of a chain are each there once', () => { expect(() => { checkStages([...DEFAULT_STAGES, DEFAULT_STAGES[0]!]); }).toThrow(); });
