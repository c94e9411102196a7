import { STAGES, type Stage } from '@xunling/contracts';

/** Share of an arrow's span that passes before its answer is asked for; a plan may say another. */
export const PROMPT_SHARE = 2 / 3;
const VERIFIED = STAGES.indexOf('verified');
const bit = (stage: number): number => 1 << stage;

/** What the reminder before a deadline looks at; arrays and bits by stage, as in an order's clock. */
export interface Promptable {
  due: Date[];
  done: (Date | null)[];
  holderId: string;
  /** Bit per stage: its answer was asked for. */
  prompted: number;
  promptShare: number;
  /** Since when the present deadlines run: the issue, or the newest return or turn to another person. */
  since: Date;
}
export interface Prompt { stage: Stage; dueAt: Date; toUserId: string }

/** When an arrow's answer is asked for: after its share of the time between the deadline before it, or the newest beginning, and its own. */
export function promptAt({ due, since, promptShare }: Pick<Promptable, 'due' | 'since' | 'promptShare'>, stage: number): Date {
  const end = due[stage]!.getTime();
  const before = [due[stage - 1]!, since].map((d) => d.getTime()).filter((t) => t < end);
  const start = before.length > 0 ? Math.max(...before) : end;
  return new Date(start + Math.round((end - start) * promptShare));
}

/** Arrows still to be asked for, before their deadline. */
export const unprompted = (order: Promptable, stage: number): boolean => !order.done[stage] && !(order.prompted & bit(stage));

/**
 * Answers that are asked for now, each once: of whoever has the order; the verification of what is reported, of the superior, since the
 * holder may not verify. What is overdue already is silence's, not a reminder's.
 */
export function prompts(order: Promptable, superior: string | undefined, at: Date): { prompted: number; prompts: Prompt[] } {
  let prompted = order.prompted;
  const found: Prompt[] = [];
  for (let i = 1; i < STAGES.length; i++) {
    if (!unprompted(order, i) || promptAt(order, i) > at) continue;
    prompted |= bit(i);
    if (order.due[i]! <= at) continue;
    const reported = i === VERIFIED && order.done[VERIFIED - 1];
    found.push({ stage: STAGES[i]!, dueAt: order.due[i]!, toUserId: reported && superior ? superior : order.holderId });
  }
  return { prompted, prompts: found };
}
