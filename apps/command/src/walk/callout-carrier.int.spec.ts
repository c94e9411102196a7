import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AreaOpened, PostHeld, PostOpened, type CalloutRows, type CalloutView, type PostedReceipts, type StartedCallout } from '@xunling/contracts/classes';
import type { RpcReply } from '@xunling/contracts';
import { derivedId, newId } from '@xunling/platform';
import { waitFor } from '@xunling/testing';
import { Carrier, type Call } from './callout-carrier.fixture.js';
import { CommandService } from './service.fixture.js';

const STREET = '410171561';
/** Keepers of the street; with its head they are five thousand. */
const KEEPERS = 4999;
const SMALL = 20;
const AT = '2021-07-01T00:00:00.000Z';
const person = (i: number): string => derivedId('spec-person', String(i));
const deputy = (i: number): string => derivedId('spec-deputy', String(i));
const HEAD = derivedId('spec-person', 'head');
const index = new Map(Array.from({ length: KEEPERS }, (_, i) => [person(i), i] as const));
const ofDeputy = new Map(Array.from({ length: KEEPERS }, (_, i) => [deputy(i), i] as const));

let s: CommandService;
let carrier: Carrier;
/** Where calls are refused, whatever who is called would do. */
let refuse: (call: Call) => boolean = () => false;

/** One in twenty is never reached, one hangs up at eight seconds and the deputy answers, one hangs up once; the carrier is now and then too busy. */
function manner(call: Call, nth: number): ReturnType<Carrier['manner']> {
  if (refuse(call)) return 503;
  const whole = { heardSeconds: 20, answered: true };
  if (call.role === 'superior') return undefined;
  if (call.userId === HEAD) return whole;
  const i = index.get(call.userId) ?? ofDeputy.get(call.userId)!;
  if (i % 50 === 3 && nth === 1) return 503;
  if (i % 20 === 0) return i % 40 === 0 ? undefined : { heardSeconds: 8, answered: false };
  if (i % 20 === 1) return call.role === 'deputy' ? whole : { heardSeconds: 8, answered: true };
  return i % 20 === 2 && call.n === 1 ? { heardSeconds: 8, answered: false } : whole;
}
const silent = new Set(Array.from({ length: KEEPERS }, (_, i) => i).filter((i) => i % 20 === 0).map(person));

beforeAll(async () => {
  s = await CommandService.prepare('2021-07-20T00:00:00Z', { knows: 'nothing' });
  carrier = await Carrier.start(() => s.clock.now(), manner);
  Object.assign(process.env, carrier.env);
  await s.boot();
  await s.boot();
  const area = (code: string, kind: string) => ({ event: AreaOpened, aggregate: `area/${code}`, data: { code, kind, name: code, nameEn: code, homeNode: 'c', ring: ['113.70000 34.70000', '113.80000 34.70000', '113.80000 34.80000', '113.70000 34.70000'], datum: 'WGS84', validFrom: AT } });
  const post = (n: string, where: string, kind: string, holderId: string, deputyId?: string) => {
    const postId = derivedId('spec-post', n);
    return [{ event: PostOpened, aggregate: `post/${postId}`, data: { postId, area: where, name: `看护岗${n}`, nameEn: n, kind } }, { event: PostHeld, aggregate: `post/${postId}`, version: 2, data: { postId, area: where, holderId, deputyId, from: AT } }];
  };
  const said = [area(STREET, 'street'), area(`${STREET}901`, 'community'), area(`${STREET}902`, 'community'), ...post('head', STREET, 'HEAD', HEAD), ...Array.from({ length: KEEPERS }, (_, i) => post(String(i), `${STREET}90${i < SMALL ? 1 : 2}`, 'KEEPER', person(i), deputy(i))).flat()];
  await s.say(said);
  await waitFor(async () => (await s.sql<{ n: number }>('select count(*)::int n from known'))[0]!.n === said.length, 60_000, 'the district is known');
  const users = [HEAD, ...index.keys(), ...ofDeputy.keys()];
  await s.sql(`insert into contact (id, user_id, area, kind, address, ord, version) select gen_random_uuid(), u, $2, 'webhook', u::text, 1, 0 from unnest($1::uuid[]) u`, [users, STREET]);
}, 120_000);
afterAll(async () => {
  for (const name of Object.keys(carrier.env)) Reflect.deleteProperty(process.env, name);
  await s.stop();
  await carrier.stop();
});

const start = (level: string, area = STREET): Promise<StartedCallout> => s.ok('duty1', 'command.callout.start', { areas: [area], level, messageZh: '暴雨，请立即到岗。' });
const get = (id: string): Promise<CalloutView> => s.ok('auditor', 'command.callout.get', { id });
/** As a carrier calls: by nobody's session. */
async function post(input: object): Promise<RpcReply<PostedReceipts>> {
  return (await s.nats.request('rpc.c.command.callout.receipts', JSON.stringify({ caller: null, requestId: newId(), correlationId: newId(), input }), { timeout: 20_000 })).json<RpcReply<PostedReceipts>>();
}
/** Nothing is due and nothing is being handed over: what is claimed again is due in thirty seconds to the instant, which no pause before the fifth refusal is. */
const quiet = (): Promise<unknown> => waitFor(async () => {
  const now = s.clock.now().toISOString();
  const [row] = await s.sql<{ n: number }>(`select ((select count(*) from callout_row where next_at <= $1) + (select count(*) from callout_attempt where state = 'queued' and (failures = 0 or due_at <= $1 or failures < 5 and due_at = $1::timestamptz + interval '30 s')))::int n`, [now]);
  return row!.n === 0;
}, 60_000, 'nothing is due');
async function bringBack(): Promise<void> { while (carrier.waiting > 0) { const reply = await post(carrier.signed()); if (!reply.ok) throw new Error(JSON.stringify(reply)); } }
async function unreached(id: string): Promise<CalloutRows['items']> {
  const all: CalloutRows['items'] = [];
  let cursor: string | undefined;
  do {
    const page: CalloutRows = await s.ok('duty1', 'command.callout.rows', { id, state: 'unreached', limit: 50, ...(cursor ? { cursor } : {}) });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}

describe('five thousand responsible persons on a real carrier, two instances', () => {
  let id: string;

  it('are all rung within three minutes of the clock, each once for a try', async () => {
    const c = await start('II');
    ({ id } = c);
    expect(c.persons).toBe(5000);
    const began = s.clock.now();
    const real = performance.now();
    await quiet();
    // who was refused by a busy carrier is handed over again a little later
    for (let i = 0; i < 5; i++) { s.clock.advance(2000); await quiet(); }
    expect(await get(id)).toMatchObject({ handed: 5000, ringing: 5000, reached: 0 });
    const [last] = await s.sql<{ at: Date }>(`select max(accepted_at) at from callout_attempt`);
    expect(last!.at.getTime() - began.getTime()).toBeLessThan(180_000);
    process.stderr.write(`5000 handed over in ${Math.round(performance.now() - real)} ms of real time\n`);
    expect([carrier.calls.size, new Set([...carrier.calls.values()].map((call) => call.userId)).size, carrier.badSignatures]).toEqual([5000, 5000, 0]);
    expect(carrier.posts.filter((p) => p.status === 503)).toHaveLength(100);
  }, 120_000);

  it('count by signed receipts of the person or the deputy; anybody else’s is refused', async () => {
    s.clock.advance(20_000);
    const [attemptId] = [...carrier.calls].find(([, call]) => silent.has(call.userId))!;
    const forged = carrier.signed([{ attemptId, by: HEAD, heardSeconds: 20, answered: true }], 'another-secret-of-somebody');
    expect(await post(forged)).toMatchObject({ ok: false, refusal: { code: 'callout.bad-signature' } });
    const wrong = await post(carrier.signed([{ attemptId, by: person(7), heardSeconds: 20, answered: true }, { attemptId: newId(), by: HEAD, heardSeconds: 20, answered: true }]));
    expect(wrong).toMatchObject({ ok: true, result: { items: [{ verdict: 'not-addressee' }, { verdict: 'unknown' }] } });
    const old = carrier.signed([{ attemptId, by: person(0), heardSeconds: 20, answered: true }]);
    s.clock.advance(-301_000);
    expect(await post(old)).toMatchObject({ ok: false });
    s.clock.advance(301_000);
    await bringBack();
    const now = await get(id);
    // all but the silent, those who hang up, and those whose deputy will answer
    const hung = Array.from({ length: KEEPERS }, (_, i) => i).filter((i) => i % 20 <= 2).length;
    expect(now).toMatchObject({ reached: 5000 - hung, ringing: hung, unreached: 0 });
  }, 60_000);

  it('leave exactly the silent ones, through tries, deputy and superior to the door', async () => {
    for (let minute = 0; minute < 18; minute++) {
      s.clock.advance(60_000);
      await quiet();
      await bringBack();
    }
    const rows = await unreached(id);
    expect(rows.map((r) => r.userId).sort()).toEqual([...silent].sort());
    expect(new Set(rows.map((r) => r.step))).toEqual(new Set(['door']));
    expect(rows[0]!.tries.map((t) => `${t.role} ${t.n} ${t.state}`)).toEqual(['person', 'deputy', 'superior'].flatMap((role) => [1, 2, 3].map((n) => `${role} ${n} accepted`)));
    expect(await get(id)).toMatchObject({ reached: 5000 - silent.size, unreached: silent.size, ringing: 0, late: 0 });
    // each try of each person reached the carrier as one call; a superior is told of many at once
    const keys = [...carrier.calls.values()].filter((c) => c.role !== 'superior').map((c) => `${c.userId} ${c.role} ${c.n}`);
    expect(new Set(keys).size).toBe(keys.length);
    const told = [...carrier.calls.values()].filter((c) => c.role === 'superior');
    expect(told.every((c) => c.userId === HEAD)).toBe(true);
    expect(told.length).toBeLessThan(30);
    expect(new Set(told.flatMap((c) => c.about))).toEqual(silent);
  }, 180_000);

  it('are frozen by name at the end', async () => {
    const ended = await s.ok<CalloutView>('duty1', 'command.callout.end', { id, note: '转入上门核查' });
    expect(ended).toMatchObject({ state: 'ended', unreached: silent.size });
    expect([...(await s.events<{ unreached: string[] }>('command.callout.ended.v1'))[0]!.unreached].sort()).toEqual([...silent].sort());
  });
});

it('a campaign that another replaced sends nothing further, also what was queued', async () => {
  s.clock.advance(7_200_000);
  let first = '';
  refuse = (call) => call.calloutId === first || first === '';
  const older = await start('III', `${STREET}901`);
  first = older.id;
  const posts = (id: string): number => carrier.posts.filter((p) => p.calloutId === id).length;
  await waitFor(() => posts(first) >= SMALL);
  await quiet();
  const before = posts(first);
  const newer = await start('I', `${STREET}901`);
  expect([(await get(first)).state, newer.continued]).toEqual(['superseded', false]);
  for (let i = 0; i < 6; i++) { s.clock.advance(10_000); await quiet(); }
  expect((await get(newer.id)).handed).toBe(SMALL);
  expect([posts(first), (await get(first)).handed]).toEqual([before, 0]);
}, 60_000);

it('a carrier that takes nothing is left for the screen after one try, and said so', async () => {
  s.clock.advance(7_200_000);
  await s.sql(`insert into contact (id, user_id, area, kind, address, ord, version) select gen_random_uuid(), u, $2, 'on-screen', '', 2, 0 from unnest($1::uuid[]) u`, [Array.from({ length: SMALL }, (_, i) => person(i)), `${STREET}901`]);
  refuse = () => true;
  const { id } = await start('II', `${STREET}901`);
  for (let i = 0; i < 13; i++) { s.clock.advance(10_000); await quiet(); }
  expect(await get(id)).toMatchObject({ handed: SMALL, failed: SMALL, ringing: SMALL });
  // goes went on until the deadline, with ever longer pauses
  const goes = carrier.posts.filter((p) => p.calloutId === id).length / SMALL;
  expect(goes).toBeGreaterThan(3);
  const { items } = await s.ok<CalloutRows>('duty1', 'command.callout.rows', { id });
  expect(items[0]!.tries.map((t) => `${t.channel} ${t.n} ${t.state} ${t.reason ?? ''}`)).toEqual(['webhook 1 failed http-503', 'on-screen 1 accepted ']);
}, 60_000);
