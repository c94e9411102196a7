import { describe, expect, it } from 'vitest';
import { parsePlan } from './plan.schema.js';
import { rankPlans } from './rank.js';
import { SAMPLE_PLAN } from './sample-plan.js';

describe('the sample plan', () => {
  it('satisfies the plan document schema', () => { expect(parsePlan(JSON.parse(JSON.stringify(SAMPLE_PLAN)))).toEqual(SAMPLE_PLAN); });

  it('is refused with the path of each fault', () => {
    const orders = [{ ...SAMPLE_PLAN.levels.I.orders.find((l) => l.to === 'site')!, measure: 'SUSPEND', scope: 'WORK', siteKinds: ['CONSTRUCTION_SITE', 'SCHOOL'] }];
    try { parsePlan({ ...SAMPLE_PLAN, levels: { ...SAMPLE_PLAN.levels, I: { ...SAMPLE_PLAN.levels.I, orders } } }); throw new Error('accepted'); } catch (e) {
      expect((e as { body: { errors: object[] } }).body.errors).toEqual([{ path: 'document.levels.I.orders.0.scope', reason: 'site-kind', message: expect.stringContaining('SCHOOL') }]);
    }
    const bad = { ...SAMPLE_PLAN, label: '', extra: 1 };
    try { parsePlan(bad); throw new Error('accepted'); } catch (e) {
      expect((e as { body: { errors: { path: string }[] } }).body.errors.map((x) => x.path)).toEqual(expect.arrayContaining(['document.label']));
    }
  });
});

describe('ranking', () => {
  const rank = (colour: 'RED' | 'ORANGE' | 'YELLOW') => rankPlans([SAMPLE_PLAN], { hazard: 'RAINSTORM', colour });

  it('puts level I first on red and II on orange though every gauge reads nothing', () => {
    expect(rank('RED')[0]).toMatchObject({ level: 'I', score: 100 });
    expect(rank('ORANGE')[0]).toMatchObject({ level: 'II', score: 100 });
    expect(rank('YELLOW')[0]?.score).toBeLessThan(100);
  });

  it('takes readings in: enough conditions propose a level as a warning does, and the value seen is shown', () => {
    const at = new Date('2021-07-20T08:00:00Z');
    const gauge = (source: string, element: string, value: number) => ({ source, element, area: '410171561', everyMinutes: 10, readings: [{ value, at }] });
    const ranked = (sources: ReturnType<typeof gauge>[]) => rankPlans([SAMPLE_PLAN], { hazard: 'RAINSTORM', colour: 'YELLOW', at, sources });
    const three = ranked([gauge('r', 'rain', 201.9), ...Array.from({ length: 6 }, (_, i) => gauge(`w${i}`, 'road-water', 20))]).find((p) => p.level === 'III')!;
    expect(three.met.map((c) => [c.code, c.value])).toEqual([['rain-1h-50', 201.9], ['warning-yellow', undefined], ['flood-points-5', 20]]);
    expect(three.score).toBe(100);
    expect(ranked([]).find((p) => p.level === 'III')!.score).toBeLessThan(100);
  });

  it('asks for k of n', () => {
    const plan = { ...SAMPLE_PLAN, levels: { ...SAMPLE_PLAN.levels, IV: { ...SAMPLE_PLAN.levels.IV, triggers: { need: 1, of: [{ code: 'two', kind: 'k-of' as const, need: 2, of: SAMPLE_PLAN.levels.III.triggers.of.slice(0, 2), zh: '两项', en: 'two of them' }] } } } };
    expect(parsePlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
    const at = new Date('2021-07-20T08:00:00Z');
    const state = (colour: 'BLUE' | 'YELLOW', mm: number | undefined) => { const four = rankPlans([plan], { hazard: 'RAINSTORM', colour, at, sources: mm === undefined ? [] : [{ source: 'r', element: 'rain', area: '410171', everyMinutes: 10, readings: [{ value: mm, at }] }] }).find((p) => p.level === 'IV')!; return four.met.length > 0 ? 'met' : four.unknown ? 'unknown' : 'unmet'; };
    expect([state('YELLOW', 60), state('BLUE', 60), state('YELLOW', 10), state('YELLOW', undefined), state('BLUE', undefined)]).toEqual(['met', 'unmet', 'unmet', 'unknown', 'unmet']);
  });

  it('shows for every level what is met and what is not', () => {
    const first = rank('RED')[0]!;
    expect(first.met.map((c) => c.code)).toEqual(['warning-led', 'warning-red']);
    // what is measured and silent is unknown, what nobody measures is a person's to say
    expect([first.unmet.map((c) => c.code), first.unknown?.map((c) => c.code)]).toEqual([['water-100cm', 'roads-cut-10-12h', 'hospital-cut', 'province-in'], ['rain-12h-300']]);
    expect(rank('RED')).toHaveLength(4);
  });
});
