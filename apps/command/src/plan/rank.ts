import { LEVELS, type Colour } from '@xunling/contracts';
import type { Condition, RankedPlan } from '@xunling/contracts/classes';
import type { KnownSource } from '../observation/observation.store.js';
import type { Statement } from '../observation/statement.store.js';
import type { PlanDocument } from './plan.js';
import { judgeTrigger, type Judged } from './trigger.js';

/** What is known when plans are ranked: the warning, and what gauges of the area say as of an instant. */
export interface Situation { hazard: string; /** Absent where no warning is in force. */ colour?: Colour; at?: Date; sources?: readonly KnownSource[];
  /** What people say of conditions that no gauge measures, and what one is of which nobody speaks; default unknown. */
  statements?: readonly Statement[]; unsaid?: 'unknown' | 'unmet' }

const COLOUR_ZH: Record<Colour, string> = { BLUE: '蓝色', YELLOW: '黄色', ORANGE: '橙色', RED: '红色' };
const ROMAN: Record<string, string> = { I: 'Ⅰ', II: 'Ⅱ', III: 'Ⅲ', IV: 'Ⅳ' };

/** A judged condition with what the sources say. */
export const shown = ({ trigger: { code, zh, en, kind }, seen, said }: Judged): Condition => ({
  code, zh, en, ...(kind === 'reading' ? { person: true } : {}), ...(said ? { by: said.by, at: said.at.toISOString(), until: said.until.toISOString() } : {}), ...(seen?.value === undefined ? {} : { value: Math.round(seen.value * 10) / 10 }), ...(seen?.at ? { at: seen.at.toISOString() } : {}), ...(seen ? { sources: seen.sources, silent: seen.silent } : {}),
});

/** Every published plan × level with the conditions met, not met and unknown; best first. It proposes only: a person decides. */
export function rankPlans(plans: readonly PlanDocument[], situation: Situation): RankedPlan[] {
  const ranked = plans.filter((p) => p.hazards.includes(situation.hazard) || p.hazards.includes('*')).flatMap((plan) => LEVELS.map((level): RankedPlan => {
    const { need, of } = plan.levels[level].triggers;
    const judged = of.map((t) => judgeTrigger(t, situation));
    const by = (state: Judged['state']): Condition[] => judged.filter((j) => j.state === state).map(shown);
    const [met, unmet, unknown] = [by('met'), by('unmet'), by('unknown')];
    const { colour } = situation;
    const led = colour !== undefined && plan.warningLed[colour] === level;
    const rule = (c: Colour): Condition => ({ code: 'warning-led', zh: `预警联动：${COLOUR_ZH[c]}预警建议${ROMAN[level]}级（不看雨量站读数）`, en: `Warning-led: a ${c.toLowerCase()} warning proposes level ${level}, whatever the gauges say` });
    // enough conditions are as good as the rule of the warning; short of that a level is never proposed before it
    const score = led || met.length >= need ? 100 : Math.min(99, Math.round((met.length / need) * 100));
    return { planVersion: plan.planVersion, name: plan.name, nameEn: plan.nameEn, level, score, met: led ? [rule(colour), ...met] : met, unmet, ...(unknown.length > 0 ? { unknown } : {}) };
  }));
  return ranked.sort((a, b) => b.score - a.score || LEVELS.indexOf(a.level as never) - LEVELS.indexOf(b.level as never));
}
