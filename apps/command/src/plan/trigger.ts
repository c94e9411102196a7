import { COLOURS } from '@xunling/contracts';
import { judge, type Verdict } from '../observation/observation.js';
import type { Situation } from './rank.js';
import type { Trigger } from './plan.js';

export type Judged = { trigger: Trigger; state: 'met' | 'unmet' | 'unknown'; seen?: Verdict };

/** Longest window any trigger of these looks at, minutes; 0 where none reads anything. */
export const longestWindow = (triggers: readonly Trigger[]): number => Math.max(0, ...triggers.map((t) => (t.kind === 'observation' ? t.minutes : t.kind === 'k-of' ? longestWindow(t.of) : 0)));

/** Whether a condition holds. What nobody measures (`reading`) is a person's to say and stays unmet; what is measured and silent is unknown. */
export function judgeTrigger(trigger: Trigger, situation: Situation): Judged {
  if (trigger.kind === 'warning') return { trigger, state: situation.colour && COLOURS.indexOf(situation.colour) >= COLOURS.indexOf(trigger.atLeast) ? 'met' : 'unmet' };
  if (trigger.kind === 'reading') return { trigger, state: 'unmet' };
  if (trigger.kind === 'observation') {
    const seen = judge((situation.sources ?? []).filter((s) => s.element === trigger.element), trigger, situation.at ?? new Date(0));
    return { trigger, state: seen.state, seen };
  }
  const parts = trigger.of.map((t) => judgeTrigger(t, situation).state);
  const met = parts.filter((s) => s === 'met').length;
  const open = parts.filter((s) => s === 'unknown').length;
  return { trigger, state: met >= trigger.need ? 'met' : met + open >= trigger.need ? 'unknown' : 'unmet' };
}
