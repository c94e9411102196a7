import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceived } from '@xunling/contracts/classes';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { DecisionTicker } from '../decision/decision.ticker.js';
import { alertData, CommandService, referenceTo } from './service.fixture.js';

/** 7·20 with silent officers (C1, C2): the colours and times are the timeline's, every gauge reads nothing. */
let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-19T18:00:00+08:00'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

/** Of the 19th; of the 20th where the day is written before it. */
const beijing = (time: string): Date => new Date(`2021-07-${time.includes(' ') ? time.replace(' ', 'T') : `19T${time}`}:00+08:00`);
type Passed = { decisionId: string; hop: number; from: string; to: string; reason: string };
const passed = (): Promise<Passed[]> => s.events<Passed>('command.decision.passed.v1');
const opened = (): Promise<{ decisionId: string; colour: string; ownerId: string }[]> => s.events('command.decision.opened.v1');
const moveTo = async (time: string, passes: number): Promise<void> => {
  s.clock.set(beijing(time));
  await waitFor(async () => (await passed()).length === passes, 45_000, `${passes} hops at ${time}`);
};
const alert = (name: string, time: string, colour: string, references: object[] = []): Promise<string[]> => {
  s.clock.set(beijing(time));
  return s.say([{ event: AlertReceived, aggregate: `alert/${name}`, street: '000', data: alertData({ name, sent: beijing(time).toISOString(), colour, references, msgType: references.length > 0 ? 'Update' : 'Alert' }) }]);
};

describe('7·20 with silent officers and two instances of the service', () => {
  it('opens nothing on yellow, and a decision on the 19:13 orange', async () => {
    await alert('y', '18:00', 'YELLOW');
    await waitFor(async () => (await s.events('command.warning.issued.v1')).length === 1);
    await alert('o', '19:13', 'ORANGE', [referenceTo('y', '2021-07-19T18:00:00+08:00')]);
    await waitFor(async () => (await opened()).length === 1);
    expect(await s.events('command.warning.upgraded.v1')).toHaveLength(1);
    expect((await opened())[0]).toMatchObject({ colour: 'ORANGE', ownerId: personId('duty1') });
  });

  it('calls the three alternates at +15, +30 and +45, once each, and then stays visible with the commander', async () => {
    await moveTo('19:28', 1);
    await moveTo('19:43', 2);
    await moveTo('19:58', 3);
    await moveTo('20:13', 4);
    s.clock.set(beijing('20:58'));
    await s.look(DecisionTicker);
    expect((await passed()).map((p) => [p.hop, p.to, p.reason])).toEqual([
      [1, personId('duty2'), 'silent'], [2, personId('duty3'), 'silent'], [3, personId('duty4'), 'silent'], [4, personId('commander'), 'chain-exhausted'],
    ]);
    const { items } = await s.ok<{ items: object[] }>('auditor', 'command.decision.list', { state: 'open' });
    expect(items).toEqual([expect.objectContaining({ exhausted: true, owner: expect.objectContaining({ userId: personId('commander') }) })]);
  });

  it('opens a new one on the 21:59 red, with Ⅰ ranked first, and it is escalated by 22:14', async () => {
    await alert('r', '21:59', 'RED', [referenceTo('y', '2021-07-19T18:00:00+08:00')]);
    await waitFor(async () => (await opened()).length === 2);
    const [decision] = (await s.ok<{ items: { id: string; plans: { level: string }[] }[] }>('duty1', 'command.decision.list', { state: 'open' })).items;
    expect(decision!.plans[0]!.level).toBe('I');
    await moveTo('22:14', 5);
    expect((await passed())[4]).toMatchObject({ decisionId: decision!.id, to: personId('duty2'), reason: 'silent' });
  });

  it('goes on after a kill of the process that held the clock, and fires once', async () => {
    const second = await s.boot();
    await moveTo('22:29', 6);
    await s.shut(second);
    await moveTo('22:44', 7);
    expect(new Set((await passed()).map((p) => `${p.decisionId} ${p.hop}`)).size).toBe(7);
  });

  it('stops the clock by a hold until its review time', async () => {
    const [decision] = (await s.ok<{ items: { id: string }[] }>('duty4', 'command.decision.list', { state: 'open' })).items;
    expect(await s.ok('duty4', 'command.decision.hold', { id: decision!.id, reason: '雨带南移', reviewAt: '2021-07-19T23:30:00+08:00' })).toMatchObject({ state: 'held' });
    s.clock.set(beijing('23:29'));
    await s.look(DecisionTicker);
    expect(await passed()).toHaveLength(7);
    s.clock.set(beijing('23:30'));
    await waitFor(async () => (await opened()).length === 3);
    expect((await opened())[2]).toMatchObject({ decisionId: decision!.id, ownerId: personId('duty1') });
  });

  it('calls everybody again on the second red of 06:02, when all were silent on the first: escalated by 06:17 (C2)', async () => {
    for (const [time, passes] of [['23:45', 8], ['20 00:00', 9], ['20 00:15', 10], ['20 00:30', 11]] as const) await moveTo(time, passes);
    expect((await passed())[10]).toMatchObject({ to: personId('commander'), reason: 'chain-exhausted' });
    const first = (await opened())[2]!.decisionId;
    await alert('r2', '20 06:02', 'RED', [referenceTo('y', '2021-07-19T18:00:00+08:00')]);
    await waitFor(async () => (await opened()).length === 4, 45_000, 'the new decision');
    const { items } = await s.ok<{ items: { id: string; dueAt: string; plans: { level: string; met: { code: string }[] }[] }[] }>('duty1', 'command.decision.list', { state: 'open' });
    expect(items).toEqual([expect.objectContaining({ dueAt: beijing('20 06:17').toISOString() })]);
    expect(items[0]!.id).not.toBe(first);
    // not a single gauge speaks
    expect(items[0]!.plans[0]).toMatchObject({ level: 'I', met: expect.arrayContaining([expect.objectContaining({ code: 'warning-led' })]) });
    await moveTo('20 06:17', 12);
    expect((await passed())[11]).toMatchObject({ decisionId: items[0]!.id, from: personId('duty1'), to: personId('duty2'), reason: 'silent' });
  });

  it('is made no new work by a further red while it is open or held, and opens again at the review', async () => {
    const { items: [decision] } = await s.ok<{ items: { id: string }[] }>('duty2', 'command.decision.list', { state: 'open' });
    const continued = async (n: number): Promise<unknown> => waitFor(async () => (await s.events('command.warning.continued.v1')).length === n);
    await alert('r2b', '20 06:20', 'RED', [referenceTo('y', '2021-07-19T18:00:00+08:00')]);
    await continued(2);
    await s.ok('duty2', 'command.decision.hold', { id: decision!.id, reason: '逐一电话核实', reviewAt: beijing('20 10:00').toISOString() });
    await alert('r3', '20 09:08', 'RED', [referenceTo('y', '2021-07-19T18:00:00+08:00')]);
    await continued(3);
    await s.look(DecisionTicker);
    expect([(await opened()).length, (await passed()).length]).toEqual([4, 12]);
    s.clock.set(beijing('20 10:00'));
    await waitFor(async () => (await opened()).length === 5, 45_000, 'the review');
    expect((await opened())[4]!.decisionId).toBe(decision!.id);
  });
});
