import type { NatsConnection } from '@nats-io/nats-core';

/** What the intake needs of the gateway's one connection. */
export interface Broker {
  /** There only while the broker is reachable. */
  readonly connection: NatsConnection | undefined;
  /** Calls back after every connect and reconnect. */
  onConnect(fn: () => void): void;
}
