import { LEVELS, type Colour, type Level } from '@xunling/contracts';
import type { KnownSource } from '../observation/observation.store.js';
import type { PlanDocument, Trigger } from './plan.js';
import { judgeTrigger } from './trigger.js';

/** A level of a plan whose conditions gauges meet over a street, whatever anybody warned of. */
export interface GaugeProposal { planVersion: string; level: Level; area: string; met: Trigger[]; need: number }

const measured = (t: Trigger): boolean => t.kind === 'observation' || (t.kind === 'k-of' && t.of.some(measured));

/**
 * The highest level whose conditions hold over a street, one of them at least by gauges, above the level in force there. What a warning proposes by its
 * colour alone is its decision's matter. Reads what is known now: a reading that came late counts from now on (C26); hysteresis is in the condition.
 */
export function gaugesPropose(plans: readonly PlanDocument[], street: { area: string; level?: Level; colour?: Colour; sources: readonly KnownSource[] }, at: Date): GaugeProposal | undefined {
  const above = street.level === undefined ? LEVELS : LEVELS.slice(0, LEVELS.indexOf(street.level));
  for (const level of above) {
    for (const plan of plans) {
      const { need, of } = plan.levels[level].triggers;
      const met = of.filter((t) => judgeTrigger(t, { hazard: '', ...(street.colour ? { colour: street.colour } : {}), at, sources: street.sources }).state === 'met');
      if (met.length >= need && met.some(measured)) return { planVersion: plan.planVersion, level, area: street.area, met, need };
    }
  }
  return undefined;
}
