import type { Log } from '@xunling/platform';

const EVERY_MS = 250;

/** One round after another until stopped; a failed one is logged and the next begins in its time. */
export class Rounds {
  private timer: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private over = false;
  constructor(private readonly name: string, private readonly round: () => Promise<void>, private readonly log: Log) {}

  get stopped(): boolean { return this.over; }
  plan(): void {
    if (this.over) return;
    this.timer = setTimeout(() => { this.current = this.round().catch((err: unknown) => { this.log.warn({ err }, this.name); }).finally(() => { this.plan(); }); }, EVERY_MS);
    this.timer.unref();
  }
  async stop(): Promise<void> { this.over = true; clearTimeout(this.timer); await this.current; }
}
