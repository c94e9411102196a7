import { readFileSync } from 'node:fs';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';

export interface NatsLinkOptions { url: string; seedFile?: string | undefined; name: string; onError?: (error: unknown) => void }

/**
 * One NATS connection that is kept up for ever. `connected()` waits for the first one; after that the connection reconnects
 * by itself and `onConnect` tells, so that the stream can be compared again.
 */
export class NatsLink {
  private current: NatsConnection | undefined;
  private readonly first: Promise<NatsConnection>;
  private readonly listeners: (() => void)[] = [];
  private closed = false;

  constructor(private readonly options: NatsLinkOptions) {
    this.first = this.open();
    this.first.catch((error) => options.onError?.(error));
  }

  /** Inbox prefix of this process's user: permissions stay narrow. */
  get inboxPrefix(): string { return `_INBOX_${this.options.name}`; }
  get connection(): NatsConnection | undefined { return this.current; }
  get isUp(): boolean { return this.up; }
  connected(): Promise<NatsConnection> { return this.first; }
  /** Called after every connect and reconnect. */
  onConnect(fn: () => void): void { this.listeners.push(fn); }

  async close(): Promise<void> {
    this.closed = true;
    await this.current?.close();
  }

  private up = false;

  private async open(): Promise<NatsConnection> {
    const seed = this.options.seedFile ? readFileSync(this.options.seedFile, 'utf8').trim() : undefined;
    const nc = await connect({
      servers: this.options.url, name: this.options.name, inboxPrefix: this.inboxPrefix,
      maxReconnectAttempts: -1, reconnectTimeWait: 200, reconnectJitter: 100, waitOnFirstConnect: true, timeout: 5_000,
      ...(seed ? { authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)) } : {}),
    });
    if (this.closed) { await nc.close(); return nc; }
    this.current = nc;
    this.tell();
    void this.watch(nc);
    return nc;
  }

  private async watch(nc: NatsConnection): Promise<void> {
    for await (const status of nc.status()) {
      if (status.type === 'disconnect') this.up = false;
      if (status.type === 'reconnect') this.tell();
      if (status.type === 'error') this.options.onError?.(status.error);
    }
  }

  private tell(): void {
    this.up = true;
    for (const fn of this.listeners) fn();
  }
}
