import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { RefusalStated } from '@xunling/contracts/classes';
import { MovableClock, NatsLink, type ServiceConfig } from '@xunling/platform';
import { freshDatabase, startServers, waitFor, type FreshDatabase, type Servers } from '@xunling/testing';
import { DataSource } from 'typeorm';
import { messagingFigures } from '../nest/figures.js';
import { Messaging } from '../nest/messaging.js';
import { EffectsModule } from '../spec-kit/effects.js';
import { ForeignOrigin, type Outgoing } from '../testing/foreign-origin.js';

let servers: Servers;
let database: FreshDatabase;
let app: INestApplicationContext;
let second: INestApplicationContext;
let link: NatsLink;
let foreign: ForeignOrigin;
const clock = new MovableClock(new Date('2026-07-20T08:00:00Z'));
let serial = 0;

const start = (): Promise<INestApplicationContext> => {
  const config: ServiceConfig = { node: 'c', zone: '410171', mode: 'live', databaseUrl: database.url, ownerUrl: database.ownerUrl, natsUrl: servers.nats.url, natsSeedFile: undefined, nodeKeyFile: undefined, innerPort: 0, dataDir: '.', seed: undefined, poolSize: 10 };
  return NestFactory.createApplicationContext(EffectsModule.with({ config, clock }), { logger: false });
};
const sql = <T = { n: number }>(query: string, parameters: unknown[] = []): Promise<T[]> => app.get(DataSource).query(query, parameters);
const effects = async (): Promise<number> => (await sql('select count(*)::int as n from effect'))[0]!.n;
const message = (code: string, aggregate: string, version = 1): Outgoing => foreign.make(RefusalStated, { caller: 'c', code, operation: 'o', minute: '2026-07-20T08:00:00Z', count: ++serial }, { aggregate, version, street: '999' });
/** Real time passes for parked retries while the clock stands: move it a little at each look. */
const eventually = (condition: () => Promise<unknown>): Promise<unknown> => waitFor(async () => { clock.advance(15_000); return condition(); }, 30_000);

beforeAll(async () => {
  servers = await startServers();
  database = await freshDatabase({ context: 'grid' });
  link = new NatsLink({ url: servers.nats.url, name: 'foreign' });
  foreign = new ForeignOrigin(await link.connected(), { context: 'command', node: 'c', zone: '410171', mode: 'live' });
  app = await start();
  second = await start();
});
afterAll(async () => {
  foreign.close();
  await app?.close();
  await second?.close();
  await link?.close();
  await database?.drop();
  await servers?.stop();
});

describe('settling what a subscription reads', () => {
  it('gives every message one effect, with two instances reading and messages published twice', async () => {
    const messages = Array.from({ length: 300 }, (_, i) => message('ok', `thing/${i}`));
    await foreign.publish(messages);
    await foreign.publish(messages.map((m) => ({ ...m, id: `again-${m.id}` })));
    await eventually(async () => (await effects()) === 300);
    const readers = [app, second].map((a) => a.get(Messaging).runners[0]!.counts.handled);
    expect(readers.filter((n) => n > 0)).toHaveLength(1);
  });

  it('answers with events in the same transaction, and both reach the stream once', async () => {
    await eventually(async () => (await sql('select count(*)::int as n from outbox'))[0]!.n === 0);
    expect((await sql("select count(*)::int as n from journal where type = 'grid.letter.dead.v1' and subject like 'answer/%'"))[0]!.n).toBe(300);
  });

  it('sets a poison message aside after counted attempts, while others go on', async () => {
    const before = await effects();
    await foreign.publish([message('ok', 'a/1'), message('poison', 'p/1'), message('ok', 'a/2')]);
    await eventually(async () => (await effects()) === before + 2);
    await eventually(async () => (await sql('select count(*)::int as n from dead_letter'))[0]!.n === 1);
    expect(await sql("select subscription, reason, detail, attempts from dead_letter")).toEqual([{ subscription: 'effects', reason: 'failed', detail: 'this message is poison', attempts: 6 }]);
    expect((await sql('select count(*)::int as n from parked'))[0]!.n).toBe(0);
  });

  it('keeps later messages of a failing aggregate behind it, in order, and lets other aggregates pass', async () => {
    await foreign.publish([message('poison', 'q/1'), message('ok', 'q/1', 2), message('ok', 'q/1', 3), message('ok', 'r/1')]);
    await eventually(async () => (await sql("select count(*)::int as n from effect where subject = 'r/1'"))[0]!.n === 1);
    await eventually(async () => (await sql("select count(*)::int as n from effect where subject = 'q/1'"))[0]!.n === 2);
    const order = await sql("select n from effect where subject = 'q/1' order by no");
    expect(order.map((r) => r.n)).toEqual([...order.map((r) => r.n)].sort((a, b) => a - b));
  });

  it('lets a message that came too early wait for its predecessor', async () => {
    const one = message('early', 'v/1', 1);
    const two = message('early', 'v/1', 2);
    await foreign.publish([two]);
    await eventually(async () => (await sql("select count(*)::int as n from parked where aggregate = 'v/1'"))[0]!.n === 1);
    // its predecessor arrives on the same aggregate and must not be held behind it for ever
    await foreign.publish([one]);
    await eventually(async () => (await sql("select count(*)::int as n from effect where subject = 'v/1'"))[0]!.n === 2);
  });

  it('records a domain refusal and goes on; an event that fails its schema is a dead letter at once', async () => {
    const bad = message('ok', 'z/1');
    await foreign.publish([message('refuse', 'y/1'), { ...bad, text: bad.text.replace('"operation":"o"', '"operation":7') }, { ...message('ok', 'z/2'), text: 'no json' }, message('ok', 'z/3')]);
    await eventually(async () => (await sql("select count(*)::int as n from effect where subject = 'z/3'"))[0]!.n === 1);
    const reasons = await sql<{ reason: string }>("select reason from dead_letter order by at, reason");
    expect(reasons.map((r) => r.reason)).toEqual(expect.arrayContaining(['refused', 'invalid', 'invalid']));
    expect((await sql("select count(*)::int as n from journal where type = 'grid.letter.dead.v1' and street = '999' and subject like 'letter/%'"))[0]!.n).toBe(5);
  });

  it('goes on after the database was cut off, without losing or doubling anything', async () => {
    const before = await effects();
    const messages = Array.from({ length: 200 }, (_, i) => message('ok', `cut/${i}`));
    const cut = sql("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'xunling' and pid <> pg_backend_pid()").catch(() => undefined);
    await foreign.publish(messages);
    await cut;
    await eventually(async () => (await effects()) === before + 200);
  });

  it('hands over to the second instance when the reading one ends', async () => {
    const before = await effects();
    const handled = (of: INestApplicationContext): number => of.get(Messaging).runners[0]!.counts.handled;
    const noted = [handled(app), handled(second)];
    await foreign.publish([message('ok', 'handover/first')]);
    await eventually(async () => (await effects()) === before + 1);
    // the one whose count moves holds the lock; it moves behind the commit
    const reading = await waitFor(() => [app, second].find((one, i) => handled(one) > noted[i]!));
    if (reading === app) [app, second] = [second, app];
    await second.close();
    await foreign.publish(Array.from({ length: 50 }, (_, i) => message('ok', `handover/${i}`)));
    await eventually(async () => (await effects()) === before + 51);
    second = await start();
  });

  it('fires due timers once with two instances ticking', async () => {
    await sql("insert into timer (id, due) select i, $1::timestamptz from generate_series(1, 40) i", [new Date(clock.now().getTime() + 3_600_000)]);
    expect((await sql('select coalesce(sum(fired), 0)::int as n from timer'))[0]!.n).toBe(0);
    clock.advance(3_700_000);
    await eventually(async () => (await sql('select count(*)::int as n from timer where fired > 0'))[0]!.n === 40);
    expect((await sql('select sum(fired)::int as n from timer'))[0]!.n).toBe(40);
  });

  it('replays a dead letter once its cause is gone', async () => {
    const nc = await link.connected();
    const [letter] = await sql<{ id: string; event_id: string }>("select id, event_id from dead_letter where reason = 'failed' order by at limit 1");
    const ask = async (op: string, input: object): Promise<{ ok: boolean; result?: { items: { id: string; reason: string }[]; counts: object[] }; refusal?: { code: string } }> =>
      (await nc.request(`rpc.c.grid.letters.${op}`, JSON.stringify({ caller: { userId: '018f0000-0000-7000-8000-000000000001', username: 'u', name: 'u', grants: [], lang: 'zh' }, requestId: `${op}-${serial++}`, correlationId: 'x', input }), { timeout: 5000 })).json();
    const listed = (await ask('list', { reason: 'failed' })).result!;
    expect(listed.items.map((l) => l.id)).toContain(letter!.id);
    expect(new Set(listed.items.map((l) => l.reason))).toEqual(new Set(['failed']));
    expect(listed.counts).toEqual([{ reason: 'failed', n: 2 }, { reason: 'invalid', n: 2 }, { reason: 'refused', n: 1 }]);
    expect(await messagingFigures(app.get(DataSource))).toContain('xl_dead_letters{reason="failed"} 2\n');
    await sql(`update dead_letter set body = replace(body, '"code":"poison"', '"code":"ok"') where id = $1`, [letter!.id]);
    expect((await ask('replay', { id: letter!.id })).ok).toBe(true);
    expect((await sql('select count(*)::int as n from effect where event_id = $1', [letter!.event_id]))[0]!.n).toBe(1);
    expect((await ask('replay', { id: letter!.id })).refusal).toMatchObject({ code: 'state.conflict' });
    const figures = await messagingFigures(app.get(DataSource));
    expect(figures).toContain('xl_dead_letters{reason="failed"} 1\n');
    expect(figures).toContain('xl_dead_letters_total{reason="failed"} 2\n');
  });

  it.each([
    ['an id that is none', (text: string) => text.replace(/"id":"[^"]+"/, '"id":"none"')],
    ['an id in capitals', (text: string) => text.replace(/"id":"([^"]+)"/, (_, id: string) => `"id":"${id.toUpperCase()}"`)],
    ['no aggregate', (text: string) => text.replace(/"subject":"[^"]+",/, '')],
    ['an aggregate with NUL', (text: string) => text.replace(/"subject":"[^"]+"/, '"subject":"a\\u0000"')],
    ['a version too large', (text: string) => text.replace('"version":1', '"version":3000000000')],
    ['a street that is none', (text: string) => text.replace('"street":"999"', '"street":"everywhere"')],
    ['NUL in its body', (text: string) => text.replace('"operation":"o"', '"operation":"o\\u0000"')],
    ['half a surrogate pair in its body', (text: string) => text.replace('"operation":"o"', '"operation":"o\\ud83d"')],
    ['an unknown key with NUL in its body', (text: string) => text.replace('"operation":"o"', '"operation":"o","a\\u0000b":1')],
    ['a NUL byte', (text: string) => `${text}\0`],
    ['a list instead', () => '[1]'],
    ['null instead', () => 'null'],
  ])('makes a letter at once of a message with %s, and goes on', async (name, spoil) => {
    const n = async (): Promise<number> => (await sql("select count(*)::int as n from dead_letter where reason = 'invalid'"))[0]!.n;
    const before = await n();
    const one = message('ok', `spoilt/${name}`);
    await foreign.publish([{ ...one, text: spoil(one.text) }, message('ok', `after/${name}`)]);
    await eventually(async () => (await sql('select count(*)::int as n from effect where subject = $1', [`after/${name}`]))[0]!.n === 1);
    expect(await n()).toBe(before + 1);
    expect((await sql('select count(*)::int as n from effect where subject = $1', [`spoilt/${name}`]))[0]!.n).toBe(0);
  });

  it('tries what is parked although PostgreSQL could not read a body among it as JSON', async () => {
    const [one, two, odd] = [message('early', 'w/1', 1), message('early', 'w/1', 2), message('ok', 'w/odd')];
    await foreign.publish([two]);
    await eventually(async () => (await sql("select count(*)::int as n from parked where aggregate = 'w/1'"))[0]!.n === 1);
    await sql(`insert into parked (subscription, event_id, aggregate, seq, subject, body, received, attempts, next_at, reason) values ('effects', $1, 'w/odd', 1, $2, $3, now(), 1, $4, 'put here by this spec')`,
      [odd.id, odd.subject, odd.text.replace('"operation":"o"', '"operation":"o\\u0000\\ud800"'), clock.now()]);
    await foreign.publish([one]);
    await eventually(async () => (await sql("select count(*)::int as n from effect where subject like 'w/%'"))[0]!.n === 3);
  });

  it('counts failures of a message, not faults of its surroundings', async () => {
    const shaky = message('shaky', 'shaky/1');
    await foreign.publish([shaky]);
    await eventually(async () => (await sql("select count(*)::int as n from effect where subject = 'shaky/1'"))[0]!.n === 1);
    expect(await sql('select detail from dead_letter where event_id = $1', [shaky.id])).toEqual([]);
  });

  it('keeps what it has read for 30 days, no shorter and no longer', async () => {
    const kept = async (): Promise<number> => (await sql("select count(*)::int as n from inbox where event_id <> '018f0000-0000-7000-8000-0000000000aa'"))[0]!.n;
    const before = await kept();
    expect(before).toBeGreaterThan(500);
    await sql(`insert into inbox (subscription, event_id, at) values ('effects', '018f0000-0000-7000-8000-0000000000aa', $1)`, [new Date(clock.now().getTime() - 30 * 86_400_000 - 1000)]);
    await waitFor(async () => (await sql("select count(*)::int as n from inbox where event_id = '018f0000-0000-7000-8000-0000000000aa'"))[0]!.n === 0, 20_000);
    expect(await kept()).toBe(before);
    clock.advance(31 * 86_400_000);
    await waitFor(async () => (await kept()) === 0, 20_000);
    expect((await sql("select count(*)::int as n from journal"))[0]!.n).toBeGreaterThan(300);
  });
});
