import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '@xunling/contracts';
import { Messaging1700000000000, type Work } from '@xunling/messaging';
import { MovableClock, openDatabase } from '@xunling/platform';
import { freshDatabase, type FreshDatabase } from '@xunling/testing';
import type { DataSource } from 'typeorm';
import { RefusalRing } from '../door/refusal-ring.js';
import { RefusedTicker } from './refused.ticker.js';

let database: FreshDatabase;
let source: DataSource;
const clock = new MovableClock(new Date('2026-07-20T08:00:00Z'));
const ring = new RefusalRing(clock);
const ticker = new RefusedTicker(ring);
const known = (username: string): { caller: Caller; address: string } => ({ caller: { userId: '018f0000-0000-7000-8000-000000000001', username, name: username, grants: [], lang: 'zh' }, address: '127.0.0.1' });
const kept = (): Promise<{ caller: string; count: number }[]> => source.query('select caller, count from refusal order by caller');
/** One tick, whose transaction commits or not. */
const tick = (commit = true): Promise<unknown> => source.transaction(async (em) => {
  await ticker.tick({ em, at: clock.now() } as Work);
  if (!commit) throw new Error('the database went away');
}).catch(() => undefined);

beforeAll(async () => {
  database = await freshDatabase({ context: 'gateway' });
  source = await openDatabase({ url: database.url, ownerUrl: database.ownerUrl, poolSize: 2, entities: [], migrations: [Messaging1700000000000], onError: () => undefined });
});
afterAll(async () => {
  await source?.destroy();
  await database?.drop();
});

describe('refusals at the door of known callers', () => {
  it('are kept however often the tick that writes them fails, and forgotten once the table has them', async () => {
    ring.note(known('curious'), 'gateway.account.list', 'access.role');
    ring.note(known('curious'), 'gateway.account.list', 'access.role');
    clock.advance(60_000);
    await tick(false);
    await tick(false);
    expect([await kept(), ring.due(clock.now()).length]).toEqual([[], 1]);
    await tick();
    await tick();
    expect([await kept(), ring.due(clock.now())]).toEqual([[{ caller: 'curious', count: 2 }], []]);
  });

  it('are all held while a flood of anonymous ones is not', () => {
    for (let i = 0; i < 3_000; i++) ring.note({ caller: null, address: `10.0.${i >> 8}.${i & 255}` }, 'gateway.account.list', 'session.required');
    for (let i = 0; i < 1_500; i++) ring.note(known(`person-${i}`), 'gateway.account.list', 'access.role');
    clock.advance(60_000);
    expect([ring.anonymousCount, ring.due(clock.now()).length]).toEqual([1_000, 1_500]);
  });
});
