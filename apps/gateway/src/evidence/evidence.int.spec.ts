import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { RpcRequest } from '@xunling/contracts';
import { app1, HERE, HERE_READ, jpegOf, tiff } from './photo.fixture.js';
import { testGateway, type TestGateway } from '../testing/test-gateway.js';

interface Known { evidenceId: string; sha256: string; mediaType: string; bytes: number; takenAt?: string; servedSha256?: string }
/** What grid says of the caller: in the owner's line or not. */
let masked = false;

/** Grid's side of the two operations, on the real broker. */
let grid: NatsConnection;
const kept = new Map<string, Known>();
let t: TestGateway;
let token: string;

beforeAll(async () => {
  t = await testGateway();
  grid = await connect({ servers: t.nats.url });
  grid.subscribe('rpc.c.grid.evidence.store', { callback: (_, m) => { const { input } = m.json<RpcRequest<Known>>(); kept.set(input.evidenceId, input); m.respond(JSON.stringify({ ok: true, result: null })); } });
  grid.subscribe('rpc.c.grid.evidence.get', { callback: (_, m) => {
    const known = kept.get(m.json<RpcRequest<{ id: string }>>().input.id);
    m.respond(JSON.stringify(known ? { ok: true, result: { id: known.evidenceId, masked, ...known } } : { ok: false, refusal: { code: 'unknown.id' } }));
  } });
  await grid.flush();
  ({ token } = await t.session('holder', [{ role: 'post-holder', area: '410171561901001' }]));
}, 60_000);
afterAll(async () => { await grid.close(); await t.stop(); });

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(5000, 7)]);

async function upload(bytes: Buffer, { fields = {}, name = 'file', headers = {} }: { fields?: Record<string, string>; name?: string; headers?: Record<string, string> } = {}): Promise<{ status: number; body: Record<string, any> }> {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) form.set(key, value);
  form.set(name, new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'photo.png');
  const response = await fetch(`${t.url}/api/evidence`, { method: 'POST', headers: { authorization: `Bearer ${token}`, ...headers }, body: form });
  return { status: response.status, body: (await response.json()) as Record<string, any> };
}

describe('a photo', () => {
  it('is kept under its hash, told to grid, and comes back byte for byte', async () => {
    const sha256 = createHash('sha256').update(PNG).digest('hex');
    const { status, body } = await upload(PNG, { fields: { takenAt: '2026-07-20T08:00:00+08:00' } });
    expect([status, body]).toEqual([201, { id: expect.any(String), sha256 }]);
    expect(kept.get(body['id'])).toEqual({ evidenceId: body['id'], sha256, mediaType: 'image/png', bytes: PNG.length, takenAt: '2026-07-20T08:00:00+08:00' });
    const back = await fetch(`${t.url}/api/evidence/${body['id']}`, { headers: { authorization: `Bearer ${token}` } });
    expect([back.headers.get('content-type'), back.headers.get('content-security-policy'), Buffer.from(await back.arrayBuffer()).equals(PNG)]).toEqual(['image/png', "default-src 'none'; sandbox", true]);
  });

  it('sent again under the same key is the same evidence', async () => {
    const [a, b, c] = [await upload(PNG, { headers: { 'idempotency-key': 'p1' } }), await upload(PNG, { headers: { 'idempotency-key': 'p1' } }), await upload(PNG)];
    expect([a.body['id'] === b.body['id'], a.body['id'] === c.body['id'], a.body['sha256'] === c.body['sha256']]).toEqual([true, false, true]);
  });

  it.each([
    ['another type under a photo\'s name', Buffer.from('<html>not a photo</html>'), {}, 415, 'request.media-type'],
    ['an empty file', Buffer.alloc(0), {}, 415, 'request.media-type'],
    ['over 10 MB', Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]), {}, 413, 'request.too-large'],
    ['under another name', PNG, { name: 'photo' }, 400, 'request.malformed'],
    ['with an unknown field', PNG, { fields: { note: 'x' } }, 400, 'request.malformed'],
    ['taken at no instant', PNG, { fields: { takenAt: 'yesterday' } }, 400, 'request.malformed'],
  ])('is refused: %s', async (_, bytes, options, status, code) => {
    const answer = await upload(bytes, options);
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  it('needs a form, and leaves no half file behind', async () => {
    expect((await t.call('POST', '/api/evidence', { token, body: {} })).status).toBe(415);
    const { readdirSync } = await import('node:fs');
    expect(readdirSync(`${t.gateway.rooms.config.dataDir}/evidence/incoming`)).toEqual([]);
  });

  it('is served as received in its owner\'s line, and without what it says of itself outside it or where that is asked for', async () => {
    const photo = jpegOf(app1(tiff(HERE)));
    const { body } = await upload(photo);
    const known = kept.get(body['id'])!;
    expect(known).toMatchObject({ exifPosition: HERE_READ.position, exifTakenAt: HERE_READ.takenAt, takenAt: HERE_READ.takenAt, sha256: hash(photo) });
    const read = async (query = ''): Promise<Buffer> => Buffer.from(await (await fetch(`${t.url}/api/evidence/${body['id']}${query}`, { headers: { authorization: `Bearer ${token}` } })).arrayBuffer());
    expect((await read()).equals(photo)).toBe(true);
    expect(hash(await read('?stripped=true'))).toBe(known.servedSha256);
    masked = true;
    const other = await read();
    masked = false;
    expect([hash(other), other.includes(Buffer.from('Exif'))]).toEqual([known.servedSha256, false]);
  });

  it('that cannot be freed of what it says is for its owner\'s line alone', async () => {
    const { body } = await upload(PNG);
    expect(kept.get(body['id'])).not.toHaveProperty('servedSha256');
    expect((await t.call('GET', `/api/evidence/${body['id']}?stripped=true`, { token })).body['code']).toBe('evidence.own-line');
  });

  it('that grid does not know is 404', async () => {
    expect((await t.call('GET', '/api/evidence/018f0000-0000-7000-8000-000000000009', { token })).body['code']).toBe('unknown.id');
  });
});
