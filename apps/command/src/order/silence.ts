import { STAGES, type Stage } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import { bit, hasEnded, settled, type Tracked } from './order.js';
import { prompts, type Prompt } from './prompt.js';

/** Minutes from one step of the escalation to the next (red hop limit, domain.md D.6). */
export const STEP_MIN = 10;
/** Who is told at each step of silence. */
export interface Target { to: string; userId?: string }
export interface Silence { prompts: Prompt[]; overdue: { stage: Stage; dueAt: Date }[]; escalated: { stage: Stage; step: number; target: Target }[] }

/** Time has passed: an arrow whose deadline is near is asked for once; every arrow whose due time went by in silence is overdue once, and silence climbs one step of the chain at a time. */
export function sweep(order: Tracked, chain: readonly Target[], at: Date): { order: Tracked; silence: Silence } {
  const silence: Silence = { prompts: [], overdue: [], escalated: [] };
  if (hasEnded(order.state)) return { order: settled(order), silence };
  const asked = prompts(order, chain[0]?.userId, at);
  silence.prompts = asked.prompts;
  let { overdue, step, escalateAt } = order;
  for (let i = 1; i < STAGES.length; i++) {
    if (order.done[i] || overdue & bit(i) || order.due[i]! > at) continue;
    overdue |= bit(i);
    silence.overdue.push({ stage: STAGES[i]!, dueAt: order.due[i]! });
  }
  if (overdue && (step === 0 || !escalateAt || escalateAt <= at) && step < chain.length) {
    const stage = STAGES[[1, 2, 3, 4, 5].find((i) => overdue & bit(i))!]!;
    silence.escalated.push({ stage, step: step + 1, target: chain[step]! });
    step += 1;
    escalateAt = step < chain.length ? new Date(at.getTime() + STEP_MIN * 60_000) : null;
  }
  return { order: settled({ ...order, prompted: asked.prompted, overdue, step, escalateAt }), silence };
}

/** The arrow an order waits for; one that waits for nobody is refused: there is no one to call. */
export function awaited(order: Tracked): Stage {
  if (hasEnded(order.state)) throw new Refusal('state.conflict', { state: order.state, allowed: [] });
  return STAGES[order.done.findLastIndex((d) => d !== null) + 1]!;
}

/** A person tells the next of the same chain now; silence goes on climbing from there. At the chain's end there is nobody left: refused. */
export function escalate(order: Tracked, chain: readonly Target[], at: Date): { order: Tracked; stage: Stage; step: number; target: Target } {
  const stage = awaited(order);
  const target = chain[order.step];
  if (!target) throw new Refusal('state.conflict', { state: order.state, allowed: ['withdraw'], detail: 'everybody in the chain has been told' });
  const step = order.step + 1;
  return { stage, step, target, order: settled({ ...order, step, escalateAt: step < chain.length ? new Date(at.getTime() + STEP_MIN * 60_000) : null }) };
}
