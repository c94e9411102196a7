import { askEpoch, type StreamPoint } from '@xunling/messaging';
import type { Broker } from './broker.js';

/**
 * The intake's side of the comparison with the board (design.md §4, reconciliation). It has no database: the epoch and the one
 * place it remembers live in memory. After a start it remembers nothing, and only asks which epoch it is.
 */
export class FeedAgreement {
  private epoch = 0;
  private newest: StreamPoint | undefined;

  constructor(private readonly bus: Broker, private readonly node: string, private readonly timeoutMs?: number) {}

  /** The stream holds the message `id` at `seq`; the newest such place is shown to the board at the next question. */
  acknowledged(point: { seq: number; id: string }): void {
    if (!this.newest || point.seq > this.newest.seq) this.newest = point;
  }

  /** Asks until the board answers with the epoch we hold. @throws where it does not answer, or could not compare */
  async agree(): Promise<void> {
    for (;;) {
      const nc = this.bus.connection;
      if (!nc) throw new Error('the broker is away');
      const { epoch, agreed } = await askEpoch(nc, this.node, { origin: `feed@${this.node}`, epoch: this.epoch, points: this.newest ? [this.newest] : [] }, this.timeoutMs);
      if (epoch <= this.epoch) return;
      this.epoch = epoch;
      // What was stored beyond it is gone: the place speaks of another stream.
      if (this.newest && agreed !== null && this.newest.seq > agreed) this.newest = undefined;
    }
  }
}
