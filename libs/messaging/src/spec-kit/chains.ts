import { GENESIS, provesItself } from '../journal/hash.js';
import type { Stored } from './kit.js';

/** What is wrong with the chains of a stream that was read back from its start; empty where all prove. */
export function chainFaults(stored: readonly Stored[]): string[] {
  const heads = new Map<string, { seq: number; hash: string }>();
  const faults: string[] = [];
  for (const { event, seq } of stored) {
    const key = `${event.source}/${event.street}`;
    const head = heads.get(key) ?? { seq: 0, hash: GENESIS };
    if (event.originseq !== head.seq + 1) faults.push(`${key} at stream ${seq}: entry ${event.originseq} after ${head.seq}`);
    else if (event.prevhash !== head.hash) faults.push(`${key} at stream ${seq}: entry ${event.originseq} does not continue the one before`);
    if (!provesItself(event)) faults.push(`${key} at stream ${seq}: entry ${event.originseq} does not prove itself`);
    heads.set(key, { seq: event.originseq, hash: event.hash });
  }
  return faults;
}
