import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
/** Three of grid that failed: two of one aggregate, of which the first fails again. */
const FAILED = [['duty/1', '1'], ['duty/1', '2'], ['duty/2', '3']].map(([subject, n]) => ({ ...GRID_LETTER, id: `018f0000-0000-7000-8000-00000000000${n}`, reason: 'failed', at: `2026-07-20T08:00:0${n}.000Z`, body: JSON.stringify({ subject }) }));
const replayed: string[] = [];

beforeAll(async () => {
  t = await testGateway();
  grid = await connect({ servers: t.nats.url });
  grid.subscribe('rpc.c.grid.letters.list', { callback: (_, m) => {
    const { cursor, reason } = m.json<RpcRequest<{ cursor?: string; reason?: string }>>().input;
    const failed = FAILED.filter((l) => !replayed.includes(l.id));
    const items = reason === 'failed' ? failed : reason || (cursor && cursor >= `${GRID_LETTER.at}/`) ? [] : [GRID_LETTER];
    m.respond(JSON.stringify({ ok: true, result: { items, counts: [{ reason: 'failed', n: failed.length }, { reason: 'invalid', n: 1 }].filter((c) => c.n > 0) } }));
  } });
  grid.subscribe('rpc.c.grid.letters.replay', { callback: (_, m) => {
    const { id } = m.json<RpcRequest<{ id: string }>>().input;
    if (id === FAILED[0]!.id) { m.respond(JSON.stringify({ ok: false, refusal: { code: 'internal' } })); return; }
    if (FAILED.some((l) => l.id === id)) replayed.push(id);
    const known = id === GRID_LETTER.id || replayed.includes(id);
    m.respond(JSON.stringify(known ? { ok: true, result: { id } } : { ok: false, refusal: { code: 'unknown.id' } }));
  } });
  await grid.flush();
  ({ token } = await t.session('boss', [{ role: 'administrator', area: '410171' }]));
  await withClient(t.database.ownerUrl, (client) => client.query(
    `insert into dead_letter (id, subscription, event_id, type, subject, seq, body, received, reason, detail, attempts, at) values ($1, 'gateway-board', $2, 'x.y.z.v1', 'xl.x', 1, '{}', now(), 'failed', 'boom', 6, '2026-07-20T09:00:00Z')`, [OWN_LETTER, newId()]));
}, 60_000);
afterAll(async () => { await grid.close(); await t.stop(); });

describe('dead letters of all services', () => {
  it('are one list in order of time, and those who did not answer are named', async () => {
    const { body } = await t.call('GET', '/api/dead-letters', { token });
    expect(body['items'].map((l: { id: string; context: string }) => [l.context, l.id])).toEqual([['grid', GRID_LETTER.id], ['gateway', OWN_LETTER]]);
    expect(body['unreachable']).toEqual(['command', 'rescue', 'supplies']);
    expect(body['counts']).toEqual([{ context: 'grid', reason: 'failed', n: 3 }, { context: 'grid', reason: 'invalid', n: 1 }, { context: 'gateway', reason: 'failed', n: 1 }]);
  });

  it('are listed by reason and by service, and counted in the figures', async () => {
    const ids = async (query: string) => (await t.call('GET', `/api/dead-letters?${query}`, { token })).body['items'].map((l: { id: string }) => l.id);
    expect(await ids('reason=failed&context=grid')).toEqual(FAILED.map((l) => l.id));
    expect(await ids('reason=failed&context=gateway')).toEqual([OWN_LETTER]);
    expect(await ids('reason=refused')).toEqual([]);
    expect((await t.call('GET', '/api/dead-letters?reason=other', { token })).status).toBe(400);
    const figures = (await t.call('GET', '/metrics')).body['text'] as string;
    expect(figures).toContain('xl_dead_letters{reason="failed"} 1');
    expect(figures).toMatch(/^xl_parked_messages 0$/m);
  });

  it('are replayed all of one kind, oldest first; one that fails again keeps those behind it', async () => {
    const { status, body } = await t.call('POST', '/api/dead-letters/replay', { token, body: { reason: 'failed', context: 'grid' } });
    expect([status, body]).toEqual([200, {
      replayed: 1, left: 2, unreachable: [],
      failed: [{ id: FAILED[0]!.id, context: 'grid', code: 'internal' }, { id: FAILED[1]!.id, context: 'grid', code: 'behind-a-failed-one' }],
    }]);
    expect(replayed).toEqual([FAILED[2]!.id]);
    expect((await t.call('POST', '/api/dead-letters/replay', { token, body: { reason: 'invalid' } })).status).toBe(400);
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
