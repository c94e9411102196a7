import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import { RefusalStated } from '@xunling/contracts/classes';
import { natsServerBinary, startNats } from '@xunling/embedded';
import { ForeignOrigin } from '@xunling/messaging/testing';
import { freshFolder } from '@xunling/testing';
import type { City } from '../../kit/city.js';

/** A copy of the broker's folder as it was at one instant, to be put back later. */
export class OldCopy {
  private constructor(private readonly city: City, private readonly copy: string) {}

  /** Stops the broker, copies its stream, starts it again. */
  static async take(city: City): Promise<OldCopy> {
    const copy = freshFolder('old-stream');
    await city.system.pause('nats');
    cpSync(storeOf(city), copy, { recursive: true });
    await city.system.resume('nats');
    return new OldCopy(city, copy);
  }

  /** The broker must be paused: its folder is as it was when the copy was taken. */
  putBack(): void {
    rmSync(storeOf(this.city), { recursive: true, force: true });
    cpSync(this.copy, storeOf(this.city), { recursive: true });
  }

  discard(): void { rmSync(this.copy, { recursive: true, force: true }); }
}

const storeOf = (city: City): string => join(city.dataDir, 'nats', 'jetstream');

/**
 * With everything paused: starts the broker on its folder alone, publishes so many events of another node's origin, as an
 * edge node would, and stops it again.
 */
export async function somebodyPublishes(city: City, n: number): Promise<string[]> {
  const server = await startNats({ binary: await natsServerBinary(), storeDir: join(city.dataDir, 'nats') });
  try {
    const nc = await connect({ servers: server.url });
    const edge = new ForeignOrigin(nc, { context: 'grid', node: 'e561', zone: '410171', mode: 'live' });
    const events = Array.from({ length: n }, (_, i) => edge.make(RefusalStated,
      { caller: 'edge', code: 'access.area', operation: 'grid.duty.acknowledge', minute: '2026-07-20T08:00:00.000Z', count: i + 1 }, { aggregate: `refusal/edge-${i}`, version: 1, street: '561' }));
    await edge.publish(events);
    edge.close();
    await nc.close();
    return events.map((event) => event.id);
  } finally {
    await server.stop();
  }
}
