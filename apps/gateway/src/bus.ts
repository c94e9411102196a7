import type { NatsConnection } from '@nats-io/transport-node';
import { NatsLink } from '@xunling/platform';

/** The gateway's one NATS connection: it never fails the boot, and `connection` is there only while the broker is reachable. */
export class Bus extends NatsLink {
  override get connection(): NatsConnection | undefined { return this.isUp ? super.connection : undefined; }
}
