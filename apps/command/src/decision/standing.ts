import type { Level } from '@xunling/contracts';
import { DecisionAnswered } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import { fact } from '../fact.js';
import { height, type InForce } from '../level/level.js';
import { pending, refuseState, type Decision, type Outcome } from './decision.js';
import { commands, type InCommand } from './signer.js';

/** The level a decision asks for at least: the one gauges met, else that of its colour (domain.md D.3). */
export const asked = ({ observed, colour }: Pick<Decision, 'observed' | 'colour'>): Level => observed?.level ?? (colour === 'RED' ? 'I' : 'II');

/** 已有响应在效: `inForce` is the lowest level over all its areas. Where it is as high as asked there is nothing to raise, and saying "hold" would be untrue. */
export function answerByLevel(decision: Decision, inForce: InForce, by: string, command: InCommand, at: Date): Outcome {
  if (by !== decision.ownerId && !commands(by, command)) throw new Refusal('level.signer');
  if (!pending(decision)) throw refuseState(decision);
  if (inForce === 'none' || height(inForce) < height(asked(decision))) throw new Refusal('level.not-in-force', { state: inForce, allowed: ['raise', 'hold'] });
  const { proposal: _dropped, ...rest } = decision;
  return {
    decision: { ...rest, state: 'answered', decidedBy: by, decidedAt: at, queue: [] },
    facts: [fact(DecisionAnswered, { decisionId: decision.id, by, level: inForce, areas: decision.areas })],
  };
}
