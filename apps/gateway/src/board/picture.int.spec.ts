import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '@xunling/testing';
import { connect } from '@nats-io/transport-node';
import { openSampleAreas } from '../testing/open-areas.js';
import { testGateway, type TestGateway } from '../testing/test-gateway.js';

let t: TestGateway;
let token: string;
const read = (headers: Record<string, string> = {}, area = '410171'): Promise<Response> => fetch(`${t.url}/api/picture?area=${area}`, { headers: { authorization: `Bearer ${token}`, ...headers } });

beforeAll(async () => {
  t = await testGateway();
  ({ token } = await t.session('officer', [{ role: 'duty-officer', area: '410171' }]));
  const nc = await connect({ servers: t.nats.url });
  await openSampleAreas(nc);
  await nc.close();
  await waitFor(async () => Object.keys(((await (await read()).json()) as { picture: { areas: object } }).picture.areas).length > 0, 45_000, 'the areas in the picture');
}, 60_000);
afterAll(() => t.stop());

describe('GET /api/picture', () => {
  it('says the same plain and compressed, and tags it by its hash', async () => {
    const [plain, zipped] = [await read({ 'accept-encoding': 'identity' }), await read({ 'accept-encoding': 'gzip' })];
    expect([plain.headers.get('content-encoding'), zipped.headers.get('content-encoding')]).toEqual([null, 'gzip']);
    const [a, b] = [await plain.json(), await zipped.json()] as { hash: string; picture: object }[];
    expect(b!.picture).toEqual(a!.picture);
    expect([plain.headers.get('etag'), zipped.headers.get('etag')]).toEqual([`W/"${a!.hash}"`, `W/"${b!.hash}"`]);
  });

  it('answers 304 to who holds this picture, and all of it to who holds another', async () => {
    const tag = (await read()).headers.get('etag')!;
    const same = await read({ 'if-none-match': tag });
    expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', tag]);
    expect((await read({ 'if-none-match': 'W/"other"' })).status).toBe(200);
    expect((await read({ 'if-none-match': tag }, '410171561')).status).toBe(200);
    expect((await read({ 'if-none-match': tag }, '410172')).status).toBe(403);
  });
});
