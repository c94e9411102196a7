import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemClock } from '@xunling/platform';
import { freshDatabase, freshFolder, freshNats, freshPostgres, waitFor, type FreshDatabase, type OwnNats, type OwnPostgres } from '@xunling/testing';
import { readConfig } from './config.js';
import { startGateway, type RunningGateway } from './start.js';

const PASSWORD = 'demo-password';
let postgres: OwnPostgres;
let database: FreshDatabase;
let nats: OwnNats;
let gateway: RunningGateway;

const ask = async (method: string, path: string, body?: object): Promise<{ http: number; code?: string; parts?: object }> => {
  const response = await fetch(`http://127.0.0.1:${gateway.port}${path}`, { method, ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) });
  return { http: response.status, ...((await response.json()) as object) };
};
const signIn = () => ask('POST', '/api/sessions', { username: 'duty1', password: PASSWORD });

beforeAll(async () => {
  postgres = await freshPostgres();
  [database, nats] = await Promise.all([freshDatabase({ context: 'gateway', server: postgres.url }), freshNats()]);
  await postgres.kill();
  gateway = await startGateway(readConfig({
    XL_NATS_URL: nats.url, XL_DATABASE_URL: database.url, XL_OWNER_URL: database.ownerUrl, XL_DATA_DIR: freshFolder('gateway'), XL_HTTP_PORT: '0', XL_POOL_SIZE: '6', XL_SEED: 'sample', XL_DEMO_PASSWORD: PASSWORD,
  }), new SystemClock());
}, 60_000);
afterAll(async () => {
  await gateway.stop();
  await Promise.all([nats.stop(), postgres.stop()]);
});

describe('the gateway with PostgreSQL down', () => {
  it('opens its door and says what is missing', async () => {
    expect(await ask('GET', '/health/live')).toMatchObject({ http: 200 });
    expect(await ask('GET', '/health/ready')).toMatchObject({ http: 503, parts: { intake: 'waiting for the area tree', database: 'down' } });
    expect(await signIn()).toMatchObject({ http: 503, code: 'context.unreachable' });
  });

  it('serves everything once the database answers', async () => {
    await postgres.restart();
    await gateway.complete();
    expect(await signIn()).toMatchObject({ http: 201 });
  });

  it('loses the database again without dying, and finds it again', async () => {
    await postgres.kill();
    expect(await signIn()).toMatchObject({ http: 503, code: 'context.unreachable' });
    expect(await ask('GET', '/health/ready')).toMatchObject({ http: 503, parts: { database: 'down' } });
    await postgres.restart();
    await waitFor(async () => (await signIn()).http === 201, 45_000, 'a sign-in after the restart');
  });
});
