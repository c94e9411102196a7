import { describe, expect, it } from 'vitest';
import type { KnownSource } from '../observation/observation.store.js';
import { beforePeople, episodes, gaugesPropose, mayHold, settles, together, type GaugeProposal } from './gauge-proposal.js';
import type { PlanDocument, Trigger } from './plan.js';
import { SAMPLE_PLAN } from './sample-plan.js';

const AT = new Date('2021-07-20T08:00:00Z');
const minutes = (n: number): Date => new Date(AT.getTime() + n * 60_000);
const rain = (mm: number, at = AT): KnownSource => ({ source: 'g', element: 'rain', area: '410171561', everyMinutes: 10, readings: [{ value: mm, at }] });
const condition = (mm: number, clearsBelow = mm): Trigger => ({ code: `rain-${mm}`, kind: 'observation', element: 'rain', statistic: 'sum', minutes: 60, atLeast: mm, clearsBelow, zh: '雨', en: 'rain' });
const levels = SAMPLE_PLAN.levels;
const plan: PlanDocument = { ...SAMPLE_PLAN, levels: { ...levels, III: { ...levels.III, triggers: { need: 1, of: [condition(30, 20)] } }, II: { ...levels.II, triggers: { need: 2, of: [condition(50), { code: 'w', kind: 'warning', atLeast: 'ORANGE', zh: '橙', en: 'orange' }] } } } };
const over = (sources: KnownSource[], more: object = {}) => gaugesPropose([plan], { area: '410171561', sources, ...more }, AT);

describe('gauges propose a level by themselves', () => {
  it('given enough conditions are met, the highest such level, with what is met; given too few, none', () => {
    expect(over([rain(29)])).toBeUndefined();
    expect(over([rain(35)])).toMatchObject({ level: 'III', planVersion: plan.planVersion, met: [{ code: 'rain-30' }] });
    expect(over([rain(60)])).toMatchObject({ level: 'III' });
    expect(over([rain(60)], { colour: 'ORANGE' })).toMatchObject({ level: 'II', met: [{ code: 'rain-50' }, { code: 'w' }] });
  });

  it('never by a warning alone: that is its decision', () => {
    const led: PlanDocument = { ...plan, levels: { ...plan.levels, II: { ...levels.II, triggers: { need: 1, of: [{ code: 'w', kind: 'warning', atLeast: 'ORANGE', zh: '橙', en: 'orange' }] } } } };
    expect(gaugesPropose([led], { area: '410171561', colour: 'RED', sources: [] }, AT)).toBeUndefined();
  });

  it('silence is unknown and proposes nothing; between raise and clear it holds', () => {
    expect(over([rain(35, minutes(-90))])).toBeUndefined();
    const falling: KnownSource = { ...rain(0), readings: [{ value: 31, at: minutes(-61) }, { value: 25, at: minutes(-1) }] };
    expect(over([falling])).toMatchObject({ level: 'III' });
    expect(over([{ ...falling, readings: [{ value: 31, at: minutes(-61) }, { value: 15, at: minutes(-1) }] }])).toBeUndefined();
  });
});

describe('what gauges met', () => {
  const street = (sources: KnownSource[]) => ({ area: '410171561', sources });
  const III = { level: 'III' as const, planVersion: plan.planVersion };
  const now = (readings: KnownSource['readings'], more: Partial<KnownSource> = {}): boolean => mayHold([plan], III, street([{ ...rain(0), readings, ...more }]), AT);

  it('holds between its two values and while a higher level is met, and is over below the lower', () => {
    expect(now([{ value: 31, at: minutes(-61) }, { value: 25, at: minutes(-1) }])).toBe(true);
    expect(now([{ value: 31, at: minutes(-61) }, { value: 15, at: minutes(-1) }])).toBe(false);
    const higher: PlanDocument = { ...plan, levels: { ...plan.levels, II: { ...levels.II, triggers: { need: 1, of: [{ ...condition(10), minutes: 120 } as Trigger] } } } };
    expect(mayHold([higher], III, street([{ ...rain(0), readings: [{ value: 31, at: minutes(-61) }, { value: 5, at: minutes(-1) }] }]), AT)).toBe(true);
  });

  it('may hold while its gauges are silent, never dry', () => {
    expect(now([{ value: 40, at: minutes(-31) }])).toBe(true);
    expect(mayHold([plan], III, street([]), AT)).toBe(true);
    // what another plan cannot know does not keep this one
    expect(mayHold([{ ...plan, planVersion: 'other@1' }, { ...plan, levels: { ...plan.levels, III: { ...levels.III, triggers: { need: 1, of: [condition(30)] } } } }], III, street([rain(5)]), AT)).toBe(false);
  });

  it('and was put before the officer without a clock is settled by a level, a decision, or the end of it', () => {
    const at3 = { area: '410171561', level: 'III' as const };
    expect([settles(at3, { holds: true, decidedSince: false }), settles(at3, { inForce: 'IV', holds: true, decidedSince: false }), settles(at3, { inForce: 'II', holds: true, decidedSince: true }), settles(at3, { holds: true, decidedSince: true }), settles(at3, { holds: false, decidedSince: false })])
      .toEqual([undefined, undefined, 'level-in-force', 'decided', 'gauges-cleared']);
  });
});

describe('an episode', () => {
  const met = (level: 'I' | 'II' | 'III' | 'IV', area = '410171561', value = 35): GaugeProposal => ({ planVersion: 'sample@1', hazard: 'RAINSTORM', level, area, need: 1, met: [{ code: 'rain-30', zh: '雨', en: 'rain', value }] });
  const row = (level: 'I' | 'II' | 'III' | 'IV') => ({ area: '410171561', level });

  it('asks people once for a level above the one in force, however that is raised and lowered in it', () => {
    const III = met('III');
    expect(episodes([], [{ proposal: III }], [])).toEqual({ over: [], begun: [III], asked: [III] });
    expect(episodes([row('III')], [{ proposal: III }], [])).toEqual({ over: [], begun: [], asked: [] });
    expect(episodes([], [{ proposal: III, inForce: 'III' }], [])).toEqual({ over: [], begun: [III], asked: [] });
    expect(episodes([], [{ proposal: III, inForce: 'IV' }], []).asked).toEqual([III]);
  });

  it('goes on while a higher level is met, which asks again; it is over once its own is met no more', () => {
    expect(episodes([row('III')], [{ proposal: met('II') }], [])).toMatchObject({ over: [], asked: [{ level: 'II' }] });
    expect(episodes([row('III'), row('II')], [{ proposal: met('III') }], [])).toEqual({ over: [row('II')], begun: [], asked: [] });
    expect(episodes([row('III')], [], [])).toMatchObject({ over: [row('III')] });
  });

  it('asks nobody where people have it before them; a chain at its end is called again for a higher level', () => {
    const open = { areas: ['410171'], state: 'open', exhausted: false };
    expect(episodes([], [{ proposal: met('III') }], [open]).asked).toEqual([]);
    expect(beforePeople(met('III'), [{ ...open, areas: ['410171563'] }])).toBe(false);
    expect([beforePeople(met('III'), [{ ...open, exhausted: true, level: 'III' }]), beforePeople(met('II'), [{ ...open, exhausted: true, level: 'III' }])]).toEqual([true, false]);
    expect([beforePeople(met('III'), [{ ...open, state: 'held', level: 'III' }]), beforePeople(met('II'), [{ ...open, state: 'held', level: 'III' }])]).toEqual([true, false]);
  });

  it('asks again after a hold that is not to be reviewed, and of a street beside one that is being decided on', () => {
    const open = { areas: ['410171563'], state: 'open', exhausted: false, level: 'III' as const };
    expect(episodes([], [{ proposal: met('III') }], [open]).asked).toHaveLength(1);
  });

  it('of several streets at once is one decision for the same level, with the greatest value of each condition', () => {
    expect(together([met('III', '410171563', 35), met('III', '410171561', 41), met('II', '410171562')]).map((g) => [g.areas, g.of.level, g.of.met[0]!.value])).toEqual([[['410171561', '410171563'], 'III', 41], [['410171562'], 'II', 35]]);
  });
});
