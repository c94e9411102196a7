import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshFolder, MovableClock, waitFor, withClient } from '@xunling/testing';
import { testGateway, type TestGateway } from '../testing/test-gateway.js';

let t: TestGateway;
let token: string;
const clock = new MovableClock(new Date());
const consoleDir = freshFolder('console');

beforeAll(async () => {
  mkdirSync(join(consoleDir, 'assets'));
  writeFileSync(join(consoleDir, 'index.html'), '<!doctype html><title>汛令</title>');
  writeFileSync(join(consoleDir, 'assets/index-AbCdEf12.js'), 'export {};');
  t = await testGateway({ XL_RATE_PER_SECOND: '1', XL_RATE_BURST: '5', XL_CONSOLE_DIR: consoleDir }, { clock });
  ({ token } = await t.session('hasty', [{ role: 'observer', area: '410171' }]));
}, 60_000);
afterAll(() => t.stop());

describe('one caller who asks too fast', () => {
  it('is told when to come back, delays nobody else, and may come back', async () => {
    const ask = (who: string) => t.call('GET', '/api/sessions/current', { token: who });
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) statuses.push((await ask(token)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    const slowed = await ask(token);
    expect([slowed.body['code'], slowed.headers.get('retry-after')]).toEqual(['request.too-fast', '1']);
    const { token: other } = await t.session('patient', [{ role: 'observer', area: '410171' }]);
    expect((await ask(other)).status).toBe(200);
    clock.advance(1000);
    expect((await ask(token)).status).toBe(200);
  });
});

describe('refusals at the door', () => {
  it('of a known caller are stated once per caller, code and minute', async () => {
    const { token: curious } = await t.session('curious', [{ role: 'observer', area: '410171' }]);
    for (let i = 0; i < 3; i++) expect((await t.call('GET', '/api/accounts', { token: curious })).status).toBe(403);
    clock.advance(60_000);
    const stated = await waitFor(async () => {
      clock.advance(5000);
      let rows: { data: string }[] = [];
      await withClient(t.database.ownerUrl, async (client) => { ({ rows } = await client.query("select data from journal where type = 'gateway.refusal.stated.v1'")); });
      return rows.length > 0 && rows;
    }, 45_000, 'the statement');
    expect(stated.map((row) => JSON.parse(row.data))).toEqual([expect.objectContaining({ caller: 'curious', code: 'access.role', operation: 'gateway.account.list', count: 3 })]);
  });
});

describe('the console', () => {
  it('is served at / and for its own pages, its hashed files for ever', async () => {
    for (const page of ['/', '/decisions', '/board/410171561']) expect((await t.call('GET', page)).body['text']).toContain('<title>汛令</title>');
    expect((await t.call('GET', '/assets/index-AbCdEf12.js')).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('never stands in for what is missing, nor leaves its folder', async () => {
    for (const missing of ['/assets/gone-AbCdEf12.js', '/api/nothing', '/..%2f..%2fetc%2fpasswd', '/metrics/x']) expect([missing, (await t.call('GET', missing)).status]).toEqual([missing, 404]);
  });

  it('answers 304 to what the browser has', async () => {
    const { headers } = await t.call('GET', '/');
    expect((await t.call('GET', '/', { headers: { 'if-none-match': headers.get('etag')! } })).status).toBe(304);
  });
});
