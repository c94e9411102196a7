import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import type { Caller, RpcReply } from '@xunling/contracts';
import type { ReportView } from '@xunling/contracts/classes';
import { newId } from '@xunling/platform';
import { sampleGrids } from '@xunling/sample';
import { seeded, waitFor, xunlingProcess, type XunlingProcess } from '@xunling/testing';
import { leaderOf, startGrid } from '../testing/grid.js';

/** The service as a process of its own, killed with signal 9 three times at random points while phones report with photos. */
const MAIN = fileURLToPath(new URL('../testing/grid-process.js', import.meta.url));
const [SPOTS, EACH, PHONES, KILLS] = [18, 5, 12, 3];
const ALL = SPOTS * EACH;
const next = seeded('kill -9 while field reports come in');

interface Say { spot: number; by: Caller; evidenceId: string; key: string; input: object }
let grid: ItemService;
let nc: NatsConnection;
let service: XunlingProcess;
const interrupted: number[] = [0];

/** Asks until it is answered, with one key; what a kill left without an answer is counted. Of every third the answer is lost on the way: it asks again. */
async function insist<T>(operation: string, input: object, caller: Caller, key: string): Promise<T> {
  let lost = next() < 1 / 3;
  for (;;) {
    const before = service;
    try {
      const reply = (await nc.request(`rpc.c.${operation}`, JSON.stringify({ caller, requestId: `${caller.userId}/${operation}/${key}`, correlationId: key, input }), { timeout: 3_000 })).json<RpcReply<T>>();
      if (reply.ok && lost) { lost = false; continue; }
      if (reply.ok) return reply.result;
      throw new Error(JSON.stringify(reply.refusal), { cause: 'refused' });
    } catch (error) {
      if ((error as Error).cause === 'refused') throw error;
      if (before !== service) interrupted[interrupted.length - 1]! += 1;
      await pause(50);
    }
  }
}

/** Five voices at each spot, half a kilometre from the next: each five are suspected to be one. */
const said: Say[] = Array.from({ length: ALL }, (_, n) => {
  const spot = n % SPOTS;
  const area = sampleGrids().filter((g) => g.startsWith('410171561'))[Math.floor(n / SPOTS)]!;
  const evidenceId = newId();
  return { spot, by: leaderOf(area), evidenceId, key: `say-${n}`, input: { kind: 'WATER_ON_ROAD', area, text: `第${n}次`, depthCm: 10 + n, evidence: [evidenceId], position: { lon: 113.77 + 0.006 * (spot % 6), lat: 34.71 + 0.005 * Math.floor(spot / 6), datum: 'WGS84' } } };
});

beforeAll(async () => {
  grid = await startGrid();
  nc = await connect({ servers: grid.env['XL_NATS_URL']! });
  service = xunlingProcess({ main: MAIN, env: grid.env });
  await service.ready;
  await grid.end(grid.app);
}, 180_000);
afterAll(async () => {
  await service?.kill();
  await nc?.close();
  await grid?.stop();
}, 60_000);

describe('kill -9 while field reports with photos come in', () => {
  it('loses none, doubles none, and links every pair that may be one need', async () => {
    const answers: ReportView[] = [];
    const waiting = [...said].sort(() => next() - 0.5);
    const phone = async (): Promise<void> => {
      for (let say = waiting.pop(); say; say = waiting.pop()) {
        await insist('grid.evidence.store', { evidenceId: say.evidenceId, sha256: 'ab'.repeat(32), mediaType: 'image/jpeg', bytes: 2048 }, say.by, say.key);
        answers.push(await insist<ReportView>('grid.report.make', say.input, say.by, say.key));
      }
    };
    const phones = Promise.all(Array.from({ length: PHONES }, phone));
    const killedAt: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const after = answers.length + 1 + Math.floor(next() * (ALL / (KILLS + 1)));
      await waitFor(() => Promise.resolve(answers.length >= after), 60_000, 'some of the reports');
      await pause(next() * 15);
      const dying = service;
      killedAt.push(answers.length);
      interrupted.push(0);
      // what is in flight from here on was asked of a process that is gone
      service = xunlingProcess({ main: MAIN, env: grid.env });
      await dying.kill();
      await service.ready;
    }
    await phones;
    // each kill came amid the work, and left somebody without an answer
    expect({ killedAt, amid: killedAt.every((n) => n < ALL), interrupted: interrupted.slice(1).every((n) => n > 0) }).toEqual({ killedAt, amid: true, interrupted: true });

    await grid.instance();
    await waitFor(async () => (await grid.count('outbox')) === 0, 45_000, 'everything to be published');
    expect([answers.length, new Set(answers.map((a) => a.id)).size, await grid.count('report'), await grid.count('report_entry'), await grid.count('evidence')]).toEqual([ALL, ALL, ALL, ALL, ALL]);
    const once = async (type: string): Promise<{ n: number; of: number }> => (await grid.sql<{ n: number; of: number }>(`select count(*)::int as n, count(distinct subject)::int as "of" from journal where type = $1`, [type]))[0]!;
    expect([await once('grid.report.made.v1'), await once('grid.evidence.stored.v1')]).toEqual([{ n: ALL, of: ALL }, { n: ALL, of: ALL }]);
    // every report has the photo it was said with
    const photos = await grid.sql<{ text: string; id: string }>(`select text, evidence->0->>'evidenceId' as id from report_entry`);
    expect(new Map(photos.map((p) => [p.text, p.id]))).toEqual(new Map(said.map((s, n) => [`第${n}次`, s.evidenceId])));
    // of each spot all pairs, nothing else; both sides were told once, and count what hangs on them
    const pairs = await grid.sql<{ one: number; other: number; n: number }>(`select x.depth_cm as one, y.depth_cm as other, count(*)::int as n from report_pair p join report_entry x on x.report_id = p.a join report_entry y on y.report_id = p.b where p.state = 'suspected' group by 1, 2`);
    expect(pairs).toHaveLength((SPOTS * EACH * (EACH - 1)) / 2);
    expect(pairs.every((p) => p.n === 1 && (p.one - p.other) % SPOTS === 0)).toBe(true);
    expect(await grid.count(`report where suspects = ${EACH - 1} and need_id = id`)).toBe(ALL);
    const [told] = await grid.sql<{ n: number; of: number }>(`select count(*)::int as n, count(distinct (subject, data::jsonb->>'otherId'))::int as "of" from journal where type = 'grid.report.linked.v1'`);
    expect(told).toEqual({ n: ALL * (EACH - 1), of: ALL * (EACH - 1) });
  }, 240_000);
});
