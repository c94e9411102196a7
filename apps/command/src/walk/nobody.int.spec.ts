import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_ID } from '@xunling/contracts';
import { AlertQuarantined, AlertReceived, type AttentionPage, type CalloutPage, type DecisionView } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { AlarmTicker } from '../attention/alarm.ticker.js';
import { DecisionTicker } from '../decision/decision.ticker.js';
import { alertData, CommandService } from './service.fixture.js';

/** A red warning while nobody holds command, no seat and no shift: it is not lost (C1, C4). */
let s: CommandService;
beforeAll(async () => {
  s = await CommandService.start('2021-07-19T22:00:00+08:00');
  // both seats vacant and a gap in the roster
  await s.sql("update seat set user_id = null, name = null");
  await s.sql('delete from roster');
}, 60_000);
afterAll(async () => { await s.stop(); });

const decisions = async (): Promise<DecisionView[]> => (await s.ok<{ items: DecisionView[] }>('duty1', 'command.decision.list', { state: 'open' })).items;
const dead = (): Promise<object[]> => s.sql('select 1 from dead_letter');

describe('with nobody in command', () => {
  it('a red warning opens a decision without an owner, visible and due, and calls the responsible in the name of the system', async () => {
    await s.say([{ event: AlertReceived, aggregate: 'alert/red', street: '000', data: alertData({ name: 'red', sent: s.clock.now().toISOString() }) }]);
    const [d] = await waitFor(async () => { const list = await decisions(); return list.length > 0 && list; });
    expect(d).toMatchObject({ state: 'open', exhausted: true, dueAt: s.clock.now().toISOString() });
    expect(d).not.toHaveProperty('owner');
    expect(await s.events('command.decision.unowned.v1')).toEqual([expect.objectContaining({ decisionId: d!.id, areas: ['410171'] })]);
    const [callout] = await waitFor(async () => { const { items } = await s.ok<CalloutPage>('auditor', 'command.callout.list'); return items.length > 0 && items; });
    expect(callout).toMatchObject({ automatic: true, by: SYSTEM_ID, state: 'running' });
    await s.look(DecisionTicker);
    expect(await dead()).toEqual([]);
  });

  it('what must be looked at by a person stands without an owner too', async () => {
    await s.say([{ event: AlertQuarantined, aggregate: 'quarantine/q', street: '999', data: { quarantineId: newId(), feed: 'feed-demo', digest: 'a'.repeat(64), reason: 'xsd', path: '/alert', message: 'no info', status: 'Actual', receivedAt: s.clock.now().toISOString(), area: '410171' } }]);
    const [a] = await waitFor(async () => { const { items } = await s.ok<AttentionPage>('duty1', 'command.attention.list', { state: 'open' }); return items.filter((x) => x.kind === 'quarantined-alert').length > 0 && items.filter((x) => x.kind === 'quarantined-alert'); });
    expect(a).not.toHaveProperty('owner');
    expect(await dead()).toEqual([]);
  });

  it('both are handed on as soon as somebody takes a seat, once, with a full clock', async () => {
    s.clock.advance(20 * 60_000);
    // no look at the earlier time is under way any more
    await s.look(DecisionTicker);
    await s.sql("update seat set user_id = $1, name = '指挥长' where seat = 'commander'", [personId('commander')]);
    await s.look(DecisionTicker);
    await s.look(AlarmTicker);
    await s.look(DecisionTicker);
    const [d] = await decisions();
    expect(d).toMatchObject({ owner: { userId: personId('commander') }, exhausted: false, dueAt: new Date(s.clock.now().getTime() + 15 * 60_000).toISOString() });
    expect(await s.events('command.decision.opened.v2')).toEqual([expect.objectContaining({ decisionId: d!.id, ownerId: personId('commander') })]);
    const { items } = await s.ok<AttentionPage>('duty1', 'command.attention.list', { state: 'open' });
    expect(items.find((x) => x.kind === 'quarantined-alert')).toMatchObject({ owner: { userId: personId('commander') } });
    expect((await s.events<{ kind: string; ownerId: string }>('command.attention.opened.v1')).filter((e) => e.kind === 'quarantined-alert').map((e) => e.ownerId)).toEqual([personId('commander')]);
  });
});
