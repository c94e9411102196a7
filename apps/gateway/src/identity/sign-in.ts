/** Wrong passwords under one key (a name from an address, a name, an address) and when it may be tried again. Instants in ms. */
export interface Attempts { failures: number; until: number; at: number }

/** Free tries per key: few for one name from one address, more for a name (or a stranger locks people out), most for an address (an office shares one). */
export const FREE = { pair: 5, name: 20, address: 50 } as const;
const LONGEST_MS = 60_000;
const FORGOTTEN_MS = 15 * 60_000;

/** Seconds to wait before the next try, or undefined where it may be tried now. */
export function mustWait(attempts: Attempts | undefined, at: number): number | undefined {
  return attempts && attempts.until > at ? Math.ceil((attempts.until - at) / 1000) : undefined;
}

/** One more wrong password: some are free, then the wait doubles from one second to one minute. */
export function failed(attempts: Attempts | undefined, at: number, free: number): Attempts {
  const failures = (attempts && at - attempts.at < FORGOTTEN_MS ? attempts.failures : 0) + 1;
  const wait = failures < free ? 0 : Math.min(LONGEST_MS, 1000 * 2 ** (failures - free));
  return { failures, until: at + wait, at };
}
