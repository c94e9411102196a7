import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { waitFor } from '@xunling/testing';
import { City } from '../kit/city.js';
import { cuttable } from '../kit/line.js';
import type { Duty, Page } from '../kit/walk.js';

/** The README's dashboard, run as its owner runs it, against both transports of the whole system. */
const PROGRAM = resolve(import.meta.dirname, '../../../examples/dashboard/dashboard.mjs');
const STREET = '410171561';
/** What design.md §7 promises of a revocation. */
const REVOKED_WITHIN_MS = 5_000;
let city: City;
let credential: { id: string; seed: string; consumer: string };
const running: ChildProcess[] = [];
let acknowledged561 = 0;

interface Dashboard { lines: Record<string, unknown>[]; counts(): Record<string, number>; stop(): Promise<void>; ended: Promise<number | null> }

function run(env: Record<string, string>): Dashboard {
  const { NODE_OPTIONS: _jest, ...inherited } = process.env;
  const child = spawn(process.execPath, [PROGRAM], { env: { ...inherited, XL_STREET: STREET, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  const lines: Record<string, unknown>[] = [];
  let rest = '';
  child.stdout.on('data', (bytes: Buffer) => {
    const parts = (rest + bytes.toString()).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) if (part) lines.push(JSON.parse(part) as Record<string, unknown>);
  });
  const ended = new Promise<number | null>((done) => { child.once('exit', (code) => done(code)); });
  return {
    lines, ended,
    counts: () => (lines.filter((l) => 'street' in l).at(-1) ?? {}) as Record<string, number>,
    stop: async () => { child.kill('SIGKILL'); await ended; },
  };
}

async function acknowledge(username: string, n: number): Promise<void> {
  const person = await city.as(username);
  const open = async (): Promise<Duty[]> => (await person.get<Page<Duty>>(`/api/duties?mine=true&state=open&limit=${n}`)).body.items;
  // orders become duties a moment after the level is in force
  await waitFor(async () => (await open()).length === n, 45_000, 'the duties');
  const items = await open();
  for (const duty of items) expect((await person.post(`/api/duties/${duty.id}/acknowledge`)).status).toBe(200);
  if (username.endsWith('561')) acknowledged561 += n;
}
const asCredential = (seed: string, consumer: string): Promise<NatsConnection> =>
  connect({ servers: city.system.natsUrl, authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)), inboxPrefix: `_INBOX_${consumer}`, maxReconnectAttempts: 0 });

beforeAll(async () => {
  city = await City.start();
  const duty1 = await city.as('duty1');
  const raised = await duty1.post<{ orders: number }>('/api/levels/raise', { level: 'III', areas: ['410171'], reason: '示例：看板测试' });
  expect([raised.status, raised.body.orders]).toEqual([200, 2160]);
  const street = await city.as('street-561');
  const issued = await street.post<{ id: string; seed: string; consumer: string }>('/api/credentials', { name: 'dashboard-561', street: STREET });
  expect(issued.status).toBe(201);
  credential = issued.body;
}, 180_000);
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await city?.stop();
}, 60_000);

describe('the dashboard of README', () => {
  it('is a program of at most 30 lines', async () => {
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(PROGRAM, 'utf8').trim().split('\n').length).toBeLessThanOrEqual(30);
  });

  it.each(['SSE', 'NATS'])('counts its street by %s, resumes after a stop, without a gap, a double or another street', async (transport) => {
    const state = join(mkdtempSync(join(tmpdir(), 'dashboard-')), 'state.json');
    const street = await city.as('street-561');
    const env: Record<string, string> = transport === 'SSE'
      ? { XL_URL: city.url, XL_TOKEN: street.token, XL_STATE: state }
      : { XL_NATS_URL: city.system.natsUrl, XL_SEED: credential.seed, XL_CONSUMER: credential.consumer, XL_STATE: state };
    const first = run(env);
    await waitFor(() => first.lines.some((l) => l['link'] === 'live'), 45_000, 'the link');
    // SSE begins where it is asked to, now; the credential's consumer begins with the stream
    const before = transport === 'SSE' ? 0 : acknowledged561;
    await waitFor(() => (first.counts()['grid.duty.acknowledged'] ?? 0) === before, 45_000, 'what was before');
    await acknowledge(transport === 'SSE' ? 'police-561' : 'traffic-561', 5);
    await waitFor(() => (first.counts()['grid.duty.acknowledged'] ?? 0) >= before + 5, 45_000, 'five acknowledgements');
    await first.stop();
    // away: what happens meanwhile comes once, in order, after the return
    await acknowledge(transport === 'SSE' ? 'police-561' : 'traffic-561', 7);
    await acknowledge('police-560', 3);
    const second = run(env);
    const had = before + 5;
    await waitFor(() => (second.counts()['grid.duty.acknowledged'] ?? 0) >= had + 7, 45_000, 'seven more');
    expect(second.counts()['grid.duty.acknowledged']).toBe(had + 7);
    for (const line of [...first.lines, ...second.lines]) {
      expect(line).not.toHaveProperty('gap');
      expect(line).not.toHaveProperty('broken');
      if ('street' in line) expect(['561', '000']).toContain(line['street']);
    }
    await second.stop();
  });

  it('misses nothing when the line is cut before its first event', async () => {
    const line = await cuttable(city.url);
    const dashboard = run({ XL_URL: line.url, XL_TOKEN: (await city.as('street-561')).token, XL_STATE: join(mkdtempSync(join(tmpdir(), 'dashboard-')), 'state.json') });
    await waitFor(() => dashboard.lines.some((l) => l['link'] === 'live'), 45_000, 'the link');
    line.cut();
    await waitFor(() => dashboard.lines.some((l) => l['link'] === 'lost'), 45_000, 'the loss to be said');
    await acknowledge('police-561', 4);
    await line.mend();
    await waitFor(() => (dashboard.counts()['grid.duty.acknowledged'] ?? 0) >= 4, 45_000, 'what happened while it was cut');
    expect(dashboard.counts()['grid.duty.acknowledged']).toBe(4);
    line.close();
    await dashboard.stop();
  });
});

describe('a street\'s own credential', () => {
  it('gets in no other way: core subjects, consumers, messages, publishing', async () => {
    const nc = await asCredential(credential.seed, credential.consumer);
    const refused: string[] = [];
    void (async () => { for await (const s of nc.status()) if (s.type === 'error') refused.push(String(s.error.message)); })();
    for (const subject of ['xl.410171.560.>', 'xl.>', 'rpc.>', '$JS.API.>', '_INBOX_gateway.>']) nc.subscribe(subject, { callback: () => undefined });
    nc.publish('xl.410171.561.c.grid.duty.acknowledged.v1', '{}');
    nc.publish('rpc.c.command.level.raise', '{}');
    await waitFor(() => refused.length >= 7, 45_000, 'seven refusals');
    const manager = await jetstreamManager(nc, { checkAPI: false, timeout: 700 });
    await expect(manager.consumers.add('XL', { durable_name: 'mine', filter_subject: 'xl.410171.560.>' })).rejects.toThrow();
    await expect(manager.streams.getMessage('XL', { seq: 1 })).rejects.toThrow();
    await expect(nc.request('$JS.API.DIRECT.GET.XL', JSON.stringify({ seq: 1 }), { timeout: 700 })).rejects.toThrow();
    await expect(nc.request('$JS.API.CONSUMER.MSG.NEXT.XL.another', '{"batch":1}', { timeout: 700 })).rejects.toThrow();
    await nc.close();
  });

  it('is cut off when it is revoked, and so is a stream whose grant ends', async () => {
    const street = await city.as('street-561');
    const nc = await asCredential(credential.seed, credential.consumer);
    let cut = false;
    void nc.closed().then(() => { cut = true; });
    expect((await street.post(`/api/credentials/${credential.id}/revoke`)).status).toBe(200);
    await waitFor(() => cut, REVOKED_WITHIN_MS, 'the connection to be cut');
    await expect(asCredential(credential.seed, credential.consumer)).rejects.toThrow();
    const observer = await city.signIn('observer');
    const stream = await fetch(`${city.url}/api/picture/events?area=410171`, { headers: { authorization: `Bearer ${observer.token}` } });
    expect(stream.status).toBe(200);
    let over = false;
    void (async () => { for await (const _ of stream.body as unknown as AsyncIterable<Uint8Array>) { /* until the door ends it */ } over = true; })().catch(() => { over = true; });
    const admin = await city.as('admin');
    const grants = (await admin.get<Page<{ id: string }>>(`/api/grants?userId=${observer.userId}`)).body.items;
    expect((await admin.post(`/api/grants/${grants[0]!.id}/revoke`)).status).toBe(200);
    await waitFor(() => over, REVOKED_WITHIN_MS, 'the stream to end');
    expect((await observer.get('/api/picture?area=410171')).status).toBe(403);
  });
});
