import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MovableClock } from '@xunling/platform';
import { freshFolder, freshNats, waitFor, type OwnNats } from '@xunling/testing';
import { readConfig } from '../config.js';
import { startGateway, type RunningGateway } from '../start.js';
import { alertXml, bytesOf, sampleMap } from './fixtures.js';

let nats: OwnNats;
let gateway: RunningGateway;
let dataDir: string;
const KEY = 'feed-demo.secret-of-this-spec';

beforeAll(async () => {
  nats = await freshNats();
  dataDir = freshFolder('door');
  writeFileSync(join(dataDir, 'feed-keys.json'), JSON.stringify([{ name: 'feed-demo', secretHash: createHash('sha256').update('secret-of-this-spec').digest('hex') }]));
  mkdirSync(join(dataDir, 'intake'), { recursive: true });
  writeFileSync(join(dataDir, 'intake', 'areas.json'), JSON.stringify(sampleMap().all()));
  // no PostgreSQL answers on that port: alerts are taken all the same
  gateway = await start();
});
afterAll(async () => { await gateway?.stop(); await nats?.stop(); });

/** Of one data folder: the first holds the spool. */
const start = (): Promise<RunningGateway> => startGateway(readConfig({ XL_NATS_URL: nats.url, XL_DATA_DIR: dataDir, XL_HTTP_PORT: '0', XL_DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' }), new MovableClock(new Date('2026-07-20T08:05:00Z')));
const partsOf = async ({ port }: RunningGateway): Promise<unknown> => ((await (await fetch(`http://127.0.0.1:${port}/health/ready`)).json()) as { parts: unknown }).parts;

const post = (body: string | Buffer, type = 'application/cap+xml', key = KEY): Promise<Response> =>
  fetch(`http://127.0.0.1:${gateway.port}/api/feeds/cap`, { method: 'POST', body: body as never, headers: { 'content-type': type, ...(key && { authorization: `Bearer ${key}` }) } });

describe('POST /api/feeds/cap with PostgreSQL down since the start', () => {
  it('accepts, then answers duplicate', async () => {
    const first = await post(alertXml());
    expect([first.status, await first.json()]).toEqual([202, { alertId: expect.any(String), verdict: 'accepted', warnings: [], stored: 'spool' }]);
    const second = await post(alertXml(), 'text/xml; charset=utf-8');
    expect([second.status, await second.json()]).toEqual([200, { alertId: expect.any(String), duplicate: true }]);
  });

  it.each<[string, string | Buffer, string, string, number, string]>([
    ['no key', alertXml(), 'application/xml', '', 401, 'session.required'],
    ['JSON', '{}', 'application/json', KEY, 415, 'request.media-type'],
    ['another type', 'x', 'text/plain', KEY, 415, 'request.media-type'],
    ['over 1 MiB', Buffer.alloc(1024 * 1024 + 1, 32), 'application/xml', KEY, 413, 'request.too-large'],
    ['no XML', 'hello', 'application/xml', KEY, 422, 'cap.invalid'],
    ['a DTD', '<!DOCTYPE a><a/>', 'application/xml', KEY, 422, 'cap.invalid'],
    ['an Update without references', bytesOf({ msgType: 'Update', identifier: 'u' }), 'application/xml', KEY, 422, 'cap.invalid'],
  ])('refuses %s by name', async (_, body, type, key, status, code) => {
    const answer = await post(body, type, key);
    expect([answer.status, (await answer.json() as { code: string }).code]).toEqual([status, code]);
  });

  it('names reason and place, keeps the original, and shows it to nobody without a session', async () => {
    const answer = await post(bytesOf({ scope: '', identifier: 'no-scope' }), 'application/xml');
    const problem = await answer.json() as { quarantineId: string; errors: object[] };
    expect(problem.errors).toEqual([{ reason: 'schema.missing-element', path: '/alert/scope', message: expect.any(String) }]);
    const url = `http://127.0.0.1:${gateway.port}/api/feeds/quarantine`;
    expect((await fetch(url)).status).toBe(401);
    expect((await fetch(url, { headers: { authorization: `Bearer ${KEY}` } })).status).toBe(403);
    expect((await fetch(`http://127.0.0.1:${gateway.port}/api/warnings/0198a000-0000-7000-8000-000000000000/original`)).status).toBe(401);
    expect(problem.quarantineId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('a second gateway on the same data folder', () => {
  it('says that its intake stands by, and takes over when the first is gone', async () => {
    const second = await start();
    try {
      expect(await partsOf(gateway)).toEqual({ intake: 'ok', broker: 'ok', database: 'down' });
      expect(await partsOf(second)).toEqual({ intake: 'standing by', broker: 'ok', database: 'down' });
      await gateway.stop();
      await waitFor(async () => ((await partsOf(second)) as { intake: string }).intake === 'ok');
    } finally { await second.stop(); }
  });
});
