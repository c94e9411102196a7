import { COLOURS } from '@xunling/contracts';
import { judge, type Verdict } from '../observation/observation.js';
import type { Statement } from '../observation/statement.store.js';
import type { Situation } from './rank.js';
import type { PlanDocument, Trigger } from './plan.js';

export type Judged = { trigger: Trigger; state: 'met' | 'unmet' | 'unknown'; seen?: Verdict; said?: Statement };

/** Longest window any trigger of these looks at, minutes; 0 where none reads anything. */
export const longestWindow = (triggers: readonly Trigger[]): number => Math.max(0, ...triggers.map((t) => (t.kind === 'observation' ? t.minutes : t.kind === 'k-of' ? longestWindow(t.of) : 0)));

/** Conditions of a plan that no gauge measures, groups opened. */
export const saidByPeople = (plan: PlanDocument): Trigger[] => Object.values(plan.levels).flatMap((l) => l.triggers.of.flatMap((t) => (t.kind === 'k-of' ? t.of : [t]))).filter((t) => t.kind === 'reading');

/** What people say of a condition: it holds where one says so, whatever another says of another area; the latest word of an area is the only one. */
function judgeSaid(trigger: Trigger, { statements = [], unsaid = 'unknown' }: Situation): Judged {
  const of = statements.filter((s) => s.code === trigger.code);
  const said = of.find((s) => s.holds) ?? of[0];
  return said ? { trigger, state: said.holds ? 'met' : 'unmet', said } : { trigger, state: unsaid };
}

/** Whether a condition holds. What is measured and silent is unknown, and what no gauge measures (`reading`) until a person says (C11). */
export function judgeTrigger(trigger: Trigger, situation: Situation): Judged {
  if (trigger.kind === 'warning') return { trigger, state: situation.colour && COLOURS.indexOf(situation.colour) >= COLOURS.indexOf(trigger.atLeast) ? 'met' : 'unmet' };
  if (trigger.kind === 'reading') return judgeSaid(trigger, situation);
  if (trigger.kind === 'observation') {
    const seen = judge((situation.sources ?? []).filter((s) => s.element === trigger.element), trigger, situation.at ?? new Date(0));
    return { trigger, state: seen.state, seen };
  }
  const parts = trigger.of.map((t) => judgeTrigger(t, situation).state);
  const met = parts.filter((s) => s === 'met').length;
  const open = parts.filter((s) => s === 'unknown').length;
  return { trigger, state: met >= trigger.need ? 'met' : met + open >= trigger.need ? 'unknown' : 'unmet' };
}
