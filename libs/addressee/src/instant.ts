import { impossible } from '@xunling/platform';

/** Years outside four digits would break every text that sorts by instant. */
const FIRST = 0;
const LAST = Date.UTC(9999, 0, 1);
/** A device further off than this is marked; order is never taken from its clock. */
const CLOCK_TOLERANCE_MS = 2 * 60_000;

/** A claimed RFC 3339 instant as UTC text. @throws Refusal input.impossible for a day that does not exist, before 1970 or after 9998 */
export function realInstant(path: string, claimed: string): string {
  const [year, month, day] = claimed.slice(0, 10).split('-').map(Number) as [number, number, number];
  const ms = Date.parse(claimed);
  // the calendar of JavaScript reads 30 February as 2 March
  const exists = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
  if (!exists || !(ms >= FIRST && ms < LAST)) throw impossible(path, 'no-such-instant', `${claimed} is no possible instant`);
  return new Date(ms).toISOString();
}

/**
 * Two clocks on every fact: when it happened as far as can be told, when we had it. Where the device's clock cannot be right
 * its claim is kept as `deviceAt`, and what happened counts from when we had it.
 */
export interface Occurred { at: string; receivedAt: string; deviceAt?: string }

/**
 * Takes both clocks of one answer. A device ahead of us, or one that answers before the item was here, is off.
 * @param claimed what the device says; absent = now
 * @param openedAt when the item came here: nothing can have been answered before
 */
export function occurred(claimed: string | undefined, openedAt: string, now: Date): Occurred {
  const receivedAt = now.toISOString();
  if (claimed === undefined) return { at: receivedAt, receivedAt };
  const deviceAt = realInstant('at', claimed);
  const ms = Date.parse(deviceAt);
  const off = ms > now.getTime() + CLOCK_TOLERANCE_MS || ms < Date.parse(openedAt) - CLOCK_TOLERANCE_MS;
  return off ? { at: receivedAt, receivedAt, deviceAt } : { at: deviceAt, receivedAt };
}
