import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AckPolicy, DeliverPolicy, JetStreamApiCodes, JetStreamApiError, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { Refusal } from '@xunling/platform';
import type { Bus } from '../bus.js';
import type { Database } from '../database.js';
import { writeDurably } from '../evidence/durable-file.js';
import { allCredentials } from './credential.store.js';
import { patternsOf, STREAM, usersFile, type Credential } from './permissions.js';

/** Read by the launcher, which puts these users beside the services' own. */
export const DASHBOARDS_FILE = 'dashboards.conf';

/** Makes the broker agree with the credentials on record: each in force has its consumer and its user, a revoked one neither. */
export class Dashboards {
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly database: Database, private readonly bus: Bus, private readonly folder: string | undefined, private readonly reload: () => Promise<boolean>) {}

  /** One at a time; answers whether the broker has the users now. */
  apply(): Promise<boolean> {
    const mine = this.running.catch(() => undefined).then(() => this.agree());
    this.running = mine;
    return mine;
  }

  private async agree(): Promise<boolean> {
    const { inForce, gone } = await this.database.use(allCredentials);
    const nc = this.bus.connection;
    if (!nc) throw new Refusal('context.unreachable', { detail: 'the message broker is not connected' });
    const jsm = await jetstreamManager(nc);
    for (const credential of inForce) await ensureConsumer(jsm, credential);
    if (inForce.length + gone.length === 0) return true;
    const installed = await this.install(usersFile(inForce));
    // The user goes before its consumer, so that nobody is left reading one that is not there.
    for (const name of gone) await jsm.consumers.delete(STREAM, name).catch(ignoreMissing);
    return installed;
  }

  private async install(text: string): Promise<boolean> {
    if (!this.folder) return false;
    const file = join(this.folder, DASHBOARDS_FILE);
    const before = existsSync(file) ? await readFile(file, 'utf8') : '';
    if (before !== text) await writeDurably(file, text);
    return this.reload();
  }
}

/** The durable of one dashboard, its filters fixed; it starts with the first event kept, so that it misses none. */
async function ensureConsumer(jsm: JetStreamManager, { name, area }: Credential): Promise<void> {
  const filters = patternsOf(area);
  const found = await jsm.consumers.info(STREAM, name).catch(ignoreMissing);
  if (found) return;
  await jsm.consumers.add(STREAM, {
    name, durable_name: name, filter_subjects: filters, ack_policy: AckPolicy.Explicit, deliver_policy: DeliverPolicy.All,
    ack_wait: nanos(5_000), max_ack_pending: 2000, max_deliver: -1,
  });
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof JetStreamApiError && [JetStreamApiCodes.ConsumerNotFound, JetStreamApiCodes.StreamNotFound].includes(error.code as never)) return undefined;
  if (error instanceof Error && /not found/.test(error.message)) return undefined;
  throw error;
}
