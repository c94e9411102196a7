import { writeFileSync, readFileSync, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { createUser, fromSeed } from '@nats-io/nkeys';
import { connect, nkeyAuthenticator, PermissionViolationError, type NatsConnection } from '@nats-io/transport-node';
import { freshFolder, freshNats, MovableClock, waitFor, type OwnNats } from '@xunling/testing';
import { testGateway, type TestGateway } from '../testing/test-gateway.js';
import { DASHBOARDS_FILE } from './dashboard-users.js';

let nats: OwnNats;
let t: TestGateway;
const clock = new MovableClock(new Date());
let admin: string;
let staff: NatsConnection;
const open: NatsConnection[] = [];
const folder = freshFolder('users');
const keys = freshFolder('seeds');

const seedOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(keys, name)));
const publicKey = (name: string): string => fromSeed(seedOf(name)).getPublicKey();

/** What the launcher does: the services' users and the dashboards' in one file, then SIGHUP. */
function writeUsers(): void {
  const dashboards = join(folder, DASHBOARDS_FILE);
  const own = ['gateway', 'setup'].map((name) => JSON.stringify({ nkey: publicKey(name) }));
  writeFileSync(join(folder, 'users.conf'), `users: [\n${own.join('\n')}\n${existsSync(dashboards) ? readFileSync(dashboards, 'utf8') : ''}\n]\n`);
}

beforeAll(async () => {
  for (const name of ['gateway', 'setup']) writeFileSync(join(keys, name), createUser().getSeed());
  writeUsers();
  nats = await freshNats({ config: `authorization { include "../${basename(folder)}/users.conf" }`, stream: false });
  staff = await connect({ servers: nats.url, authenticator: nkeyAuthenticator(seedOf('setup')) });
  await (await jetstreamManager(staff)).streams.add({ name: 'XL', subjects: ['xl.>'], allow_direct: true });
  t = await testGateway({ XL_NATS_SEED: join(keys, 'gateway'), XL_NATS_USERS_DIR: folder }, { nats, clock, reload: async () => { writeUsers(); await nats.reload(); return true; } });
  admin = (await t.session('boss', [{ role: 'administrator', area: '410171' }])).token;
}, 60_000);
afterAll(async () => {
  for (const nc of [...open, staff]) await nc.close();
  await t.stop();
});

const issue = async (name: string, street: string, token = admin) => t.call('POST', '/api/credentials', { token, body: { name, street } });
async function dashboard(name: string, seed: string, inboxPrefix = `_INBOX_${name}`): Promise<NatsConnection> {
  const nc = await connect({ servers: nats.url, authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)), inboxPrefix, reconnect: false });
  open.push(nc);
  return nc;
}
/** `refused` where the server denies it; what came back otherwise. */
async function attempt(job: () => Promise<unknown>): Promise<string> {
  try { return `allowed: ${JSON.stringify(await job())}`; } catch (error) {
    const seen = [error, (error as Error).cause];
    if (seen.some((e) => e instanceof PermissionViolationError)) return 'refused';
    throw error;
  }
}
const ask = (nc: NatsConnection, subject: string, body = '{}') => attempt(async () => (await nc.request(subject, body, { timeout: 3000 })).string());
const listen = (nc: NatsConnection, subject: string) => attempt(async () => {
  const subscription = nc.subscribe(subject);
  const end = subscription.closed.then((error) => { if (error) throw error; });
  // The server answers in order: after a second round trip a denial has arrived; it may come within the first, so that too listens for it.
  await Promise.race([end, nc.flush()]);
  await Promise.race([end, nc.flush()]);
  subscription.unsubscribe();
});

describe("a dashboard's credential", () => {
  it('reads its own street and what is for everyone, by its own consumer, and nothing else', async () => {
    for (const [street, n] of [['561', 1], ['000', 2], ['560', 3], ['999', 4]] as const) await jetstream(staff).publish(`xl.410171.${street}.c.command.order.issued.v1`, JSON.stringify({ n }));
    const { status, body } = await issue('dash-561', '410171561');
    expect([status, body['consumer'], body['installed'], body['areas']]).toEqual([201, 'dash-561', true, ['410171561']]);

    const nc = await dashboard('dash-561', body['seed'] as string);
    const consumer = await jetstream(nc).consumers.get('XL', 'dash-561');
    const got: number[] = [];
    for await (const message of await consumer.fetch({ max_messages: 2, expires: 5000 })) { got.push(message.json<{ n: number }>().n); await message.ackAck(); }
    expect(got).toEqual([1, 2]);
    await waitFor(async () => (await consumer.info()).num_ack_pending === 0, 45_000, 'the acknowledgements');
  });

  it('is refused every other way in', async () => {
    const { body } = await issue('dash-562', '410171562');
    await issue('dash-563', '410171563');
    const nc = await dashboard('dash-562', body['seed'] as string);
    expect(await listen(nc, 'xl.410171.562.>')).toMatch(/^allowed/);
    const tries = await Promise.all([
      listen(nc, 'xl.410171.560.>'), listen(nc, 'xl.>'), listen(nc, 'rpc.>'), listen(nc, '_INBOX_dash-563.>'), listen(nc, '>'),
    ]);
    expect(tries).toEqual(Array(5).fill('refused'));
    const create = JSON.stringify({ stream_name: 'XL', config: { durable_name: 'mine', ack_policy: 'explicit' } });
    for (const [subject, text] of [
      ['$JS.API.CONSUMER.CREATE.XL', create], ['$JS.API.CONSUMER.CREATE.XL.mine', create], ['$JS.API.CONSUMER.DURABLE.CREATE.XL.mine', create], ['$JS.API.STREAM.MSG.GET.XL', '{"seq":3}'], ['$JS.API.DIRECT.GET.XL', '{"seq":3}'],
      ['$JS.API.DIRECT.GET.XL.xl.410171.560.c.command.order.issued.v1', ''], ['$JS.API.CONSUMER.MSG.NEXT.XL.dash-563', '1'], ['$JS.API.CONSUMER.INFO.XL.dash-563', ''], ['$JS.API.CONSUMER.DELETE.XL.dash-563', ''],
      ['$JS.API.STREAM.INFO.XL', ''], ['$JS.API.STREAM.PURGE.XL', ''], ['xl.410171.562.c.command.order.issued.v1', '{}'], ['rpc.c.command.order.list', '{}'],
    ] as const) expect([subject, await ask(nc, subject, text)]).toEqual([subject, 'refused']);
  });

  it('cannot be read with a foreign inbox', async () => {
    const { body } = await issue('dash-565', '410171565');
    const nc = await dashboard('dash-565', body['seed'] as string, '_INBOX_dash-563');
    expect(await ask(nc, '$JS.API.CONSUMER.INFO.XL.dash-565')).toBe('refused');
  });

  it('when revoked loses its connection within five seconds, its user and its consumer', async () => {
    const { body } = await issue('dash-111', '410171111');
    const nc = await dashboard('dash-111', body['seed'] as string);
    expect((await t.call('POST', `/api/credentials/${body['id']}/revoke`, { token: admin })).status).toBe(200);
    await waitFor(() => nc.isClosed(), 5000, 'the cut');
    await expect(dashboard('dash-111', body['seed'] as string)).rejects.toThrow();
    expect(readFileSync(join(folder, DASHBOARDS_FILE), 'utf8')).not.toContain(body['publicKey']);
    await expect((await jetstreamManager(staff)).consumers.info('XL', 'dash-111')).rejects.toThrow(/not found/);
  });

  it('when rotated goes on where the old one stands, both valid until the overlap ends', async () => {
    const old = (await issue('dash-rot', '410171562')).body;
    const street = 'xl.410171.562.c.command.order.issued.v1';
    const say = async (from: number, to: number): Promise<void> => { for (let n = from; n <= to; n++) await jetstream(staff).publish(street, JSON.stringify({ n })); };
    const read = async (nc: NatsConnection, n: number): Promise<number[]> => {
      const got: number[] = [];
      for await (const m of await (await jetstream(nc).consumers.get('XL', 'dash-rot')).fetch({ max_messages: n, expires: 3000 })) { if (m.subject === street) got.push(m.json<{ n: number }>().n); await m.ackAck(); }
      return got;
    };
    const first = await dashboard('dash-rot', old['seed'] as string);
    await read(first, 1000);
    await say(101, 105);
    expect(await read(first, 5)).toEqual([101, 102, 103, 104, 105]);
    await say(106, 108);

    const { token: stranger } = await t.session('officer-563', [{ role: 'sub-district-officer', area: '410171563' }]);
    expect((await t.call('POST', `/api/credentials/${old['id']}/rotate`, { token: stranger, body: {} })).body['code']).toBe('access.area');
    const rotated = await t.call('POST', `/api/credentials/${old['id']}/rotate`, { token: admin, body: { overlapMinutes: 60 } });
    expect([rotated.status, rotated.body['consumer'], rotated.body['areas'], rotated.body['installed']]).toEqual([201, 'dash-rot', ['410171562'], true]);
    expect((await t.call('POST', `/api/credentials/${old['id']}/rotate`, { token: admin, body: {} })).body).toMatchObject({ code: 'state.conflict', state: 'rotated' });

    const second = await dashboard('dash-rot', rotated.body['seed'] as string);
    expect(first.isClosed()).toBe(false);
    expect(await read(second, 3)).toEqual([106, 107, 108]);
    clock.advance(61 * 60_000);
    await waitFor(() => first.isClosed(), 45_000, 'the end of the overlap');
    await expect(dashboard('dash-rot', old['seed'] as string)).rejects.toThrow();
    await say(109, 110);
    const third = second.isClosed() ? await dashboard('dash-rot', rotated.body['seed'] as string) : second;
    expect(await read(third, 2)).toEqual([109, 110]);
    const { items } = (await t.call('GET', '/api/credentials?area=410171562', { token: admin })).body as { items: { id: string; revokedAt?: string }[] };
    expect(items.filter((c) => c.revokedAt).map((c) => c.id)).toEqual([old['id']]);
    expect((await t.call('POST', `/api/credentials/${old['id']}/rotate`, { token: admin, body: {} })).body).toMatchObject({ state: 'revoked' });
    expect((await t.call('POST', `/api/credentials/${old['id']}/rotate`, { token: admin, body: { overlapMinutes: 99_999 } })).status).toBe(400);
  });

  it("is given out for the own street by its officer, for another by nobody but an administrator", async () => {
    const { token } = await t.session('officer-560', [{ role: 'sub-district-officer', area: '410171560' }]);
    expect([(await issue('theirs', '410171561', token)).body['code'], (await issue('ours', '410171560', token)).status]).toEqual(['access.area', 201]);
    expect((await t.call('GET', '/api/credentials', { token })).body['items'].map((c: { name: string }) => c.name)).toEqual(['ours']);
    expect((await issue('ours', '410171560', token)).status).toBe(409);
    expect((await issue('elsewhere', '410172001')).body['code']).toBe('area.unknown');
  });
});
