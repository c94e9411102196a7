import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LevelProposalView, OrderView, StandDownList } from '@xunling/contracts/classes';
import { personId, postId } from '@xunling/sample';
import { CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

const STREET = '410171561';
const GRIDS = ['410171561901001', '410171561902001', '410171561903001'] as const;
const patrol = (grid: string, more: object = {}): object => ({ measure: 'PATROL', addressee: { kind: 'post', id: postId(`leader-${grid}`) }, area: grid, text: '巡查', ...more });
const issue = (who: string, grid: string, more: object = {}): Promise<OrderView> => s.ok<OrderView>(who, 'command.order.issue', patrol(grid, more));
const get = (id: string): Promise<OrderView> => s.ok<OrderView>('duty1', 'command.order.get', { id });
const withdraw = (who: string, id: string): Promise<string> => s.refused(who, 'command.order.withdraw', { id, reason: '不再需要' });
const amend = (who: string, id: string, grid: string): Promise<string> => s.refused(who, 'command.order.issue', patrol(grid, { amends: id }));

describe('an order from the commander seat', () => {
  it('is taken back or replaced by whoever stands as high, and by nobody below', async () => {
    const order = await issue('commander', GRIDS[0]);
    expect(order.issuerRank).toBe(4);
    for (const who of ['duty1', 'deputy']) expect([await withdraw(who, order.id), await amend(who, order.id, GRIDS[0])]).toEqual(['order.above', 'order.above']);
    expect(await s.call('duty1', 'command.order.withdraw', { id: order.id, reason: 'x' })).toMatchObject({ refusal: { extra: { issuedBy: personId('commander') } } });
    expect(await get(order.id)).toMatchObject({ state: 'issued' });
    expect(await withdraw('commander', order.id)).toBe('accepted');
  });

  it('leaves officers their own, each other\u2019s and what stands below them', async () => {
    const own = await issue('duty1', GRIDS[1]);
    expect(await withdraw('duty2', own.id)).toBe('accepted');
    const street = await issue('street-561', GRIDS[1]);
    expect(await withdraw('duty1', street.id)).toBe('accepted');
    const deputys = await issue('deputy', GRIDS[1]);
    expect([await withdraw('duty1', deputys.id), await withdraw('commander', deputys.id)]).toEqual(['order.above', 'accepted']);
  });
});

describe('what a level ordered that both seats signed', () => {
  let incidentId = '';
  const end = (more: object = {}): object => ({ id: incidentId, reason: '降雨结束，各岗位撤收', ...more });

  it('is not the officer\u2019s to take back while the level is in force', async () => {
    const made = await s.ok<LevelProposalView>('commander', 'command.proposal.make', { level: 'II', areas: [STREET], reason: '上游泄洪' });
    await s.ok('deputy', 'command.proposal.sign', { id: made.id });
    const [packet] = await s.sql<{ id: string; incident_id: string; issuer_rank: number }>("select id, incident_id, issuer_rank from orders where force = 'COMMUNITY' and area = $1", [GRIDS[2]]);
    incidentId = packet!.incident_id;
    expect(packet!.issuer_rank).toBe(4);
    expect([await withdraw('duty1', packet!.id), await amend('duty1', packet!.id, GRIDS[2])]).toEqual(['order.above', 'order.above']);
    const before = await s.sql<{ n: number }>("select count(*)::int n from orders where state = 'issued' and force is not null");
    expect(await s.call('duty1', 'command.stand-down.end-tasks', end())).toMatchObject({ refusal: { code: 'order.above' } });
    expect(await s.sql("select count(*)::int n from orders where state = 'issued' and force is not null")).toEqual(before);
  });

  it('is ended by the officer on duty once the level is lowered; the commander\u2019s own order stays for the commander', async () => {
    const kept = await issue('commander', GRIDS[0]);
    const lower = (level: string): Promise<unknown> => s.ok('commander', 'command.level.lower', { level, areas: [STREET], reason: '雨势减弱' });
    await lower('III');
    const [packet] = await s.sql<{ id: string }>("select id from orders where force = 'COMMUNITY' and area = $1 and state = 'issued'", [GRIDS[2]]);
    expect(await withdraw('duty1', packet!.id)).toBe('accepted');
    await lower('none');
    const { counts } = await s.ok<StandDownList>('duty1', 'command.stand-down.list');
    expect(await s.ok('duty1', 'command.stand-down.end-tasks', end())).toMatchObject({ ended: counts.tasks - 1, above: 1 });
    expect(await s.refused('duty1', 'command.stand-down.end-tasks', end())).toBe('order.above');
    expect(await get(kept.id)).toMatchObject({ state: 'issued' });
    expect(await s.ok('commander', 'command.stand-down.end-tasks', end())).toMatchObject({ ended: 1 });
    expect((await get(kept.id)).state).toBe('withdrawn');
  });
});
