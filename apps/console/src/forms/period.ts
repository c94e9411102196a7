import { clockTime, dateOf } from '../view/time.js';

/** Beijing time as a date-time field has it, and back. */
export const toField = (at: number | string): string => `${dateOf(at)}T${clockTime(at)}`;
export function fromField(text: string): string | undefined {
  const at = Date.parse(`${text.length === 16 ? `${text}:00` : text}+08:00`);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
/** A period is over this long before it is rendered: what is still being written may carry an earlier instant. */
const SETTLED_MS = 10_000;
const HOUR = 3_600_000;
/** Since the incident began, or the last hours of it; whole seconds. */
export function periodOf(openedAt: string, now: number, hours?: number): { from: string; to: string } {
  const to = Math.floor((now - SETTLED_MS) / 1000) * 1000;
  const begun = Math.floor(Date.parse(openedAt) / 1000) * 1000;
  return { from: new Date(Math.min(hours ? Math.max(begun, to - hours * HOUR) : begun, to - 1000)).toISOString(), to: new Date(to).toISOString() };
}
