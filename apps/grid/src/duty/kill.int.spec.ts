import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ItemService } from '@xunling/addressee/testing';
import type { MeasureView } from '@xunling/contracts/classes';
import { tickerOptions } from '@xunling/messaging';
import { newId } from '@xunling/platform';
import { sampleGauges, sampleSites } from '@xunling/sample';
import { waitFor, xunlingProcess, type XunlingProcess } from '@xunling/testing';
import { DataSource } from 'typeorm';
import { SilenceTicker } from '../gauge/silence.ticker.js';
import { PatrolTicker } from '../measure/patrol.ticker.js';
import { OnPostTicker } from '../on-post/on-post.ticker.js';
import { UnapprovedTicker } from '../protection/unapproved.ticker.js';
import { caller, startGrid } from '../testing/grid.js';
import { issued, packets } from '../testing/orders.js';

/** Two instances of the service as processes of their own, killed with signal 9 in turn. Their clock is the machine's; what was set up stands months before it, so that every clock is due as soon as they run. */
const MAIN = fileURLToPath(new URL('../testing/grid-process.js', import.meta.url));
const CLOSED = 40;
/** Everything that is due, and how often in all. */
const DUE = { 'grid.duty.opened': 2160, 'grid.presence.missed': 2160, 'grid.measure.unapproved': CLOSED, 'grid.measure.patrol-overdue': CLOSED, 'grid.gauge.fell-silent': 60, 'grid.area.fell-silent': 6 } as const;
const ALL = Object.values(DUE).reduce((a, b) => a + b, 0);
const duty = caller('duty1', 'duty-officer', '410171');
const feed = { ...caller('feed-demo', 'feed', '410171'), username: 'feed-demo' };
let grid: ItemService;
const running: XunlingProcess[] = [];
const start = (): XunlingProcess => { const process = xunlingProcess({ main: MAIN, env: grid.env }); running.push(process); return process; };

beforeAll(async () => {
  grid = await startGrid();
  await grid.ok('grid.reading.take', { observations: sampleGauges().map(({ station, parameter, unit }) => ({ station, parameter, unit, value: 1, at: grid.clock.now().toISOString() })) }, feed);
  for (const site of sampleSites().slice(0, CLOSED)) {
    const evidenceId = newId();
    await grid.ok('grid.evidence.store', { evidenceId, sha256: 'ab'.repeat(32), mediaType: 'image/jpeg', bytes: 2048 }, duty);
    const m = await grid.ok<MeasureView>('grid.site.protect', { id: site.id, measure: 'CLOSE', reason: '积水', evidence: [evidenceId] }, duty);
    await grid.ok('grid.measure.verify', { id: m.id }, caller(`inspector-${site.area.slice(6, 9)}`, 'inspector', site.area.slice(0, 9)));
  }
  await grid.end(grid.app);
}, 180_000);
afterAll(async () => {
  for (const process of running) await process.kill();
  await grid?.stop();
}, 60_000);

describe('kill -9 of two instances in turn', () => {
  it('leaves 2,160 packets with one duty each, and lets every clock that was due fire once', async () => {
    await grid.command.publish(packets(0).map((fact) => issued(grid.command, fact)));
    const pair = [start(), start()];
    await Promise.all(pair.map((p) => p.ready));
    // amid their work, by how much of it is done, whichever of them reads and ticks
    const watch = await new DataSource({ type: 'postgres', url: grid.env['XL_OWNER_URL']! }).initialize();
    const done = async (): Promise<number> => ((await watch.query('select count(*)::int as n from journal where type = any($1)', [Object.keys(DUE).map((type) => `${type}.v1`)])) as [{ n: number }])[0].n;
    // the clock of the gauges is held until the third: however fast the machine, none of the three comes after all is done
    const held = watch.createQueryRunner();
    await held.query('select pg_advisory_lock(hashtext($1))', [`ticker ${tickerOptions(SilenceTicker)!.name}`]);
    const killedAt: number[] = [];
    for (const [round, share] of [0, 0.25, 0.5, 0.75].entries()) {
      await waitFor(async () => (await done()) >= share * ALL, 180_000, 'some of the work');
      await pair[round % 2]!.kill();
      killedAt.push(await done());
      if (round === 2) await held.query('select pg_advisory_unlock_all()');
      pair[round % 2] = start();
    }
    await held.release();
    await watch.destroy();
    expect(killedAt.filter((n) => n < ALL).length).toBeGreaterThan(2);
    await Promise.all(pair.map((p) => p.ready));
    // asked through one more instance, by the same clock as theirs
    grid.clock.advance(Date.now() - grid.clock.now().getTime());
    await grid.instance();
    const events = (type: string): Promise<{ n: number; of: number }> => grid.sql<{ n: number; of: number }>(`select count(*)::int as n, count(distinct subject)::int as "of" from journal where type = $1`, [`${type}.v1`]).then((rows) => rows[0]!);
    await waitFor(async () => (await Promise.all(Object.entries(DUE).map(async ([type, n]) => (await events(type)).n >= n))).every(Boolean), 180_000, 'everything that was due');
    // nothing more comes of them when every clock looks again
    for (const clock of [OnPostTicker, UnapprovedTicker, PatrolTicker, SilenceTicker]) await grid.look(clock);
    expect(await Promise.all(Object.keys(DUE).map(async (type) => [type, await events(type)]))).toEqual(Object.entries(DUE).map(([type, n]) => [type, { n, of: n }]));
    expect(await grid.count('duty')).toBe(2160);
    expect(await grid.count('station where missed_at is not null')).toBe(2160);
  }, 600_000);
});
