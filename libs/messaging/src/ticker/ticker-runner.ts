import type { Transactions } from '../rpc/transactions.js';
import type { Ticking, TickerOptions } from './ticker.decorator.js';

/** Calls one ticker on its rhythm; the advisory lock inside the transaction keeps a second instance out, so what is due fires once. */
export class TickerRunner {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private stopped = false;
  /** Handled in all, and the instant of the last complete round. */
  readonly counts = { fired: 0, rounds: 0, lastAt: '' };

  constructor(readonly options: TickerOptions, private readonly ticking: Ticking, private readonly transactions: Transactions, private readonly onError: (error: unknown, ticker: string) => void) {}

  start(): void { this.plan(); }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.current;
  }

  /** One round now: until nothing is due. Drills call it after moving the clock. */
  async round(): Promise<number> {
    let total = 0;
    for (;;) {
      const handled = await this.transactions.run({}, async (work) => {
        const [row] = await work.em.query('select pg_try_advisory_xact_lock(hashtext($1)) as got', [`ticker ${this.options.name}`]);
        this.counts.lastAt = work.at.toISOString();
        return row.got ? this.ticking.tick(work) : 0;
      });
      if (handled === 0) break;
      total += handled;
    }
    this.counts.fired += total;
    this.counts.rounds += 1;
    return total;
  }

  private plan(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.current = this.round().then(() => undefined, (error) => this.onError(error, this.options.name)).finally(() => this.plan());
    }, this.options.everyMs);
    this.timer.unref();
  }
}
