import { afterAll, describe, expect, it } from 'vitest';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { freshDatabase, freshNats, startServers, withClient } from './index.js';

describe('servers for specs', () => {
  const stops: (() => Promise<unknown>)[] = [];
  afterAll(async () => { for (const stop of stops) await stop(); });

  it('gives each call a database of its own, in which the service role works with what the owner made', async () => {
    const [one, two] = await Promise.all([freshDatabase({ context: 'grid' }), freshDatabase({ context: 'grid' })]);
    stops.push(one.drop, two.drop);
    await withClient(one.ownerUrl, client => client.query('create table duty (id int primary key)'));
    await withClient(one.url, async client => {
      await client.query('insert into duty values (1)');
      await expect(client.query('create table sneaked (id int)')).rejects.toThrow('permission denied');
    });
    await withClient(two.ownerUrl, async client => {
      expect((await client.query("select from pg_tables where tablename = 'duty'")).rowCount).toBe(0);
    });
  });

  it('prepares a template once and clones it with its rights', async () => {
    let prepared = 0;
    const template = { name: 'spec', prepare: async (url: string) => { prepared++; await withClient(url, client => client.query('create table post (id int)')); } };
    for (let i = 0; i < 2; i++) {
      const cloned = await freshDatabase({ context: 'command', template });
      await withClient(cloned.url, client => client.query('insert into post values (7)'));
      await cloned.drop();
    }
    expect(prepared).toBe(1);
  });

  it('reuses the PostgreSQL of the worker and starts a nats-server with the stream XL', async () => {
    const [first, second] = [await startServers(), await startServers()];
    stops.push(first.stop, second.stop);
    expect(first.postgresUrl).toBe(second.postgresUrl);
    expect(first.nats.port).not.toBe(second.nats.port);
    const nc = await connect({ servers: first.nats.url });
    const { config } = await (await jetstreamManager(nc)).streams.info('XL');
    await nc.close();
    expect(config).toMatchObject({ subjects: ['xl.>'], storage: 'file', allow_direct: true });
  });

  it('keeps a stream through kill -9 and puts an old copy of it back', async () => {
    const nats = await freshNats();
    stops.push(nats.stop);
    const use = async <T>(job: (nc: NatsConnection) => Promise<T>): Promise<T> => {
      const nc = await connect({ servers: nats.url });
      try { return await job(nc); } finally { await nc.close(); }
    };
    const publish = (text: string): Promise<unknown> => use(nc => jetstream(nc).publish('xl.410171.999.c.command.a.b.v1', text));
    const lastSeq = (): Promise<number> => use(async nc => (await (await jetstreamManager(nc)).streams.info('XL')).state.last_seq);
    await publish('one');
    const copy = await nats.copyStore();
    await publish('two');
    await nats.kill();
    await nats.restart();
    expect(await lastSeq()).toBe(2);
    await copy.putBack();
    expect(await lastSeq()).toBe(1);
  });
});
