import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { XlEvent } from '@xunling/contracts';
import { RefusalStated } from '@xunling/contracts/classes';
import { newId, openDatabase } from '@xunling/platform';
import { freshDatabase, type FreshDatabase } from '@xunling/testing';
import type { DataSource } from 'typeorm';
import { WorkUnit, type Origin } from '../journal/work-unit.js';
import { Relay, type RelayOptions } from '../relay/relay.js';
import { Messaging1700000000000 } from '../schema.js';

/** Parts of a service for specs of the messaging core: a migrated database, appends, a relay, the stream read back. */
export const ORIGIN: Origin = { context: 'command', node: 'c', zone: '410171', mode: 'live' };
export const STREETS = ['561', '562', '560', '000'];

const migrate = async (ownerUrl: string): Promise<void> => {
  const source = await openDatabase({ url: ownerUrl, ownerUrl, poolSize: 4, entities: [], migrations: [Messaging1700000000000], onError: () => undefined });
  await source.destroy();
};

export const migratedDatabase = (context = 'command', durable = false, server?: string): Promise<FreshDatabase> =>
  freshDatabase({ context, durable, ...(server ? { server } : {}), template: { name: `messaging_${process.pid}`, prepare: migrate } });

export const open = (url: string, onError: (error: unknown) => void = () => undefined): Promise<DataSource> =>
  openDatabase({ url, ownerUrl: undefined, poolSize: 12, entities: [], migrations: [], onError });

/** Appends `n` small events in one transaction, over the streets in turn; `count` numbers them. */
export async function append(source: DataSource, n: number, { from = 0, origin = ORIGIN, at = new Date('2026-07-20T08:00:00Z'), streets = STREETS } = {}): Promise<string[]> {
  return source.transaction(async (em) => {
    const unit = new WorkUnit(em, at, origin, { actor: 'system:spec', caller: null, correlationId: newId() });
    const ids = Array.from({ length: n }, (_, i) => unit.append(RefusalStated, { caller: 'spec', code: 'access.role', operation: 'spec', minute: at.toISOString(), count: from + i + 1 },
      { aggregate: `refusal/${from + i}`, version: 1, street: streets[i % streets.length]! }));
    await unit.flush();
    return ids;
  });
}

/** A relay on its own; `agree` answers at once unless one is given. */
export const relayOf = (dataSource: DataSource, nc: NatsConnection, more: Partial<RelayOptions> = {}): Relay =>
  new Relay({ dataSource, nats: () => Promise.resolve(nc), inboxPrefix: '_INBOX_command', origin: ORIGIN, agree: () => Promise.resolve(0), onError: () => undefined, ...more });

export interface Stored { seq: number; text: string; event: XlEvent; id: string }

/** Everything the stream holds, in order. */
export async function readStream(url: string): Promise<Stored[]> {
  const nc = await connect({ servers: url });
  try {
    const { state } = await (await jetstreamManager(nc)).streams.info('XL');
    const found: Stored[] = [];
    if (state.messages === 0) return found;
    const consumer = await jetstream(nc).consumers.get('XL', { deliver_policy: DeliverPolicy.All });
    for await (const message of await consumer.consume({ max_messages: 5000 })) {
      const text = message.string();
      found.push({ seq: message.seq, text, event: JSON.parse(text) as XlEvent, id: message.headers?.get('Nats-Msg-Id') ?? '' });
      if (message.seq >= state.last_seq) break;
    }
    return found;
  } finally {
    await nc.close();
  }
}

/** True once nothing waits: outbox empty and every chained batch noted as published. */
export async function drained(source: DataSource): Promise<boolean> {
  const [row] = await source.query(`select not exists (select from outbox) and coalesce((select max(pos) from chain), 0) = coalesce((select max(pos) from published), 0) as done`);
  return row.done;
}
