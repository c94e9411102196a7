import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { createHash } from 'node:crypto';
import { ROLES, type Role, type RpcRequest } from '@xunling/contracts';
import { ListQuarantine, ReadQuarantineOriginal, ResubmitQuarantined, AreaOpened, type OperationDefinition } from '@xunling/contracts/classes';
import { ForeignOrigin } from '@xunling/messaging/testing';
import { sampleAreas } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { openSampleAreas } from '../testing/open-areas.js';
import { testGateway, type TestGateway } from '../testing/test-gateway.js';
import { alertXml, areaXml, infoXml } from './fixtures.js';

let t: TestGateway;
let service: NatsConnection;
const tokens = new Map<Role, string>();
const SECRET = 'a-secret-of-the-demo-feed';
const NEW_AREA = '410171561999';
const later = alertXml({ identifier: 'later', infos: infoXml({ area: areaXml(`<geocode><valueName>GB/T 2260</valueName><value>${NEW_AREA}</value></geocode>`) }) });
const broken = alertXml({ identifier: 'broken', scope: '' });

beforeAll(async () => {
  t = await testGateway({ XL_SEED: 'sample', XL_DEMO_PASSWORD: 'demo-password', XL_DEMO_FEED_SECRET: SECRET });
  for (const role of ROLES) if (role !== 'feed') tokens.set(role, (await t.session(`quarantine-${role}`, [{ role, area: '410171' }])).token);
  tokens.set('feed', `feed-demo.${SECRET}`);
  service = await connect({ servers: t.nats.url });
  await openSampleAreas(service);
  await t.gateway.knowsAreas(sampleAreas().length);
}, 60_000);
afterAll(async () => { await service?.close(); await t?.stop(); });

const post = async (xml: string): Promise<{ status: number; body: { quarantineId: string; alertId: string } }> => {
  const response = await fetch(`${t.url}/api/feeds/cap`, { method: 'POST', body: xml, headers: { 'content-type': 'application/cap+xml', authorization: `Bearer feed-demo.${SECRET}` } });
  return { status: response.status, body: (await response.json()) as never };
};
const as = (role: Role): { token: string } => ({ token: tokens.get(role)! });
const raw = async (path: string, role: Role): Promise<{ status: number; headers: Headers; text: string }> => {
  const response = await fetch(`${t.url}${path}`, { headers: { authorization: `Bearer ${tokens.get(role)!}` } });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const UNKNOWN = '0198a000-0000-7000-8000-000000000000';

describe('the quarantine at the door', () => {
  let id = '';

  it('lists what was refused, newest first, page by page and by state', async () => {
    const [first, second] = [await post(broken), await post(later)];
    expect([first.status, second.status]).toEqual([422, 422]);
    id = second.body.quarantineId;
    const page = await t.call('GET', '/api/feeds/quarantine?limit=1', as('duty-officer'));
    expect(page.body['items']).toEqual([{
      id, digest: createHash('sha256').update(later).digest('hex'), status: 'Actual', receivedAt: expect.any(String), feed: 'feed-demo', state: 'open',
      errors: [{ reason: 'area.unknown', path: expect.stringMatching(/geocode/), message: `${NEW_AREA} is no area of zone 410171` }],
    }]);
    const next = await t.call('GET', `/api/feeds/quarantine?limit=1&cursor=${page.body['nextCursor']}`, as('auditor'));
    expect([next.body['items'].map((item: { id: string }) => item.id), next.body['nextCursor']]).toEqual([[first.body.quarantineId], undefined]);
    expect((await t.call('GET', '/api/feeds/quarantine?state=accepted', as('commander'))).body['items']).toEqual([]);
  });

  it('hands out the original as it came, never to be shown by a browser', async () => {
    const { status, headers, text } = await raw(`/api/feeds/quarantine/${id}/original`, 'department-officer');
    expect([status, text]).toEqual([200, later]);
    expect([headers.get('content-type'), headers.get('content-disposition'), headers.get('x-content-type-options')]).toEqual(['application/octet-stream', `attachment; filename="${id}.xml"`, 'nosniff']);
    expect((await raw(`/api/feeds/quarantine/${UNKNOWN}/original`, 'administrator')).status).toBe(404);
    expect((await raw('/api/feeds/quarantine/..%2f..%2flock/original', 'administrator')).status).toBe(400);
  });

  it.each<[string, OperationDefinition]>([['list', ListQuarantine], ['original', ReadQuarantineOriginal], ['resubmit', ResubmitQuarantined]])('refuses %s to every role that may not', async (_, op) => {
    const [method, path] = op.http.replace(':id', id).split(' ') as [string, string];
    const refused = ROLES.filter((role) => !(op.roles as readonly string[]).includes(role));
    expect(refused).toEqual(expect.arrayContaining(['feed', 'post-holder', 'team-leader', 'observer']));
    for (const role of refused) {
      const { status, body } = await t.call(method, path, as(role));
      expect([role, status, body['code']]).toEqual([role, 403, 'access.role']);
    }
    expect((await t.call('GET', '/api/feeds/quarantine?state=open', as('auditor'))).body['items']).toHaveLength(2);
  });

  it('judges again on demand: refused as before, then accepted once the area is there, and never twice', async () => {
    const again = (): ReturnType<TestGateway['call']> => t.call('POST', `/api/feeds/quarantine/${id}/resubmit`, as('duty-officer'));
    const still = await again();
    expect([still.status, still.body['code'], still.body['quarantineId']]).toEqual([422, 'cap.invalid', id]);
    const { ring } = sampleAreas().find((a) => a.code === '410171561901')!;
    const grid = new ForeignOrigin(service, { context: 'grid', node: 'c', zone: '410171', mode: 'live' });
    await grid.publish([grid.make(AreaOpened, { code: NEW_AREA, kind: 'community', name: '新社区', nameEn: 'New', homeNode: 'c', ring, datum: 'WGS84', validFrom: '2026-01-01T00:00:00.000Z' }, { aggregate: `area/${NEW_AREA}`, version: 1, street: '561' })]);
    grid.close();
    await t.gateway.knowsAreas(sampleAreas().length + 1);
    const taken = await again();
    expect([taken.status, taken.body]).toEqual([202, { alertId: expect.any(String), verdict: expect.stringMatching(/^accepted/), warnings: expect.any(Array), stored: 'stream' }]);
    expect(await again()).toMatchObject({ status: 200, body: { alertId: taken.body['alertId'], duplicate: true } });
    expect((await t.call('GET', '/api/feeds/quarantine?state=accepted', as('administrator'))).body['items']).toMatchObject([{ id, state: 'accepted', alertId: taken.body['alertId'] }]);
    expect((await t.call('POST', `/api/feeds/quarantine/${UNKNOWN}/resubmit`, as('administrator'))).status).toBe(404);
  });
});

describe('the original of a warning', () => {
  it('is what the bureau sent, byte for byte, to whoever has a session; command says which alert it is', async () => {
    const xml = alertXml({ identifier: 'original' });
    expect((await post(xml)).status).toBe(202);
    const digest = createHash('sha256').update(xml).digest('hex');
    const heard: RpcRequest[] = [];
    service.subscribe('rpc.c.command.warning.get', { callback: (_, message) => {
      const request = message.json<RpcRequest>();
      heard.push(request);
      const { id } = request.input as { id: string };
      message.respond(JSON.stringify(id === UNKNOWN ? { ok: false, refusal: { code: 'unknown.id' } } : { ok: true, result: { id, digest: id.endsWith('2') ? 'f'.repeat(64) : digest } }));
    } });
    await service.flush();
    const id = UNKNOWN.replace(/0$/, '1');
    const { status, headers, text } = await waitFor(async () => { const answer = await raw(`/api/warnings/${id}/original`, 'observer'); return answer.status !== 503 && answer; });
    expect([status, text]).toEqual([200, xml]);
    expect([headers.get('content-type'), headers.get('etag'), headers.get('content-disposition')]).toEqual([expect.stringMatching(/^application\/cap\+xml/), `"${digest}"`, `attachment; filename="${id}.xml"`]);
    expect(heard.at(-1)!.input).toEqual({ id });
    // command knows no such warning; or it knows one whose bytes this spool never had
    expect((await raw(`/api/warnings/${UNKNOWN}/original`, 'observer')).status).toBe(404);
    expect((await raw(`/api/warnings/${UNKNOWN.replace(/0$/, '2')}/original`, 'observer')).status).toBe(404);
    expect((await raw('/api/warnings/none/original', 'observer')).status).toBe(400);
    expect((await fetch(`${t.url}/api/warnings/${id}/original`)).status).toBe(401);
    expect((await raw(`/api/warnings/${id}/original`, 'feed')).status).toBe(403);
  });
});
