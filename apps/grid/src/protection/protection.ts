import type { EvidenceRef, Measure as Code, SuspendScope } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import { inForce, PATROL_EVERY_MINUTES, type Measure, type Review } from '../measure/measure.js';

/** Within this long somebody above has to have looked at what the ground did by itself (C7). */
export const REVIEW_MINUTES = 5;
/** @param receivedAt when the grid learned of it: a word kept on a phone is looked at from then */
export const awaiting = (receivedAt: string): Review => ({ state: 'waiting', dueAt: new Date(Date.parse(receivedAt) + REVIEW_MINUTES * 60_000).toISOString() });
export interface Protection { id: string; siteId: string; area: string; measure: Code; scope?: SuspendScope; reason: string; by: string; at: string; evidence: EvidenceRef[] }

/** A measure in force at once, without an order: done where there is a photo, else under way until there is one; closed for nobody before another verified it. */
export function protect({ id, siteId, area, measure, scope, reason, by, at, evidence }: Protection, receivedAt: string): Measure {
  const done = evidence.length > 0;
  return {
    id, origin: 'ground', siteId, area, measure, ...(scope ? { scope } : {}), reason, state: done ? 'executed' : 'executing', version: 1, orderedAt: at, orderedBy: by, dutyOpen: false, hands: [by], executingAt: at, ...(done ? { executedAt: at, executedBy: by } : {}),
    evidence, patrolEvery: PATROL_EVERY_MINUTES, patrolsMissed: 0, review: awaiting(receivedAt),
  };
}

export interface Looked { verdict: 'approved' | 'returned'; by: string; at: string; reason?: string | undefined }
/** Somebody above looked: approved or sent back. Neither ends it; a later word of another takes the place of an earlier one. @throws Refusal */
export function looked({ review, begunBy, state, what }: { review: Review | undefined; begunBy: string | null; state: string; what: 'measure' | 'evacuation' }, { verdict, by, at, reason }: Looked): Review {
  if (!review) throw new Refusal('state.conflict', { state, allowed: [], detail: `the ${what} was not begun on the ground: nothing is left to approve` });
  if (begunBy === by) throw new Refusal('same-person');
  if (verdict === 'returned' && !reason) throw new Refusal('input.impossible', { errors: [{ path: 'reason', reason: 'required', message: 'say why it is sent back' }] });
  if (review.state === verdict) throw new Refusal('state.conflict', { state: review.state, allowed: [verdict === 'approved' ? 'returned' : 'approved'] });
  return { ...review, state: verdict, by, at, ...(reason ? { reason } : {}) };
}
export function review(m: Measure, verdict: Looked['verdict'], by: string, at: string, reason?: string): Measure {
  return { ...m, version: m.version + 1, review: looked({ review: m.review, begunBy: m.orderedBy, state: m.state, what: 'measure' }, { verdict, by, at, reason }) };
}

/** Nobody above has looked in time; said once. */
export const flag = (m: Measure, at: string): Measure => ({ ...m, version: m.version + 1, review: { ...m.review!, flaggedAt: at } });
/** Still worth flagging: in force and unseen. */
export const unseen = (m: Measure): boolean => inForce(m) && m.review?.state === 'waiting' && !m.review.flaggedAt;
