import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceived } from '@xunling/contracts/classes';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import { alertData, CommandService } from './service.fixture.js';

let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-19T13:59:00Z'); }, 60_000);
afterAll(async () => { await s.stop(); });

type Decision = { id: string; warningId: string; state: string; owner: { userId: string; name: string }; dueAt: string; plans: { level: string; score: number; planVersion: string }[] };
const openDecisions = async (): Promise<Decision[]> => (await s.ok<{ items: Decision[] }>('duty1', 'command.decision.list', { state: 'open' })).items;

describe('a red warning walks to its orders', () => {
  let decision: Decision;
  let previewed: number;

  it('becomes one warning and one decision with owner, clock and ranked plans', async () => {
    await s.say([{ event: AlertReceived, aggregate: 'alert/red', street: '000', data: alertData({ name: 'red-1', sent: '2021-07-19T21:59:00+08:00' }) }]);
    [decision] = await waitFor(async () => { const d = await openDecisions(); return d.length > 0 && d; }) as [Decision];
    expect(decision).toMatchObject({ state: 'open', owner: { userId: personId('duty1') }, dueAt: '2021-07-19T14:14:00.000Z' });
    // continued before anybody decided: no new work, and the clock of the lag is not set back
    s.clock.advance(5 * 60_000);
    await s.say([{ event: AlertReceived, aggregate: 'alert/red', street: '000', data: alertData({ name: 'red-1b', sent: '2021-07-19T22:04:00+08:00' }) }]);
    await waitFor(async () => (await s.events('command.warning.continued.v1')).length === 1);
    s.clock.advance(5 * 60_000);
    expect(await openDecisions()).toHaveLength(1);
    expect(decision.owner.name).not.toBe(personId('duty1'));
    expect(decision.plans[0]).toMatchObject({ level: 'I', score: 100, planVersion: 'sample-flood@1' });
    const { items } = await s.ok<{ items: { id: string; state: string; colour: string }[] }>('observer', 'command.warning.list', { active: true });
    expect(items).toEqual([expect.objectContaining({ id: decision.warningId, state: 'active', colour: 'RED' })]);
  });

  it('previews what it would issue, as of which event', async () => {
    const preview = await s.ok<{ orders: number; posts: number; unaddressable: unknown[]; perArea: { orders: number }[]; asOf: { seq: number } }>('duty1', 'command.decision.preview', { id: decision.id, level: 'I' });
    previewed = preview.orders;
    expect(preview.perArea.reduce((n, a) => n + a.orders, 0)).toBe(preview.orders);
    expect(preview.orders).toBeGreaterThan(2160);
    expect(preview.posts).toBeGreaterThan(600);
    expect(preview.unaddressable).toEqual([]);
    expect(preview.asOf.seq).toBeGreaterThan(2000);
    expect((await s.sql<{ n: number }>('select count(*)::int n from orders'))[0]!.n).toBe(0);
  });

  it('is a proposal from the duty officer, and in force with both seats', async () => {
    expect(await s.ok('duty1', 'command.decision.raise', { id: decision.id, level: 'I' })).toMatchObject({ state: 'awaiting-signature', signatures: [] });
    expect(await s.refused('duty2', 'command.decision.confirm', { id: decision.id })).toBe('level.signer');
    expect(await s.ok('deputy', 'command.decision.confirm', { id: decision.id })).toMatchObject({ state: 'awaiting-signature', signatures: [{ userId: personId('deputy'), as: 'deputy' }] });
    expect(await s.refused('deputy', 'command.decision.confirm', { id: decision.id })).toBe('level.same-signer');
    const done = await s.ok<{ state: string; orderSetId: string; orders: number }>('commander', 'command.decision.confirm', { id: decision.id });
    expect(done.state).toBe('raised');
    const set = await s.ok<{ orders: number; stages: { stage: string; done: number }[] }>('duty1', 'command.set.get', { id: done.orderSetId });
    expect([set.orders, done.orders]).toEqual([previewed, previewed]);
    expect(await s.refused('commander', 'command.decision.confirm', { id: decision.id })).toBe('level.same-signer');
    expect(await s.refused('duty1', 'command.decision.hold', { id: decision.id, reason: 'x', reviewAt: '2031-01-01T00:00:00Z' })).toBe('state.conflict');
  });

  it('made every packet exactly once, each with its event on its own street', async () => {
    const [n] = await s.sql<{ packets: number; pairs: number; events: number; streets: number }>(`select (select count(*) from orders where force is not null)::int packets,
      (select count(distinct (area, force)) from orders where force is not null)::int pairs, (select count(*) from journal where type = 'command.order.issued.v1')::int events,
      (select count(distinct street) from journal where type = 'command.order.issued.v1')::int streets`);
    expect(n).toMatchObject({ packets: 2160, pairs: 2160, streets: 7 });
    expect(n!.events).toBe((await s.sql<{ n: number }>('select count(*)::int n from orders'))[0]!.n);
    // the two vacant keepers of the sample: the community's post answers, marked so
    expect((await s.sql<{ n: number }>(`select count(*)::int n from orders where resolved_to = 'superior'`))[0]!.n).toBe(2);
    expect(await s.events('command.incident.opened.v1')).toHaveLength(1);
  });

  it('shows the level of every street and the lag', async () => {
    const levels = await s.ok<{ items: { area: string; level: string }[]; lags: { minutes: number; level: string; arrows: { stage: string; minutes?: number }[] }[]; seasons: { area: string }[] }>('observer', 'command.level.list');
    expect(levels.items.map((l) => l.level)).toEqual(Array.from({ length: 6 }, () => 'I'));
    expect(levels.lags).toEqual([expect.objectContaining({ level: 'I', minutes: 10 })]);
    // from the warning: the first order went out with the level, and no arrow of all of them has come yet
    expect(levels.lags[0]!.arrows.map((a) => [a.stage, a.minutes])).toEqual([['issued', 10], ...['delivered', 'acknowledged', 'executing', 'reported', 'verified'].map((stage) => [stage, undefined])]);
    expect(levels.seasons).toEqual(['111', '560', '561', '562', '563', '565'].map((s) => ({ area: `410171${s}`, season: 2021, n: 1, p50: 10, p95: 10 })));
  });
});
