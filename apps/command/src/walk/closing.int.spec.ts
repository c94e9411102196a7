import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IncidentView } from '@xunling/contracts/classes';
import { postId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import pg from 'pg';
import { CommandService } from './service.fixture.js';

/** Who closes an incident and who orders in it at the same moment, through two instances: whoever comes second sees the first. */
let s: CommandService;
beforeAll(async () => { s = await CommandService.start('2021-07-20T00:00:00Z'); await s.boot(); }, 60_000);
afterAll(async () => { await s.stop(); });

const GRID = '410171561901001';
const open = (): Promise<IncidentView> => s.ok('duty1', 'command.incident.open', { name: '潮河溃口', areas: ['410171561'] });
const muster = (incidentId?: string): object => ({ measure: 'EVACUATE', addressee: { kind: 'post', id: postId(`leader-${GRID}`) }, area: GRID, ...(incidentId ? { incidentId } : {}) });
const close = (id: string) => s.call('commander', 'command.incident.close', { id, reason: '结束' });
const waiting = async (): Promise<number> => (await s.sql<{ n: number }>(`select count(*)::int n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))[0]!.n;

/** One act stands still before it writes to the table, the other comes, then the first goes on. */
async function between<A, B>(table: string, first: () => Promise<A>, second: () => Promise<B>): Promise<[A, B]> {
  const holder = new pg.Client(s.database.adminUrl);
  await holder.connect();
  try {
    await holder.query(`begin; lock table ${table} in share mode`);
    const a = first();
    await waitFor(async () => (await waiting()) === 1);
    const b = second();
    await Promise.race([b, waitFor(async () => (await waiting()) === 2)]);
    await holder.query('commit');
    return [await a, await b];
  } finally { await holder.end(); }
}

describe('an incident', () => {
  it('is not closed under an order that is being issued in it', async () => {
    const { id } = await open();
    const [issued, closed] = await between('order_set', () => s.call('duty1', 'command.order.issue', muster(id)), () => close(id));
    expect([issued.ok, closed]).toMatchObject([true, { ok: false, refusal: { code: 'state.conflict', state: 'in-force' } }]);
    for (const o of await s.sql<{ id: string }>('select id from orders where incident_id = $1', [id])) await s.ok('commander', 'command.order.withdraw', { id: o.id, reason: '结束' });
    expect((await close(id)).ok).toBe(true);
  });

  it('takes no order once it is being closed; one that named no incident opens its own', async () => {
    const named = await open();
    const [closed, refused] = await between('incident', () => close(named.id), () => s.call('duty1', 'command.order.issue', muster(named.id)));
    expect([closed.ok, refused]).toMatchObject([true, { ok: false, refusal: { code: 'state.conflict', state: 'closed' } }]);
    const only = await open();
    const [ended, issued] = await between('incident', () => close(only.id), () => s.call<{ incidentId: string }>('duty1', 'command.order.issue', muster()));
    expect([ended.ok, issued.ok]).toEqual([true, true]);
    expect(issued.ok && issued.result.incidentId).not.toBe(only.id);
  });
});
