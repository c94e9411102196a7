import type { Caller, Role } from '@xunling/contracts';
import { newId, Refusal, type Clock } from '@xunling/platform';
import type { Database } from '../database.js';
import { valid } from './grant.js';
import type { GrantChanges } from './grant-changes.js';
import { failed, FREE, mustWait, type Attempts } from './sign-in.js';
import { passwordFits } from './hash-password.js';
import { findAccount, findSession, insertSession, endSession, type SessionRow } from './session.store.js';
import { newSecret, sha256 } from './token.js';

export interface SignedIn { sessionId: string; expiresAt: string; caller: Caller }
/** What is read again after this long even where nothing told us of a change (another gateway may have revoked). */
const CACHE_MS = 2000;
const MOST_CACHED = 20_000;
const HOUR = 3_600_000;

type Keys = Record<keyof typeof FREE, string>;
const KINDS = ['pair', 'name', 'address'] as const;
const keysOf = (keys: Keys): string[] => KINDS.map((kind) => `${kind} ${keys[kind]}`);

/** Sessions: opened with a password, found by the hash of their token, gone with a revoked account. */
export class Sessions {
  private readonly cache = new Map<string, { row: SessionRow; until: number }>();
  private readonly attempts = new Map<string, Attempts>();

  constructor(private readonly database: Database, private readonly clock: Clock, private readonly changes: GrantChanges, private readonly hours: number) {
    changes.onChange(({ userId }) => this.forgetPerson(userId));
  }

  /** Opens a session; throws `session.bad-credentials`, and `request.too-fast` after too many wrong passwords. */
  async open(username: string, password: string, address: string): Promise<SignedIn & { token: string }> {
    const at = this.clock.now();
    const keys = { pair: `${username} ${address}`, name: username, address };
    for (const key of keysOf(keys)) {
      const wait = mustWait(this.attempts.get(key), at.getTime());
      if (wait) throw new Refusal('request.too-fast', { extra: { retryAfter: wait } });
    }
    const account = await this.database.use((em) => findAccount(em, username));
    if (!(await passwordFits(account?.passwordHash, password)) || !account) {
      this.count(keys, at.getTime());
      throw new Refusal('session.bad-credentials');
    }
    this.attempts.delete(`pair ${keys.pair}`);
    const token = newSecret();
    const row = { sessionId: newId(), tokenHash: sha256(token), userId: account.userId, openedAt: at, expiresAt: new Date(at.getTime() + this.hours * HOUR) };
    await this.database.use((em) => insertSession(em, row));
    return { ...(await this.resolve(token)), token };
  }

  /** The person behind a token with the grants valid now; throws `session.required` or `session.expired`. */
  async resolve(token: string): Promise<SignedIn> {
    const at = this.clock.now();
    const row = await this.find(sha256(token), at.getTime());
    if (!row) throw new Refusal('session.required');
    if (row.expiresAt <= at) throw new Refusal('session.expired');
    const grants = row.grants.filter((g) => valid(g, at)).map(({ role, area }) => ({ role: role as Role, area }));
    return { sessionId: row.sessionId, expiresAt: row.expiresAt.toISOString(), caller: { userId: row.userId, username: row.username, name: row.name, grants, lang: 'zh' } };
  }

  /** Ends a session at once, its open streams too. */
  async close(sessionId: string, userId: string): Promise<void> {
    await this.database.use((em) => endSession(em, sessionId));
    this.forget((row) => row.sessionId === sessionId);
    this.changes.tell({ userId, sessionId });
  }

  /** Reads a person's sessions anew from now on: rights were gained or lost. */
  forgetPerson(userId: string): void { this.forget((row) => row.userId === userId); }

  private async find(tokenHash: string, at: number): Promise<SessionRow | undefined> {
    const cached = this.cache.get(tokenHash);
    if (cached && cached.until > at) return cached.row;
    this.cache.delete(tokenHash);
    const row = await this.database.use((em) => findSession(em, tokenHash));
    if (row) this.cache.set(tokenHash, { row, until: at + CACHE_MS });
    if (this.cache.size > MOST_CACHED) this.cache.delete(this.cache.keys().next().value!);
    return row;
  }

  private forget(which: (row: SessionRow) => boolean): void {
    for (const [hash, { row }] of this.cache) if (which(row)) this.cache.delete(hash);
  }

  private count(keys: Keys, at: number): void {
    for (const kind of KINDS) {
      const key = `${kind} ${keys[kind]}`;
      this.attempts.set(key, failed(this.attempts.get(key), at, FREE[kind]));
      if (this.attempts.size > MOST_CACHED) this.attempts.delete(this.attempts.keys().next().value!);
    }
  }
}
