import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Event, RefusalStated, Replaces, type EventClass } from '@xunling/contracts/classes';
import { newId, SystemClock } from '@xunling/platform';
import { freshNats, waitFor, withClient, type FreshDatabase, type OwnNats } from '@xunling/testing';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { IsInt, IsString } from 'class-validator';
import type { DataSource } from 'typeorm';
import { chainFaults } from '../spec-kit/chains.js';
import { append, drained, migratedDatabase, open, ORIGIN, readStream, relayOf } from '../spec-kit/kit.js';
import { SubscriptionRunner } from '../subscribe/runner.js';
import { WorkUnit } from './work-unit.js';

/** An event of this spec alone, whose depth was a text and became centimetres. */
@Event('grid.spec-depth.measured', 'In words.')
class DepthV1 { @IsString() depth: string; }
@Event('grid.spec-depth.measured.v2', 'In centimetres.')
@Replaces(DepthV1, ({ cm }: DepthV2) => (cm < 0 ? undefined : { depth: `${cm} cm` }))
class DepthV2 { @IsInt() cm: number; }

let nats: OwnNats;
let writer: FreshDatabase;
let reader: FreshDatabase;
let source: DataSource;
let read: DataSource;
let nc: NatsConnection;
const runners: SubscriptionRunner[] = [];

beforeAll(async () => {
  nats = await freshNats();
  [writer, reader] = [await migratedDatabase('grid'), await migratedDatabase('rescue')];
  await withClient(reader.ownerUrl, (c) => c.query('create table heard (name text, id uuid, data jsonb, primary key (name, id)); grant all on heard to public'));
  [source, read] = [await open(writer.url), await open(reader.url)];
  nc = await connect({ servers: nats.url });
});
afterAll(async () => {
  await Promise.all(runners.map((r) => r.stop()));
  await nc.close();
  await Promise.all([source.destroy(), read.destroy()]);
  await Promise.all([writer.drop(), reader.drop(), nats.stop()]);
});

function subscribe(name: string, event: EventClass): void {
  const runner = new SubscriptionRunner({
    dataSource: read, nats: () => Promise.resolve(nc), clock: new SystemClock(), origin: { ...ORIGIN, context: 'rescue' }, subscription: { name, events: [event], mode: 'batch' },
    subscriber: { handle: async (batch, work) => { for (const { event: e } of batch) await work.em.query('insert into heard values ($1, $2, $3)', [name, e.id, JSON.stringify(e.data)]); } },
    agreed: () => Promise.resolve(0), onAppended: () => undefined, onError: () => undefined,
  });
  runners.push(runner);
  runner.start();
}
const heard = async (name: string): Promise<object[]> => (await read.query('select data from heard where name = $1 order by data', [name]) as { data: object }[]).map((r) => r.data);

describe('two versions of an event', () => {
  it('are both appended by one act, and each subscriber hears the one it names, once', async () => {
    subscribe('old', DepthV1);
    subscribe('new', DepthV2);
    const relay = relayOf(source, nc, { origin: { ...ORIGIN, context: 'grid' } });
    relay.start();
    try {
      await source.transaction(async (em) => {
        const unit = new WorkUnit(em, new Date('2026-07-20T08:00:00Z'), { ...ORIGIN, context: 'grid' }, { actor: 'system:spec', caller: null, correlationId: newId() });
        for (const cm of [27, 30]) unit.append(DepthV2, { cm }, { aggregate: `depth/${cm}`, version: 1, street: '561' });
        await unit.flush();
      });
      relay.kick();
      await waitFor(async () => (await heard('old')).length === 2 && (await heard('new')).length === 2);
      expect(await heard('new')).toEqual([{ cm: 27 }, { cm: 30 }]);
      expect(await heard('old')).toEqual([{ depth: '27 cm' }, { depth: '30 cm' }]);
      await waitFor(() => drained(source));
      const stored = await readStream(nats.url);
      expect(stored.map((s) => s.event.type)).toEqual(['grid.spec-depth.measured.v2', 'grid.spec-depth.measured.v1', 'grid.spec-depth.measured.v2', 'grid.spec-depth.measured.v1']);
      expect(new Set(stored.map((s) => s.id)).size).toBe(4);
      expect(chainFaults(stored)).toEqual([]);
    } finally { await relay.stop(); }
  });

  it('an event of every context is heard from every context', async () => {
    subscribe('refusals', RefusalStated);
    const relay = relayOf(source, nc, { origin: { ...ORIGIN, context: 'grid' } });
    relay.start();
    try {
      await append(source, 3, { origin: { ...ORIGIN, context: 'grid' } });
      relay.kick();
      await waitFor(async () => (await heard('refusals')).length === 3);
    } finally { await relay.stop(); }
  });

  it('one that does not fit the earlier class is refused whole: nothing half-said enters the journal', async () => {
    await expect(source.transaction(async (em) => {
      const unit = new WorkUnit(em, new Date(), { ...ORIGIN, context: 'grid' }, { actor: 'system:spec', caller: null, correlationId: newId() });
      unit.append(DepthV2, { cm: 1.5 }, { aggregate: 'depth/x', version: 1, street: '561' });
      await unit.flush();
    })).rejects.toThrow(/measured/);
    expect(await source.query('select count(*)::int n from journal')).toEqual([{ n: 7 }]);
  });

  it('one that the earlier version cannot say is said in the later alone', async () => {
    await source.transaction(async (em) => {
      const unit = new WorkUnit(em, new Date(), { ...ORIGIN, context: 'grid' }, { actor: 'system:spec', caller: null, correlationId: newId() });
      unit.append(DepthV2, { cm: -4 }, { aggregate: 'depth/y', version: 1, street: '561' });
      await unit.flush();
    });
    expect(await source.query("select type from journal where subject = 'depth/y'")).toEqual([{ type: 'grid.spec-depth.measured.v2' }]);
  });
});
