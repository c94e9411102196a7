import { STAGES, STANDING_MEASURES, type Measure } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import type { OrderState } from '../order/order.js';

/** An order as the lift rule knows it. `lift` is a lift order of it that was not withdrawn. */
export interface Standing { id: string; measure: string; state: OrderState; lifted: boolean; lift?: string; /** Broken down: its parts are what stands. */ divided?: boolean }

/** True for what stays in force once it is done. */
export const stands = (measure: string): boolean => STANDING_MEASURES.includes(measure as Measure);
/** Done at least in part: the site is closed whatever a screen says, so it is lifted and no longer withdrawn. */
export const isDone = (state: OrderState): boolean => STAGES.indexOf(state as never) >= STAGES.indexOf('reported');

const conflict = (state: string, allowed: string[], detail: string): Refusal => new Refusal('state.conflict', { state, allowed, detail });

/** Decides whether a measure may be ordered lifted. @throws Refusal state.conflict with what is allowed instead */
export function mayLift(order: Standing): void {
  if (!stands(order.measure)) throw conflict(order.state, [], `${order.id}: ${order.measure} leaves nothing in force`);
  if (order.divided) throw conflict('divided', [], `${order.id} is divided: lift its parts`);
  if (order.lifted) throw conflict('lifted', [], `${order.id} is lifted already`);
  if (order.lift) throw conflict('lifting', [], `${order.id} has its lift order already: ${order.lift}`);
  if (order.state === 'withdrawn' || order.state === 'superseded') throw conflict(order.state, [], `${order.id} is not in force`);
  if (!isDone(order.state)) throw conflict(order.state, ['withdraw'], `${order.id} is not done yet: withdraw it`);
}

/** A done measure is not taken back by withdrawing its order. @throws Refusal state.conflict */
export function mayWithdraw(measure: string, state: OrderState): void {
  if (stands(measure) && isDone(state)) throw conflict(state, ['lift'], 'the measure is done and stays in force until its own lift order is');
}

export interface InForce { measures: number; evacuations: number; missions: number; requisitions: number; tasks: number; warnings: number; levels: number; decisions: number }
/** Stood down is who has nothing left in force and nobody left out. @throws Refusal state.conflict naming what is */
export function mayStandDown({ measures, evacuations, missions, requisitions, tasks, warnings, levels, decisions }: InForce): void {
  const left = Object.entries({ measures, evacuations, missions, requisitions, tasks, warnings, levels, decisions }).filter(([, n]) => n > 0).map(([what, n]) => `${n} ${what}`);
  if (left.length > 0) throw conflict('in-force', [], `still in force: ${left.join(', ')}`);
}
