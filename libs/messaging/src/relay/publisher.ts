import type { Msg, MsgHdrs, NatsConnection, Subscription } from '@nats-io/nats-core';

export interface Outgoing { id: string; subject: string; text: string }

/** The broker did not store a message: nothing after it may count as published. */
export class PublishFailed extends Error {}

interface Flight { first: number; seqs: number[]; missing: number; settle: (error?: Error) => void }

/**
 * Publishes to the stream pipelined: one inbox for all acknowledgements, no promise and no parsed object per message. About
 * four times `js.publish` (stack.md §4a). Several batches may be in flight; each settles when its last message is stored.
 */
export class PipelinedPublisher {
  private readonly inbox: string;
  private readonly flights: Flight[] = [];
  private subscription: Subscription | undefined;
  private token = 0;

  constructor(private readonly nc: NatsConnection, inboxPrefix: string) {
    this.inbox = `${inboxPrefix}.pub${Math.random().toString(36).slice(2)}.`;
  }

  /**
   * Publishes in order and waits for every acknowledgement.
   * @returns stream sequence per message; a duplicate inside the window answers its first sequence.
   * @throws PublishFailed where one is not stored within `timeoutMs`.
   */
  publish(batch: readonly Outgoing[], timeoutMs = 5_000): Promise<number[]> {
    if (batch.length === 0) return Promise.resolve([]);
    this.subscription ??= this.nc.subscribe(`${this.inbox}*`, { callback: (error, message) => this.onAck(error, message) });
    const first = this.token;
    this.token += batch.length;
    return new Promise<number[]>((resolve, reject) => {
      const seqs = new Array<number>(batch.length).fill(0);
      const timer = setTimeout(() => flight.settle(new PublishFailed('the broker did not acknowledge in time')), timeoutMs);
      const flight: Flight = {
        first, seqs, missing: batch.length,
        settle: (error) => {
          clearTimeout(timer);
          const at = this.flights.indexOf(flight);
          if (at >= 0) this.flights.splice(at, 1);
          if (error) reject(error); else resolve(seqs);
        },
      };
      this.flights.push(flight);
      try {
        batch.forEach(({ id, subject, text }, i) => {
          this.nc.publish(subject, Buffer.from(text), { reply: this.inbox + (first + i), headers: messageId(id) });
        });
      } catch (error) {
        flight.settle(new PublishFailed(error instanceof Error ? error.message : String(error)));
      }
    });
  }

  /** Fails all that is in flight: after a reconnect no acknowledgement will come. */
  abort(reason: string): void {
    for (const flight of [...this.flights]) flight.settle(new PublishFailed(reason));
  }

  close(): void {
    this.abort('the publisher was closed');
    if (!this.nc.isClosed()) this.subscription?.unsubscribe();
  }

  private onAck(error: Error | null, message: Msg): void {
    const token = Number(message.subject.slice(this.inbox.length));
    const flight = this.flights.find((f) => token >= f.first && token < f.first + f.seqs.length);
    // An answer to something given up on meanwhile: it is published again with the same id.
    if (!flight) return;
    if (error) return flight.settle(new PublishFailed(error.message));
    const said = message.data.length === 0 ? '' : Buffer.from(message.data.buffer, message.data.byteOffset, message.data.length).toString();
    const seq = /"seq": ?(\d+)/.exec(said)?.[1];
    if (!seq || said.includes('"error"')) return flight.settle(new PublishFailed(said || 'no stream takes this subject'));
    const i = token - flight.first;
    if (flight.seqs[i] !== 0) return;
    flight.seqs[i] = Number(seq);
    flight.missing -= 1;
    if (flight.missing === 0) flight.settle();
  }
}

/** The one header, encoded at once: the client asks a header object for nothing but its bytes. */
const messageId = (id: string): MsgHdrs => ({ encode: () => Buffer.from(`NATS/1.0\r\nNats-Msg-Id: ${id}\r\n\r\n`) }) as unknown as MsgHdrs;
