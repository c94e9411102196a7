import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, nkeyAuthenticator, type NatsConnection } from '@nats-io/transport-node';
import { inboxOf } from '@xunling/local';
import type { City } from './city.js';

/** At the broker as one of its users: a service, or `setup`. */
export function asUser(city: City, user: string): Promise<NatsConnection> {
  const seed = new TextEncoder().encode(readFileSync(join(city.dataDir, 'keys', `nats-${user}.seed`), 'utf8').trim());
  return connect({ servers: city.system.natsUrl, authenticator: nkeyAuthenticator(seed), inboxPrefix: inboxOf(user) });
}
