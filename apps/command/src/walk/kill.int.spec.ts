import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { jetstream } from '@nats-io/jetstream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AlertReceived } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { holdTable, seeded, waitFor, xunlingProcess, type XunlingProcess } from '@xunling/testing';
import { alertData, CommandService } from './service.fixture.js';

const MAIN = fileURLToPath(new URL('./process.fixture.js', import.meta.url));
const next = seeded('kill -9 while a level is raised');

let s: CommandService;
let running: XunlingProcess;
const start = async (): Promise<void> => { running = xunlingProcess({ main: MAIN, env: s.env }); await running.ready; };
beforeAll(async () => { s = await CommandService.prepare(new Date().toISOString()); await start(); }, 60_000);
afterAll(async () => { await running.stop(); await s.stop(); });

const raisedDecision = async (round: number): Promise<string> => {
  const now = Date.now();
  await s.say([{ event: AlertReceived, aggregate: `alert/${round}`, street: '000', data: alertData({ name: `red-${round}`, hazard: `H${round}`, sent: new Date(now).toISOString(), expires: new Date(now + 3_600_000).toISOString() }) }]);
  const id = await waitFor(async () => (await s.ok<{ items: { id: string; hazard: string }[] }>('duty1', 'command.decision.list', { state: 'open' })).items.find((d) => d.hazard === `H${round}`)?.id);
  await s.ok('commander', 'command.decision.raise', { id, level: 'I' });
  return id;
};

describe('kill -9 while a level is raised', () => {
  it('leaves all of its orders or none, and the repeated call makes them exactly once', async () => {
    for (let round = 1; round <= 4; round++) {
      const id = await raisedDecision(round);
      const key = newId();
      // the clock of the missing signer runs out at about the same time
      await s.sql(`update decision set due_at = now() + interval '150 ms' where id = $1`, [id]);
      // amid its writing for certain once, wherever it is then
      const held = round === 1 ? await holdTable(s.database.adminUrl, 'orders') : undefined;
      const first = s.call('deputy', 'command.decision.confirm', { id }, key).then(() => true, () => false);
      await (held?.awaited() ?? pause(20 + next() * 400));
      await running.kill();
      await held?.release();
      const [n] = await s.sql<{ n: number }>(`select count(*)::int n from orders where set_id in (select order_set_id from decision where id = $1)`, [id]);
      if (held) expect(n!.n).toBe(0);
      else if (n!.n > 0) expect(n!.n).toBeGreaterThanOrEqual(2160);
      void first;
      await start();
      const done = await s.call<{ state: string; orderSetId: string; orders: number }>('deputy', 'command.decision.confirm', { id }, key);
      expect(done).toMatchObject({ ok: true, result: { state: 'raised' } });
      await s.ok('commander', 'command.level.lower', { level: 'none', areas: ['410171'], reason: '下一轮' });
    }
    const [sums] = await s.sql<{ orders: number; open: number; events: number; raised: number; doubled: number }>(`select count(*)::int orders,
      (select count(*)::int from orders where force is not null and state = 'issued') open, (select count(distinct subject)::int from journal where type = 'command.order.issued.v1') events,
      (select count(*)::int from journal where type = 'command.decision.raised.v1') raised,
      (select count(*)::int from (select 1 from orders group by set_id, area, force, measure, site_id, addressee_id having count(*) > 1) d) doubled from orders`);
    expect(sums).toMatchObject({ open: 2160, raised: 4, doubled: 0, events: sums!.orders });
  }, 240_000);

  it('moves the clock of a decision on once, whatever was killed', async () => {
    const [hops] = await s.sql<{ doubled: number; unsaid: number }>(`select
      (select count(*)::int from (select 1 from journal where type = 'command.decision.passed.v1' group by subject, data::jsonb->>'hop' having count(*) > 1) d) doubled,
      (select count(*)::int from decision d where jsonb_array_length(hops) <> (select count(*) from journal j where j.subject = 'decision/' || d.id and j.type = 'command.decision.passed.v1')) unsaid`);
    expect(hops).toEqual({ doubled: 0, unsaid: 0 });
  });

  it('asks for the answers of all packets before their deadline, each once', async () => {
    const at = new Date().toISOString();
    await s.sql(`update orders set issued_at = $1::timestamptz - interval '80 s', since = $1::timestamptz - interval '80 s', due_delivered = $1::timestamptz + interval '10 min', prompt_share = 0.1, next_due = $1::timestamptz where state = 'issued' and force is not null`, [at]);
    await pause(200 + next() * 1200);
    await running.kill();
    await start();
    const asked = async (): Promise<{ n: number; of: number }> => (await s.sql<{ n: number; of: number }>(`select count(*)::int n, count(distinct j.subject)::int "of" from journal j join orders o on j.subject = 'order/' || o.id and o.force is not null and o.state = 'issued' where j.type = 'command.order.prompted.v1' and j.data::jsonb->>'stage' = 'delivered'`))[0]!;
    await waitFor(async () => (await asked()).of === 2160, 45_000, 'all reminders');
    expect(await asked()).toEqual({ n: 2160, of: 2160 });
  }, 90_000);

  it('says of all packets that their deadline passed and tells the next of the chain, each once', async () => {
    await s.sql(`update orders set due_delivered = now() - interval '1 s', next_due = now() where state = 'issued' and force is not null`);
    await pause(200 + next() * 1200);
    await running.kill();
    await start();
    const said = async (type: string, key: string, value: string): Promise<{ n: number; of: number }> => (await s.sql<{ n: number; of: number }>(`select count(*)::int n, count(distinct j.subject)::int "of" from journal j join orders o on j.subject = 'order/' || o.id and o.force is not null and o.state = 'issued' where j.type = $1 and j.data::jsonb->>$2 = $3`, [type, key, value]))[0]!;
    await waitFor(async () => (await said('command.order.escalated.v1', 'step', '1')).of === 2160, 45_000, 'all have climbed');
    expect([await said('command.order.overdue.v1', 'stage', 'delivered'), await said('command.order.escalated.v1', 'step', '1')]).toEqual([{ n: 2160, of: 2160 }, { n: 2160, of: 2160 }]);
    // rows and what was said of them are one: who is told stands once for each order that climbed
    const [told] = await s.sql<{ climbed: number; told: number; twice: number }>(`select
      (select count(*)::int from orders where force is not null and state = 'issued' and step = 1 and overdue & 2 > 0) climbed,
      (select count(*)::int from escalation e join orders o on o.id = e.order_id and o.force is not null and o.state = 'issued') told,
      (select count(*)::int from (select 1 from escalation group by order_id, step having count(*) > 1) d) twice`);
    const [events] = await s.sql<{ n: number }>(`select count(*)::int n from journal j join orders o on j.subject = 'order/' || o.id and o.force is not null and o.state = 'issued' where j.type = 'command.order.escalated.v1' and j.data::jsonb ? 'toUserId'`);
    expect(told).toEqual({ climbed: 2160, told: events!.n, twice: 0 });
  }, 90_000);

  it('publishes every order of the journal exactly once, as far as ids tell', async () => {
    const [want] = await s.sql<{ n: number }>(`select count(*)::int n from journal where type = 'command.order.issued.v1'`);
    const ids = new Set<string>();
    await waitFor(async () => (await s.sql<{ n: number }>('select count(*)::int n from outbox'))[0]!.n === 0, 45_000, 'the outbox is empty');
    const consumer = await jetstream(s.nats).consumers.get('XL', { filter_subjects: 'xl.*.*.*.command.order.issued.v1' });
    await waitFor(async () => {
      const batch = await consumer.fetch({ max_messages: 5000, expires: 1000 });
      for await (const m of batch) ids.add(m.json<{ id: string }>().id);
      return ids.size >= want!.n;
    }, 45_000, 'all orders in the stream');
    expect(ids.size).toBe(want!.n);
  }, 60_000);
});
