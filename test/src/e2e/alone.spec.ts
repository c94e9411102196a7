import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subscribeSse } from '@xunling/client';
import { waitFor } from '@xunling/testing';
import { City } from '../kit/city.js';
import { allOf, type Duty, type Order, type Page } from '../kit/walk.js';
import { AloneWalk, STREET } from './alone-walk.js';

/** A district cut off from its centre: command, rescue and supplies are stopped, gateway and grid go on. */
const AWAY = ['command', 'rescue', 'supplies'];
let city: City;
let duty: Duty;
const heard: string[] = [];
const listening = new AbortController();

beforeAll(async () => {
  city = await City.start();
  const duty1 = await city.as('duty1');
  await duty1.act('/api/levels/raise', { areas: [STREET], level: 'III', reason: '河道上涨' });
  const leader = await city.as(`grid-${STREET}901001`);
  duty = await waitFor(async () => (await leader.get<Page<Duty>>('/api/duties?mine=true')).body.items[0], 45_000, 'the packet of the grid');
  const feed = subscribeSse({ url: city.url, token: (await city.as('street-561')).token, area: STREET, signal: listening.signal });
  void (async () => { for await (const item of feed) if ('event' in item) heard.push(item.event.type); })().catch(() => undefined);
  for (const name of AWAY) await city.system.pause(name);
}, 180_000);
afterAll(async () => { listening.abort(); await city?.stop(); }, 60_000);

const ok = async <T = Record<string, unknown>>(who: string, path: string, body: object): Promise<T> => (await city.as(who)).act<T>(path, body);
const holder = `grid-${STREET}901001`;

describe('a street whose centre is away', () => {
  it('is told at once that the centre is not there', async () => {
    // whom the door has to wait for is a 504
    expect(await (await city.as('duty1')).get('/api/orders')).toMatchObject({ status: 503, body: { code: 'context.unreachable' } });
  });

  it('answers, works and verifies its duties, with a photo', async () => {
    await ok(holder, `/api/duties/${duty.id}/acknowledge`, {});
    await ok(holder, `/api/duties/${duty.id}/check-in`, { position: { lon: 113.701, lat: 34.651 } });
    await ok(holder, `/api/duties/${duty.id}/execute`, { evidence: [await (await city.as(holder)).photo()] });
    expect(await (await city.as(holder)).post(`/api/duties/${duty.id}/verify`)).toMatchObject({ status: 403 });
    await ok('inspector-561', `/api/duties/${duty.id}/verify`, {});
    const board = await (await city.as('street-561')).get<{ total: { force: string; present: number }[] }>(`/api/on-post?area=${STREET}&level=community`);
    expect(board.status).toBe(200);
  });

  it('closes a site in one step, and it is closed once a second person has seen it', async () => {
    const [site] = await allOf<{ id: string; area: string }>(city, 'street-561', `/api/sites?area=${STREET}`);
    const own = `grid-${site!.area}`;
    const measure = await ok<{ id: string }>(own, `/api/sites/${site!.id}/protect`, { measure: 'CLOSE', reason: '积水超过车轮', noPositionReason: '信号差', evidence: [await (await city.as(own)).photo()] });
    await ok('inspector-561', `/api/measures/${measure.id}/verify`, {});
    expect((await (await city.as('street-561')).get<{ state: string }>(`/api/measures/${measure.id}`)).body.state).toBe('verified');
  });

  it('moves people and counts them, and says what it sees', async () => {
    const evacuation = await ok<{ id: string; ledgers: { area: string }[] }>('street-561', '/api/evacuations', { area: STREET, reason: '河道漫溢' });
    const ledger = evacuation.ledgers[0]!.area;
    const own = `grid-${ledger}`;
    const moved = await ok<{ changed: number; totals: { moved: number } }>(own, `/api/evacuations/${evacuation.id}/move`, { area: ledger });
    expect(moved.changed).toBeGreaterThan(0);
    const early = await (await city.as('street-561')).post<{ code: string }>(`/api/evacuations/${evacuation.id}/declare-safe`);
    expect(early.status).toBe(409);
    await ok(own, '/api/reports', { kind: 'WATER_ON_ROAD', area: ledger, text: '路口积水', depthCm: 45, position: { lon: 113.77, lat: 34.71, datum: 'WGS84' } });
    await waitFor(() => ['grid.duty.verified.v1', 'grid.measure.protected.v1', 'grid.evacuation.moved.v1', 'grid.report.made.v1'].every((type) => heard.includes(type)) || undefined, 45_000, 'all of it live');
  });
});

describe('every act of the grid, with nobody at the centre', () => {
  let walk: AloneWalk;
  beforeAll(() => { walk = new AloneWalk(city); });
  it.each(['registers', 'people', 'gauges', 'duties', 'measures', 'evacuation', 'reports'] as const)('%s', async (part) => { await walk[part](); }, 120_000);
  it('and none of the contract is left out', () => { expect(walk.left).toEqual([]); });
});

describe('when the centre is back', () => {
  it('has all that was done meanwhile, each once', async () => {
    for (const name of AWAY) await city.system.resume(name);
    const duty1 = await city.as('duty1');
    const order = await waitFor(async () => { const { status, body } = await duty1.get<Order>(`/api/orders/${duty.orderId}`); return status === 200 && body.state === 'verified' ? body : undefined; }, 60_000, 'the order to be verified');
    expect(order.arrows.filter((a) => a.doneAt)).toHaveLength(6);
    // this test's own and the walk's
    await waitFor(async () => { const { status, body } = await duty1.get<Page<{ kind: string }>>('/api/attentions?state=open'); return status === 200 && body.items.filter((a) => a.kind === 'protection').length === 3; }, 45_000, 'both sites that the ground closed, and the grid it emptied');
    const books = await waitFor(async () => { const { status, body } = await (await city.as('auditor')).get<{ origins: { missing: unknown[] | number; duplicates: number }[] }>('/api/reconciliation'); return status === 200 ? body : undefined; }, 45_000, 'the reconciliation');
    for (const o of books.origins) expect([o.missing, o.duplicates]).toEqual([0, 0]);
  });
});
