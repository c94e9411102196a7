/** Wrong passwords of one name (or one address) and when it may be tried again. Instants in ms. */
export interface Attempts { failures: number; until: number; at: number }

const FREE = 5;
const LONGEST_MS = 60_000;
const FORGOTTEN_MS = 15 * 60_000;

/** Seconds to wait before the next try, or undefined where it may be tried now. */
export function mustWait(attempts: Attempts | undefined, at: number): number | undefined {
  return attempts && attempts.until > at ? Math.ceil((attempts.until - at) / 1000) : undefined;
}

/** One more wrong password: five are free, then the wait doubles from one second to one minute. */
export function failed(attempts: Attempts | undefined, at: number): Attempts {
  const failures = (attempts && at - attempts.at < FORGOTTEN_MS ? attempts.failures : 0) + 1;
  const wait = failures < FREE ? 0 : Math.min(LONGEST_MS, 1000 * 2 ** (failures - FREE));
  return { failures, until: at + wait, at };
}
