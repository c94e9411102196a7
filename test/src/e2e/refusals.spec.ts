import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleGauges } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { alertXml, capTime, nextIdentifier } from '../kit/alert.js';
import { City, PASSWORD, PNG } from '../kit/city.js';
import { openDecision, type Duty, type Page } from '../kit/walk.js';

/** "Input that is not good" of issue 2, through the door of the whole system. */
let city: City;
interface Problem { code: string; title: string; titleZh: string; detail?: string; errors?: { path: string; reason: string }[]; state?: string; allowed?: string[] }
const nobody = '018f0000-0000-7000-8000-00000000dead';
const warnings = async (): Promise<{ id: string; alertId: string; state: string; areas: string[] }[]> => (await (await city.as('duty1')).get<Page<{ id: string; alertId: string; state: string; areas: string[] }>>('/api/warnings?limit=200')).body.items;
const decisions = async (): Promise<number> => (await (await city.as('duty1')).get<Page<object>>('/api/decisions?limit=200')).body.items.length;
/** One more alert, of an issuer of its own, and its decision: whatever came before has had its effect, since each is taken in order. */
const oneMore = async (): Promise<void> => { await openDecision(city, { issuer: `其后台${nextIdentifier()}`, colour: 'ORANGE', geocode: '410171560901001' }); };
const put = async (quarantineId: string): Promise<{ kind: string; state: string; owner: { name: string } }> => waitFor(async () =>
  (await (await city.as('duty1')).get<Page<{ about: string; kind: string; state: string; owner: { name: string } }>>('/api/attentions?state=open&limit=200')).body.items.find((a) => a.about === quarantineId), 45_000, 'the attention');

beforeAll(async () => { city = await City.start(); }, 180_000);
afterAll(async () => { await city?.stop(); }, 60_000);

describe('an alert that is refused by name, kept, and changes nothing', () => {
  const cases: [string, () => string][] = [
    ['is not XML', () => 'this is no xml'],
    ['has a foreign namespace', () => alertXml().replace('urn:oasis:names:tc:emergency:cap:1.2', 'urn:example:other')],
    ['lacks scope', () => alertXml().replace('<scope>Public</scope>', '')],
    ['has a DTD with an entity', () => alertXml().replace('<alert', '<!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/passwd">]><alert')],
    ['is an Update without references', () => alertXml({ msgType: 'Update' })],
    ['names a malformed area', () => alertXml({ geocode: '41017' })],
    ['names a code of this zone that is not in the tree', () => alertXml({ geocode: '410171599' })],
    ['has broken geometry', () => alertXml({ area: '<area><areaDesc>x</areaDesc><polygon>34.7,113.7 34.8,113.8 34.7,113.9</polygon></area>' })],
    ['has no info', () => alertXml().replace(/<info>[\s\S]*<\/info>/, '')],
  ];
  it.each(cases)('because it %s', async (_name, make) => {
    const before = { warnings: (await warnings()).length, decisions: await decisions() };
    const quarantined = async (): Promise<number> => (await (await city.as('duty1')).get<Page<object>>('/api/feeds/quarantine?limit=200')).body.items.length;
    const kept = await quarantined();
    const xml = make();
    const { status, body } = await city.alert<Problem & { quarantineId: string }>(xml);
    expect([status, body.code]).toEqual([422, 'cap.invalid']);
    expect(body.titleZh.length).toBeGreaterThan(4);
    expect(body.errors?.[0]?.reason).toMatch(/^[a-z0-9.-]+$/);
    expect(await quarantined()).toBe(kept + 1);
    // whatever is wrong with it: what calls itself Actual is put before the duty officer at once
    if (xml.includes('<status>Actual</status>')) {
      expect(await put(body.quarantineId)).toMatchObject({ kind: 'quarantined-alert', state: 'open', owner: { name: '值班员一' } });
    } else {
      // one that is put before him comes after it
      await put((await city.alert<{ quarantineId: string }>(alertXml({ msgType: 'Update' }))).body.quarantineId);
      expect((await (await city.as('duty1')).get<Page<{ about: string }>>('/api/attentions?limit=200')).body.items.filter((a) => a.about === body.quarantineId)).toEqual([]);
    }
    await oneMore();
    expect({ warnings: (await warnings()).length, decisions: await decisions() }).toEqual({ warnings: before.warnings + 1, decisions: before.decisions + 1 });
  });

  it('because it is over 1 MiB (413), of another media type (415), or comes without a known key (401)', async () => {
    expect((await city.alert<Problem>(alertXml() + ' '.repeat(1024 * 1024))).status).toBe(413);
    expect((await city.alert<Problem>(alertXml(), 'text/plain')).status).toBe(415);
    expect((await city.alert<Problem>(alertXml(), 'text/xml', 'feed-demo.wrong')).status).toBe(401);
  });
});

describe('an alert that is accepted and marked, without a second effect', () => {
  it('the same one again', async () => {
    const xml = alertXml({ issuer: '重复台' });
    const before = await decisions();
    const first = await city.alert<{ alertId: string }>(xml);
    const again = await city.alert<{ alertId: string; duplicate: boolean }>(xml);
    expect([first.status, again.status, again.body]).toEqual([202, 200, { alertId: first.body.alertId, duplicate: true }]);
    await waitFor(async () => (await warnings()).some((w) => w.alertId === first.body.alertId), 45_000, 'the warning');
    expect((await warnings()).filter((w) => w.alertId === first.body.alertId)).toHaveLength(1);
    await waitFor(async () => (await decisions()) === before + 1, 45_000, 'its one decision');
  });

  it.each(['Exercise', 'Test', 'Draft', 'System'])('of status %s: opens nothing', async (status) => {
    const before = await decisions();
    const note = status === 'Exercise' ? '<note>演练</note>' : '';
    expect((await city.alert(alertXml({ status, issuer: `状态${status}` }).replace('<info>', `${note}<info>`))).status).toBe(202);
    await oneMore();
    expect(await decisions()).toBe(before + 1);
  });

  it('that is over: history, opens nothing', async () => {
    const before = await decisions();
    const { body } = await city.alert<{ alertId: string }>(alertXml({ issuer: '过期台', sentAgoMinutes: 300, expiresInMinutes: -60 }));
    const kept = await waitFor(async () => (await warnings()).find((w) => w.alertId === body.alertId), 45_000, 'the record');
    expect(kept.state).toBe('expired');
    await oneMore();
    expect(await decisions()).toBe(before + 1);
  });

  it('of another division: "not ours"', async () => {
    const before = (await warnings()).length;
    expect((await city.alert(alertXml({ geocode: '310115', issuer: '外区台' }))).status).toBe(202);
    await oneMore();
    expect((await warnings()).length).toBe(before + 1);
  });

  it('a Cancel before its Alert waits, and then applies', async () => {
    const identifier = nextIdentifier();
    const sender = 'early@sample.example';
    const alert = alertXml({ identifier, sender, issuer: '先撤台', sentAgoMinutes: 5 });
    const sent = /<sent>([^<]+)</.exec(alert)![1]!;
    expect((await city.alert(alertXml({ sender, issuer: '先撤台', msgType: 'Cancel', references: `${sender},${identifier},${sent}` }))).status).toBe(202);
    const { body } = await city.alert<{ alertId: string }>(alert);
    const kept = await waitFor(async () => (await warnings()).find((w) => w.alertId === body.alertId), 45_000, 'the warning');
    expect(kept.state).not.toBe('active');
    expect(capTime(new Date(0))).toBe('1970-01-01T08:00:00+08:00');
  });
});

describe('what the door refuses of everybody', () => {
  it('no session 401, a wrong role 403, an unknown id 404, an unknown address 404', async () => {
    expect((await fetch(`${city.url}/api/duties`)).status).toBe(401);
    const holder = await city.as('grid-410171561901001');
    expect(await holder.post(`/api/decisions/${nobody}/raise`, { level: 'III' })).toMatchObject({ status: 403, body: { code: 'access.role' } });
    const duty1 = await city.as('duty1');
    expect(await duty1.get(`/api/orders/${nobody}`)).toMatchObject({ status: 404, body: { code: 'unknown.id' } });
    expect(await duty1.get('/api/nothing-here')).toMatchObject({ status: 404, body: { code: 'request.unknown-route' } });
  });

  it('malformed JSON, unknown fields and bad values, each with its path', async () => {
    const duty1 = await city.as('duty1');
    expect(await duty1.call('POST', '/api/levels/raise', '{"level":')).toMatchObject({ status: 400, body: { code: 'request.malformed' } });
    const { status, body } = await duty1.post<Problem>('/api/levels/raise', { level: 'V', areas: ['41'], reason: 'x', colour: 'RED' });
    expect([status, body.code]).toEqual([400, 'request.malformed']);
    expect(new Set(body.errors!.map((e) => e.path.replace(/[.[].*/, '')))).toEqual(new Set(['level', 'areas', 'colour']));
  });

  it('a photo over 10 MB 413, of a wrong type 415', async () => {
    const holder = await city.as('grid-410171561901001');
    const upload = async (bytes: Buffer, type: string): Promise<number> => {
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(bytes)], { type }), 'a');
      return (await fetch(`${city.url}/api/evidence`, { method: 'POST', headers: { authorization: `Bearer ${holder.token}` }, body: form })).status;
    };
    expect(await upload(Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]), 'image/png')).toBe(413);
    expect(await upload(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png')).toBe(415);
    expect(await upload(PNG, 'image/png')).toBe(201);
  });

  it('too fast: 429 with Retry-After', async () => {
    const observer = await city.as('observer');
    const answers = await Promise.all(Array.from({ length: 2500 }, () => observer.get('/api/sessions/current')));
    const refused = answers.find((a) => a.status === 429);
    expect(refused?.body).toMatchObject({ code: 'request.too-fast' });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('answers to a duty', () => {
  let duty: Duty;
  const holder = 'grid-410171561901003';
  beforeAll(async () => {
    const { decision } = await openDecision(city, { issuer: '任务台' });
    expect((await (await city.as('duty1')).post(`/api/decisions/${decision.id}/raise`, { level: 'III' })).body).toMatchObject({ state: 'raised' });
    duty = await waitFor(async () => (await (await city.as(holder)).get<Page<Duty>>('/api/duties?mine=true')).body.items.find((d) => d.area.endsWith('561901003')), 45_000, 'the duty');
  }, 60_000);

  it('of another street\'s holder, an observer, and nobody in particular are refused', async () => {
    expect(await (await city.as('grid-410171560901001')).post(`/api/duties/${duty.id}/acknowledge`)).toMatchObject({ status: 403, body: { code: 'access.area' } });
    expect(await (await city.as('observer')).post(`/api/duties/${duty.id}/acknowledge`)).toMatchObject({ status: 403 });
    expect(await (await city.as(holder)).post(`/api/duties/${nobody}/acknowledge`)).toMatchObject({ status: 404 });
  });

  it('twice are one effect, with one key the first answer, with another body 422', async () => {
    const person = await city.as(holder);
    const key = { 'idempotency-key': 'once' };
    const first = await person.post<{ version: number }>(`/api/duties/${duty.id}/acknowledge`, {}, key);
    const again = await person.post<{ version: number }>(`/api/duties/${duty.id}/acknowledge`, {}, key);
    expect([first.status, again.status, again.body]).toEqual([200, 200, first.body]);
    expect((await person.post<{ version: number }>(`/api/duties/${duty.id}/acknowledge`)).body.version).toBe(first.body.version);
    expect(await person.post(`/api/duties/${duty.id}/acknowledge`, { note: '另一内容' }, key)).toMatchObject({ status: 422, body: { code: 'idempotency.mismatch' } });
  });

  it('not allowed in the present state: 409 with the state and what is allowed', async () => {
    const inspector = await city.as('inspector-561');
    const { status, body } = await inspector.post<Problem>(`/api/duties/${duty.id}/verify`);
    expect([status, body.code, body.state, body.allowed]).toEqual([409, 'state.conflict', 'acknowledged', expect.arrayContaining(['check-in', 'execute'])]);
  });

  it('work is verified by neither executor nor issuer', async () => {
    const person = await city.as(holder);
    expect((await person.post(`/api/duties/${duty.id}/execute`, { evidence: [await person.photo()] })).status).toBe(200);
    expect(await person.post(`/api/duties/${duty.id}/verify`)).toMatchObject({ status: 403, body: { code: 'same-person' } });
    expect(await (await city.as('duty1')).post(`/api/duties/${duty.id}/verify`)).toMatchObject({ status: 403, body: { code: 'same-person' } });
    expect((await (await city.as('inspector-561')).post(`/api/duties/${duty.id}/verify`)).status).toBe(200);
  });
});

describe('readings of a station network', () => {
  const [depth, rain] = [sampleGauges().find((g) => g.parameter === 'depth')!, sampleGauges().find((g) => g.parameter === 'rain')!];
  const post = async (body: object | string, authorization = `Bearer feed-demo.${PASSWORD}`): Promise<{ status: number; body: Problem & { accepted: number; held: { index: number; reason: string }[] } }> => {
    const response = await fetch(`${city.url}/api/feeds/observations`, { method: 'POST', headers: { 'content-type': 'application/json', authorization }, body: typeof body === 'string' ? body : JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as never };
  };

  it('come in with the feed\'s key, once, and what is doubtful is named; a wrong key, a person and bad input are refused', async () => {
    const at = new Date(Date.now() - 60_000).toISOString();
    const observations = [{ station: depth.station, parameter: 'depth', value: 12, unit: 'cm', at }, { station: rain.station, parameter: 'rain', value: '0.5', unit: 'mm', at }, { station: 'X-1', parameter: 'rain', value: 1, unit: 'mm', at }, { station: rain.station, parameter: 'rain', value: 999, unit: 'mm', at: new Date(Date.parse(at) - 900_000).toISOString() }];
    expect(await post({ observations })).toEqual({ status: 202, body: { accepted: 2, held: [{ index: 2, reason: 'station.unknown' }, { index: 3, reason: 'limits' }] } });
    expect((await post({ observations: observations.slice(0, 2) })).body).toEqual({ accepted: 2, held: [] });
    const duty1 = await city.as('duty1');
    expect((await duty1.get(`/api/gauges/${depth.id}`)).body).toMatchObject({ value: 12, at });
    const site = async (): Promise<object | undefined> => (await duty1.get<Page<{ siteId: string }>>(`/api/closures?area=${depth.area}`)).body.items.find((i) => i.siteId === depth.siteId);
    expect(await site()).toMatchObject({ depth: { cm: 12, source: 'gauge' } });
    expect((await post({ observations }, 'Bearer feed-demo.wrong')).status).toBe(401);
    expect((await post({ observations }, `Bearer ${duty1.token}`)).status).toBe(403);
    expect((await post({ observations: [{ ...observations[0], at: '2026-02-30T08:00:00Z' }] })).status).toBe(422);
    for (const bad of ['{', { observations: [] }, { observations: [{ ...observations[0], at: '今天' }] }, { observations: Array(1001).fill(observations[0]) }]) expect((await post(bad)).status).toBe(400);
    expect((await duty1.get(`/api/gauges/${depth.id}`)).body).toMatchObject({ value: 12 });
  });
});
