import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceived } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { SAMPLE_PLAN } from '../plan/sample-plan.js';
import { alertData, CommandService, referenceTo } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-19T14:00:00Z'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

describe('the seeded part of command', () => {
  it('holds both seats and the standing roster, once though two instances started', async () => {
    const seats = await s.ok<{ items: { seat: string; holder: { userId: string } }[] }>('observer', 'command.seat.list');
    expect(seats.items.map((x) => [x.seat, x.holder.userId])).toEqual([['commander', personId('commander')], ['deputy', personId('deputy')]]);
    const rosters = await s.ok<{ items: { officers: { userId: string }[] }[] }>('observer', 'command.roster.list');
    expect(rosters.items.map((r) => r.officers.map((o) => o.userId))).toEqual([['duty1', 'duty2', 'duty3', 'duty4'].map(personId)]);
    expect(await s.events('command.seat.taken.v1')).toHaveLength(2);
    expect(await s.events('command.plan.published.v1')).toHaveLength(1);
  });
});

describe('plan versions', () => {
  const next = { ...SAMPLE_PLAN, planVersion: 'sample-flood@2', name: '第二版（示例预案）' };

  it('are imported as drafts, as often as their author likes; published only after review', async () => {
    expect(await s.ok('commander', 'command.plan.import', { document: next })).toMatchObject({ state: 'draft', planVersion: 'sample-flood@2' });
    expect(await s.ok('commander', 'command.plan.import', { document: { ...next, nameEn: 'second' } })).toMatchObject({ state: 'draft' });
    expect(await s.refused('duty1', 'command.plan.import', { document: next })).toBe('state.conflict');
    expect(await s.refused('commander', 'command.plan.publish', { id: 'sample-flood', version: 'sample-flood@2' })).toBe('state.conflict');
    expect(await s.refused('commander', 'command.plan.publish', { id: 'sample-flood', version: 'sample-flood@1' })).toBe('state.conflict');
    expect(await s.refused('commander', 'command.plan.import', { document: SAMPLE_PLAN })).toBe('state.conflict');
    expect(await s.refused('commander', 'command.plan.publish', { id: 'other', version: 'sample-flood@2' })).toBe('unknown.id');
  });

  it('are refused with the path of every fault', async () => {
    const reply = await s.call('commander', 'command.plan.import', { document: { ...next, planVersion: 'sample-flood@3', levels: { ...next.levels, I: { ...next.levels.I, orders: [{ to: 'nobody' }] } } } });
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'input.impossible', errors: expect.arrayContaining([expect.objectContaining({ path: expect.stringContaining('levels.I.orders.0') })]) } });
  });
});

describe('incidents', () => {
  it('are opened by hand; a warning alone opens none', async () => {
    await s.say([{ event: AlertReceived, aggregate: 'alert/a', street: '000', data: alertData({ name: 'a', sent: '2021-07-19T21:59:00+08:00', colour: 'ORANGE' }) }]);
    await waitFor(async () => (await s.ok<{ items: unknown[] }>('duty1', 'command.decision.list')).items.length === 1);
    expect((await s.ok<{ items: unknown[] }>('observer', 'command.incident.list')).items).toEqual([]);
    expect(await s.ok('duty1', 'command.incident.open', { name: '7月强降雨' })).toMatchObject({ state: 'open', zone: '410171' });
    expect((await s.ok<{ items: unknown[] }>('observer', 'command.incident.list')).items).toHaveLength(1);
  });
});

describe('warnings and decisions', () => {
  it('show all messages of a warning\'s life', async () => {
    await s.say([{ event: AlertReceived, aggregate: 'alert/b', street: '000', data: alertData({ name: 'b', sent: '2021-07-19T22:00:00+08:00', colour: 'RED', msgType: 'Update', references: [referenceTo('a', '2021-07-19T21:59:00+08:00')] }) }]);
    await waitFor(async () => (await s.events('command.warning.upgraded.v1')).length === 1);
    const { items: [w] } = await s.ok<{ items: { id: string }[] }>('observer', 'command.warning.list', { area: '410171561' });
    const detail = await s.ok<{ colour: string; digest: string; messages: { colour: string }[] }>('observer', 'command.warning.get', { id: w!.id });
    expect(detail).toMatchObject({ colour: 'RED', messages: [{ colour: 'ORANGE' }, { colour: 'RED' }] });
    expect((await s.ok<{ items: unknown[] }>('observer', 'command.warning.list', { area: '410104' })).items).toEqual([]);
  });

  it('keep an open decision through the upgrade, with the fresh fact on its record', async () => {
    const { items } = await waitFor(async () => {
      const list = await s.ok<{ items: { colour: string; hops: { reason: string }[] }[] }>('duty1', 'command.decision.list');
      return list.items[0]?.colour === 'RED' && list;
    });
    expect(items).toHaveLength(1);
    expect(items[0]!.hops.map((h) => h.reason)).toEqual(['warning-upgraded']);
  });

  it('are unknown by name where there are none, and a broken cursor is malformed', async () => {
    expect(await s.refused('duty1', 'command.decision.get', { id: newId() })).toBe('unknown.id');
    expect(await s.refused('duty1', 'command.warning.get', { id: newId() })).toBe('unknown.id');
    expect(await s.refused('duty1', 'command.order.get', { id: newId() })).toBe('unknown.id');
    expect(await s.refused('duty1', 'command.order.list', { cursor: 'zzz' })).toBe('request.malformed');
    expect(await s.refused('commander', 'command.decision.raise', { id: newId(), level: 'I' })).toBe('unknown.id');
  });

  it('refuse a plan version nobody published', async () => {
    const { items: [d] } = await s.ok<{ items: { id: string }[] }>('duty1', 'command.decision.list', { state: 'open' });
    expect(await s.refused('duty1', 'command.decision.preview', { id: d!.id, level: 'IV', planVersion: 'sample-flood@9' })).toBe('plan.unknown');
  });
});
