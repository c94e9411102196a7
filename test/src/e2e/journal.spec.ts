import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { XlEvent } from '@xunling/contracts';
import { waitFor } from '@xunling/testing';
import { asUser } from '../kit/broker.js';
import { City, type Person } from '../kit/city.js';
import { allOf, openDecision, type Order, type Page } from '../kit/walk.js';

/** The journal as a file that proves without us, and a body erased by order: on the whole system, checked by the command line. */
const CLI = resolve(import.meta.dirname, '../../../libs/messaging/dist/verify/cli.js');
const REASON = `示例：涉及个人信息的理由 ${process.pid}-${Date.now()}`;
const ORDER = '示例：依法院裁定第12号抹除';

let city: City;
let folder: string;
let auditor: Person;
let admin: Person;
let lines: string[];
/** Just before the level was raised, after first heads had been stated. */
let before: string;

const parsed = (line: string): XlEvent => JSON.parse(line) as XlEvent;
const exported = async (who: Person, query = ''): Promise<string[]> => {
  const { status, body, headers } = await who.call<string>('GET', `/api/journal/export${query}`);
  expect([status, headers.get('content-type')]).toEqual([200, 'application/x-ndjson; charset=utf-8']);
  return body.split('\n').filter(Boolean);
};
/** What `npm run verify -- FILE` says of these lines. */
const verify = (given: readonly string[], heads?: readonly string[]): { status: number | null; said: string } => {
  const file = join(folder, 'journal.ndjson');
  writeFileSync(file, `${given.join('\n')}\n`);
  if (heads) writeFileSync(join(folder, 'heads.ndjson'), `${heads.join('\n')}\n`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, file, ...(heads ? ['--heads', join(folder, 'heads.ndjson')] : [])], { encoding: 'utf8', env: { PATH: process.env['PATH'] } });
  return { status, said: stdout + stderr };
};
const chainOf = (of: XlEvent): string => `${of.source} street ${of.street}`;
const inFolder = (path: string, text: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => join(f.parentPath, f.name)).filter((f) => readFileSync(f).includes(text));

beforeAll(async () => {
  city = await City.start();
  folder = mkdtempSync(join(tmpdir(), 'xl-journal-'));
  [auditor, admin] = await Promise.all([city.as('auditor'), city.as('admin')]);
  const duty1 = await city.as('duty1');
  const { decision } = await openDecision(city);
  const stated = async (type: string): Promise<XlEvent[]> => (await allOf<{ event: XlEvent }>(city, 'auditor', `/api/journal?type=${type}`)).map(({ event }) => event);
  await waitFor(async () => (await stated('command.head.stated.v1')).length > 0, 90_000, 'a first signed head');
  before = new Date().toISOString();
  expect((await duty1.post('/api/levels/raise', { level: 'IV', areas: ['410171561'], reason: '示例：内涝' })).status).toBe(200);
  expect((await duty1.post(`/api/decisions/${decision.id}/hold`, { reason: REASON, reviewAt: new Date(Date.now() + 3_600_000).toISOString() })).status).toBe(200);
  const orders = await duty1.get<Page<Order>>('/api/orders?area=410171561&limit=1');
  expect((await duty1.post(`/api/orders/${orders.body.items[0]!.id}/withdraw`, { reason: REASON })).status).toBe(200);
  await waitFor(async () => (await stated('command.decision.held.v1'))[0] && (await stated('command.order.withdrawn.v1'))[0], 45_000, 'hold and withdrawal on the board');
  const raised = await waitFor(async () => (await stated('command.level.raised.v1'))[0], 45_000, 'the level on the board');
  // a kept head is worth something only where it speaks of what came after the level
  await waitFor(async () => (await stated('command.head.stated.v1')).some((e) => e.street === raised.street && (e.data as { seq: number }).seq >= raised.originseq), 120_000, 'a head beyond the level');
  lines = await exported(auditor);
}, 300_000);
afterAll(async () => {
  await city?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe('an export of the journal', () => {
  const raisedAt = (): number => lines.findIndex((l) => parsed(l).type === 'command.level.raised.v1');

  it('proves as it is, of all origins, of one, of one street, from an instant on and up to one', async () => {
    expect(verify(lines)).toEqual({ status: 0, said: expect.stringMatching(/^OK {2}\d{3,} entries in \d+ chains, 0 repeated/) });
    expect(new Set(lines.map((l) => parsed(l).source))).toEqual(new Set(['command@c', 'grid@c', 'rescue@c', 'supplies@c', 'gateway@c', 'feed@c']));

    const grid = await exported(auditor, '?origin=grid@c');
    expect(new Set(grid.map((l) => parsed(l).source))).toEqual(new Set(['grid@c']));
    expect(verify(grid).status).toBe(0);

    const street = await exported(auditor, '?area=410171561');
    expect(new Set(street.map((l) => parsed(l).street))).toEqual(new Set(['000', '561']));
    expect(verify(street).status).toBe(0);

    const from = await exported(auditor, `?from=${encodeURIComponent(before)}`);
    expect(JSON.parse(from[0]!)).toMatchObject({ export: 'xunling-journal-part/1', begins: expect.arrayContaining([expect.objectContaining({ source: 'command@c', street: parsed(lines[raisedAt()]!).street })]) });
    expect(from.length).toBeLessThan(lines.length / 2);
    expect(from).toContain(lines[raisedAt()]);
    expect(verify(from)).toMatchObject({ status: 0 });
    // a part that begins later than it says is not whole
    const first = from.slice(1).findIndex((l) => parsed(l).source === 'command@c');
    expect(verify(from.filter((_, i) => i !== first + 1))).toEqual({ status: 1, said: expect.stringContaining('MISSING  command@c') });

    const to = await exported(auditor, `?to=${encodeURIComponent(before)}`);
    expect(to.some((l) => l.includes(REASON))).toBe(false);
    expect(verify(to).status).toBe(0);
  }, 120_000);

  it('is what the services published, byte for byte', async () => {
    const nc = await asUser(city, 'grid');
    const manager = await jetstreamManager(nc, { checkAPI: false });
    for (const seq of [1, 50, 500]) expect(lines).toContain((await manager.direct.getMessage('XL', { seq }))!.string());
    await nc.close();
  });

  it('shows one changed byte, with origin, street and entry', () => {
    const at = raisedAt();
    const changed = lines.map((l, i) => (i === at ? l.replace('"level":"IV"', '"level":"IX"') : l));
    expect(changed[at]).not.toBe(lines[at]);
    const { source, street, originseq } = parsed(lines[at]!);
    expect(verify(changed)).toEqual({ status: 1, said: expect.stringContaining(`CHANGED  ${source} street ${street} entry ${originseq} `) });
  });

  it('shows a line that was taken out of the middle', () => {
    const at = lines.findIndex((l, i) => i > lines.length / 2 && lines.slice(i + 1).some((m) => chainOf(parsed(m)) === chainOf(parsed(l))));
    const gone = parsed(lines[at]!);
    expect(verify(lines.filter((_, i) => i !== at))).toEqual({ status: 1, said: expect.stringContaining(`MISSING  ${chainOf(gone)} entry ${gone.originseq},`) });
  });

  it('shows a tail that was cut off, to whom kept a signed head', () => {
    const raised = parsed(lines[raisedAt()]!);
    const kept = lines.find((l) => { const e = parsed(l); return e.type === 'command.head.stated.v1' && e.street === raised.street && (e.data as { seq: number }).seq >= raised.originseq; })!;
    const cut = lines.slice(0, raisedAt());
    expect(verify(lines, [kept])).toMatchObject({ status: 0 });
    expect(verify(cut, [kept])).toEqual({ status: 1, said: expect.stringContaining(`TRUNCATED  ${chainOf(raised)} entry ${raised.originseq}:`) });
  });

  it('is journaled itself: who took what, up to where', async () => {
    const notes = (await allOf<{ event: XlEvent<Record<string, string>> }>(city, 'auditor', '/api/journal?type=gateway.journal.exported.v1')).map(({ event }) => event.data);
    expect(notes.filter((n) => n['by'] !== auditor.userId)).toEqual([]);
    expect(notes).toContainEqual(expect.objectContaining({ area: '410171561', upTo: expect.stringMatching(/^1-\d+$/) }));
    expect(notes).toContainEqual(expect.objectContaining({ area: '410171', origin: 'grid@c' }));
  });

  it('is given to nobody else, and to nobody beyond their area', async () => {
    for (const name of ['grid-410171561901001', 'duty1', 'street-561', 'observer']) {
      const { status, body } = await (await city.as(name)).get<{ code: string }>('/api/journal/export');
      expect([name, status, body.code]).toEqual([name, 403, 'access.role']);
    }
    expect((await auditor.get<{ code: string }>('/api/journal/export?area=410172001')).body.code).toBe('access.area');
    expect((await auditor.get('/api/journal/export?from=yesterday')).status).toBe(400);
    expect((await auditor.get('/api/journal/export?origin=%27')).status).toBe(400);
  });
});

describe('a body erased by order', () => {
  const order = (who: Person, eventId: string, headers = {}) => who.post<{ code?: string; by?: string; origin?: string; state?: string }>('/api/journal/erasures', { eventId, reason: ORDER }, headers);

  it('is ordered by an administrator alone, and never of what proves the journal or of a feed', async () => {
    const raised = parsed(lines.find((l) => parsed(l).type === 'command.level.raised.v1')!);
    for (const name of ['commander', 'auditor', 'duty1', 'grid-410171561901001']) {
      const { status, body } = await order(await city.as(name), raised.id);
      expect([name, status, body.code]).toEqual([name, 403, 'access.role']);
    }
    const of = (test: (e: XlEvent) => boolean): string => parsed(lines.find((l) => test(parsed(l)))!).id;
    expect(await order(admin, of((e) => e.source === 'feed@c'))).toMatchObject({ status: 422, body: { code: 'erasure.feed' } });
    expect(await order(admin, of((e) => e.type === 'grid.head.stated.v1'))).toMatchObject({ status: 422, body: { code: 'erasure.proof' } });
    expect(await order(admin, '018f0000-0000-7000-8000-000000000001')).toMatchObject({ status: 404, body: { code: 'unknown.id' } });
    expect((await admin.post('/api/journal/erasures', { eventId: raised.id })).status).toBe(400);
  });

  it('is found nowhere afterwards: not in export, search, picture or stream; and everything still proves', async () => {
    const holding = lines.filter((l) => l.includes(REASON)).map(parsed);
    expect(holding.map((e) => [e.type, e.street])).toEqual(expect.arrayContaining([['command.decision.held.v1', '999'], ['command.order.withdrawn.v1', '561']]));
    expect(inFolder(join(city.dataDir, 'nats'), REASON).length).toBeGreaterThan(0);
    for (const event of holding) expect(await order(admin, event.id, { 'idempotency-key': `erase-${event.id}` })).toMatchObject({ status: 200, body: { eventId: event.id, by: admin.userId, origin: event.source } });
    // the same order sent again is the same order; another one finds nothing to do
    expect((await order(admin, holding[0]!.id, { 'idempotency-key': `erase-${holding[0]!.id}` })).status).toBe(200);
    expect(await order(admin, holding[0]!.id)).toMatchObject({ status: 409, body: { code: 'state.conflict', state: 'erased' } });

    const after = await exported(auditor);
    expect(after.filter((l) => l.includes(REASON))).toEqual([]);
    for (const event of holding) {
      const tombstone = after.map(parsed).find((e) => e.id === event.id)!;
      expect(tombstone).toEqual({ ...event, data: null, datasalt: '' });
    }
    const stated = after.map(parsed).filter((e) => e.type.endsWith('.body.erased.v1'));
    expect(stated.map((e) => e.data)).toEqual(holding.map((e) => ({ eventId: e.id, by: admin.userId, reason: ORDER })));
    expect(verify(after)).toMatchObject({ status: 0 });

    // the order lies on the street of zone staff: an export of the street brings it along
    const street = await exported(auditor, '?area=410171561');
    expect(street.join('\n')).not.toContain(REASON);
    expect(verify(street)).toMatchObject({ status: 0 });
    expect(verify(street.filter((l) => !l.startsWith('{"export"')))).toEqual({ status: 1, said: expect.stringContaining('no order to erase it') });

    const found = await auditor.call<unknown>('GET', '/api/journal?type=command.decision.held.v1');
    expect(JSON.stringify(found.body)).not.toContain(REASON);
    expect(JSON.stringify((await auditor.get('/api/picture')).body)).not.toContain(REASON);
    expect((await auditor.get<{ origins: { missing: number; duplicates: number }[] }>('/api/reconciliation')).body.origins.filter((o) => o.missing || o.duplicates)).toEqual([]);

    const nc = await asUser(city, 'grid');
    const everything = async (): Promise<string[]> => {
      const consumer = await jetstream(nc).consumers.get('XL', { filter_subjects: ['xl.>'] });
      const messages = await consumer.consume();
      const texts: string[] = [];
      for await (const message of messages) { texts.push(message.string()); if (message.info.pending === 0) break; }
      return texts;
    };
    const rest = await waitFor(async () => { const texts = await everything(); return texts.every((t) => !t.includes(REASON)) && texts; }, 45_000, 'the stream to be overwritten');
    // nothing else went with it
    expect(new Set(rest.map((t) => parsed(t).id))).toEqual(new Set([...rest.map((t) => parsed(t).id), ...lines.map((l) => parsed(l).id).filter((id) => !holding.some((e) => e.id === id))]));
    expect(inFolder(join(city.dataDir, 'nats'), REASON)).toEqual([]);
    await nc.close();
  }, 120_000);

  it('leaves the system working: what comes after is folded, exported and proven', async () => {
    expect((await (await city.as('duty1')).post('/api/levels/raise', { level: 'IV', areas: ['410171560'], reason: '示例：又一处内涝' })).status).toBe(200);
    const after = await waitFor(async () => { const now = await exported(auditor); return now.map(parsed).some((e) => e.type === 'command.level.raised.v1' && e.originseq > parsed(lines.find((l) => parsed(l).type === 'command.level.raised.v1')!).originseq) && now; }, 45_000, 'the next level');
    expect(verify(after)).toMatchObject({ status: 0 });
  }, 60_000);
});
