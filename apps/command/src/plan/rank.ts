import { COLOURS, LEVELS, type Colour } from '@xunling/contracts';
import type { Condition, RankedPlan } from '@xunling/contracts/classes';
import type { PlanDocument, Trigger } from './plan.js';

/** What is known when plans are ranked. */
export interface Situation { hazard: string; colour: Colour }

const COLOUR_ZH: Record<Colour, string> = { BLUE: '蓝色', YELLOW: '黄色', ORANGE: '橙色', RED: '红色' };
const ROMAN: Record<string, string> = { I: 'Ⅰ', II: 'Ⅱ', III: 'Ⅲ', IV: 'Ⅳ' };

const isMet = (trigger: Trigger, situation: Situation): boolean =>
  trigger.kind === 'warning' && COLOURS.indexOf(situation.colour) >= COLOURS.indexOf(trigger.atLeast);
const shown = ({ code, zh, en }: Trigger): Condition => ({ code, zh, en });

/** Every published plan × level with the conditions met and not met; best first. It proposes only: a person decides. */
export function rankPlans(plans: readonly PlanDocument[], situation: Situation): RankedPlan[] {
  const ranked = plans.filter((p) => p.hazards.includes(situation.hazard) || p.hazards.includes('*')).flatMap((plan) => LEVELS.map((level): RankedPlan => {
    const { need, of } = plan.levels[level].triggers;
    const met = of.filter((t) => isMet(t, situation)).map(shown);
    const unmet = of.filter((t) => !isMet(t, situation)).map(shown);
    const led = plan.warningLed[situation.colour] === level;
    const rule: Condition = { code: 'warning-led', zh: `预警联动：${COLOUR_ZH[situation.colour]}预警建议${ROMAN[level]}级（不看雨量站读数）`, en: `Warning-led: a ${situation.colour.toLowerCase()} warning proposes level ${level}, whatever the gauges say` };
    const score = led ? 100 : Math.min(99, Math.round((met.length / need) * 100));
    return { planVersion: plan.planVersion, name: plan.name, nameEn: plan.nameEn, level, score, met: led ? [rule, ...met] : met, unmet };
  }));
  return ranked.sort((a, b) => b.score - a.score || LEVELS.indexOf(a.level as never) - LEVELS.indexOf(b.level as never));
}
