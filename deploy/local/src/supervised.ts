import { backOff, STEADY_MS } from './back-off.js';

export type ServiceState = 'starting' | 'running' | 'waiting' | 'stopped';

/** A process as started: `ready` rejects when it ends before it is. */
export interface Running { pid: number; ready: Promise<unknown>; ended: Promise<unknown>; stop(): Promise<void> }

export interface Condition { name: string; state: ServiceState; since: string; restarts: number }

export interface SupervisedOptions {
  name: string;
  launch(): Promise<Running>;
  /** Called at each change of state. */
  changed(): void;
  now(): Date;
  /** ms before the n-th start in a row that failed; default `backOff`. */
  delay?(failures: number): number;
}

/** Keeps one process alive: started again with back-off whenever it ends, until it is stopped. */
export class Supervised {
  readonly name: string;
  pid = 0;
  /** Starts in a row that ended early. */
  failures = 0;
  lastError: unknown;
  private state: ServiceState = 'stopped';
  private since: Date;
  private restarts = 0;
  private wanted = false;
  private running: Running | null = null;
  private wake: () => void = () => undefined;
  private loop: Promise<void> = Promise.resolve();
  private waiters: (() => void)[] = [];

  constructor(private readonly options: SupervisedOptions) {
    this.name = options.name;
    this.since = options.now();
  }

  get condition(): Condition {
    return { name: this.name, state: this.state, since: this.since.toISOString(), restarts: this.restarts };
  }

  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.loop = this.keep();
  }

  /** Settles when it runs; rejects with the last error once `attempts` starts in a row have failed, though it is tried on. */
  async settled(attempts: number): Promise<void> {
    while (this.state !== 'running') {
      if (this.failures >= attempts) throw this.lastError;
      await new Promise<void>(resolve => { this.waiters.push(resolve); });
    }
  }

  /** Ends it for good, or until `start`. */
  async stop(): Promise<void> {
    this.wanted = false;
    this.wake();
    // Servers are unreferenced children: without a timer Node could find nothing left to wait for and exit between kill and exit event.
    const hold = setInterval(() => undefined, 1000);
    try {
      await this.running?.stop();
      await this.loop;
    } finally {
      clearInterval(hold);
    }
  }

  private async keep(): Promise<void> {
    while (this.wanted) {
      this.enter('starting');
      const startedAt = performance.now();
      try {
        await this.once();
        this.lastError = new Error(`${this.name} has ended`);
      } catch (error) {
        this.lastError = error;
      }
      this.running = null;
      this.pid = 0;
      if (!this.wanted) break;
      this.failures = performance.now() - startedAt > STEADY_MS ? 1 : this.failures + 1;
      this.restarts++;
      this.enter('waiting');
      await this.sleep((this.options.delay ?? backOff)(this.failures));
    }
    this.enter('stopped');
  }

  private async once(): Promise<void> {
    const running = await this.options.launch();
    this.running = running;
    this.pid = running.pid;
    running.ready.catch(() => undefined);
    if (!this.wanted) await running.stop();
    await running.ready;
    if (this.wanted) this.enter('running');
    await running.ended;
  }

  private enter(state: ServiceState): void {
    this.state = state;
    this.since = this.options.now();
    for (const waiter of this.waiters.splice(0)) waiter();
    this.options.changed();
  }

  private sleep(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => { clearTimeout(timer); resolve(); };
    });
  }
}
