import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freshNats, waitFor, xunlingProcess, type FreshDatabase, type OwnNats, type XunlingProcess } from '@xunling/testing';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DataSource } from 'typeorm';
import { chainFaults } from '../spec-kit/chains.js';
import { append, drained, migratedDatabase, open, random, readStream } from '../spec-kit/kit.js';

const KILLS = 8;

describe('kill -9 of a relay', () => {
  let nats: OwnNats;
  let database: FreshDatabase;
  let source: DataSource;
  beforeAll(async () => {
    nats = await freshNats();
    database = await migratedDatabase();
    source = await open(database.url);
  });
  afterAll(async () => {
    await source.destroy();
    await nats.stop();
    await database.drop();
  });

  it('at random points under load loses and doubles nothing, and breaks no chain', async () => {
    const seed = Number(process.env['XL_TEST_SEED'] ?? Math.floor(Math.random() * 1e9));
    console.log(`kill -9 of a relay: XL_TEST_SEED=${seed}`);
    const next = random(seed);
    const main = fileURLToPath(new URL('../spec-kit/relay.process.js', import.meta.url));
    const begin = (): XunlingProcess => xunlingProcess({ main, env: { DATABASE_URL: database.url, NATS_URL: nats.url } });
    let writing = true;
    const ids: string[] = [];
    const writers = Promise.all([1, 2, 3].map(async (w) => {
      for (let i = 0; writing; i++) { ids.push(...await append(source, 1 + (i % 40), { from: w * 1e6 + i * 100 })); await pause(2); }
    }));
    let interrupted = 0;
    let relay = begin();
    for (let kill = 0; kill < KILLS; kill++) {
      await relay.ready;
      await pause(next() * 250);
      await relay.kill();
      if (!await drained(source)) interrupted += 1;
      relay = begin();
    }
    await relay.ready;
    writing = false;
    await writers;
    await waitFor(() => drained(source), 30_000, 'the drained outbox');
    await relay.stop();
    const stored = await readStream(nats.url);
    expect(interrupted).toBeGreaterThan(0);
    expect(stored.map((s) => s.id).sort()).toEqual(ids.sort());
    expect(chainFaults(stored)).toEqual([]);
  });
});
