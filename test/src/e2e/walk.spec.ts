import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subscribeSse, type Delivery } from '@xunling/client';
import { waitFor } from '@xunling/testing';
import { City } from '../kit/city.js';
import { allOf, openDecision, type Decision, type Duty, type Order, type Page } from '../kit/walk.js';

/** design.md §2, step by step, through the door of the whole system. */
let city: City;
let decision: Decision;
let orderSetId: string;
const GRID = '410171561901001';

/** Somebody of every role that has no say in a step. */
const NO_SAY = ['admin', 'auditor', 'observer', 'dispatcher', 'street-561', 'inspector-561', 'police-561', 'team-01', 'depot-01', 'grid-410171561901002'];
async function refusedTo(usernames: readonly string[], path: string, body: object = {}): Promise<void> {
  const answers = await Promise.all(usernames.map(async (u) => { const { status, body: problem } = await (await city.as(u)).post<{ code: string }>(path, body); return [u, status, /^(access|level|not-addressee|same-person)/.test(problem.code)]; }));
  expect(answers).toEqual(usernames.map((u) => [u, 403, true]));
}

beforeAll(async () => { city = await City.start(); }, 180_000);
afterAll(async () => { await city?.stop(); }, 60_000);

describe('the walk of one warning', () => {
  it('a red alert becomes a warning and a decision with owner and clock', async () => {
    ({ decision } = await openDecision(city));
    const duty1 = await city.as('duty1');
    expect(decision).toMatchObject({ state: 'open', owner: { userId: duty1.userId } });
    expect(Date.parse(decision.dueAt) - Date.parse(decision.openedAt)).toBe(15 * 60_000);
    expect(decision.plans[0]!.met.length).toBeGreaterThan(0);
    const original = await duty1.call<string>('GET', `/api/warnings/${decision.warningId}/original`);
    expect(original.status).toBe(200);
    expect(original.body).toContain('暴雨红色预警');
  });

  it('the preview says how many orders go to how many posts', async () => {
    const duty1 = await city.as('duty1');
    const preview = await duty1.post<{ orders: number; posts: number; unaddressable: unknown[] }>(`/api/decisions/${decision.id}/preview`, { level: 'II' });
    expect(preview.status).toBe(200);
    expect(preview.body.orders).toBeGreaterThanOrEqual(2160);
    expect(preview.body.posts).toBeGreaterThan(600);
  });

  it('level II needs both seats, in either order, and nobody else', async () => {
    const [duty1, commander, deputy, duty2] = await Promise.all(['duty1', 'commander', 'deputy', 'duty2'].map((u) => city.as(u)));
    await refusedTo(NO_SAY, `/api/decisions/${decision.id}/raise`, { level: 'II' });
    await refusedTo(NO_SAY, `/api/decisions/${decision.id}/hold`, { reason: 'x', reviewAt: new Date(Date.now() + 600_000).toISOString() });
    const proposed = await duty1!.post(`/api/decisions/${decision.id}/raise`, { level: 'II' });
    await refusedTo(NO_SAY, `/api/decisions/${decision.id}/confirm`);
    expect([proposed.status, proposed.body]).toMatchObject([200, { state: 'awaiting-signature', signatures: [] }]);
    expect(await duty2!.post(`/api/decisions/${decision.id}/confirm`)).toMatchObject({ status: 403, body: { code: 'level.signer' } });
    const first = await deputy!.post<{ signatures: unknown[] }>(`/api/decisions/${decision.id}/confirm`);
    expect([first.status, first.body]).toMatchObject([200, { state: 'awaiting-signature' }]);
    expect(first.body.signatures).toHaveLength(1);
    expect(await deputy!.post(`/api/decisions/${decision.id}/confirm`)).toMatchObject({ status: 409, body: { code: 'level.same-signer' } });
    const raised = await commander!.post<{ state: string; orderSetId: string; signatures: unknown[] }>(`/api/decisions/${decision.id}/confirm`);
    expect([raised.status, raised.body.state]).toEqual([200, 'raised']);
    expect(raised.body.signatures).toHaveLength(2);
    orderSetId = raised.body.orderSetId;
  });

  it('every order has exactly one duty, mission or requisition; 2,160 of them are packets', async () => {
    const orders = await allOf<Order>(city, 'duty1', `/api/orders?set=${orderSetId}`);
    expect(orders.length).toBeGreaterThanOrEqual(2160);
    const items = async (): Promise<{ orderId: string }[]> => (await Promise.all(['duties', 'missions', 'requisitions'].map((p) => allOf<Duty>(city, 'duty1', `/api/${p}?area=410171`)))).flat();
    await waitFor(async () => (await items()).length === orders.length, 45_000, 'all items');
    expect(new Set((await items()).map((i) => i.orderId))).toEqual(new Set(orders.map((o) => o.id)));
    const packets = (await allOf<Duty>(city, 'duty1', '/api/duties?area=410171')).filter((d) => d.force && !d.siteId);
    expect(packets).toHaveLength(2160);
    expect(new Set(packets.map((d) => `${d.area}/${d.force}`)).size).toBe(2160);
  });

  it('the holder acknowledges, checks in, executes; a third person verifies; the six arrows are there for command', async () => {
    const holder = await city.as(`grid-${GRID}`);
    const mine = (await holder.get<Page<Duty>>('/api/duties?mine=true&limit=500')).body.items.find((d) => d.area === GRID && d.force === 'COMMUNITY')!;
    const strangers = [...NO_SAY, 'commander', 'duty1'];
    await refusedTo(strangers, `/api/duties/${mine.id}/acknowledge`);
    await refusedTo(strangers, `/api/duties/${mine.id}/check-in`, { noPositionReason: 'x' });
    expect((await holder.post(`/api/duties/${mine.id}/acknowledge`)).body).toMatchObject({ state: 'acknowledged' });
    expect((await holder.post(`/api/duties/${mine.id}/check-in`, { position: { lon: 113.77, lat: 34.71 } })).body).toMatchObject({ state: 'executing' });
    expect((await holder.post(`/api/duties/${mine.id}/execute`, { evidence: [await holder.photo()] })).body).toMatchObject({ state: 'reported' });
    expect(await holder.post(`/api/duties/${mine.id}/verify`)).toMatchObject({ status: 403, body: { code: 'same-person' } });
    // whoever had a hand in it, as issuer or signer, and whoever does not verify at all
    await refusedTo(NO_SAY.filter((u) => u !== 'inspector-561' && u !== 'street-561').concat('commander', 'deputy'), `/api/duties/${mine.id}/verify`);
    await refusedTo(NO_SAY.filter((u) => u !== 'street-561'), `/api/orders/${mine.orderId}/withdraw`, { reason: 'x' });
    const inspector = await city.as('inspector-561');
    expect((await inspector.post(`/api/duties/${mine.id}/verify`)).body).toMatchObject({ state: 'verified' });
    const duty1 = await city.as('duty1');
    const order = await waitFor(async () => {
      const { body } = await duty1.get<Order>(`/api/orders/${mine.orderId}`);
      return body.state === 'verified' && body;
    }, 45_000, 'the order to be verified');
    expect(order.arrows.filter((a) => a.doneAt).map((a) => a.stage)).toEqual(['issued', 'delivered', 'acknowledged', 'executing', 'reported', 'verified']);
    expect((await duty1.get(`/api/orders/${mine.orderId}/trace`)).status).toBe(200);
  });

  it('reading after one\'s own write through the same door sees it', async () => {
    const police = await city.as('police-561');
    const duties = (await police.get<Page<Duty>>('/api/duties?mine=true&state=open&limit=10')).body.items;
    for (const duty of duties) {
      expect((await police.post(`/api/duties/${duty.id}/acknowledge`)).status).toBe(200);
      const order = await police.get<Order>(`/api/orders/${duty.orderId}`);
      expect([order.status, order.body.state]).toEqual([200, 'acknowledged']);
    }
  });

  it('the picture counts what happened and SSE brings it to the street, and not another street\'s', async () => {
    const street = await city.as('street-561');
    const before = (await street.get<{ cursor: string }>('/api/picture?area=410171561')).body.cursor;
    const police = await city.as('traffic-561');
    const [duty] = (await police.get<Page<Duty>>('/api/duties?mine=true&state=open&limit=1')).body.items;
    await police.post(`/api/duties/${duty!.id}/acknowledge`);
    const stop = new AbortController();
    const seen: Delivery[] = [];
    for await (const d of subscribeSse({ url: city.url, token: street.token, area: '410171561', after: before, signal: stop.signal })) {
      if ('snapshot' in d) throw new Error('the cursor was valid');
      seen.push(d);
      if (d.event.type === 'grid.duty.acknowledged.v1' && (d.event.data as { itemId: string }).itemId === duty!.id) stop.abort();
    }
    expect(seen.every((d) => ['561', '000'].includes(d.event.street))).toBe(true);
    expect(seen.every((d) => d.chain.kind !== 'gap' && d.chain.kind !== 'broken')).toBe(true);
    expect((await street.get('/api/picture?area=410171560')).status).toBe(403);
    expect((await street.get('/api/picture/events?area=410171560')).status).toBe(403);
  });

  it('a reader resumes behind its Last-Event-ID, and is sent to a snapshot where its place is none of this stream', async () => {
    const street = await city.as('street-561');
    const [epoch, seq] = (await street.get<{ cursor: string }>('/api/picture?area=410171561')).body.cursor.split('-').map(Number) as [number, number];
    const events = (id: string): Promise<Response> => fetch(`${city.url}/api/picture/events?area=410171561`, { headers: { authorization: `Bearer ${street.token}`, 'last-event-id': id } });
    for (const gone of [`${epoch + 1}-${seq}`, `${epoch}-${seq + 1_000_000}`]) {
      const answer = await events(gone);
      expect([answer.status, await answer.json()]).toMatchObject([410, { code: 'picture.gone', snapshot: '/api/picture?area=410171561' }]);
    }
    const from = seq - 400;
    const ids: number[] = [];
    let text = '';
    const reader = (await events(`${epoch}-${from}`)).body!.pipeThrough(new TextDecoderStream()).getReader();
    while (ids.length < 20) {
      text += (await reader.read()).value ?? '';
      ids.splice(0, ids.length, ...[...text.matchAll(/id: ?\d+-(\d+)\nevent: ?(?:command|grid)\./g)].map((m) => Number(m[1])));
    }
    await reader.cancel();
    expect(ids[0]).toBeGreaterThan(from);
    expect(ids).toEqual([...ids].sort((x, y) => x - y));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('a form and a report of it are PDF files with their font embedded, for who may read them', async () => {
    const [duty1, observer] = await Promise.all([city.as('duty1'), city.as('observer')]);
    const [incident] = (await duty1.get<Page<{ id: string; openedAt: string }>>('/api/incidents?limit=10')).body.items;
    const to = new Date(Date.now() - 1000).toISOString();
    const query = new URLSearchParams({ incident: incident!.id, form: '209', from: incident!.openedAt, to }).toString();
    const pdf = await waitFor(async () => { const answer = await duty1.call<string>('GET', `/api/forms/pdf?${query}`); return answer.status === 200 && answer; }, 45_000, 'a period that is over');
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect([pdf.body.slice(0, 5), pdf.body.includes('/FontFile2'), pdf.body.includes('%%EOF')]).toEqual(['%PDF-', true, true]);
    expect((await observer.get(`/api/forms/pdf?${query}`)).status).toBe(403);
    expect(await duty1.get(`/api/forms/pdf?${query.replace('form=209', 'form=999')}`)).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
    const report = (await duty1.post<{ id: string }>('/api/sitreps', { incidentId: incident!.id, kind: 'INITIAL', textZh: '全区启动Ⅱ级响应。' })).body;
    const printed = await observer.call<string>('GET', `/api/sitreps/${report.id}/pdf`);
    expect([printed.status, printed.headers.get('content-type'), printed.body.slice(0, 5)]).toEqual([200, 'application/pdf', '%PDF-']);
    expect((await duty1.get('/api/sitreps/018f0000-0000-7000-8000-00000000dead/pdf')).status).toBe(404);
  });

  it('the reconciliation report shows no gap and no double of any origin', async () => {
    const duty1 = await city.as('duty1');
    const { origins } = (await duty1.get<{ origins: { origin: string; missing: number; duplicates: number }[] }>('/api/reconciliation')).body;
    expect(new Set(origins.map((o) => o.origin))).toEqual(new Set(['feed@c', 'command@c', 'grid@c', 'rescue@c', 'supplies@c', 'gateway@c']));
    expect(origins.filter((o) => o.missing > 0 || o.duplicates > 0)).toEqual([]);
  });

  it('raising again issues the new level\'s packets, each superseding the one not yet reported', async () => {
    const { decision: next } = await openDecision(city, { sender: 'hydrology@sample.example', issuer: '示例市水利局' });
    const [commander, deputy] = await Promise.all([city.as('commander'), city.as('deputy')]);
    expect((await commander.post(`/api/decisions/${next.id}/raise`, { level: 'I' })).body).toMatchObject({ state: 'awaiting-signature' });
    expect((await deputy.post(`/api/decisions/${next.id}/confirm`)).body).toMatchObject({ state: 'raised' });
    const holder = await city.as('grid-410171561901002');
    const mine = await waitFor(async () => {
      const { items } = (await holder.get<Page<Duty>>('/api/duties?mine=true&limit=500')).body;
      const packets = items.filter((d) => d.area === '410171561901002' && d.force === 'COMMUNITY');
      return packets.length === 2 && packets;
    }, 45_000, 'the new packet');
    expect(mine.map((d) => d.state)).toEqual(['ended', 'open']);
  });
});
