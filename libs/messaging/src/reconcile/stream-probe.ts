import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';

/** Looks at the stream without reading it: its end, and the message id at one sequence. */
export class StreamProbe {
  private manager: JetStreamManager | undefined;

  constructor(private readonly nc: NatsConnection, private readonly stream = 'XL') {}

  async lastSeq(): Promise<number> {
    this.manager ??= await jetstreamManager(this.nc, { checkAPI: false });
    return (await this.manager.streams.info(this.stream)).state.last_seq;
  }

  /** `Nats-Msg-Id` of the message at `seq`; undefined where there is none (deleted, expired, beyond the end). */
  async idAt(seq: number): Promise<string | undefined> {
    const message = await this.nc.request(`$JS.API.DIRECT.GET.${this.stream}`, JSON.stringify({ seq }), { timeout: 5_000 });
    if (message.headers?.code === 404) return undefined;
    if (message.headers?.code) throw new Error(`stream ${this.stream} at ${seq}: ${message.headers.code} ${message.headers.description}`);
    return message.headers?.get('Nats-Msg-Id') || undefined;
  }
}
