import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CalloutView, StartedCallout } from '@xunling/contracts/classes';
import { waitFor, xunlingProcess, type XunlingProcess } from '@xunling/testing';
import { Carrier } from './callout-carrier.fixture.js';
import { CommandService } from './service.fixture.js';

const MAIN = fileURLToPath(new URL('./process.fixture.js', import.meta.url));
let s: CommandService;
let carrier: Carrier;
let running: XunlingProcess;
const start = async (): Promise<void> => { running = xunlingProcess({ main: MAIN, env: { ...s.env, ...carrier.env } }); await running.ready; };

beforeAll(async () => {
  s = await CommandService.prepare(new Date().toISOString());
  carrier = await Carrier.start(() => new Date(), () => undefined);
  await start();
 
  await s.sql(`insert into contact (id, user_id, area, kind, address, ord, version) select gen_random_uuid(), user_id, area, 'webhook', user_id::text, 1, 0 from contact`);
}, 60_000);
afterAll(async () => { await running.stop(); await s.stop(); await carrier.stop(); });

describe('kill -9 while messages are handed to the carrier', () => {
  it('leaves nobody out and calls nobody twice for one try', async () => {
    const c = await s.ok<StartedCallout>('duty1', 'command.callout.start', { areas: ['410171'], level: 'I', messageZh: '暴雨，请立即到岗。' });
    await waitFor(() => carrier.calls.size > c.persons / 4);
    await running.kill();
    const [marked] = await s.sql<{ n: number }>(`select count(*)::int n from callout_attempt where state = 'accepted'`);
    // killed between hand-over and mark: the carrier has more than the table says
    expect(marked!.n).toBeLessThan(c.persons);
    await start();
    const all = await waitFor(async () => { const now = await s.ok<CalloutView>('auditor', 'command.callout.get', { id: c.id }); return now.handed === c.persons ? now : undefined; }, 180_000, 'all are handed over');
    expect(all.ringing).toBe(c.persons);
    const first = [...carrier.calls.values()].filter((call) => call.n === 1);
    expect([first.length, new Set(first.map((call) => call.userId)).size]).toEqual([c.persons, c.persons]);
    const [twice] = await s.sql<{ n: number }>(`select count(*)::int n from (select 1 from callout_attempt group by row_id, role, user_id, channel, n having count(*) > 1) d`);
    expect(twice!.n).toBe(0);
    process.stderr.write(`killed with ${marked!.n} of ${c.persons} marked; ${carrier.repeated} handed over again under the same id\n`);
  }, 240_000);
});
