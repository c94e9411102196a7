import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { freshFolder, freshNats, type OwnNats } from '@xunling/testing';
import { inboxOf } from './nats-permissions.js';
import { authorization, writeUsers } from './nats-users.js';
import { natsKey } from './secrets.js';
import { setUpStream } from './servers.js';

const USERS = ['setup', 'command', 'grid', 'rescue', 'supplies', 'gateway'];
const EVENT = 'order.issued.v1';

describe('NATS users of the services', () => {
  const folder = freshFolder('users');
  const keys = freshFolder('keys');
  let nats: OwnNats;
  const open: NatsConnection[] = [];

  const as = async (user: string, inboxPrefix = inboxOf(user)): Promise<NatsConnection> => {
    const seed = new TextEncoder().encode(readFileSync(natsKey(keys, user).seedFile, 'utf8'));
    const nc = await connect({ servers: nats.url, authenticator: nkeyAuthenticator(seed), inboxPrefix, reconnect: false });
    open.push(nc);
    return nc;
  };
  /** Settles to 'refused' when the server denies the publish or the subscription. */
  const attempt = async (job: () => Promise<unknown>): Promise<string> => {
    try { await job(); return 'allowed'; } catch (error) { return /ermission/.test(`${(error as Error).name} ${(error as Error).message} ${(error as Error).cause}`) ? 'refused' : `error ${error}`; }
  };
  const publish = (nc: NatsConnection, subject: string): Promise<string> => attempt(() => jetstream(nc).publish(subject, '{}'));
  const ask = (nc: NatsConnection, subject: string, body = ''): Promise<string> => attempt(async () => {
    const { code, description } = (JSON.parse((await nc.request(subject, body, { timeout: 5000 })).string() || '{}') as { error?: { code: number; description: string } }).error ?? {};
    if (code && code >= 500) throw new Error(description);
  });
  const listen = (nc: NatsConnection, subject: string): Promise<string> => attempt(async () => {
    const sub = nc.subscribe(subject, { max: 1 });
    // The server answers in order: after the flush a denial has arrived.
    const denied = sub.closed;
    await nc.flush();
    const verdict = await Promise.race([denied.then(error => error ?? null), nc.flush().then(() => null)]);
    if (verdict) throw verdict;
    sub.unsubscribe();
  });

  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    const usersFile = writeUsers(folder, keys, USERS, 'c');
    nats = await freshNats({ config: '' });
    // An include is resolved against the server's own folder, so the block goes in as text here.
    await nats.stop();
    nats = await freshNats({ config: `authorization { ${readFileSync(usersFile, 'utf8')} }` });
    await setUpStream(nats.url, natsKey(keys, 'setup').seedFile, usersFile);
  });
  afterAll(async () => {
    for (const nc of open) await nc.close();
    await nats.stop();
  });

  it('lets each service publish its own context of its own node and no other', async () => {
    for (const user of ['command', 'grid', 'rescue', 'supplies']) {
      const nc = await as(user);
      for (const context of ['command', 'grid', 'rescue', 'supplies', 'gateway', 'feed'])
        expect([user, context, await publish(nc, `xl.410171.561.c.${context}.${EVENT}`)]).toEqual([user, context, context === user ? 'allowed' : 'refused']);
      expect(await publish(nc, `xl.410171.561.e561.${user}.${EVENT}`)).toBe('refused');
    }
    const gateway = await as('gateway');
    expect(await publish(gateway, `xl.410171.999.c.gateway.${EVENT}`)).toBe('allowed');
    expect(await publish(gateway, `xl.410171.000.c.feed.${EVENT}`)).toBe('allowed');
    expect(await publish(gateway, `xl.410171.561.c.command.${EVENT}`)).toBe('refused');
  });

  it('lets the gateway alone ask, and each service answer its own questions alone', async () => {
    const [gateway, grid, command] = [await as('gateway'), await as('grid'), await as('command')];
    const sub = grid.subscribe('rpc.c.grid.>', { queue: 'grid', callback: (_error, message) => { message.respond('done'); } });
    await grid.flush();
    expect((await gateway.request('rpc.c.grid.duty.list', '')).string()).toBe('done');
    expect(await ask(command, 'rpc.c.grid.duty.list')).toBe('refused');
    expect(await listen(grid, 'rpc.c.command.>')).toBe('refused');
    expect(await listen(grid, 'rpc.>')).toBe('refused');
    sub.unsubscribe();
  });

  it('keeps answers and live events from other users', async () => {
    const grid = await as('grid');
    expect(await listen(grid, '_INBOX_gateway.>')).toBe('refused');
    expect(await listen(grid, '_INBOX.>')).toBe('refused');
    expect(await listen(grid, 'xl.>')).toBe('refused');
    expect(await listen(grid, '>')).toBe('refused');
    expect(await listen(grid, '_INBOX_grid.>')).toBe('allowed');
  });

  it('lets services ask the checker and the gateway answer', async () => {
    const [gateway, grid] = [await as('gateway'), await as('grid')];
    gateway.subscribe('recon.c', { callback: (_error, message) => { message.respond('epoch 1'); } });
    await gateway.flush();
    expect((await grid.request('recon.c', '')).string()).toBe('epoch 1');
    expect(await listen(grid, 'recon.c')).toBe('refused');
  });

  it('lets services read the stream in order from a floor, and single messages', async () => {
    const [grid, command] = [await as('grid'), await as('command')];
    const { seq } = await jetstream(command).publish(`xl.410171.561.c.command.${EVENT}`, '{"n":1}');
    const manager = await jetstreamManager(grid);
    expect((await manager.streams.info('XL')).state.last_seq).toBeGreaterThanOrEqual(seq);
    expect((await manager.direct.getMessage('XL', { seq }))?.string()).toBe('{"n":1}');
    for (const filters of [['xl.*.*.*.command.order.>'], ['xl.*.*.*.command.order.>', 'xl.*.*.*.rescue.>']]) {
      const consumer = await jetstream(grid).consumers.get('XL', { filter_subjects: filters, opt_start_seq: seq });
      const messages = await consumer.consume();
      for await (const message of messages) {
        expect(message.seq).toBe(seq);
        break;
      }
      await messages.close();
    }
  });

  it('keeps the stream from everyone but the set-up user', async () => {
    for (const user of ['command', 'grid', 'rescue', 'supplies', 'gateway']) {
      const nc = await as(user);
      for (const subject of ['STREAM.CREATE.OTHER', 'STREAM.UPDATE.XL', 'STREAM.DELETE.XL', 'STREAM.PURGE.XL', 'STREAM.SNAPSHOT.XL', 'STREAM.RESTORE.XL', 'STREAM.INFO.OTHER', 'META.LEADER.STEPDOWN'])
        expect([user, subject, await ask(nc, `$JS.API.${subject}`, '{}')]).toEqual([user, subject, 'refused']);
      expect(await ask(nc, '$SYS.REQ.SERVER.PING')).toBe('refused');
    }
    expect(await ask(await as('setup'), '$JS.API.STREAM.INFO.XL')).toBe('allowed');
    expect(await publish(await as('setup'), `xl.410171.561.c.command.${EVENT}`)).toBe('refused');
  });

  it('lets the gateway alone overwrite a message that was erased by order', async () => {
    const { seq } = await jetstream(await as('command')).publish(`xl.410171.561.c.command.${EVENT}`, '{"n":2}');
    for (const user of ['command', 'grid', 'rescue', 'supplies']) expect([user, await ask(await as(user), '$JS.API.STREAM.MSG.DELETE.XL', JSON.stringify({ seq }))]).toEqual([user, 'refused']);
    const manager = await jetstreamManager(await as('gateway'));
    expect(await manager.streams.deleteMessage('XL', seq, true)).toBe(true);
    expect(await manager.direct.getMessage('XL', { seq })).toBeNull();
  });

  it("lets the gateway alone make and remove a dashboard's consumer", async () => {
    const [gateway, grid] = [await as('gateway'), await as('grid')];
    const manager = await jetstreamManager(gateway);
    await manager.consumers.add('XL', { durable_name: 'dash1', ack_policy: AckPolicy.Explicit, filter_subjects: ['xl.410171.561.>', 'xl.410171.000.>'] });
    expect(await ask(grid, '$JS.API.CONSUMER.DELETE.XL.dash1')).toBe('refused');
    expect(await ask(grid, '$JS.API.CONSUMER.DURABLE.CREATE.XL.dash2', '{}')).toBe('refused');
    expect(await manager.consumers.delete('XL', 'dash1')).toBe(true);
  });

  it('refuses who has no key', async () => {
    await expect(connect({ servers: nats.url, reconnect: false })).rejects.toThrow(/uthoriz/);
    const stranger = natsKey(keys, 'stranger');
    const seed = new TextEncoder().encode(readFileSync(stranger.seedFile, 'utf8'));
    await expect(connect({ servers: nats.url, authenticator: nkeyAuthenticator(seed), reconnect: false })).rejects.toThrow(/uthoriz/);
  });

  it("adds the dashboards' users that the gateway wrote", () => {
    const { publicKey } = natsKey(keys, 'dash');
    writeFileSync(join(folder, 'dashboards.conf'), `{ nkey: "${publicKey}" }\n`);
    expect(readFileSync(writeUsers(folder, keys, USERS, 'c'), 'utf8')).toContain(publicKey);
    expect(authorization('../nats-users')).toContain('"../nats-users/users.conf"');
  });
});
