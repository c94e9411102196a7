import type { Clock, Log } from '@xunling/platform';
import type { Database } from '../database.js';
import { changedSince } from './changes.view.js';
import { keysInForce } from './feed-key.store.js';
import type { FeedKeys } from './feed-keys.js';
import type { GrantChanges } from './grant-changes.js';
import type { Sessions } from './sessions.js';

const EVERY_MS = 1000;
/** A transaction commits after the instant it writes: looking back this far misses none. */
const OVERLAP_MS = 15_000;

/**
 * Carries what the database says about grants and keys into this process's memory: every second, and at once after a write
 * through this door. So a grant that is revoked, by another gateway too, or runs out reaches open streams within 5 s.
 */
export class Refresh {
  private seen = new Set<string>();
  private since: Date | undefined;
  private keys = '';
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(private readonly database: Database, private readonly clock: Clock, private readonly feedKeys: FeedKeys, private readonly changes: GrantChanges, private readonly sessions: Sessions, private readonly log: Log) {}

  start(): void {
    this.timer = setInterval(() => { if (this.database.ready) void this.now().catch((err) => this.log.warn({ err }, 'refresh of grants and keys')); }, EVERY_MS);
  }

  stop(): void { clearInterval(this.timer); }

  /** Looks now, after whatever look is under way. */
  async now(): Promise<void> {
    const before = this.running ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(() => this.look());
    this.running = mine;
    await mine;
  }

  private async look(): Promise<void> {
    const at = this.clock.now();
    const from = new Date((this.since ?? at).getTime() - OVERLAP_MS);
    const { rows, keys } = await this.database.use(async (em) => ({ rows: await changedSince(em, from, at), keys: await keysInForce(em) }));
    const fresh = rows.filter((row) => !this.seen.has(row.key));
    this.seen = new Set(rows.map((row) => row.key));
    for (const { userId, lost } of fresh) {
      this.sessions.forgetPerson(userId);
      if (lost) this.changes.tell({ userId });
    }
    const text = JSON.stringify(keys);
    if (text !== this.keys) { await this.feedKeys.replace(keys); this.keys = text; }
    this.since = at;
  }
}
