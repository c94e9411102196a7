import { randomFillSync } from 'node:crypto';
import { parse, v5, v7 } from 'uuid';

// read once: as text it would be read again for each of ten thousand orders
const NAMESPACE = parse('7b0f3c52-2021-5720-8f59-410171000000');

// one draw for 256 ids: a file of persons or a level change asks for tens of thousands, and each call of the system costs 4 µs
const pool = new Uint8Array(16 * 256);
let used = pool.length;
let last = { msecs: 0, seq: 0 };

/** A new time-ordered id (UUIDv7); those of one process ascend, also within a millisecond. */
export function newId(): string {
  if (used === pool.length) { randomFillSync(pool); used = 0; }
  const random = pool.subarray(used, used += 16);
  // eslint-disable-next-line no-restricted-syntax -- an id's time gives it its order and nothing else
  const now = Date.now();
  // the counter starts anew below half of its 32 bits, so it cannot run over within a millisecond
  last = now > last.msecs ? { msecs: now, seq: ((random[6]! & 0x7f) << 24) | (random[7]! << 16) | (random[8]! << 8) | random[9]! } : { msecs: last.msecs, seq: last.seq + 1 };
  return v7({ random, ...last });
}
/** The same id for the same name, everywhere and always (UUIDv5): `derivedId('duty', orderId)`. */
export const derivedId = (kind: string, name: string): string => v5(`${kind}:${name}`, NAMESPACE);
