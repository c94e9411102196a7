import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshNats, freshPostgres, seeded, waitFor, xunlingProcess, type FreshDatabase, type OwnNats, type OwnPostgres, type XunlingProcess } from '@xunling/testing';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { DataSource } from 'typeorm';
import type { Relay } from './relay.js';
import { chainFaults } from '../spec-kit/chains.js';
import { append, drained, migratedDatabase, open, readStream, relayOf } from '../spec-kit/kit.js';

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
    const next = seeded('kill -9 of a relay');
    const main = fileURLToPath(new URL('../spec-kit/relay.process.js', import.meta.url));
    const begin = (): XunlingProcess => xunlingProcess({ main, env: { DATABASE_URL: database.url, NATS_URL: nats.url } });
    let writing = true;
    const ids: string[] = [];
    const writers = Promise.all([1, 2, 3].map(async (w) => {
      for (let i = 0; writing; i++) { ids.push(...await append(source, 1 + (i % 40), { from: w * 1e6 + i * 100 })); await pause(10); }
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
    await waitFor(() => drained(source), 45_000, 'the drained outbox');
    await relay.stop();
    const stored = await readStream(nats.url);
    expect(interrupted).toBeGreaterThan(0);
    expect(stored.map((s) => s.id).sort()).toEqual(ids.sort());
    expect(chainFaults(stored)).toEqual([]);
  // nine processes are started one after another, each a few seconds on a busy machine
  }, 180_000);
});

describe('kill -9 of PostgreSQL under a relay', () => {
  let nats: OwnNats;
  let postgres: OwnPostgres;
  let source: DataSource;
  let nc: NatsConnection;
  let relay: Relay;
  beforeAll(async () => {
    [nats, postgres] = await Promise.all([freshNats(), freshPostgres()]);
    source = await open((await migratedDatabase('command', true, postgres.url)).url);
    nc = await connect({ servers: nats.url });
    relay = relayOf(source, nc);
  });
  afterAll(async () => {
    await relay.stop();
    await nc.close();
    await source.destroy();
    await Promise.all([nats.stop(), postgres.stop()]);
  });

  it('at random points under load loses and doubles nothing that was committed, and breaks no chain', async () => {
    const next = seeded('kill -9 of PostgreSQL');
    relay.start();
    let writing = true;
    const committed: string[] = [];
    let refused = 0;
    const writers = Promise.all([1, 2].map(async (w) => {
      for (let i = 0; writing; i++) {
        try { committed.push(...await append(source, 1 + (i % 40), { from: w * 1e6 + i * 100 })); relay.kick(); } catch { refused += 1; await pause(20); }
      }
    }));
    try {
      for (let kill = 0; kill < 3; kill++) {
        await pause(300 + next() * 700);
        await postgres.kill();
        await postgres.restart();
      }
      await pause(500);
    } finally {
      writing = false;
      await writers;
    }
    await waitFor(() => drained(source), 45_000, 'the drained outbox');
    const journal: { id: string }[] = await source.query('select id from journal');
    const stored = await readStream(nats.url);
    expect(refused).toBeGreaterThan(0);
    expect(stored.map((s) => s.id).sort()).toEqual(journal.map((row) => row.id).sort());
    const kept = new Set(journal.map((row) => row.id));
    expect(committed.filter((id) => !kept.has(id))).toEqual([]);
    expect(chainFaults(stored)).toEqual([]);
  // PostgreSQL recovers three times, a few seconds each on a busy machine
  }, 180_000);
});
