import { CLOSING, within } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import type { Holders } from '../seat/authority.js';

/** Who stands above whom: a street's officer 1, an officer of the zone 2, the holder of the deputy seat 3, of the commander seat 4. */
export type Rank = 0 | 1 | 2 | 3 | 4;
/** A role without a seat gives this: who was relieved of the commander seat commands as any officer does. */
const RANKS: readonly (readonly [string, Rank])[] = [['commander', 2], ['duty-officer', 2], ['sub-district-officer', 1]];
/** Rank of a person over an area: that of the seat held now, which reaches over the zone, else the highest that a grant gives. */
export function rankOver({ userId, grants }: { userId: string; grants: readonly { role: string; area: string }[] }, area: string, { commander, deputy }: Holders): Rank {
  if (userId === commander) return 4;
  if (userId === deputy) return 3;
  return RANKS.find(([role]) => grants.some((g) => g.role === role && within(area, g.area)))?.[1] ?? 0;
}
/** A seat's rank is its alone: two orders of it are of one seat, whoever sat in it when. */
const bySeat = (rank: Rank): boolean => rank > 2;

/** An order as the rule compares it. `lifts` names the order whose measure it lifts. */
export interface Claim {
  id: string; by: string; rank: Rank; measure: string; area: string; siteId?: string; /** None where a measure stays in force and only the lift of it ends. */ addresseeId?: string;
  /** Who answers, where the post's own holder does; somebody who stands in for many posts is not thereby in two places. */
  holderId?: string;
  /** The post's own ground: an office is at work all over it. A team or depot has none, it can be in one place only. */
  home?: string;
  lifts?: string;
}
export type Contradiction = 'two-places' | 'opposite';

/**
 * Why a new order contradicts one in force, or undefined. Two superiors send one person, team or depot to places that lie apart, a post's own ground aside, or one closes a
 * site while the other's lift of it is on its way, or lifts what a higher one ordered. One superior's orders are that superior's plan. Requirement C9, feature row 89.
 */
export function contradiction(now: Claim, next: Claim): Contradiction | undefined {
  if (now.by === next.by) return undefined;
  const [lift, other] = now.measure === 'LIFT' ? [now, next] : [next, now];
  // who stands as high as its issuer may end a measure: that is what the lift is for
  if (lift.measure === 'LIFT' && lift.lifts === other.id) return lift.rank < other.rank ? 'opposite' : undefined;
  if (lift.measure === 'LIFT' && CLOSING.includes(other.measure) && now.siteId !== undefined && now.siteId === next.siteId) return 'opposite';
  const own = next.home;
  if (own && now.addresseeId === next.addresseeId && within(now.area, own) && within(next.area, own)) return undefined;
  const same = now.addresseeId === next.addresseeId || (now.holderId !== undefined && now.holderId === next.holderId);
  return same && !within(now.area, next.area) && !within(next.area, now.area) ? 'two-places' : undefined;
}

export interface Conflict { now: Claim; next: Claim; why: Contradiction }
export const conflictsWith = (inForce: readonly Claim[], next: Claim): Conflict[] => inForce.flatMap((now) => { const why = contradiction(now, next); return why ? [{ now, next, why }] : []; });

/**
 * Two superiors' orders do not stand side by side: refused, showing both, unless who stands above both sides overrides with a reason, or who took a seat
 * over what was ordered from it before.
 * @throws Refusal order.conflict; `allowed` says whether this caller may override
 */
export function settleConflicts(conflicts: readonly Conflict[], override: string | undefined): void {
  const [first] = conflicts;
  if (!first) return;
  const above = conflicts.every(({ now, next }) => next.rank > now.rank || (next.rank === now.rank && bySeat(next.rank)));
  if (above && override) return;
  throw new Refusal('order.conflict', {
    state: 'in-force', allowed: above ? ['override'] : [],
    detail: above ? 'orders of those below you, or of your seat before you, contradict this one: give a reason to override them' : 'another superior\u2019s order contradicts this one: their common superior decides',
    extra: { order: { measure: first.next.measure, area: first.next.area, by: first.next.by }, conflicts: conflicts.slice(0, 20).map(({ now, why }) => ({ orderId: now.id, measure: now.measure, area: now.area, by: now.by, why })) },
  });
}
