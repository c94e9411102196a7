import { readFileSync } from 'node:fs';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';

export interface BusOptions { url: string; seedFile?: string; name: string }

/**
 * The gateway's one NATS connection. It never fails the boot: until the broker answers there is no connection, and after a
 * cut it reconnects for ever.
 */
export class Bus {
  private nc: NatsConnection | undefined;
  private up = false;
  private closing = false;
  private readonly listeners: ((nc: NatsConnection) => void)[] = [];
  private retry: NodeJS.Timeout | undefined;

  constructor(private readonly options: BusOptions) {}

  /** Starts connecting; returns at once. */
  start(): void { void this.dial(); }

  /** The connection while the broker is reachable. */
  get connection(): NatsConnection | undefined { return this.up && this.nc && !this.nc.isClosed() ? this.nc : undefined; }

  /** The connection, as soon as there is one. */
  connected(): Promise<NatsConnection> {
    const now = this.connection;
    return now ? Promise.resolve(now) : new Promise((resolve) => { this.onConnect(resolve, true); });
  }

  /** Calls back after every connect and reconnect; at once too where it is connected already. */
  onConnect(fn: (nc: NatsConnection) => void, once = false): void {
    const now = this.connection;
    if (now) fn(now);
    if (now && once) return;
    const call = (nc: NatsConnection): void => {
      if (once) this.listeners.splice(this.listeners.indexOf(call), 1);
      fn(nc);
    };
    this.listeners.push(call);
  }

  async close(): Promise<void> {
    this.closing = true;
    if (this.retry) clearTimeout(this.retry);
    await this.nc?.close();
  }

  private async dial(): Promise<void> {
    if (this.closing) return;
    const { url, seedFile, name } = this.options;
    try {
      const authenticator = seedFile ? nkeyAuthenticator(Buffer.from(readFileSync(seedFile, 'utf8').trim())) : undefined;
      const nc = await connect({ servers: url, name, maxReconnectAttempts: -1, reconnectTimeWait: 250, ignoreAuthErrorAbort: true, timeout: 3000, ...(authenticator && { authenticator }) });
      if (this.closing) { await nc.close(); return; }
      this.nc = nc;
      this.announce();
      void this.watch(nc);
    } catch {
      this.retry = setTimeout(() => void this.dial(), 500);
    }
  }

  private announce(): void {
    this.up = true;
    if (this.nc) for (const listener of [...this.listeners]) listener(this.nc);
  }

  private async watch(nc: NatsConnection): Promise<void> {
    for await (const status of nc.status()) {
      if (status.type === 'disconnect' || status.type === 'staleConnection') this.up = false;
      if (status.type === 'reconnect') this.announce();
    }
    this.up = false;
    if (!this.closing) this.retry = setTimeout(() => void this.dial(), 500);
  }
}
