import { jetstream } from '@nats-io/jetstream';
import { connect, nkeyAuthenticator } from '@nats-io/transport-node';
import type { XlEvent } from '@xunling/contracts';
import { ChainChecker } from './chain.js';
import type { Delivery, SubscriptionOptions } from './delivery.js';

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
 * for the next one, so what was not handled comes again. A second running copy shares the messages: the chain then shows a
 * gap here, and the other copy has what is missing.
 */
export async function* subscribeNats(options: NatsOptions): AsyncGenerator<Delivery, void, void> {
  const chain = new ChainChecker(options.heads);
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
    options.onState?.('live');
    for await (const message of await consumer.consume({ max_messages: 500, idle_heartbeat: 5_000 })) {
      const event = message.json<XlEvent>();
      const verdict = chain.check(event);
      if (verdict.kind !== 'duplicate') {
        yield { event, cursor: String(message.seq), received: message.time.toISOString(), chain: verdict };
      }
      message.ack();
    }
  } finally {
    options.signal?.removeEventListener('abort', close);
    await nc.close();
    options.onState?.('closed');
  }
}
