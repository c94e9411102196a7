import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postId } from '@xunling/sample';
import type { IncidentBoard, StandDownList } from '@xunling/contracts/classes';
import { CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

const STREETS = ['410171111', '410171560', '410171561', '410171562', '410171563', '410171565'];
const open = (name: string, ...areas: string[]): Promise<{ id: string; areas: string[] }> => s.ok('duty1', 'command.incident.open', { name, ...(areas.length > 0 ? { areas } : {}) });
const patrol = (grid: string, incidentId?: string): object => ({ measure: 'PATROL', addressee: { kind: 'post', id: postId(`leader-${grid}`) }, area: grid, ...(incidentId ? { incidentId } : {}) });
const board = async (): Promise<IncidentBoard['items']> => (await s.ok<IncidentBoard>('observer', 'command.incident.board')).items;

describe('many incidents at once', () => {
  let flood: { id: string };
  let breach: { id: string };

  it('two first acts at once open one incident, not two', async () => {
    const replies = await Promise.all(['410171563901001', '410171560901001'].map((grid) => s.call('duty1', 'command.order.issue', patrol(grid))));
    expect(replies.map((r) => r.ok)).toEqual([true, true]);
    const items = await board();
    expect(items.map((i) => [i.areas, i.ordersOpen])).toEqual([[['410171'], 2]]);
    flood = items[0]!;
  });

  it('run side by side over their areas; an act where several run names its own', async () => {
    breach = await open('潮河溃口', '410171561');
    expect(await s.refused('duty1', 'command.order.issue', patrol('410171561901001'))).toBe('incident.unnamed');
    await s.ok('duty1', 'command.order.issue', patrol('410171561901001', breach.id));
    await s.ok('duty1', 'command.order.issue', patrol('410171563902001'));
    expect((await board()).map((i) => [i.id, i.ordersOpen])).toEqual([[breach.id, 1], [flood.id, 3]]);
  });

  it('an act against another area\'s incident, a closed or an unknown one is refused', async () => {
    expect(await s.refused('duty1', 'command.order.issue', patrol('410171563901001', breach.id))).toBe('access.incident');
    expect(await s.refused('duty1', 'command.level.raise', { level: 'III', areas: ['410171563'], reason: 'x', incidentId: breach.id })).toBe('access.incident');
    expect(await s.refused('duty1', 'command.order.issue', patrol('410171563901001', postId('x')))).toBe('input.impossible');
    for (const areas of [['410171999'], ['410171561901001']]) expect(await s.refused('duty1', 'command.incident.open', { name: 'x', areas })).toBe('area.unknown');
    expect(await s.refused('duty1', 'command.incident.open', { name: 'x', areas: ['410172'] })).toBe('access.area');
  });

  it('each has its own level, its own stand-down list and its own end', async () => {
    await s.ok('duty1', 'command.level.raise', { level: 'III', areas: ['410171561'], reason: '溃口', incidentId: breach.id });
    await s.ok('duty1', 'command.level.raise', { level: 'IV', areas: ['410171563'], reason: '积水' });
    expect((await board()).map((i) => [i.id, i.level, i.streetsAtLevel])).toEqual([[breach.id, 'III', 1], [flood.id, 'IV', 1]]);
    const left = (incident: string): Promise<StandDownList> => s.ok('commander', 'command.stand-down.list', { incident });
    expect((await left(breach.id)).levels).toEqual([{ area: '410171561', level: 'III' }]);
    expect((await left(flood.id)).levels).toEqual([{ area: '410171563', level: 'IV' }]);
    expect((await s.ok<StandDownList>('commander', 'command.stand-down.list')).incident).toBeUndefined();
    await s.ok('duty1', 'command.level.lower', { level: 'none', areas: ['410171561'], reason: '堵口完成' });
    const { counts } = await left(breach.id);
    expect(counts).toMatchObject({ levels: 0, warnings: 0, decisions: 0 });
    expect(await s.refused('commander', 'command.incident.close', { id: breach.id, reason: '堵口完成' })).toBe('state.conflict');
    const others = (await left(flood.id)).counts.tasks;
    expect(others).toBeGreaterThan(360);
    expect(await s.ok('commander', 'command.stand-down.end-tasks', { id: breach.id, reason: '堵口完成' })).toMatchObject({ ended: counts.tasks });
    expect([(await left(breach.id)).counts.tasks, (await left(flood.id)).counts.tasks]).toEqual([0, others]);
    expect(await s.refused('commander', 'command.stand-down.end-tasks', { id: breach.id, area: '410171563', reason: 'x' })).toBe('access.incident');
    await s.ok('commander', 'command.incident.close', { id: breach.id, reason: '堵口完成' });
    expect(await s.refused('commander', 'command.incident.close', { id: flood.id, reason: 'x' })).toBe('state.conflict');
    expect(await s.refused('duty1', 'command.order.issue', patrol('410171561901001', breach.id))).toBe('state.conflict');
    // with one left, an act needs no name again
    await s.ok('duty1', 'command.order.issue', patrol('410171561902001'));
  });

  it('twenty stand on one board', async () => {
    for (let i = 0; i < 19; i++) await open(`事件${i}`, STREETS[i % STREETS.length]!);
    expect(await board()).toHaveLength(20);
    expect(await s.refused('duty1', 'command.level.raise', { level: 'III', areas: ['410171560'], reason: 'x' })).toBe('incident.unnamed');
  });
});
