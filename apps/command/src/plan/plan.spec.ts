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

describe('triggers of a plan', () => {
  type Fault = { path: string; reason: string };
  const AT = 'document.levels.III.triggers';
  const rain = { code: 'rain', kind: 'observation', element: 'rain', statistic: 'sum', minutes: 60, atLeast: 50, zh: '雨', en: 'rain' };
  const red = { code: 'red', kind: 'warning', atLeast: 'RED', zh: '红', en: 'red' };
  /** Faults of the plan with these triggers at Ⅲ; none where it is taken. */
  const faults = (triggers: object): Fault[] => {
    const plan = structuredClone(SAMPLE_PLAN) as unknown as { levels: { III: { triggers: object } } };
    plan.levels.III.triggers = triggers;
    try { parsePlan(plan); return []; } catch (e) {
      const { code, body } = e as { code: string; body: { errors: Fault[] } };
      expect(code).toBe('input.impossible');
      return body.errors.map(({ path, reason }) => ({ path, reason }));
    }
  };
  const of = (...triggers: object[]): object => ({ need: 1, of: triggers });

  it('are taken where they can hold', () => { expect(faults({ need: 2, of: [rain, red, { code: 'two', kind: 'k-of', need: 2, of: [{ ...rain, code: 'r2', clearsBelow: 30, sources: 3 }, red], zh: '两项', en: 'two' }] })).toEqual([]); });

  it.each<[string, object, Fault]>([
    ['ask for more than there are', { need: 3, of: [rain, red] }, { path: `${AT}.need`, reason: 'need' }],
    ['ask within a group for more than it has', of({ code: 'k', kind: 'k-of', need: 2, of: [rain], zh: '一', en: 'one' }), { path: `${AT}.of.0.need`, reason: 'need' }],
    ['share a code', { need: 1, of: [rain, { ...red, code: 'rain' }] }, { path: `${AT}.of.1.code`, reason: 'repeated' }],
    ['clear above where they are raised', of({ ...rain, clearsBelow: 51 }), { path: `${AT}.of.0.clearsBelow`, reason: 'hysteresis' }],
  ])('are refused where they %s', (_what, triggers, fault) => { expect(faults(triggers)).toEqual([fault]); });

  it.each<[string, object, Fault]>([
    ['none at all', { need: 1, of: [] }, { path: `${AT}.of`, reason: 'minItems' }],
    ['a need of nothing', { need: 0, of: [rain] }, { path: `${AT}.need`, reason: 'minimum' }],
    ['an element nobody measures', of({ ...rain, element: 'wind-chill' }), { path: `${AT}.of.0.element`, reason: 'enum' }],
    ['a statistic that is none', of({ ...rain, statistic: 'mean' }), { path: `${AT}.of.0.statistic`, reason: 'enum' }],
    ['a window of no time, or beyond three days', of({ ...rain, minutes: 0 }), { path: `${AT}.of.0.minutes`, reason: 'minimum' }],
    ['a colour that is none', of({ ...red, atLeast: 'PURPLE' }), { path: `${AT}.of.0.atLeast`, reason: 'enum' }],
    ['no threshold', of({ ...rain, atLeast: undefined }), { path: `${AT}.of.0.atLeast`, reason: 'required' }],
    ['a kind that is none', of({ ...rain, kind: 'feeling' }), { path: `${AT}.of.0.kind`, reason: 'const' }],
    ['a field nobody knows', of({ ...rain, mood: 1 }), { path: `${AT}.of.0.mood`, reason: 'additionalProperties' }],
    ['a group within a group', of({ code: 'k', kind: 'k-of', need: 1, of: [{ code: 'j', kind: 'k-of', need: 1, of: [rain], zh: '一', en: 'one' }], zh: '一', en: 'one' }), { path: `${AT}.of.0.of.0.kind`, reason: 'const' }],
  ])('are refused with %s', (_what, triggers, fault) => { expect(faults(JSON.parse(JSON.stringify(triggers)) as object)).toContainEqual(fault); });

  it('are refused with the number of another plan', () => {
    try { parsePlan({ ...SAMPLE_PLAN, planVersion: 'other@1' }); throw new Error('accepted'); } catch (e) { expect((e as { body: { errors: Fault[] } }).body.errors).toEqual([expect.objectContaining({ path: 'document.planVersion', reason: 'version' })]); }
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

  it('takes a person\'s word on what no gauge measures: met, not met, unknown again when nobody says; two such and a warning propose a level', () => {
    const at = new Date('2021-07-20T08:00:00Z');
    const say = (code: string, holds: boolean, area = '410171561') => ({ code, area, holds, by: 'duty1', at, until: new Date(at.getTime() + 1) });
    const first = (...statements: ReturnType<typeof say>[]) => rankPlans([SAMPLE_PLAN], { hazard: 'RAINSTORM', colour: 'RED', at, statements }).find((p) => p.level === 'I')!;
    const [said] = [first(say('hospital-cut', true), say('province-in', false))];
    expect(said.met.find((c) => c.code === 'hospital-cut')).toMatchObject({ person: true, by: 'duty1', at: at.toISOString() });
    expect([said.unmet.map((c) => c.code), said.unknown!.map((c) => c.code)]).toEqual([['province-in'], ['rain-12h-300', 'water-100cm', 'roads-cut-10-12h']]);
    expect(first(say('hospital-cut', false), say('hospital-cut', true, '410171562')).met.map((c) => c.code)).toContain('hospital-cut');
    const unled = rankPlans([{ ...SAMPLE_PLAN, warningLed: {} }], { hazard: 'RAINSTORM', colour: 'RED', at, statements: [say('hospital-cut', true), say('water-100cm', true)] });
    expect(unled[0]).toMatchObject({ level: 'I', score: 100 });
  });

  it('shows for every level what is met and what is not', () => {
    const first = rank('RED')[0]!;
    expect(first.met.map((c) => c.code)).toEqual(['warning-led', 'warning-red']);
    // what is measured and silent is unknown, and so is what nobody measures until a person says
    expect([first.unmet.map((c) => c.code), first.unknown?.map((c) => c.code)]).toEqual([[], ['rain-12h-300', 'water-100cm', 'roads-cut-10-12h', 'hospital-cut', 'province-in']]);
    expect(rank('RED')).toHaveLength(4);
  });
});
