import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subjectOf } from '@xunling/contracts';
import { DutyAcknowledged, DutyOpened, type OrderView } from '@xunling/contracts/classes';
import { derivedId } from '@xunling/platform';
import { personId } from '@xunling/sample';
import { waitFor } from '@xunling/testing';
import pg from 'pg';
import { CommandService } from './service.fixture.js';

let s: CommandService;
let holder: pg.Client;
beforeAll(async () => {
  s = await CommandService.start('2021-07-20T00:00:00Z');
  holder = new pg.Client({ connectionString: s.database.adminUrl });
  await holder.connect();
}, 60_000);
afterAll(async () => { await holder.end(); await s.stop(); });

describe('a list read because of an event of another context', () => {
  it('has that event, although command had not folded it when it was asked', async () => {
    const area = '410171561';
    const [post] = await s.sql<{ id: string }>(`select id from known where kind = 'post' and data->>'area' = $1 and data->>'force' = 'URBAN_MGMT' and data->>'kind' = 'LEADER'`, [area]);
    const { id: orderId } = await s.ok<{ id: string }>('duty1', 'command.order.issue', { measure: 'SEAL', addressee: { kind: 'post', id: post!.id }, area });
    const itemId = derivedId('duty', orderId);
    const at = s.clock.now().toISOString();
    await s.say([{ event: DutyOpened, aggregate: `duty/${itemId}`, street: '561', data: { itemId, orderId, area, addresseeKind: 'post', addresseeId: post!.id, measure: 'SEAL', dueAt: at } }]);
    const read = async (after: { id: string; subject: string }[] = []): Promise<string> => {
      const reply = await s.call<OrderView>('duty1', 'command.order.get', { id: orderId }, undefined, after);
      return reply.ok ? reply.result.state : reply.refusal.code;
    };
    await waitFor(async () => (await read()) === 'delivered');

    // the fold stands before the order's row until it is let go; reading goes on
    await holder.query('begin');
    await holder.query('select from orders where id = $1 for update', [orderId]);
    const [id] = await s.say([{ event: DutyAcknowledged, aggregate: `duty/${itemId}`, street: '561', version: 2, data: { itemId, orderId, area, by: personId('urban-410171561'), at, deputy: false, late: false } }]);
    await waitFor(async () => (await s.sql(`select from pg_locks where not granted and locktype = 'transactionid'`)).length > 0, 20_000, 'command to stand before the row');
    expect(await read()).toBe('delivered');
    const named = read([{ id: id!, subject: subjectOf('410171', '561', 'c', 'grid.duty.acknowledged.v1') }]);
    await holder.query('commit');
    expect(await named).toBe('acknowledged');
  });
});
