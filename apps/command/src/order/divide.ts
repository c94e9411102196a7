import { STAGES, within } from '@xunling/contracts';
import { impossible, Refusal } from '@xunling/platform';
import type { OrderState } from './order.js';

export interface Quantity { n: number; unit: string }
export interface Divisible { state: OrderState; area: string; quantity?: Quantity; divided: boolean; /** Of a divided one: what parts that were withdrawn left to nobody. */ unshared?: number; due: Date[] }
/** A part as it is wished for; `received` says whether anybody could receive it. */
export interface WishedPart { area: string; quantity?: Quantity; minutes?: number; received: boolean }
type Fault = { path: string; reason: string; message: string };

const REPORTED = STAGES.indexOf('reported');
const CLOSE = 1e-6;

/**
 * Decides whether an order may be broken down like this: it is still to be reported, was not divided before, or a part of it was withdrawn since;
 * its quantity, or what is left of it, is shared out to the last piece, each part lies within it, ends no later, and has somebody to receive it. Feature row 90.
 * @throws Refusal state.conflict, input.impossible with the path of every bad part
 */
export function mayDivide(order: Divisible, parts: readonly WishedPart[], at: Date): void {
  if (order.divided && !order.unshared) throw new Refusal('state.conflict', { state: 'divided', allowed: ['withdraw'], detail: 'the order is divided already' });
  if (!['issued', 'delivered', 'acknowledged', 'executing'].includes(order.state)) throw new Refusal('state.conflict', { state: order.state, allowed: [] });
  const errors: Fault[] = parts.flatMap((part, i) => faultsOf(part, i, order, at));
  if (order.quantity && parts.every((p) => p.quantity)) {
    const asked = order.divided ? order.unshared! : order.quantity.n;
    const sum = parts.reduce((total, p) => total + p.quantity!.n, 0);
    if (Math.abs(sum - asked) > CLOSE * Math.max(1, order.quantity.n)) errors.push({ path: 'parts', reason: 'sum', message: `the parts add up to ${sum} ${order.quantity.unit}, to be shared out are ${asked}` });
  }
  if (errors.length > 0) throw new Refusal('input.impossible', { errors });
}

function faultsOf({ area, quantity, minutes, received }: WishedPart, i: number, order: Divisible, at: Date): Fault[] {
  const at_ = `parts[${i}]`;
  const faults: Fault[] = [];
  if (!received) faults.push({ path: `${at_}.addressee`, reason: 'no-addressee', message: 'nobody holds or deputises for it' });
  if (!within(area, order.area)) faults.push({ path: `${at_}.area`, reason: 'area', message: `lies outside ${order.area}` });
  if (order.quantity && quantity?.unit !== order.quantity.unit) faults.push({ path: `${at_}.quantity`, reason: quantity ? 'unit' : 'missing', message: `is shared out in ${order.quantity.unit}` });
  const end = order.due[REPORTED]!;
  if (minutes !== undefined && end > at && at.getTime() + minutes * 60_000 > end.getTime()) faults.push({ path: `${at_}.minutes`, reason: 'due', message: `the order itself is due at ${end.toISOString()}` });
  return faults;
}

/** What takes the place of a part is that part: in the same whole's area, and as much as it was. @throws Refusal input.impossible */
export function mayTakePlace(part: { quantity: Quantity | null }, whole: { area: string }, next: { area: string; quantity?: Quantity }): void {
  if (!within(next.area, whole.area)) throw impossible('area', 'area', `lies outside ${whole.area}, the area of the order it is a part of`);
  const { quantity: asked } = part;
  if (next.quantity && (next.quantity.n !== asked?.n || next.quantity.unit !== asked.unit)) throw impossible('quantity', 'part', `a part keeps its share${asked ? ` of ${asked.n} ${asked.unit}` : ''}: withdraw it and share out anew`);
}

/** Due instants of a part: reported no later than the order itself; earlier arrows at an even pace. Where the order is overdue already, ten minutes each. */
export function dueOfPart(order: Pick<Divisible, 'due'>, minutes: number | undefined, at: Date): Date[] {
  const end = minutes === undefined ? order.due[REPORTED]! : new Date(at.getTime() + minutes * 60_000);
  const span = Math.max(40 * 60_000, end.getTime() - at.getTime());
  const gap = Math.max(0, order.due[REPORTED + 1]!.getTime() - order.due[REPORTED]!.getTime());
  const reported = end > at ? end.getTime() : at.getTime() + span;
  const step = (share: number): Date => new Date(at.getTime() + Math.round((reported - at.getTime()) * share));
  return [at, step(0.05), step(0.2), step(0.4), new Date(reported), new Date(reported + gap)];
}
