import { STAGES, type Stage } from '@xunling/contracts';

const EXECUTING = STAGES.indexOf('executing');

/** A lift order that may still open what it lifts: neither verified nor taken back. */
export interface LiftUnderWay { id: string; lifts: string; state: Stage }
/** One order that is in force; `counts` where a new act leaves it as it is, not where only its lift matters. */
export interface StandingOrder { id: string; key: string; counts: boolean; lift?: LiftUnderWay }
/** What is in force, by `standingKey`: whether a new act finds it done, and which lift orders it has to end. A plain set has no lifts. */
export interface InForce { has(key: string): boolean; liftsOf?(key: string): readonly LiftUnderWay[] }

/** Somebody is at it, perhaps through with it: nobody can say any more that the site is closed. */
export const begun = (lift: LiftUnderWay): boolean => STAGES.indexOf(lift.state) >= EXECUTING;

/** A measure whose lift has begun stands no longer for a new act: it is ordered anew, whoever ordered it first. Requirement C20, feature row 12. */
export function inForceOf(orders: readonly StandingOrder[]): InForce {
  const [standing, lifts] = [new Set<string>(), new Map<string, LiftUnderWay[]>()];
  for (const { key, counts, lift } of orders) {
    if (counts) standing.add(key);
    if (lift) lifts.set(key, [...(lifts.get(key) ?? []), lift]);
  }
  return { has: (key) => standing.has(key) && !(lifts.get(key) ?? []).some(begun), liftsOf: (key) => lifts.get(key) ?? [] };
}
