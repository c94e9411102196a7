import { setTimeout as pause } from 'node:timers/promises';
import { jetstream, type Consumer } from '@nats-io/jetstream';
import { connect, millis, nkeyAuthenticator } from '@nats-io/transport-node';
import type { XlEvent } from '@xunling/contracts';
import { ChainChecker } from './chain.js';
import type { Delivery, SubscriptionOptions } from './delivery.js';
import { provesItself } from './prove.js';

export interface NatsOptions extends SubscriptionOptions {
  servers: string | string[];
  /** nkey seed of the street's credential, as `POST /api/credentials` answered it once. */
  seed: string;
  /** Name of the consumer made for the credential; one running copy per credential. */
  consumer: string;
  signal?: AbortSignal;
}

/**
 * Subscribes with a street's own NATS credential. The server keeps the place: an event is acknowledged when the loop asks
 * for the next one, so what was not handled comes again, in order. A second running copy shares the messages: the chain then
 * shows a gap here, and the other copy has what is missing.
 */
export async function* subscribeNats(options: NatsOptions): AsyncGenerator<Delivery, void, void> {
  options.onState?.('connecting');
  const nc = await connect({
    servers: options.servers,
    authenticator: nkeyAuthenticator(new TextEncoder().encode(options.seed)),
    inboxPrefix: `_INBOX_${options.consumer}`,
    maxReconnectAttempts: -1,
    waitOnFirstConnect: true,
  });
  const close = (): void => { void nc.close(); };
  options.signal?.addEventListener('abort', close, { once: true });
  void (async () => {
    for await (const { type } of nc.status()) {
      if (type === 'disconnect') options.onState?.('lost', 'disconnected');
      if (type === 'reconnect') options.onState?.('live');
    }
  })();
  try {
    const consumer = await jetstream(nc).consumers.get('XL', options.consumer);
    if ((await consumer.info()).num_ack_pending > 0) await untilReturned(consumer, options.signal);
    options.onState?.('live');
    yield* inOrder(consumer, new ChainChecker(options.heads), options.signal);
  } finally {
    options.signal?.removeEventListener('abort', close);
    await nc.close();
    options.onState?.('closed');
  }
}

/** Reads on; where something is missing it lets go of everything unacknowledged once, since that comes again in stream order. */
async function* inOrder(consumer: Consumer, chain: ChainChecker, signal?: AbortSignal): AsyncGenerator<Delivery, void, void> {
  let waitedFor = '';
  for (let again = true; again;) {
    again = false;
    const messages = await consumer.consume({ max_messages: 500, idle_heartbeat: 5_000 });
    try {
      for await (const message of messages) {
        const event = message.json<XlEvent>();
        const looked = chain.look(event);
        const missing = looked.kind === 'gap' ? `${event.source}/${event.street}/${looked.from}` : '';
        if (missing && missing !== waitedFor) { waitedFor = missing; again = true; break; }
        const verdict = chain.check(event, await provesItself(event));
        if (verdict.kind !== 'duplicate') yield { event, cursor: String(message.seq), received: message.time.toISOString(), chain: verdict };
        message.ack();
      }
    } finally { messages.stop(); }
    if (again) await untilReturned(consumer, signal);
  }
}

/** What was delivered and not acknowledged, by an earlier copy or on a cut connection, is given again before anything newer from then on. */
async function untilReturned(consumer: Consumer, signal?: AbortSignal): Promise<void> {
  const { config } = await consumer.info();
  await pause(millis(config.ack_wait ?? 0) + 1_000, undefined, { signal }).catch(() => undefined);
}
