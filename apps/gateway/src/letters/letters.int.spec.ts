import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { RpcRequest } from '@xunling/contracts';
import { newId } from '@xunling/platform';
import { withClient } from '@xunling/testing';
import { testGateway, type TestGateway } from '../testing/test-gateway.js';

/** Grid's side, on the real broker; the gateway's own letters come from its database. */
let grid: NatsConnection;
let t: TestGateway;
let token: string;
const GRID_LETTER = { id: newId(), subscription: 'grid-duty', eventId: newId(), type: 'command.order.issued.v1', reason: 'invalid', detail: 'area', attempts: 1, at: '2026-07-20T08:00:00.000Z' };
const OWN_LETTER = newId();

beforeAll(async () => {
  t = await testGateway();
  grid = await connect({ servers: t.nats.url });
  grid.subscribe('rpc.c.grid.letters.list', { callback: (_, m) => {
    const { cursor } = m.json<RpcRequest<{ cursor?: string }>>().input;
    m.respond(JSON.stringify({ ok: true, result: { items: cursor && cursor >= `${GRID_LETTER.at}/` ? [] : [GRID_LETTER] } }));
  } });
  grid.subscribe('rpc.c.grid.letters.replay', { callback: (_, m) => {
    const known = m.json<RpcRequest<{ id: string }>>().input.id === GRID_LETTER.id;
    m.respond(JSON.stringify(known ? { ok: true, result: { id: GRID_LETTER.id } } : { ok: false, refusal: { code: 'unknown.id' } }));
  } });
  await grid.flush();
  ({ token } = await t.session('boss', [{ role: 'administrator', area: '410171' }]));
  await withClient(t.database.ownerUrl, (client) => client.query(
    `insert into dead_letter (id, subscription, event_id, type, subject, seq, body, received, reason, detail, attempts, at) values ($1, 'gateway-board', $2, 'x.y.z.v1', 'xl.x', 1, '{}', now(), 'attempts', 'boom', 5, '2026-07-20T09:00:00Z')`, [OWN_LETTER, newId()]));
}, 60_000);
afterAll(async () => { await grid.close(); await t.stop(); });

describe('dead letters of all services', () => {
  it('are one list in order of time, and those who did not answer are named', async () => {
    const { body } = await t.call('GET', '/api/dead-letters', { token });
    expect(body['items'].map((l: { id: string; context: string }) => [l.context, l.id])).toEqual([['grid', GRID_LETTER.id], ['gateway', OWN_LETTER]]);
    expect(body['unreachable']).toEqual(['command', 'rescue', 'supplies']);
  });

  it('are paged over all services by one cursor', async () => {
    const first = await t.call('GET', '/api/dead-letters?limit=1', { token });
    const second = await t.call('GET', `/api/dead-letters?limit=1&cursor=${encodeURIComponent(first.body['nextCursor'])}`, { token });
    expect([first.body['items'][0].id, second.body['items'][0].id]).toEqual([GRID_LETTER.id, OWN_LETTER]);
    expect((await t.call('GET', '/api/dead-letters?cursor=nonsense', { token })).body['code']).toBe('request.malformed');
  });

  it('are replayed by the service that has them', async () => {
    const { status, body } = await t.call('POST', `/api/dead-letters/${GRID_LETTER.id}/replay`, { token, body: { context: 'grid' } });
    expect([status, body]).toEqual([200, { id: GRID_LETTER.id, context: 'grid' }]);
  });

  it('are not called unknown while a service that may have them is silent', async () => {
    expect((await t.call('POST', `/api/dead-letters/${newId()}/replay`, { token })).body['code']).toBe('context.unreachable');
    expect((await t.call('POST', `/api/dead-letters/${newId()}/replay`, { token, body: { context: 'grid' } })).body['code']).toBe('unknown.id');
  });
});
