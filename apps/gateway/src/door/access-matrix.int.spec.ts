import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES, type Role } from '@xunling/contracts';
import { allOperations, type OperationDefinition } from '@xunling/contracts/classes';
import { testGateway, type TestGateway } from '../testing/test-gateway.js';
import { admits } from './admitted.js';

const PEOPLE = ROLES.filter((role): role is Exclude<Role, 'feed'> => role !== 'feed');
const FEED_SECRET = 'a-secret-of-the-demo-feed';

let t: TestGateway;
const tokens = new Map<Role, string>();

beforeAll(async () => {
  t = await testGateway({ XL_SEED: 'sample', XL_DEMO_PASSWORD: 'demo-password', XL_DEMO_FEED_SECRET: FEED_SECRET });
  for (const role of PEOPLE) tokens.set(role, (await t.session(`matrix-${role}`, [{ role, area: '410171' }])).token);
  tokens.set('feed', `feed-demo.${FEED_SECRET}`);
}, 60_000);
afterAll(() => t.stop());

/** The address of an operation with its example in it; the answer's body is not waited for, a stream never ends. */
async function statusOf(op: OperationDefinition, token?: string): Promise<{ status: number; code?: string }> {
  const [method, path] = op.http.split(' ') as [string, string];
  const example = (op.example ?? {}) as Record<string, unknown>;
  const address = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(example[name] ?? '018f0000-0000-7000-8000-000000000001')));
  const end = new AbortController();
  const response = await fetch(`${t.url}${address}`, { method, headers: token ? { authorization: `Bearer ${token}` } : {}, signal: end.signal });
  const code = response.status === 200 || response.status === 204 ? undefined : ((await response.json()) as { code: string }).code;
  end.abort();
  return { status: response.status, ...(code && { code }) };
}

// Signing out ends the very session the others need.
const operations = allOperations().filter((op) => op.name !== 'gateway.session.close');

describe('role × operation, from the registry', () => {
  it.each(operations.map((op) => [op.name, op] as const))('%s', async (_, op) => {
    const anonymous = await statusOf(op);
    const verdicts = await Promise.all(ROLES.map(async (role) => [role, await statusOf(op, tokens.get(role)!)] as const));

    if (!op.roles.includes('public')) expect(anonymous).toEqual({ status: 401, code: 'session.required' });
    const letIn = verdicts.filter(([, { code }]) => code !== 'access.role').map(([role]) => role);
    expect(letIn).toEqual(ROLES.filter((role) => admits(op.roles, [{ role }])));
    for (const [role, { status, code }] of verdicts) if (!letIn.includes(role)) expect([role, status, code]).toEqual([role, 403, 'access.role']);
    for (const [role, { status }] of verdicts) expect([role, status === 401]).toEqual([role, false]);
  });

  it('a matter of the whole zone is refused to every role whose grant covers one street alone', async () => {
    const matters = operations.filter((op) => op.zone);
    expect(matters.length).toBeGreaterThan(20);
    for (const role of PEOPLE) {
      const { token } = await t.session(`street-${role}`, [{ role, area: '410171561' }]);
      for (const op of matters.filter((o) => (o.roles as readonly string[]).includes(role))) expect([op.name, role, await statusOf(op, token)]).toEqual([op.name, role, { status: 403, code: 'access.area' }]);
    }
  });

  it('signing out needs a session as everything else does', async () => {
    expect((await t.call('DELETE', '/api/sessions/current')).status).toBe(401);
    expect((await t.call('DELETE', '/api/sessions/current', { token: tokens.get('observer')! })).status).toBe(204);
    expect((await t.call('GET', '/api/sessions/current', { token: tokens.get('observer')! })).status).toBe(401);
  });
});
