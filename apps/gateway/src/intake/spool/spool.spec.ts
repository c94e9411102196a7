import { afterEach, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlertQuarantined } from '@xunling/contracts/classes';
import { provesItself } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { seal, textOf, type Sealed } from './chain.js';
import { takeLock } from './lock.js';
import { Spool } from './spool.js';

const ORIGIN = { node: 'c', zone: '410171', mode: 'live' } as const;
const AT = new Date('2026-07-20T08:00:00Z');
const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
const folders: string[] = [];
const folder = (): string => { const path = mkdtempSync(join(tmpdir(), 'xl-spool-')); folders.push(path); return path; };
const event = (n: number, street = '999'): Sealed => {
  const id = derivedId('test', String(n));
  return seal(AlertQuarantined, { quarantineId: id, digest: sha(`body ${n}`), reason: 'xml.not-xml', path: '', message: 'm', status: 'Actual', receivedAt: AT.toISOString(), feed: 'f', area: '410171' },
    { id, street, aggregate: `quarantine/${id}`, version: 1, at: AT, actor: 'feed:f', correlationId: id }, ORIGIN);
};
const put = (spool: Spool<{ n: number }>, n: number, street?: string) => spool.append(event(n, street), { n }, sha(`body ${n}`), Buffer.from(`body ${n}`));
const opened = async (path: string, bytes?: number): Promise<Spool<{ n: number }>> => { const s = new Spool<{ n: number }>(path, bytes); await s.open(); return s; };

afterEach(() => { for (const f of folders.splice(0)) rmSync(f, { recursive: true, force: true }); });

describe('the spool', () => {
  it('chains each street for itself and proves after a restart', async () => {
    const path = folder();
    const first = await opened(path);
    await Promise.all([put(first, 1), put(first, 2, '000'), put(first, 3)]);
    await first.close();
    const second = await opened(path);
    await put(second, 4);
    const events = await Promise.all(second.all().map(async (e) => JSON.parse(textOf(await second.event(e)))));
    expect(events.map((e) => [e.street, e.originseq])).toEqual([['999', 1], ['000', 1], ['999', 2], ['999', 3]]);
    expect(events.every(provesItself)).toBe(true);
    expect(events[3].prevhash).toBe(events[2].hash);
    expect((await second.original(sha('body 2')))?.toString()).toBe('body 2');
    await second.close();
  });

  it('keeps the same bytes once and rolls over to new segments', async () => {
    const path = folder();
    const spool = await opened(path, 2_000);
    for (let n = 0; n < 8; n++) await put(spool, n);
    await put(spool, 3);
    expect(readdirSync(path).length).toBeGreaterThan(2);
    expect(spool.all().at(-1)?.place.bodyLength).toBe(0);
    await spool.close();
    const again = await opened(path, 2_000);
    expect(again.all().map((e) => e.note.n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 3]);
    await again.close();
  });

  it('cuts off a torn tail of any length and goes on where it stood', async () => {
    const path = folder();
    const spool = await opened(path);
    await put(spool, 1);
    const whole = statSync(join(path, '00000001.spool')).size;
    await put(spool, 2);
    await spool.close();
    const file = join(path, '00000001.spool');
    const full = statSync(file).size;
    for (const size of [full - 1, whole + 13, whole + 5]) {
      truncateSync(file, size);
      const torn = await opened(path);
      expect(torn.all().map((e) => e.note.n)).toEqual([1]);
      await put(torn, 2);
      await torn.close();
    }
    appendFileSync(file, Buffer.alloc(64));
    const zeros = await opened(path);
    expect(zeros.all().map((e) => e.note.n)).toEqual([1, 2]);
    await zeros.close();
  });

  it('is held by one at a time', async () => {
    const path = join(folder(), 'lock');
    const first = await takeLock(path);
    expect(first).toBeDefined();
    expect(await takeLock(path)).toBeUndefined();
    await first!.release();
    const second = await takeLock(path);
    expect(second).toBeDefined();
    await second!.release();
  });
});
