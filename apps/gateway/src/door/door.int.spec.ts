import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { operationByName, RefusalStated } from '@xunling/contracts/classes';
import type { RpcReply, RpcRequest } from '@xunling/contracts';
import { ForeignOrigin } from '@xunling/messaging/testing';
import { waitFor } from '@xunling/testing';
import { openSampleAreas } from '../testing/open-areas.js';
import { testGateway, type TestGateway } from '../testing/test-gateway.js';

/** A service's side of one operation, on the real broker. */
let service: NatsConnection;
let t: TestGateway;
let token: string;
let userId: string;
const heard: RpcRequest[] = [];
const serve = (operation: string, answer: (request: RpcRequest) => RpcReply | undefined): void => {
  service.subscribe(`rpc.c.${operation}`, { callback: (_, message) => {
    const request = message.json<RpcRequest>();
    heard.push(request);
    const reply = answer(request);
    if (reply) message.respond(JSON.stringify(reply));
  } });
};

beforeAll(async () => {
  t = await testGateway();
  service = await connect({ servers: t.nats.url });
  ({ token, userId } = await t.session('somebody', [{ role: 'commander', area: '410171' }]));
  serve('command.decision.get', () => ({ ok: true, result: { id: 'x' } }));
  serve('command.order.withdraw', () => ({ ok: false, refusal: { code: 'state.conflict', state: 'verified', allowed: [] } }));
  serve('command.incident.open', () => ({ ok: true, result: { id: 'i' }, wrote: [{ id: 'e1', subject: 'xl.410171.000.c.command.incident.opened.v1' }], replayed: true }));
  serve('command.incident.list', () => ({ ok: true, result: { items: [] } }));
  serve('command.seat.list', () => undefined);
  service.subscribe('rpc.c.grid.household.import', { callback: (_, message) => { setTimeout(() => message.respond(JSON.stringify({ ok: true, result: { households: 1, persons: 1 } })), 6_000); } });
  await service.flush();
}, 60_000);
afterAll(async () => { await service.close(); await t.stop(); });

const ID = '018f0000-0000-7000-8000-000000000001';

describe('a request through the door', () => {
  it('reaches its service with caller, merged input and a fresh request id', async () => {
    const answer = await t.call('GET', `/api/decisions/${ID}`, { token, headers: { 'accept-language': 'en' } });
    expect([answer.status, answer.body]).toEqual([200, { id: 'x' }]);
    expect(heard.at(-1)).toMatchObject({ input: { id: ID }, caller: { userId, username: 'somebody', lang: 'en', grants: [{ role: 'commander', area: '410171' }] }, after: [] });
    expect(answer.headers.get('x-correlation-id')).toBe(heard.at(-1)!.correlationId);
  });

  it("carries the service's refusal as a problem with state and what is allowed", async () => {
    const { status, body, headers } = await t.call('POST', `/api/orders/${ID}/withdraw`, { token, body: { reason: '误下达' } });
    expect([status, headers.get('content-type')]).toEqual([409, 'application/problem+json; charset=utf-8']);
    expect(body).toMatchObject({ code: 'state.conflict', state: 'verified', allowed: [], title: expect.any(String), titleZh: expect.any(String) });
  });

  it('repeats with the same key under the same request id, which differs between keys', async () => {
    const open = async (key: string): Promise<string> => { await t.call('POST', '/api/incidents', { token, body: openIncident, headers: { 'idempotency-key': key } }); return heard.at(-1)!.requestId; };
    const [first, again, other] = [await open('a'), await open('a'), await open('b')];
    expect([first === again, first === other]).toEqual([true, false]);
  });

  it("names the session's last writes to a later read", async () => {
    const opened = await t.call('POST', '/api/incidents', { token, body: openIncident });
    expect(opened.headers.get('idempotency-replayed')).toBe('true');
    await t.call('GET', '/api/incidents', { token });
    expect(heard.at(-1)!.after!.at(-1)).toEqual({ id: 'e1', subject: 'xl.410171.000.c.command.incident.opened.v1' });
  });

  it('names the events its caller heard of to a read, so that the answer is no older; those nobody was told of are left out', async () => {
    const grid = new ForeignOrigin(service, { context: 'grid', node: 'c', zone: '410171', mode: 'live' });
    const told = [1, 2].map((count) => grid.make(RefusalStated, { caller: 'c', code: 'access.role', operation: 'o', minute: '2026-07-20T08:00:00Z', count }, { aggregate: `refusal/${count}`, version: 1, street: '000' }));
    await grid.publish(told);
    grid.close();
    await waitFor(async () => (await t.call('GET', '/api/journal?type=grid.refusal.stated.v1', { token })).body['items'].length === 2, 20_000, 'the board to have both');
    const [one, two] = told.map((event) => event.id);
    const read = async (ids: string): Promise<unknown> => { await t.call('GET', '/api/incidents', { token: reader, headers: { 'heard-events': ids } }); return heard.at(-1)!.after; };
    const reader = (await t.session('reader', [{ role: 'commander', area: '410171' }])).token;
    expect(await read(`${one}, ${two},${ID},no-id`)).toEqual([one, two].map((id) => ({ id, subject: expect.stringMatching(/^xl\.410171\.\d{3}\.c\.grid\.refusal\.stated\.v1$/) })));
    expect(await read('')).toEqual([]);
  });

  it('waits five seconds for a silent service, longer for an act on a whole file, and not at all for an absent one', async () => {
    const officer = (await t.session('officer', [{ role: 'sub-district-officer', area: '410171561' }])).token;
    const [silent, absent, large] = await Promise.all([t.call('GET', '/api/seats', { token }), t.call('GET', '/api/plans', { token }), t.call('POST', '/api/at-risk/import', { token: officer, body: { csv: 'A' } })]);
    expect([large.status, large.body]).toEqual([200, { households: 1, persons: 1 }]);
    expect([silent.status, silent.body['code'], absent.status, absent.body['code']]).toEqual([504, 'context.timeout', 503, 'context.unreachable']);
  });
});

const openIncident = operationByName('command.incident.open')!.example!;

describe('a request that is not good', () => {
  it.each([
    ['no session', 'GET', '/api/incidents', { token: undefined }, 401, 'session.required'],
    ['an unknown token', 'GET', '/api/incidents', { token: 'nobody' }, 401, 'session.required'],
    ['an unknown address', 'GET', '/api/nothing', {}, 404, 'request.unknown-route'],
    ['an unknown method', 'PATCH', '/api/incidents', {}, 404, 'request.unknown-route'],
    ['a bad path parameter', 'GET', '/api/decisions/not-an-id', {}, 400, 'request.malformed'],
    ['an Idempotency-Key that is none', 'POST', '/api/incidents', { body: openIncident, headers: { 'idempotency-key': 'with space' } }, 400, 'request.malformed'],
    ['NUL in a query', 'GET', '/api/incidents?area=%00', {}, 400, 'request.malformed'],
    ['NUL in a text', 'POST', '/api/incidents', { body: { ...openIncident, name: '汛\0情' } }, 400, 'request.malformed'],
    ['a body that is a list', 'POST', '/api/incidents', { body: [] }, 400, 'request.malformed'],
    ['a body over 1 MiB', 'POST', '/api/incidents', { body: { name: 'x'.repeat(1_100_000) } }, 413, 'request.too-large'],
  ] as const)('%s', async (_, method, path, options, status, code) => {
    const answer = await t.call(method, path, { token, ...options } as never);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  it.each([
    ['malformed JSON', 'application/json', '{"a":', 400],
    ['a __proto__ field', 'application/json', '{"__proto__":{"a":1}}', 400],
    ['another media type', 'text/plain', 'hello', 415],
  ])('%s', async (_, type, body, status) => {
    const response = await fetch(`${t.url}/api/incidents`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': type }, body });
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/problem+json; charset=utf-8']);
  });
});

describe('the door itself', () => {
  it('answers with security headers and keeps answers of the API out of caches', async () => {
    const { headers } = await t.call('GET', '/api/sessions/current', { token });
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual(['nosniff', 'no-store']);
  });

  it('serves the contract and a readable page of it', async () => {
    expect((await t.call('GET', '/api/openapi.json')).body['openapi']).toBe('3.1.0');
    expect((await t.call('GET', '/api/asyncapi.json')).body['asyncapi']).toBe('3.0.0');
    expect((await t.call('GET', '/docs')).body['text']).toContain('/api/decisions/{id}/raise');
  });

  it('says how it is, and counts by route', async () => {
    expect((await t.call('GET', '/health/live')).body).toEqual({ status: 'ok' });
    const early = await t.call('GET', '/health/ready');
    expect([early.status, early.body]).toEqual([503, { status: 'degraded', parts: { intake: 'waiting for the area tree', broker: 'ok', database: 'ok' } }]);
    await openSampleAreas(service);
    const ready = await waitFor(async () => { const answer = await t.call('GET', '/health/ready'); return answer.status === 200 && answer; });
    expect(ready.body).toEqual({ status: 'ok', parts: { intake: 'ok', broker: 'ok', database: 'ok' } });
    expect((await t.call('GET', '/metrics')).body['text']).toMatch(/xl_door_requests_total\{method="GET",route="\/api\/decisions\/:id",status="200"\} \d/);
  });
});
