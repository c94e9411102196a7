import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '@xunling/testing';
import { Heartbeats } from '../chaos/kit/heartbeats.js';
import { City } from '../kit/city.js';
import { openDecision, type Decision, type Duty, type Page } from '../kit/walk.js';

/** A stop and a start on the same folder; and one service that dies. */
let city: City;
beforeAll(async () => { city = await City.start(); }, 180_000);
afterAll(async () => { await city?.stop(); }, 60_000);

interface Seen { decision: Decision; duties: unknown[]; orders: number; areas: number; heads: unknown }

async function look(decisionId: string): Promise<Seen> {
  const [duty1, holder] = await Promise.all([city.as('duty1'), city.as('grid-410171561901001')]);
  const decision = (await duty1.get<Decision>(`/api/decisions/${decisionId}`)).body;
  const duties = (await holder.get<Page<Duty & { dueAt: string }>>('/api/duties?mine=true&limit=500')).body.items.map(({ id, orderId, state, dueAt }) => ({ id, orderId, state, dueAt }));
  const orders = (await duty1.get<{ orders: number }>('/api/order-stages')).body.orders;
  const areas = (await duty1.get<Page<unknown>>('/api/areas?limit=500')).body.items.length;
  const { origins } = (await duty1.get<{ origins: { origin: string; street: string; last: number; head: string; missing: number; duplicates: number }[] }>('/api/reconciliation')).body;
  expect(origins.filter((o) => o.missing > 0 || o.duplicates > 0)).toEqual([]);
  return { decision, duties, orders, areas, heads: origins.filter((o) => o.origin === 'feed@c').map((o) => [o.street, o.last, o.head]) };
}

describe('a stop and a start on the same folder', () => {
  it('keeps the decision with its clock, the open duties, the sessions and the alerts seen', async () => {
    const { decision, alertId } = await openDecision(city);
    const [duty1, holder] = await Promise.all([city.as('duty1'), city.as('grid-410171561901001')]);
    expect((await duty1.post('/api/levels/raise', { level: 'IV', areas: ['410171561'], reason: '示例：重启测试' })).status).toBe(200);
    const duty = await waitFor(async () => (await holder.get<Page<Duty>>('/api/duties?mine=true&state=open&limit=10')).body.items[0], 45_000, 'a duty');
    expect((await holder.post(`/api/duties/${duty.id}/acknowledge`)).status).toBe(200);
    const before = await look(decision.id);
    const token = duty1.token;

    await city.stop({ keep: true });
    city = await City.at(city.dataDir);

    const after = await look(decision.id);
    expect(after.decision).toMatchObject({ state: 'open', dueAt: before.decision.dueAt, openedAt: before.decision.openedAt, owner: before.decision.owner });
    expect(after).toMatchObject({ duties: before.duties, orders: before.orders, areas: before.areas });
    const still = await fetch(`${city.url}/api/sessions/current`, { headers: { authorization: `Bearer ${token}` } });
    expect(still.status).toBe(200);
    const warnings = (await (await city.as('duty1')).get<Page<{ alertId: string }>>('/api/warnings?active=true')).body.items;
    expect(warnings.filter((w) => w.alertId === alertId)).toHaveLength(1);
    // the work goes on where it stood
    const again = await city.as('grid-410171561901001');
    expect((await again.post(`/api/duties/${duty.id}/check-in`, { position: { lon: 113.77, lat: 34.71 } })).body).toMatchObject({ state: 'executing' });
    expect((await (await city.as('duty1')).post(`/api/decisions/${decision.id}/hold`, { reason: '雨带南移', reviewAt: new Date(Date.now() + 3_600_000).toISOString() })).body).toMatchObject({ state: 'held' });
  }, 180_000);
});

describe('a service that dies', () => {
  it('is started again, the page is told, and what it was asked meanwhile is refused by name or done', async () => {
    const duty1 = await city.as('duty1');
    const heard = new Heartbeats(city, duty1);
    await waitFor(() => heard.now.get('command')?.state === 'running', 60_000, 'a first heartbeat');
    const pid = city.system.kill('command');
    await waitFor(() => heard.down.has('command'), 60_000, 'the heartbeat to say so');
    const meanwhile = await duty1.get<{ code?: string }>('/api/seats');
    expect(meanwhile.status === 200 || ['context.unreachable', 'context.timeout'].includes(meanwhile.body.code!)).toBe(true);
    await waitFor(() => heard.now.get('command')?.state === 'running', 120_000, 'the restart');
    expect(heard.now.get('command')!.restarts).toBeGreaterThanOrEqual(1);
    expect(city.system.services['command']).not.toBe(pid);
    await waitFor(async () => (await duty1.get('/api/seats')).status === 200, 60_000, 'command to answer');
    await heard.close();
  }, 240_000);
});
