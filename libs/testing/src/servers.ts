import { freshNats, type OwnNats } from './nats.js';
import { workerPostgres } from './postgres.js';

export interface Servers {
  /** Superuser's url of the worker's PostgreSQL; databases come from `freshDatabase`. */
  postgresUrl: string;
  /** A nats-server of this spec file alone (20 ms), its stream XL empty. */
  nats: OwnNats;
  /** Stops the nats-server; PostgreSQL stays for the worker's next spec file and dies with the worker. */
  stop(): Promise<void>;
}

/** PostgreSQL (one per worker) and nats-server (one per call). Without `stop` they still end with the worker. */
export async function startServers({ durable = false } = {}): Promise<Servers> {
  const [postgres, nats] = await Promise.all([workerPostgres(durable), freshNats()]);
  return { postgresUrl: postgres.url, nats, stop: () => nats.stop() };
}
