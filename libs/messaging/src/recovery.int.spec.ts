import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '@nats-io/transport-node';
import { RefusalStated } from '@xunling/contracts/classes';
import { freshNats, waitFor, type OwnNats } from '@xunling/testing';
import { chainFaults } from './spec-kit/chains.js';
import { append, drained, ORIGIN, readStream } from './spec-kit/kit.js';
import { Station } from './spec-kit/station.js';
import { ForeignOrigin } from './testing/foreign-origin.js';

describe('an old copy of the stream put back', () => {
  let nats: OwnNats;
  let command: Station;
  let grid: Station;
  let gateway: Station;
  let all: Station[];

  beforeEach(async () => {
    nats = await freshNats();
    command = await new Station({ context: 'command' }, nats.url).open();
    grid = await new Station({ context: 'grid', reads: 'grid-all' }, nats.url).open();
    gateway = await new Station({ context: 'gateway', reads: 'board' }, nats.url).open();
    all = [gateway, command, grid];
  });
  afterEach(async () => {
    await Promise.all(all.map((station) => station.close()));
    await nats.stop();
  });

  const start = (...stations: Station[]): Promise<unknown> => Promise.all(stations.map((station) => station.start()));
  const stop = (...stations: Station[]): Promise<unknown> => Promise.all(stations.map((station) => station.stop()));
  const appended = async (n: number, from: number): Promise<string[]> => {
    const ids = await append(command.source, n, { from });
    command.relay?.kick();
    await waitFor(() => drained(command.source));
    return ids;
  };

  it('while all services run: what it lacks is put back and every effect happens once, in the lagging subscription too', async () => {
    await start(...all);
    const ids = await appended(500, 0);
    await Promise.all([grid.untilEffects(500), gateway.untilEffects(500)]);
    await stop(grid);
    await grid.lagAt(120);
    const copy = await nats.copyStore();
    ids.push(...await appended(300, 500));
    await gateway.untilEffects(800);
    await copy.putBack();
    await start(grid);
    await Promise.all([grid.untilEffects(800), waitFor(async () => (await readStream(nats.url)).length === 800, 45_000, '800 messages')]);
    await waitFor(() => drained(command.source));
    const stored = await readStream(nats.url);
    expect(stored.map((s) => s.id)).toEqual(ids);
    expect(chainFaults(stored)).toEqual([]);
    expect(await grid.effects()).toEqual([...ids].sort());
    expect(await gateway.effects()).toEqual([...ids].sort());
    expect(await gateway.source.query('select epoch::int as epoch, agreed::int as agreed from epoch_raised')).toEqual([{ epoch: 1, agreed: 500 }]);
    // and life goes on
    ids.push(...await appended(50, 800));
    await Promise.all([grid.untilEffects(850), gateway.untilEffects(850)]);
  });

  it('and somebody published on it before a service asked: the same, and his events count too', async () => {
    await start(...all);
    const ids = await appended(400, 0);
    await Promise.all([grid.untilEffects(400), gateway.untilEffects(400)]);
    const copy = await nats.copyStore();
    ids.push(...await appended(300, 400));
    await Promise.all([grid.untilEffects(700), gateway.untilEffects(700)]);
    await stop(...all);
    await copy.putBack();
    const nc = await connect({ servers: nats.url });
    const rescue = new ForeignOrigin(nc, { ...ORIGIN, context: 'rescue' });
    const theirs = Array.from({ length: 600 }, (_, i) => rescue.make(RefusalStated, { caller: 'x', code: 'x', operation: 'x', minute: '2026-07-20T08:00:00Z', count: i + 1 }, { aggregate: `refusal/${i}`, version: 1, street: '561' }));
    await rescue.publish(theirs);
    rescue.close();
    await nc.close();
    ids.push(...theirs.map((event) => event.id));
    await start(...all);
    await Promise.all([grid.untilEffects(1300), gateway.untilEffects(1300)]);
    await waitFor(() => drained(command.source));
    const stored = await readStream(nats.url);
    expect(stored.map((s) => s.id).sort()).toEqual([...ids].sort());
    expect(chainFaults(stored)).toEqual([]);
    expect(await grid.effects()).toEqual([...ids].sort());
    expect(await gateway.effects()).toEqual([...ids].sort());
  });
});
