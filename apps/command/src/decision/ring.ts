import { DecisionOpenedV2, DecisionPassed, DecisionProposed } from '@xunling/contracts/classes';
import { pending, type Outcome } from './decision.js';

export type Why = 'opened' | 'passed' | 'upgraded' | 'exhausted' | 'signature';
/** Whom an outcome waits for now and why; `key` is the same for the same step of the same decision. */
export interface Ring { userId: string; why: Why; key: string }

const WHY: Partial<Record<string, Why>> = { 'warning-upgraded': 'upgraded', 'chain-exhausted': 'exhausted', 'awaiting-signature': 'signature', 'signer-silent': 'signature' };

/**
 * Who is rung because of what just happened to a decision: its owner where it opened or moved, and all whose signature is missing where a level was
 * proposed. Whoever did it is not rung, nor who was passed over for being off duty.
 */
export function ringsOf({ decision, facts }: Outcome, by?: string): Ring[] {
  const opened = facts.some((f) => f.event === DecisionOpenedV2);
  const passed = facts.findLast((f) => f.event === DecisionPassed)?.data as DecisionPassed | undefined;
  const proposed = facts.find((f) => f.event === DecisionProposed)?.data as DecisionProposed | undefined;
  if ((!opened && !passed) || !pending(decision)) return [];
  const why = decision.state === 'awaiting-signature' ? 'signature' : opened ? 'opened' : (WHY[passed!.reason] ?? 'passed');
  const people = new Set([decision.ownerId, ...(proposed?.missing ?? []).flatMap((m) => (m.userId ? [m.userId] : []))]);
  if (by) people.delete(by);
  return [...people].map((userId) => ({ userId, why, key: passed ? `hop/${passed.hop}` : `opened/${decision.openedAt.toISOString()}` }));
}
