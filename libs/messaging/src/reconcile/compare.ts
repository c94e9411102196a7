import type { StreamPoint } from './protocol.js';

/** What the comparison needs of the stream, and of what the board remembers. */
export interface Stream { lastSeq(): Promise<number>; idAt(seq: number): Promise<string | undefined> }
export interface Memory {
  /** The greatest place at or below `seq` that the board remembers with its event id. */
  pointAtOrBelow(seq: number): Promise<{ seq: number; id: string } | null>;
}

type Verdict = 'same' | 'other' | 'unknown';

/**
 * Greatest sequence up to which the stream is the one that is remembered, or null where no point contradicts it. A stream
 * that was lost or replaced shares a prefix with the old one, so a point that is the same proves all before it.
 */
export async function agreedUpTo(stream: Stream, memory: Memory, points: readonly StreamPoint[]): Promise<number | null> {
  const last = await stream.lastSeq();
  const verdictOn = async ({ seq, id }: StreamPoint): Promise<Verdict> => {
    if (seq > last) return 'other';
    if (!id) return 'unknown';
    const found = await stream.idAt(seq);
    return found === undefined ? 'unknown' : found === id ? 'same' : 'other';
  };
  const remembered = await newestThatTells(memory, verdictOn);
  const newest = remembered ? [remembered, ...points] : [...points];
  const known = newest.filter((p) => p.seq > 0).sort((a, b) => b.seq - a.seq);
  let bad = Infinity;
  let good = 0;
  let lost = false;
  for (const point of known) {
    if (point.seq >= bad || (!lost && point.seq < good)) continue;
    const verdict = await verdictOn(point);
    if (verdict === 'other') { bad = point.seq; lost = true; good = 0; }
    if (verdict === 'same' && point.seq < bad) {
      good = Math.max(good, point.seq);
      // The newest that agrees proves the older ones; without a loss nothing older is worth a look.
      break;
    }
  }
  if (!lost) return null;
  return between(memory, verdictOn, good, Math.min(bad - 1, last));
}

/** Most erased places in a row that are passed over; beyond them the asker's own points decide. */
const MOST_ERASED = 1000;

/** The newest place the board remembers of which the stream can still tell: a message that was erased since proves nothing. */
async function newestThatTells(memory: Memory, verdictOn: (p: StreamPoint) => Promise<Verdict>): Promise<{ seq: number; id: string } | null> {
  let point = await memory.pointAtOrBelow(Number.MAX_SAFE_INTEGER);
  for (let n = 0; point && n < MOST_ERASED && (await verdictOn(point)) === 'unknown'; n++) point = await memory.pointAtOrBelow(point.seq - 1);
  return point;
}

/** Binary search in what the board remembers: `low` agrees, all above `high` does not. */
async function between(memory: Memory, verdictOn: (p: StreamPoint) => Promise<Verdict>, low: number, high: number): Promise<number> {
  while (low < high) {
    const top = await memory.pointAtOrBelow(high);
    if (!top || top.seq <= low) return low;
    if (await verdictOn(top) === 'same') return top.seq;
    high = top.seq - 1;
    const middle = await memory.pointAtOrBelow(Math.floor((low + high) / 2));
    if (!middle || middle.seq <= low) continue;
    if (await verdictOn(middle) === 'same') low = middle.seq; else high = middle.seq - 1;
  }
  return low;
}
