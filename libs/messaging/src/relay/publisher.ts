import { headers, type Msg, type NatsConnection, type Subscription } from '@nats-io/nats-core';

export interface Outgoing { id: string; subject: string; text: string }

/** The broker did not store a message: nothing after it may count as published. */
export class PublishFailed extends Error {}

const encoder = new TextEncoder();

/**
 * Publishes to the stream pipelined: one inbox for all acknowledgements, no promise per message. About four times
 * `js.publish` (stack.md §4a).
 */
export class PipelinedPublisher {
  private readonly inbox: string;
  private subscription: Subscription | undefined;
  private waiting: { want: number; seqs: number[]; got: number; settle: (error?: Error) => void } | undefined;

  constructor(private readonly nc: NatsConnection, inboxPrefix: string) {
    this.inbox = `${inboxPrefix}.pub${Math.random().toString(36).slice(2)}`;
  }

  /**
   * Publishes in order and waits for every acknowledgement.
   * @returns stream sequence per message; a duplicate inside the window answers its first sequence.
   * @throws PublishFailed where one is not stored within `timeoutMs`.
   */
  async publish(batch: readonly Outgoing[], timeoutMs = 5_000): Promise<number[]> {
    this.subscription ??= this.nc.subscribe(`${this.inbox}.*`, { callback: (error, message) => this.onAck(error, message) });
    const seqs = await new Promise<number[]>((resolve, reject) => {
      const timer = setTimeout(() => settle(new PublishFailed('the broker did not acknowledge in time')), timeoutMs);
      const settle = (error?: Error): void => {
        clearTimeout(timer);
        this.waiting = undefined;
        if (error) reject(error); else resolve(state.seqs);
      };
      const state = { want: batch.length, seqs: new Array<number>(batch.length).fill(0), got: 0, settle };
      this.waiting = state;
      batch.forEach(({ id, subject, text }, i) => {
        const h = headers();
        h.set('Nats-Msg-Id', id);
        this.nc.publish(subject, encoder.encode(text), { reply: `${this.inbox}.${i}`, headers: h });
      });
    });
    return seqs;
  }

  close(): void { this.subscription?.unsubscribe(); }

  private onAck(error: Error | null, message: Msg): void {
    const state = this.waiting;
    if (!state) return;
    if (error) return state.settle(new PublishFailed(error.message));
    if (message.headers?.code === 503) return state.settle(new PublishFailed('no stream takes this subject'));
    const ack = message.json<{ seq?: number; error?: { description: string } }>();
    if (ack.error || ack.seq === undefined) return state.settle(new PublishFailed(ack.error?.description ?? 'no sequence'));
    const i = Number(message.subject.slice(this.inbox.length + 1));
    if (state.seqs[i] === 0) {
      state.seqs[i] = ack.seq;
      state.got += 1;
      if (state.got === state.want) state.settle();
    }
  }
}
