import { createHash } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** OWASP's second profile: 19 MiB, two passes. A sign-in costs about 20 ms of one core. */
const PROFILE = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hash of a password; with a seed (caller + Idempotency-Key) the same request gives the same hash, so that a repeat is a repeat. */
export const hashPassword = (password: string, seed?: string): Promise<string> =>
  hash(password, { ...PROFILE, ...(seed && { salt: createHash('sha256').update(`salt:${seed}`).digest().subarray(0, 16) }) });

let decoy: Promise<string> | undefined;

/** True where the password fits; an unknown name takes as long as a known one. */
export async function passwordFits(stored: string | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const fits = await verify(stored ?? (await decoy), password);
  return fits && stored !== undefined;
}
