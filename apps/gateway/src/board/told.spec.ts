import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { emptyPicture, FOLD_VERSION, hashPicture } from '@xunling/picture';
import { Told } from './told.js';

const NOW = new Date('2026-07-20T08:00:00Z');
const later = (ms: number): Date => new Date(NOW.getTime() + ms);

describe('a picture as it is told', () => {
  const picture = { ...emptyPicture(), seq: 7, areas: { '410171': { kind: 'zone', zh: '示例', en: 'Example', home: 'c' } } };

  it('says cursor, time, fold and the hash that every reader computes, compressed or not', async () => {
    const told = new Told(picture);
    const plain = JSON.parse(told.bytes('1-7', NOW, false) as string) as object;
    expect(plain).toEqual({ cursor: '1-7', at: NOW.toISOString(), fold: FOLD_VERSION, hash: hashPicture(picture), picture });
    expect(told.hash).toBe(createHash('sha256').update(JSON.stringify(picture, (_, v: unknown) => (v && typeof v === 'object' && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1))) : v))).digest('hex'));
    expect(JSON.parse(gunzipSync(await told.bytes('1-7', NOW, true)).toString())).toEqual(plain);
  });

  it('is compressed once for all who ask within a second at the same place, and never tells an older time or place', () => {
    const told = new Told(picture);
    const first = told.bytes('1-7', NOW, true);
    expect(told.bytes('1-7', later(900), true)).toBe(first);
    expect(told.bytes('1-8', later(900), true)).not.toBe(first);
    expect(JSON.parse(told.bytes('1-8', later(2_000), false) as string)).toMatchObject({ cursor: '1-8', at: later(2_000).toISOString() });
  });
});
