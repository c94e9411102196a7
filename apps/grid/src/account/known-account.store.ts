import type { EntityManager } from 'typeorm';

export interface KnownAccount { userId: string; username: string }

/** The grid's own copy of which account goes by which user name. */
export class KnownAccountStore {
  async name(em: EntityManager, accounts: readonly KnownAccount[]): Promise<void> {
    await em.query('insert into known_account (user_id, username) select * from unnest($1::uuid[], $2::text[]) on conflict do nothing', [accounts.map((a) => a.userId), accounts.map((a) => a.username)]);
  }

  async close(em: EntityManager, userId: string): Promise<void> { await em.query('update known_account set closed = true where user_id = $1', [userId]); }

  /** Open accounts by these user names. */
  async find(em: EntityManager, usernames: readonly string[]): Promise<Map<string, string>> {
    if (usernames.length === 0) return new Map();
    const rows: KnownAccount[] = await em.query('select user_id as "userId", username from known_account where not closed and username = any($1)', [usernames]);
    return new Map(rows.map((r) => [r.username, r.userId]));
  }
}
