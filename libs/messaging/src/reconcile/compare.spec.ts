import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { agreedUpTo, type Memory, type Stream } from './compare.js';
import type { StreamPoint } from './protocol.js';

/** A stream as a list of message ids; place 1 is the first. `null` is a deleted message. */
const streamOf = (ids: readonly (string | null)[]): Stream => ({ lastSeq: () => Promise.resolve(ids.length), idAt: (seq) => Promise.resolve(ids[seq - 1] ?? undefined) });
const memoryOf = (points: readonly { seq: number; id: string }[]): Memory => ({
  pointAtOrBelow: (limit) => Promise.resolve([...points].filter((p) => p.seq <= limit).sort((a, b) => b.seq - a.seq)[0] ?? null),
});
const ids = (n: number, tag = 'm', from = 1): string[] => Array.from({ length: n }, (_, i) => `${tag}${from + i}`);
const points = (list: readonly string[], seqs: readonly number[]): { seq: number; id: string }[] => seqs.map((seq) => ({ seq, id: list[seq - 1]! }));

describe('comparing the stream with what is remembered', () => {
  it('finds nothing lost where the newest place is still there', async () => {
    const all = ids(100);
    expect(await agreedUpTo(streamOf(all), memoryOf(points(all, [90])), points(all, [100, 50]))).toBeNull();
    expect(await agreedUpTo(streamOf([]), memoryOf([]), [])).toBeNull();
  });

  it('goes back to the end of a stream that is behind', async () => {
    const all = ids(100);
    expect(await agreedUpTo(streamOf(all.slice(0, 60)), memoryOf(points(all, all.map((_, i) => i + 1))), points(all, [100]))).toBe(60);
  });

  it('goes back to where another stream begins to differ, though it is as long', async () => {
    const all = ids(100);
    const other = [...all.slice(0, 40), ...ids(80, 'x')];
    expect(await agreedUpTo(streamOf(other), memoryOf(points(all, all.map((_, i) => i + 1))), points(all, [100]))).toBe(40);
  });

  it('notices by a lagging floor alone that the stream is behind', async () => {
    expect(await agreedUpTo(streamOf(ids(10)), memoryOf([]), [{ seq: 30 }])).toBe(0);
  });

  it('takes the older batches of the asker where the board remembers nothing', async () => {
    const all = ids(100);
    expect(await agreedUpTo(streamOf(all.slice(0, 60)), memoryOf([]), points(all, [100, 98, 92, 70, 55, 20]))).toBe(55);
  });

  it('looks past a newest place that was erased', async () => {
    const all = ids(61);
    const other = [...all.slice(0, 59), 'x1', null, 'x3'];
    expect(await agreedUpTo(streamOf(other), memoryOf(points(all, [61, 60, 30])), points(all, [1]))).toBe(30);
  });

  it('never answers beyond the common beginning, nor below the newest remembered place in it', async () => {
    await fc.assert(fc.asyncProperty(
      fc.nat(60), fc.nat(40), fc.nat(40), fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }), fc.array(fc.nat(60), { maxLength: 3 }),
      async (common, lost, foreign, seen, asked, deleted) => {
        const old = ids(common + lost);
        const now: (string | null)[] = [...old.slice(0, common), ...ids(foreign, 'x')];
        for (const at of deleted) if (at < now.length - 1) now[at] = null;
        const within = (seqs: readonly number[]): StreamPoint[] => points(old, seqs.filter((seq) => seq <= old.length));
        const remembered = within(seen) as { seq: number; id: string }[];
        const agreed = await agreedUpTo(streamOf(now), memoryOf(remembered), within(asked));
        const all = [...remembered, ...within(asked)];
        if (agreed === null) {
          const newest = Math.max(0, ...all.filter((p) => now[p.seq - 1] !== null || p.seq > now.length).map((p) => p.seq));
          expect(newest).toBeLessThanOrEqual(common);
        } else {
          expect(agreed).toBeLessThanOrEqual(common);
          const sure = remembered.filter((p) => p.seq <= common && now[p.seq - 1] === p.id).map((p) => p.seq);
          expect(agreed).toBeGreaterThanOrEqual(deleted.length ? 0 : Math.max(0, ...sure));
        }
      }), { numRuns: 500 });
  });
});
