import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MovableClock, waitFor, withClient } from '@xunling/testing';
import { personId } from '@xunling/sample';
import { testGateway, type TestGateway } from '../testing/test-gateway.js';
import type { GrantChange } from './grant-changes.js';

let t: TestGateway;
const clock = new MovableClock(new Date());
let admin: string;
const PASSWORD = 'demo-password';

beforeAll(async () => {
  t = await testGateway({ XL_SEED: 'sample', XL_DEMO_PASSWORD: PASSWORD, XL_DEMO_FEED_SECRET: 'demo-secret' }, { clock });
  admin = (await t.call('POST', '/api/sessions', { body: { username: 'admin', password: PASSWORD } })).body['token'];
}, 60_000);
afterAll(() => t.stop());

const journal = async (type: string): Promise<{ data: string; street: string }[]> => {
  let rows: { data: string; street: string }[] = [];
  await withClient(t.database.ownerUrl, async (client) => { rows = (await client.query('select data, street from journal where type = $1 order by 1', [type])).rows; });
  return rows;
};

describe('signing in', () => {
  it('answers the person with the grants valid now, by token and by an HttpOnly cookie', async () => {
    const { status, body, headers } = await t.call('POST', '/api/sessions', { body: { username: 'duty1', password: PASSWORD } });
    expect([status, body['user']]).toEqual([201, { id: personId('duty1'), username: 'duty1', name: '值班员一', grants: [{ role: 'duty-officer', area: '410171' }] }]);
    const cookie = headers.get('set-cookie')!;
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    const current = await t.call('GET', '/api/sessions/current', { headers: { cookie: cookie.split(';')[0]! } });
    expect([current.status, current.body['user'].username]).toEqual([200, 'duty1']);
  });

  it('says the same of a wrong password and an unknown name, and slows down', async () => {
    const attempt = (username: string) => t.call('POST', '/api/sessions', { body: { username, password: 'wrong' } });
    expect([(await attempt('duty2')).body['code'], (await attempt('no-such-person')).body['code']]).toEqual(['session.bad-credentials', 'session.bad-credentials']);
    // The wait grows with every wrong password, so a slow machine still runs into it.
    const slowed = await waitFor(async () => { const answer = await attempt('duty2'); return answer.status === 429 && answer; }, 45_000, 'the slow-down');
    expect([slowed.body['code'], Number(slowed.headers.get('retry-after')) > 0]).toEqual(['request.too-fast', true]);
  });

  it('keeps neither token nor password', async () => {
    await withClient(t.database.ownerUrl, async (client) => {
      const { rows } = await client.query("select (select count(*)::int from session where token_hash = $1) as tokens, (select count(*)::int from account where password_hash not like '$argon2id$%') as plain", [admin]);
      expect(rows[0]).toEqual({ tokens: 0, plain: 0 });
    });
  });
});

describe('accounts', () => {
  it('are opened with a hashed password that no journal or request keeps, once per key', async () => {
    const body = { username: 'newcomer', name: '新同事', password: 'at-least-ten-characters' };
    const [first, again] = [await t.call('POST', '/api/accounts', { token: admin, body, headers: { 'idempotency-key': 'n1' } }), await t.call('POST', '/api/accounts', { token: admin, body, headers: { 'idempotency-key': 'n1' } })];
    expect([first.status, again.body]).toEqual([201, first.body]);
    expect((await t.call('POST', '/api/accounts', { token: admin, body: { ...body, name: 'x' }, headers: { 'idempotency-key': 'n1' } })).body['code']).toBe('idempotency.mismatch');
    expect((await t.call('POST', '/api/accounts', { token: admin, body })).status).toBe(409);
    expect((await t.call('POST', '/api/sessions', { body: { username: 'newcomer', password: body.password } })).body['user'].grants).toEqual([]);
    expect((await journal('gateway.account.opened.v1')).filter((e) => e.data.includes(first.body['id'] as string))).toHaveLength(1);
    // its user name is stated once, for lists written by people; the name it is shown by is not
    const named = (await journal('gateway.account.named.v1')).filter((e) => e.data.includes('newcomer'));
    expect(named.map((e) => (JSON.parse(e.data) as { accounts: object[] }).accounts)).toEqual([[{ userId: first.body['id'], username: 'newcomer' }]]);
    expect((await journal('gateway.account.named.v1')).some((e) => e.data.includes('新同事'))).toBe(false);
  });

  it('are listed by pages', async () => {
    const first = await t.call('GET', '/api/accounts?limit=2&area=410171561&role=post-holder', { token: admin });
    const second = await t.call('GET', `/api/accounts?limit=2&area=410171561&role=post-holder&cursor=${first.body['nextCursor']}`, { token: admin });
    const names = [...first.body['items'], ...second.body['items']].map((a: { username: string }) => a.username);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toHaveLength(4);
  });
});

describe('grants', () => {
  it('never exceed their giver, in role, area or period', async () => {
    const officer = (await t.call('POST', '/api/sessions', { body: { username: 'street-561', password: PASSWORD } })).body['token'] as string;
    const give = (body: object): Promise<{ status: number; body: Record<string, unknown> }> => t.call('POST', '/api/grants', { token: officer, body: { userId: personId('observer'), ...body } });
    expect((await give({ role: 'post-holder', area: '410171561901' })).status).toBe(201);
    for (const beyond of [{ role: 'commander', area: '410171561' }, { role: 'post-holder', area: '410171560' }, { role: 'post-holder', area: '410171' }]) {
      expect((await give(beyond)).body['code']).toBe('access.grant-exceeds');
    }
    expect((await t.call('POST', '/api/grants', { token: admin, body: { userId: personId('observer'), role: 'auditor', area: '410171', from: '2030-01-01T00:00:00+08:00', to: '2029-01-01T00:00:00+08:00' } })).body['code']).toBe('input.impossible');
  });

  it('count at once, are stated for zone staff, and end open streams when taken back', async () => {
    const userId = personId('auditor');
    const auditor = (await t.call('POST', '/api/sessions', { body: { username: 'auditor', password: PASSWORD } })).body['token'] as string;
    const given = await t.call('POST', '/api/grants', { token: admin, body: { userId, role: 'administrator', area: '410171' } });
    expect((await t.call('GET', '/api/feed-keys', { token: auditor })).status).toBe(200);

    const heard: GrantChange[] = [];
    const off = t.gateway.rooms.changes.onChange((change) => heard.push(change));
    const revoked = await t.call('POST', `/api/grants/${given.body['id']}/revoke`, { token: admin });
    expect([revoked.status, typeof revoked.body['revokedAt']]).toEqual([200, 'string']);
    expect(heard).toContainEqual({ userId });
    expect((await t.call('GET', '/api/feed-keys', { token: auditor })).status).toBe(403);
    off();

    const stated = await journal('gateway.grant.revoked.v1');
    expect(stated.map((e) => [e.street, JSON.parse(e.data).grantId])).toEqual([['999', given.body['id']]]);
    await t.call('POST', `/api/grants/${given.body['id']}/revoke`, { token: admin });
    expect(await journal('gateway.grant.revoked.v1')).toHaveLength(1);
  });

  it('that run out are told as revoked ones are', async () => {
    const heard: GrantChange[] = [];
    const off = t.gateway.rooms.changes.onChange((change) => heard.push(change));
    const { userId, token } = await t.session('guest', [{ role: 'observer', area: '410171', to: new Date(clock.now().getTime() + 60_000) }]);
    expect((await t.call('GET', '/api/sessions/current', { token })).body['user'].grants).toHaveLength(1);
    clock.advance(60_000);
    await waitFor(() => heard.some((c) => c.userId === userId), 45_000, 'the end of the grant');
    expect((await t.call('GET', '/api/sessions/current', { token })).body['user'].grants).toHaveLength(0);
    off();
  });
});

describe('a closed account', () => {
  it('loses its sessions and grants', async () => {
    const { token, userId } = await t.session('leaver', [{ role: 'commander', area: '410171' }]);
    expect((await t.call('POST', `/api/accounts/${userId}/close`, { token: admin })).body).toMatchObject({ active: false, grants: [] });
    expect((await t.call('GET', '/api/sessions/current', { token })).status).toBe(401);
    expect((await t.call('POST', '/api/accounts/018f0000-0000-7000-8000-000000000009/close', { token: admin })).status).toBe(404);
  });
});

describe('feed keys', () => {
  it('are shown once, work at once, and stop at once', async () => {
    const issued = await t.call('POST', '/api/feed-keys', { token: admin, body: { name: 'feed-province' } });
    const { id, secret } = issued.body as { id: string; secret: string };
    expect(t.gateway.rooms.feedKeys.check(`feed-province.${secret}`)?.name).toBe('feed-province');
    expect(t.gateway.rooms.feedKeys.check(`feed-province.${secret}x`)).toBeUndefined();
    expect(JSON.stringify((await t.call('GET', '/api/feed-keys', { token: admin })).body)).not.toContain(secret);
    expect((await t.call('POST', '/api/feed-keys', { token: admin, body: { name: 'feed-province' } })).status).toBe(409);
    await t.call('POST', `/api/feed-keys/${id}/revoke`, { token: admin });
    expect(t.gateway.rooms.feedKeys.check(`feed-province.${secret}`)).toBeUndefined();
  });
});

describe('the directory', () => {
  it('masks names outside the own area', async () => {
    const officer = (await t.call('POST', '/api/sessions', { body: { username: 'street-560', password: PASSWORD } })).body['token'] as string;
    const { items } = (await t.call('GET', `/api/directory?ids=${personId('commander')},${personId('police-561')},${personId('police-560')}`, { token: officer })).body as { items: { id: string; name: string; masked: boolean }[] };
    const of = (username: string) => items.find((i) => i.id === personId(username))!;
    expect([of('commander').masked, of('police-560').masked, of('police-561').masked]).toEqual([false, false, true]);
    expect(of('police-561').name).toMatch(/^.\*\*$/);
  });

  it('finds people by words, of the own area only', async () => {
    const officer = (await t.call('POST', '/api/sessions', { body: { username: 'street-560', password: PASSWORD } })).body['token'] as string;
    const found = async (query: string): Promise<string[]> => ((await t.call('GET', `/api/directory/search?${query}`, { token: officer })).body as { items: { username: string }[] }).items.map((p) => p.username);
    expect(await found('words=police-')).toEqual(['police-560', 'police-b-560']);
    expect(await found('words=grid-410171560901001&area=410171560901001')).toEqual(['grid-410171560901001']);
    expect((await t.call('GET', '/api/directory/search?words=police&area=410171561', { token: officer })).status).toBe(403);
  });
});
