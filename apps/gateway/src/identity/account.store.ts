import type { EntityManager } from 'typeorm';

export interface AccountRow { id: string; username: string; name: string; openedAt: Date; closedAt: Date | null; version: number }
export interface NewAccount { id: string; username: string; name: string; passwordHash: string }

/** Inserts accounts in one statement; answers the ids that were new, an existing user name is left alone. */
export async function insertAccounts(em: EntityManager, accounts: readonly NewAccount[], at: Date): Promise<string[]> {
  const rows: { id: string }[] = await em.query(
    `insert into account (id, username, name, password_hash, opened_at)
     select id, username, name, hash, $5 from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as t (id, username, name, hash)
     on conflict (username) do nothing returning id`,
    [accounts.map((a) => a.id), accounts.map((a) => a.username), accounts.map((a) => a.name), accounts.map((a) => a.passwordHash), at]);
  return rows.map((r) => r.id);
}

/** The account under its row lock, or undefined. */
export async function lockAccount(em: EntityManager, id: string): Promise<AccountRow | undefined> {
  const [row] = await em.query<AccountRow[]>('select id, username, name, opened_at as "openedAt", closed_at as "closedAt", version from account where id = $1 for update', [id]);
  return row;
}

export async function closeAccountRow(em: EntityManager, id: string, at: Date): Promise<void> {
  await em.query('update account set closed_at = $2, version = version + 1 where id = $1', [id, at]);
}

export async function noAccounts(em: EntityManager): Promise<boolean> {
  const [row] = await em.query<{ none: boolean }[]>('select not exists (select from account) as none');
  return row!.none;
}
