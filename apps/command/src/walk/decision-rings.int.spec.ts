import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceived, WarningContinued } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor, xunlingProcess, type XunlingProcess } from '@xunling/testing';
import { DecisionTicker } from '../decision/decision.ticker.js';
import { Carrier, type Call } from './callout-carrier.fixture.js';
import { alertData, CommandService, referenceTo } from './service.fixture.js';

/** Officers on call are rung where a decision, a level or a seat waits for them (C1, rows 60, 86), over a real carrier. */
const OFFICERS = ['commander', 'deputy', 'duty1', 'duty2', 'duty3', 'duty4'];
const nameOf = (userId: string): string => OFFICERS.find((o) => personId(o) === userId) ?? userId;
const CALLS = ['decision', 'proposal', 'offer'];
const contacts = async (s: CommandService): Promise<void> => {
  for (const who of OFFICERS) await s.sql(`insert into contact (id, user_id, area, kind, address, ord, version) values ($1, $2, '410171', 'webhook', $3, 0, 1) on conflict (user_id, kind) do nothing`, [newId(), personId(who), who]);
};
const ofCarrier = (carrier: Carrier, kind = 'decision'): string[] => [...carrier.calls.values()].filter((c: Call) => c.kind === kind).map((c) => `${nameOf(c.userId)} ${c.textZh}`);

describe('a decision on call', () => {
  let s: CommandService;
  let carrier: Carrier;
  beforeAll(async () => {
    carrier = await Carrier.start(() => s.clock.now(), () => undefined);
    Object.assign(process.env, carrier.env);
    s = await CommandService.start('2021-07-19T21:59:00+08:00');
    await contacts(s);
    // what a warning calls by itself is another matter
    await s.ok('commander', 'command.callout-policy.set', { automatic: [], hopMinutes: { RED: 10, ORANGE: 20, YELLOW: 30, BLUE: 30 } });
  }, 60_000);
  afterAll(async () => {
    for (const key of Object.keys(carrier.env)) delete process.env[key];
    await s.stop();
    await carrier.stop();
  });
  const say = (name: string, time: string, more: object = {}): Promise<string[]> => s.say([{ event: AlertReceived, aggregate: `alert/${name}`, street: '000', data: alertData({ name, sent: `2021-07-19T${time}:00+08:00`, ...more }) }]);
  const sent = (n: number, kind?: string): Promise<string[]> => waitFor(() => { const list = ofCarrier(carrier, kind); return list.length >= n && list; });
  let id = '';

  it('rings its owner when it opens, and nobody again for the same event told twice or a warning continued', async () => {
    await say('red', '21:59');
    expect(await sent(1)).toEqual(['duty1 红色预警（郑州经济技术开发区（示例））待您决策，请于 22:14 前登录汛令处理。']);
    const [open] = (await s.ok<{ items: { id: string; warningId: string }[] }>('duty1', 'command.decision.list', { state: 'open' })).items;
    id = open!.id;
    await say('red-2', '22:00');
    await waitFor(async () => (await s.events('command.warning.continued.v1')).length === 1);
    await s.say([{ event: WarningContinued, aggregate: `warning/${open!.warningId}`, street: '000', version: 9, data: (await s.events<object>('command.warning.continued.v1'))[0]! }]);
  });

  it('rings the next person at each pass, once with two processes', async () => {
    const second = await s.boot();
    s.clock.set(new Date('2021-07-19T22:14:00+08:00'));
    await s.look(DecisionTicker);
    expect((await sent(2)).slice(1)).toEqual(['duty2 红色预警（郑州经济技术开发区（示例））前一位未应答，现转由您决策，请于 22:29 前登录汛令处理。']);
    await s.shut(second);
  });

  it('rings everybody whose signature is missing, then who is left; told on the record and never held back by the hourly limit', async () => {
    // as many messages as a person gets in an hour lie behind the commander
    for (let i = 0; i < 7; i++) await s.sql(`insert into escalation_message (id, user_id, channel, orders, text_zh, text_en, at, state, accepted_at) values (gen_random_uuid(), $1, 'webhook', 1, 'x', 'x', $2, 'accepted', $2)`, [personId('commander'), s.clock.now()]);
    await s.ok('duty2', 'command.decision.raise', { id, level: 'I' });
    expect((await sent(4)).slice(2).sort()).toEqual(['commander 红色预警（郑州经济技术开发区（示例））I级响应待您签署，请于 22:24 前登录汛令处理。', 'deputy 红色预警（郑州经济技术开发区（示例））I级响应待您签署，请于 22:24 前登录汛令处理。']);
    await s.ok('deputy', 'command.decision.confirm', { id });
    expect((await sent(5)).at(-1)).toMatch(/^commander /);
    await waitFor(async () => (await s.events<{ kind?: string; about?: string; outcome: string }>('command.escalation.told.v1')).filter((e) => e.kind === 'decision' && e.outcome === 'accepted').length === 5);
    expect(new Set((await s.events<{ about?: string }>('command.escalation.told.v1')).map((e) => e.about))).toEqual(new Set([id]));
    await s.ok('commander', 'command.decision.confirm', { id });
  });

  it('does not ring for what was decided before the message went', async () => {
    carrier.manner = () => 503;
    await say('gone', '22:15', { hazard: 'H9', colour: 'ORANGE' });
    const waiting = await waitFor(async () => (await s.sql<{ id: string; failures: number }>("select id, failures from escalation_message where state = 'queued'")).find((m) => m.failures > 0));
    await say('lift', '22:16', { hazard: 'H9', colour: 'ORANGE', msgType: 'Cancel', references: [referenceTo('gone', '2021-07-19T22:15:00+08:00')] });
    await waitFor(async () => (await s.sql("select 1 from decision where state = 'lapsed'")).length === 1);
    carrier.manner = () => undefined;
    s.clock.advance(60_000);
    const [dropped] = await waitFor(async () => { const told = await s.events<{ messageId: string; outcome: string; reason?: string }>('command.escalation.told.v1'); return told.filter((e) => e.messageId === waiting.id).length > 0 && told.filter((e) => e.messageId === waiting.id); });
    expect(dropped).toMatchObject({ outcome: 'suppressed', reason: 'answered-meanwhile' });
    expect(ofCarrier(carrier)).toHaveLength(5);
  });

  it('a level proposed without a warning rings the missing seats, and an offer of a seat whom it is offered', async () => {
    await s.ok('commander', 'command.level.lower', { areas: ['410171561'], level: 'none', reason: '雨停' });
    await s.ok('duty1', 'command.proposal.make', { level: 'II', areas: ['410171561'], reason: '局地暴雨' });
    expect((await sent(2, 'proposal')).map((c) => c.split(' ')[0]).sort()).toEqual(['commander', 'deputy']);
    await s.ok('deputy', 'command.seat-offer.make', { seat: 'deputy', to: { userId: personId('duty3'), name: '值班三' }, reason: '换班' });
    expect(await sent(1, 'offer')).toEqual(['duty3 请您接任副指挥长：换班。请登录汛令应答。']);
    expect([...carrier.calls.values()].filter((c) => CALLS.includes(c.kind)).every((c) => c.role === 'officer')).toBe(true);
  });
});

describe('kill -9 while the owner of a decision is rung', () => {
  const MAIN = fileURLToPath(new URL('./process.fixture.js', import.meta.url));
  let s: CommandService;
  let carrier: Carrier;
  let running: XunlingProcess;
  const start = async (): Promise<void> => { running = xunlingProcess({ main: MAIN, env: { ...s.env, ...carrier.env } }); await running.ready; };
  beforeAll(async () => {
    s = await CommandService.prepare(new Date().toISOString());
    // refused until the process that decided to ring is gone
    carrier = await Carrier.start(() => new Date(), () => 503);
    await start();
    await contacts(s);
  }, 60_000);
  afterAll(async () => { await running.stop(); await s.stop(); await carrier.stop(); });

  it('rings the person once, after the restart', async () => {
    const now = new Date();
    await s.say([{ event: AlertReceived, aggregate: 'alert/kill', street: '000', data: alertData({ name: 'kill', sent: now.toISOString(), expires: new Date(now.getTime() + 3_600_000).toISOString() }) }]);
    await waitFor(() => carrier.posts.length > 0, 30_000);
    await running.kill();
    carrier.manner = () => undefined;
    await start();
    await waitFor(() => ofCarrier(carrier).length > 0, 60_000);
    await waitFor(async () => (await s.sql("select 1 from escalation_message where state = 'queued'")).length === 0, 60_000);
    expect(ofCarrier(carrier).map((c) => c.split(' ')[0])).toEqual(['duty1']);
    expect(await s.sql<{ n: number }>("select count(*)::int n from escalation_message where kind = 'decision'")).toEqual([{ n: 1 }]);
    expect(await s.events('command.escalation.told.v1')).toEqual([expect.objectContaining({ kind: 'decision', userId: personId('duty1'), outcome: 'accepted' })]);
  }, 120_000);
});
