import type { NatsConnection, Subscription } from '@nats-io/nats-core';
import { agreedUpTo, type Memory } from './compare.js';
import { reconcileSubject, type EpochAnswer, type EpochQuestion } from './protocol.js';
import { StreamProbe } from './stream-probe.js';

/** One loss: from this epoch on the stream is another one beyond `agreed`. */
export interface Raised { epoch: number; agreed: number }

/**
 * What the board keeps, as the checker needs it. It must answer only with places of the present stream: a row read in epoch
 * e counts up to the least `agreed` of all later epochs (see `boardStore`).
 */
export interface BoardStore extends Memory {
  /** All losses so far, in any order. */
  raised(): Promise<Raised[]>;
  /** Keeps a loss; answers when it is committed. */
  raise(loss: Raised): Promise<void>;
}

export interface ResponderOptions { node: string; store: BoardStore; onRaised?: (loss: Raised) => void; onError?: (error: unknown) => void }

/**
 * The board as the checker of the stream: answers on `recon.<node>`. Compares the stream with what the board and the asker
 * remember; where it is behind or another, raises the epoch and says up to where it still agrees.
 */
export class ReconcileResponder {
  private subscription: Subscription | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ResponderOptions) {}

  start(nc: NatsConnection): void {
    const probe = new StreamProbe(nc);
    this.subscription = nc.subscribe(reconcileSubject(this.options.node), {
      callback: (error, message) => {
        if (error) return this.options.onError?.(error);
        // One at a time: two questions about one loss must raise one epoch.
        this.turn = this.turn.then(async () => {
          try {
            message.respond(JSON.stringify(await this.check(probe, message.json<EpochQuestion>())));
          } catch (cause) {
            this.options.onError?.(cause);
            message.respond(JSON.stringify({ error: cause instanceof Error ? cause.message : String(cause) }));
          }
        });
      },
    });
  }

  async stop(): Promise<void> {
    this.subscription?.unsubscribe();
    await this.turn;
  }

  private async check(probe: StreamProbe, { epoch, points }: EpochQuestion): Promise<EpochAnswer> {
    const { store } = this.options;
    const raised = await store.raised();
    const current = Math.max(0, ...raised.map((r) => r.epoch));
    if (epoch > current) {
      // The board is younger than its services: it takes over their count.
      await store.raise({ epoch, agreed: await probe.lastSeq() });
      return { epoch, agreed: null };
    }
    if (points.length > 0) {
      // Points of an older epoch speak of a stream that is known to be gone; the asker goes back first and asks again.
      const lost = epoch === current ? await agreedUpTo(probe, store, points) : null;
      if (lost !== null) {
        const loss = { epoch: current + 1, agreed: lost };
        await store.raise(loss);
        this.options.onRaised?.(loss);
        return { epoch: loss.epoch, agreed: lost };
      }
    }
    const since = raised.filter((r) => r.epoch > epoch).map((r) => r.agreed);
    return { epoch: current, agreed: since.length > 0 ? Math.min(...since) : null };
  }
}
