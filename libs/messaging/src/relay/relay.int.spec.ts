import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { freshNats, waitFor, type FreshDatabase, type OwnNats } from '@xunling/testing';
import type { DataSource } from 'typeorm';
import { chainFaults } from '../spec-kit/chains.js';
import { append, drained, migratedDatabase, open, readStream, relayOf, STREETS } from '../spec-kit/kit.js';
import type { Relay } from './relay.js';

describe('relaying a journal to the stream', () => {
  let nats: OwnNats;
  let nc: NatsConnection;
  let database: FreshDatabase;
  let source: DataSource;
  const relays: Relay[] = [];

  beforeAll(async () => { nats = await freshNats(); });
  afterAll(async () => { await nats.stop(); });
  beforeEach(async () => {
    const setup = await connect({ servers: nats.url });
    await setup.request('$JS.API.STREAM.PURGE.XL');
    await setup.close();
    database = await migratedDatabase();
    source = await open(database.url);
    nc = await connect({ servers: nats.url, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
  });
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    await nc.close();
    await source.destroy();
    await database.drop();
  });

  const start = (more = {}): Relay => {
    const relay = relayOf(source, nc, more);
    relays.push(relay);
    relay.start();
    return relay;
  };

  it('publishes what transactions appended, each street a chain without gap, in the order of appending', async () => {
    const ids = [...await append(source, 1), ...await append(source, 40, { from: 1 })];
    start().kick();
    await waitFor(() => drained(source));
    const stored = await readStream(nats.url);
    expect(stored.map((s) => s.id)).toEqual(ids);
    expect(stored.map((s) => s.event.id)).toEqual(ids);
    expect(chainFaults(stored)).toEqual([]);
  });

  it('publishes nothing of a transaction that was rolled back', async () => {
    start();
    await expect(source.transaction(async (em) => {
      await em.query(`insert into journal (id, street, type, subject, head, salt, data, at) values (gen_random_uuid(), '561', 't', 's', '{}', 's', '{}', '')`);
      throw new Error('undone');
    })).rejects.toThrow('undone');
    const [id] = await append(source, 1);
    await waitFor(() => drained(source));
    expect((await readStream(nats.url)).map((s) => s.id)).toEqual([id]);
  });

  it('keeps chains gapless under concurrent writers', async () => {
    const relay = start();
    const writers = Array.from({ length: 8 }, async (_, w) => {
      const ids: string[] = [];
      for (let i = 0; i < 25; i++) { ids.push(...await append(source, 1 + ((w + i) % 7), { from: w * 1000 + i * 10 })); relay.kick(); }
      return ids;
    });
    const ids = (await Promise.all(writers)).flat();
    await waitFor(() => drained(source));
    const stored = await readStream(nats.url);
    expect(stored.map((s) => s.id).sort()).toEqual(ids.sort());
    expect(chainFaults(stored)).toEqual([]);
  });

  it('leaves the work to one relay; the second takes over', async () => {
    const other = await open(database.url);
    const first = start();
    await append(source, 10);
    await waitFor(() => drained(source));
    const second = relayOf(other, nc);
    second.start();
    await append(source, 10, { from: 10 });
    await waitFor(() => drained(source));
    expect(second.counts.chained).toBe(0);
    await first.stop();
    await append(source, 10, { from: 20 });
    await waitFor(() => drained(source));
    expect(second.counts.chained).toBe(10);
    await second.stop();
    await other.destroy();
    expect(chainFaults(await readStream(nats.url))).toEqual([]);
  });

  it('goes on after the broker was stopped for a while, losing and doubling nothing', async () => {
    const errors: unknown[] = [];
    const relay = start({ onError: (error: unknown) => errors.push(error) });
    void (async () => { for await (const s of nc.status()) if (s.type === 'reconnect') relay.reconnected(); })();
    const ids = await append(source, 100);
    await waitFor(() => drained(source));
    await nats.kill();
    ids.push(...await append(source, 3000, { from: 100 }));
    relay.kick();
    await waitFor(() => errors.length > 0);
    expect(await drained(source)).toBe(false);
    await nats.restart();
    await waitFor(() => drained(source), 30_000);
    const stored = await readStream(nats.url);
    expect(stored.map((s) => s.id)).toEqual(ids);
    expect(chainFaults(stored)).toEqual([]);
  });

  it('moves a large transaction in one go', async () => {
    const relay = start();
    await append(source, 10_000);
    relay.kick();
    await waitFor(() => drained(source));
    const stored = await readStream(nats.url);
    expect(stored).toHaveLength(10_000);
    expect(chainFaults(stored)).toEqual([]);
    expect(new Set(stored.map((s) => s.event.street))).toEqual(new Set(STREETS));
  });
});
