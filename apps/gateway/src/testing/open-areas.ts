import type { NatsConnection } from '@nats-io/nats-core';
import { streetOf, ZONE_WIDE } from '@xunling/contracts';
import { AreaOpened } from '@xunling/contracts/classes';
import { ForeignOrigin } from '@xunling/messaging/testing';
import { sampleAreas } from '@xunling/sample';

/** States the sample district's areas in the stream as grid does, so that the intake knows them. */
export async function openSampleAreas(nc: NatsConnection): Promise<void> {
  const grid = new ForeignOrigin(nc, { context: 'grid', node: 'c', zone: '410171', mode: 'live' });
  const opened = sampleAreas().map(({ code, kind, name, nameEn, ring }) =>
    grid.make(AreaOpened, { code, kind, name, nameEn, homeNode: 'c', ring, datum: 'WGS84', validFrom: '2026-01-01T00:00:00.000Z' }, { aggregate: `area/${code}`, version: 1, street: streetOf(code, ZONE_WIDE) }));
  await grid.publish(opened);
  grid.close();
}
