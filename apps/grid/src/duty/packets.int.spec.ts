import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerWith, type ItemService } from '@xunling/addressee/testing';
import { waitFor } from '@xunling/testing';
import { caller, dutyOf, startGrid } from '../testing/grid.js';
import { again, issued, orderTo, packets } from '../testing/orders.js';

/** 360 grids × 6 forces, as a level change makes them. */
let grid: ItemService;
beforeAll(async () => { grid = await startGrid(); });
afterAll(() => grid.stop());

/** Another order of the same list, always the same. */
const shuffled = <T>(list: readonly T[]): T[] => list.map((value, i) => ({ value, at: (i * 7919) % 2161 })).sort((a, b) => a.at - b.at).map(({ value }) => value);
const opened = (): Promise<number> => grid.count("journal where type = 'grid.duty.opened.v1'");

describe('the packets of a level', () => {
  it('become 2,160 duties, each once, though messages repeat, two instances read and the reading one ends midway', async () => {
    const reading = grid.app;
    await grid.instance();
    const orders = packets(0).map((fact) => issued(grid.command, fact));
    await grid.command.publish(orders.slice(0, 1200));
    await grid.command.publish(shuffled(orders.slice(0, 1200)).map((o) => again(o)));
    const ending = grid.end(reading);
    await grid.command.publish(orders.slice(1200));
    await ending;
    await grid.command.publish(shuffled(orders).map((o) => again(o, 1)));
    await waitFor(async () => (await grid.count('duty')) === 2160, 45_000, '2,160 duties');
    await waitFor(settled, 45_000, 'every message read');
    expect(await opened()).toBe(2160);
    expect(await grid.count('(select distinct subject from journal where type = \'grid.duty.opened.v1\') x')).toBe(2160);
  });

  it('of a higher level replace those not yet reported, and leave reported work alone', async () => {
    const done = [orderTo('410171561901001'), orderTo('410171561901002')];
    for (const { orderId, holderId, area } of done) await grid.ok('grid.duty.execute', { id: dutyOf(orderId) }, callerWith(holderId, 'post-holder', area));
    const higher = packets(1, (code, force) => ({ level: 'II', supersedes: orderTo(code, 0, {}, force).orderId }));
    await grid.command.publish(higher.map((fact) => issued(grid.command, fact)));
    await waitFor(async () => (await grid.count('duty')) === 4320, 45_000, '4,320 duties');
    expect(await grid.sql('select state, count(*)::int as n from duty group by state order by state')).toEqual([{ state: 'ended', n: 2158 }, { state: 'open', n: 2160 }, { state: 'reported', n: 2 }]);
    expect(await grid.count("journal where type = 'grid.duty.ended.v1'")).toBe(2158);
    const [kept] = await grid.sql<{ ended: object }>('select ended from duty where id = $1', [dutyOf(done[0]!.orderId)]);
    expect(kept!.ended).toEqual({ reason: 'superseded', replacedBy: higher.find((h) => h.supersedes === done[0]!.orderId)!.orderId });
    const inspector = caller('inspector-561', 'inspector', '410171561');
    expect(await grid.refusal('grid.duty.return', { id: dutyOf(done[0]!.orderId), reason: '看不清' }, inspector)).toBe('state.conflict');
    expect(await grid.refusal('grid.duty.verify', { id: dutyOf(done[0]!.orderId) }, inspector)).toBe('ok');
  });
});

/** The subscription stands at the stream's end. */
async function settled(): Promise<boolean> {
  const [floor] = await grid.sql<{ seq: string }>("select seq::text as seq from floor where subscription = 'grid-duty'");
  return Number(floor!.seq) >= 2160 + 1200 + 2160;
}
