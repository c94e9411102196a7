import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import type { XlEvent } from '@xunling/contracts';
import { askEpoch, boardStore, Messaging1700000000000, ReconcileResponder } from '@xunling/messaging';
import { SystemClock } from '@xunling/platform';
import { freshDatabase, freshFolder, freshNats, freshPostgres, waitFor, withClient, type FreshDatabase, type OwnNats, type OwnPostgres } from '@xunling/testing';
import { DataSource } from 'typeorm';
import { Bus } from '../bus.js';
import { readConfig } from '../config.js';
import { startGateway, type RunningGateway } from '../start.js';
import { FeedAgreement } from './feed-agreement.js';
import { alertXml, bytesOf, sampleMap } from './fixtures.js';
import { Intake } from './intake.js';

/** All messages of the intake in the stream, in its order. */
async function inStream(bus: Bus): Promise<XlEvent[]> {
  const jsm = await jetstreamManager(bus.connection!);
  const { state } = await jsm.streams.info('XL');
  const found: XlEvent[] = [];
  for (let seq = Math.max(1, state.first_seq); seq <= state.last_seq; seq++) found.push((await jsm.direct.getMessage('XL', { seq }))!.json<XlEvent>());
  return found.filter((e) => e.source === 'feed@c');
}
/** New alerts until one is acknowledged: the connection of before a restart may take a moment to be missed. */
const reachesStream = (intake: Intake): Promise<unknown> => waitFor(async () => {
  const taken = await intake.take(bytesOf({ identifier: `p-${Math.random()}` }), 'f');
  return taken.kind === 'accepted' && taken.stored === 'stream';
}, 45_000, 'an alert in the stream');
const places = async (bus: Bus): Promise<number[]> => (await inStream(bus)).map((e) => e.originseq);

describe('the intake and the board of a gateway', () => {
  let postgres: OwnPostgres;
  let database: FreshDatabase;
  let nats: OwnNats;
  let gateway: RunningGateway;

  beforeAll(async () => {
    postgres = await freshPostgres();
    [database, nats] = await Promise.all([freshDatabase({ context: 'gateway', server: postgres.url }), freshNats()]);
    await postgres.kill();
    const dataDir = freshFolder('agreement');
    writeFileSync(join(dataDir, 'feed-keys.json'), JSON.stringify([{ name: 'feed-demo', secretHash: createHash('sha256').update('secret').digest('hex') }]));
    mkdirSync(join(dataDir, 'intake'), { recursive: true });
    writeFileSync(join(dataDir, 'intake', 'areas.json'), JSON.stringify(sampleMap().all()));
    gateway = await startGateway(readConfig({ XL_NATS_URL: nats.url, XL_DATABASE_URL: database.url, XL_OWNER_URL: database.ownerUrl, XL_DATA_DIR: dataDir, XL_HTTP_PORT: '0', XL_POOL_SIZE: '6', XL_SEED: 'sample', XL_DEMO_PASSWORD: 'demo-password', XL_DEMO_FEED_SECRET: 'secret' }), new SystemClock());
    await gateway.rooms.bus.connected();
  }, 60_000);
  afterAll(async () => {
    await gateway?.stop();
    await Promise.all([nats?.stop(), postgres?.stop()]);
  });

  const stored = async (identifier: string): Promise<string> => {
    const response = await fetch(`http://127.0.0.1:${gateway.port}/api/feeds/cap`, { method: 'POST', body: alertXml({ identifier }), headers: { 'content-type': 'application/cap+xml', authorization: 'Bearer feed-demo.secret' } });
    expect(response.status).toBe(202);
    return ((await response.json()) as { stored: string }).stored;
  };
  const rows = async (sql: string): Promise<unknown[]> => {
    let found: unknown[] = [];
    await withClient(database.ownerUrl, async (client) => { found = (await client.query(sql)).rows; });
    return found;
  };

  it('spools while no board answers, publishes nothing, and everything once when it does', async () => {
    expect(await Promise.all([stored('a1'), stored('a2')])).toEqual(['spool', 'spool']);
    expect(await places(gateway.rooms.bus)).toEqual([]);
    await postgres.restart();
    await gateway.complete();
    await waitFor(async () => (await places(gateway.rooms.bus)).length === 2, 45_000, 'the spooled alerts in the stream');
    expect(await stored('a3')).toBe('stream');
    expect(await places(gateway.rooms.bus)).toEqual([1, 2, 3]);
  }, 60_000);

  it('goes on without PostgreSQL on a connection that was agreed, and spools on a new one until the board can compare', async () => {
    await postgres.kill();
    expect(await stored('b4')).toBe('stream');
    await nats.restart();
    expect(await stored('b5')).toBe('spool');
    expect(await waitFor(() => places(gateway.rooms.bus))).toEqual([1, 2, 3, 4]);
    await postgres.restart();
    await waitFor(async () => (await places(gateway.rooms.bus)).length === 5, 45_000, 'the spooled alert in the stream');
    expect(await places(gateway.rooms.bus)).toEqual([1, 2, 3, 4, 5]);
  }, 60_000);

  it('puts back what an old copy of the stream lacks, and the board has every event once', async () => {
    const old = await nats.copyStore();
    await waitFor(async () => (await stored(`c-${Math.random()}`)) === 'stream', 20_000);
    const before = (await places(gateway.rooms.bus)).length;
    await waitFor(async () => (await rows(`select 1 from board_event where source = 'feed@c'`)).length === before);
    await old.putBack();
    await waitFor(async () => (await rows('select 1 from epoch_raised where epoch > 0')).length > 0, 45_000, 'the epoch to be raised');
    await waitFor(async () => (await places(gateway.rooms.bus)).length === before, 45_000, 'what was lost');
    const all = await inStream(gateway.rooms.bus);
    expect(all.map((e) => e.originseq)).toEqual(all.map((_, i) => i + 1));
    expect(await stored('c-last')).toBe('stream');
    await waitFor(async () => (await rows(`select distinct event_id from board_event where source = 'feed@c'`)).length === before + 1);
  }, 90_000);
});

describe('the place the intake remembers', () => {
  let database: FreshDatabase;
  let source: DataSource;
  let nats: OwnNats;
  let intake: Intake;
  let responder: ReconcileResponder | undefined;
  const buses: Bus[] = [];
  const link = async (name: string): Promise<Bus> => {
    const bus = new Bus({ url: nats.url, name });
    buses.push(bus);
    await bus.connected();
    return bus;
  };

  beforeAll(async () => {
    [database, nats] = await Promise.all([freshDatabase(), freshNats()]);
    source = await new DataSource({ type: 'postgres', url: database.ownerUrl, migrations: [Messaging1700000000000] }).initialize();
    await source.runMigrations();
    await source.query('create table seen (epoch int not null, seq bigint not null, id uuid primary key)');
  }, 60_000);
  afterAll(async () => {
    await intake?.stop();
    await responder?.stop();
    for (const bus of buses) await bus.close();
    await source?.destroy();
    await Promise.all([nats?.stop(), database?.drop()]);
  });

  it('shows a board that has read nothing yet that the stream is an old copy', async () => {
    const [bus, board] = await Promise.all([link('intake'), link('board')]);
    const errors: unknown[] = [];
    intake = new Intake({ dataDir: freshFolder('intake'), clock: new SystemClock(), bus, origin: { node: 'c', zone: '410171', mode: 'live' }, inboxPrefix: '_INBOX_intake', agreement: new FeedAgreement(bus, 'c'), onError: (e) => errors.push(e), ackMs: 500 });
    for (const area of sampleMap().all()) intake.areas.open(area);
    await intake.start();
    expect(await intake.take(bytesOf({ identifier: 'p1' }), 'f')).toMatchObject({ stored: 'spool' });
    expect([await places(board), errors.length]).toEqual([[], 1]);

    responder = new ReconcileResponder({ node: 'c', store: boardStore({ table: 'seen', id: 'id' })(source, new SystemClock()), onError: (e) => errors.push(e) });
    responder.start(board.connection!);
    await waitFor(async () => intake.pending === 0);
    const old = await nats.copyStore();
    await reachesStream(intake);
    const before = await places(board);
    expect(before.length).toBeGreaterThan(1);
    await old.putBack();
    await waitFor(async () => (await source.query('select 1 from epoch_raised')).length > 0, 45_000, 'the epoch to be raised');
    await waitFor(async () => (await places(board)).length === before.length, 45_000, 'what the copy lacks, in the stream again');
    expect(await places(board)).toEqual(before);
    expect(await source.query('select epoch::int as epoch from epoch_raised')).toEqual([{ epoch: 1 }]);
    // it holds the epoch now: asked again, nothing more is raised
    expect(await askEpoch(board.connection!, 'c', { origin: 'feed@c', epoch: 1, points: [] })).toEqual({ epoch: 1, agreed: null });
    await nats.restart();
    await reachesStream(intake);
    expect(await source.query('select epoch::int as epoch from epoch_raised')).toEqual([{ epoch: 1 }]);
  }, 60_000);
});
