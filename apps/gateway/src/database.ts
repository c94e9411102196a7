import { Refusal } from '@xunling/platform';
import type { DataSource, EntityManager } from 'typeorm';

/** The gateway's database, once it answers. The door stands without it: what needs it says `context.unreachable` meanwhile. */
export class Database {
  private source: DataSource | undefined;
  private held: DataSource | undefined;

  /** Remembers a connected source whose container is still starting, so that a failed start can let go of it. */
  hold(source: DataSource): void { this.held = source; }
  open(source: DataSource): void { this.source = source; }
  closed(): void { this.source = undefined; }

  /** Closes what a container that could not start left open; without this every attempt would leak a pool. */
  async abandon(): Promise<void> {
    const { held } = this;
    this.source = this.held = undefined;
    if (held?.isInitialized) await held.destroy().catch(() => undefined);
  }

  get ready(): boolean { return this.source?.isInitialized ?? false; }

  /** True where it answers now. */
  async answers(): Promise<boolean> { return this.use((em) => em.query('select 1')).then(() => true, () => false); }

  /** Runs a read or a single statement; a lost connection becomes `context.unreachable`. */
  async use<T>(job: (em: EntityManager) => Promise<T>): Promise<T> {
    if (!this.source?.isInitialized) throw new Refusal('context.unreachable');
    try {
      return await job(this.source.manager);
    } catch (error) {
      if (isLostConnection(error)) throw new Refusal('context.unreachable');
      throw error;
    }
  }
}

/** Class 08 (connection) and 57P (shutdown) of PostgreSQL, and what a dead socket looks like. */
export function isLostConnection(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (code && (/^(08|57P)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT'].includes(code))) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(message ?? '');
}
