import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceived, AreaClosed } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { waitFor } from '@xunling/testing';
import { alertData, CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-19T14:00:00Z'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

type Level = { items: { area: string; level: string }[]; measuresInForce: number };
const levels = async (): Promise<Record<string, string>> => Object.fromEntries((await s.ok<Level>('observer', 'command.level.list')).items.map((l) => [l.area.slice(6), l.level]));
const count = async (where: string): Promise<number> => (await s.sql<{ n: number }>(`select count(*)::int n from orders where ${where}`))[0]!.n;
async function decide(name: string, hazard: string, areas = ['410171']): Promise<string> {
  await s.say([{ event: AlertReceived, aggregate: `alert/${name}`, street: '000', data: alertData({ name, sent: '2021-07-19T21:59:00+08:00', hazard, areas }) }]);
  const find = async (): Promise<string | undefined> => (await s.ok<{ items: { id: string; hazard: string }[] }>('duty1', 'command.decision.list', { state: 'open' })).items.find((d) => d.hazard === hazard)?.id;
  return waitFor(find);
}
async function raise(id: string, level: string, more: object = {}): Promise<{ state: string; orderSetId: string }> {
  await s.ok('commander', 'command.decision.raise', { id, level, ...more });
  return s.ok('deputy', 'command.decision.confirm', { id });
}

describe('levels per area', () => {
  it('are raised by one officer at Ⅳ: a street may be above the zone', async () => {
    expect(await s.refused('duty1', 'command.level.raise', { level: 'II', areas: ['410171561'], reason: 'x' })).toBe('level.signer');
    expect(await s.refused('street-561', 'command.level.raise', { level: 'IV', areas: ['410171561'], reason: 'x' })).toBe('access.area');
    expect(await s.refused('duty1', 'command.level.raise', { level: 'IV', areas: ['410171999'], reason: 'x' })).toBe('area.unknown');
    expect(await s.ok('duty1', 'command.level.raise', { level: 'IV', areas: ['410171561'], reason: '局地暴雨' })).toMatchObject({ orders: 360, areas: ['410171561'] });
    expect(await levels()).toEqual({ 111: 'none', 560: 'none', 561: 'IV', 562: 'none', 563: 'none', 565: 'none' });
    expect(await s.refused('duty1', 'command.level.raise', { level: 'IV', areas: ['410171561'], reason: 'x' })).toBe('state.conflict');
  });

  it('skip steps upward, each packet replacing the open one of its grid and force', async () => {
    await raise(await decide('red', 'H1'), 'II');
    expect(await levels()).toEqual({ 111: 'II', 560: 'II', 561: 'II', 562: 'II', 563: 'II', 565: 'II' });
    expect(await count(`state = 'superseded'`)).toBe(360);
    expect(await count(`force is not null and state = 'issued'`)).toBe(2160);
    expect(await count('supersedes is not null')).toBe(360);
    const issued = await s.events<{ level?: string; signedBy?: string[] }>('command.order.issued.v1');
    expect(new Set(issued.map((o) => `${o.level} ${o.signedBy?.length ?? 0}`))).toEqual(new Set(['IV 0', 'II 2']));
  });

  it('raised again leave site measures as they are and add the new ones', async () => {
    const before = await count('force is null');
    expect(before).toBeGreaterThan(80);
    const preview = await s.ok<{ orders: number; supersedes: number }>('duty1', 'command.decision.preview', { id: await decide('red2', 'H2'), level: 'I' });
    expect(preview.supersedes).toBe(2160);
    const { orderSetId } = await raise(await decide('red2b', 'H3'), 'I');
    expect(await count(`set_id = '${orderSetId}'`)).toBe(preview.orders);
    expect(await count(`force is not null and state = 'issued'`)).toBe(2160);
    expect((await s.sql('select 1 from orders where force is null group by measure, coalesce(site_id, addressee_id) having count(*) > 1')).length).toBe(0);
    expect(await count('force is null')).toBeGreaterThan(before);
  });

  it('are lowered with steps skipped, by who may sign, lifting nothing', async () => {
    const before = await count('force is null');
    expect(await s.refused('duty1', 'command.level.lower', { level: 'III', areas: ['410171'], reason: 'x' })).toBe('level.signer');
    expect(await s.ok('commander', 'command.level.lower', { level: 'III', areas: ['410171'], reason: '雨停' })).toMatchObject({ previous: 'I', level: 'III', areas: ['410171'], measuresInForce: before });
    expect(await s.ok('duty2', 'command.level.lower', { level: 'none', areas: ['410171561'], reason: '结束' })).toMatchObject({ previous: 'III' });
    expect((await levels())['561']).toBe('none');
    expect(await count(`force is null and state = 'issued'`)).toBe(before);
    const { items } = await s.ok<{ items: { kind: string; level: string; signatures: unknown[] }[] }>('observer', 'command.level.history');
    expect(items.map((c) => `${c.kind} ${c.level}`)).toEqual(['lowered none', 'lowered III', 'raised I', 'raised II', 'raised IV']);
  });

  it('reach no grid that was closed, nor the posts in it', async () => {
    const id = await decide('closing', 'H7');
    const preview = (): Promise<{ orders: number; perArea: { area: string; orders: number }[] }> => s.ok('duty1', 'command.decision.preview', { id, level: 'IV', areas: ['410171561'] });
    expect((await preview()).orders).toBe(360);
    await s.say([{ event: AreaClosed, aggregate: 'area/410171561901001', version: 2, data: { code: '410171561901001', reason: '撤并', by: newId(), validTo: '2021-07-19T14:00:00Z' } }]);
    await waitFor(async () => (await s.sql(`select 1 from known where kind = 'closed'`)).length === 1);
    expect((await preview()).orders).toBe(354);
  });

  it('changed by two at the same moment: one wins, the other gets 409', async () => {
    await s.ok('commander', 'command.level.lower', { level: 'none', areas: ['410171'], reason: '结束' });
    const one = await decide('a', 'H4');
    const two = await decide('b', 'H5');
    await s.ok('commander', 'command.decision.raise', { id: one, level: 'I' });
    await s.ok('commander', 'command.decision.raise', { id: two, level: 'I' });
    const replies = await Promise.all([s.call('deputy', 'command.decision.confirm', { id: one }), s.call('deputy', 'command.decision.confirm', { id: two })]);
    const refused = replies.filter((r) => !r.ok);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ refusal: { code: expect.stringMatching(/^(level\.changed|state\.conflict)$/) } });
    expect((await s.events<{ level: string }>('command.level.raised.v1')).filter((l) => l.level === 'I')).toHaveLength(2);
  });

  it('raised twice with the same request id have one effect and one answer', async () => {
    await s.ok('commander', 'command.level.lower', { level: 'none', areas: ['410171'], reason: '结束' });
    const id = await decide('c', 'H6');
    const replies = await Promise.all([1, 2].map(() => s.call('duty1', 'command.decision.raise', { id, level: 'III' }, 'duty1 raise key-1')));
    expect(replies.map((r) => r.ok)).toEqual([true, true]);
    expect(new Set(replies.map((r) => JSON.stringify(r.ok && r.result))).size).toBe(1);
    expect((await s.events<{ decisionId: string }>('command.decision.raised.v1')).filter((d) => d.decisionId === id)).toHaveLength(1);
  });
});
