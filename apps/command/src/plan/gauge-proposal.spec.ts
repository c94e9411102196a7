import { describe, expect, it } from 'vitest';
import type { KnownSource } from '../observation/observation.store.js';
import { gaugesPropose } from './gauge-proposal.js';
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

  it('nothing that is in force already, nor below it', () => {
    expect(over([rain(35)], { level: 'III' })).toBeUndefined();
    expect(over([rain(35)], { level: 'IV' })).toMatchObject({ level: 'III' });
  });

  it('silence is unknown and proposes nothing; between raise and clear it holds', () => {
    expect(over([rain(35, minutes(-90))])).toBeUndefined();
    const falling: KnownSource = { ...rain(0), readings: [{ value: 31, at: minutes(-61) }, { value: 25, at: minutes(-1) }] };
    expect(over([falling])).toMatchObject({ level: 'III' });
    expect(over([{ ...falling, readings: [{ value: 31, at: minutes(-61) }, { value: 15, at: minutes(-1) }] }])).toBeUndefined();
  });
});
