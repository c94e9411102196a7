import type { NatsConnection } from '@nats-io/nats-core';
import type { DataSource } from 'typeorm';
import { goBack, readEpoch, readPoints } from './epoch.store.js';
import { askEpoch } from './protocol.js';

const RETRY_MS = { first: 100, most: 2_000 };
const AGAIN_MS = 5_000;

export interface AgreementOptions {
  dataSource: DataSource;
  nats: () => Promise<NatsConnection>;
  node: string;
  /** `<context>@<node>`. */
  origin: string;
  /** The stream is another one: floors and cursor have gone back in the database; readers and relay must begin again. */
  onWentBack: (epoch: number) => void;
  onError: (error: unknown) => void;
}

/**
 * A service's side of the comparison with the board. After every (re)connect nothing is read or published before the board
 * has answered; between, the epoch is asked from time to time, since another service may have found the loss.
 */
export class Agreement {
  private current: Promise<number> | undefined;
  private epoch: number | undefined;
  private closed = false;
  private timer: NodeJS.Timeout | undefined;
  private wake: () => void = () => undefined;
  private told = false;

  constructor(private readonly options: AgreementOptions) {}

  /** Resolves with the epoch once the board has answered on this connection. @throws when closed meanwhile */
  agreed(): Promise<number> {
    this.current ??= this.reach(true);
    return this.current;
  }

  /** The broker, and so the stream, may be another one. */
  reconnected(): void {
    this.current = this.reach(true);
    this.current.catch(() => undefined);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.wake();
  }

  private async reach(withPoints: boolean): Promise<number> {
    for (let wait = RETRY_MS.first; ; wait = Math.min(wait * 2, RETRY_MS.most)) {
      if (this.closed) throw new Error('closed before the board had compared the stream');
      try {
        const epoch = await this.ask(withPoints);
        this.told = false;
        this.plan();
        return epoch;
      } catch (error) {
        // Once per silence, not once per try: the board may be away for hours.
        if (!this.told && !this.closed) this.options.onError(error);
        this.told = true;
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wait);
        this.wake = () => { clearTimeout(timer); resolve(); };
      });
    }
  }

  private async ask(withPoints: boolean): Promise<number> {
    const { dataSource, nats, node, origin } = this.options;
    const nc = await nats();
    for (;;) {
      const epoch = await readEpoch(dataSource);
      this.notice(epoch);
      const answer = await askEpoch(nc, node, { origin, epoch, points: withPoints ? await readPoints(dataSource) : [] });
      if (answer.epoch <= epoch) return epoch;
      await dataSource.transaction((em) => goBack(em, answer.epoch, answer.agreed ?? Number.MAX_SAFE_INTEGER));
      // Asked again in the new epoch: what is left must agree now.
    }
  }

  /** Another instance of this service, or we ourselves, may have gone back. */
  private notice(epoch: number): void {
    const before = this.epoch;
    this.epoch = epoch;
    if (before !== undefined && before !== epoch) this.options.onWentBack(epoch);
  }

  private plan(): void {
    clearTimeout(this.timer);
    if (this.closed) return;
    this.timer = setTimeout(() => { this.reach(false).catch(() => undefined); }, AGAIN_MS);
    this.timer.unref();
  }
}
