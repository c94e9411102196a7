import type { AccountPage, AccountView, ListAccountsInput } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';

type Row = Omit<AccountView, 'openedAt'> & { openedAt: Date };

const SELECT = `select a.id, a.username, a.name, a.closed_at is null as active, a.opened_at as "openedAt",
  coalesce((select json_agg(json_build_object('role', g.role, 'area', g.area) order by g.area, g.role) from held_grant g
    where g.user_id = a.id and g.revoked_at is null and g.from_at <= $1 and (g.to_at is null or g.to_at > $1)), '[]') as grants from account a`;
const shown = (row: Row): AccountView => ({ ...row, openedAt: row.openedAt.toISOString() });

/** One account with the grants valid at an instant. */
export async function showAccount(em: EntityManager, id: string, at: Date): Promise<AccountView | undefined> {
  const [row] = await em.query<Row[]>(`${SELECT} where a.id = $2`, [at, id]);
  return row && shown(row);
}

/** Accounts by user name; the cursor is the last user name of the page before. */
export async function listAccounts(em: EntityManager, { cursor, limit = 50, search, role, area }: ListAccountsInput, at: Date): Promise<AccountPage> {
  const rows = await em.query<Row[]>(
    `${SELECT} where ($2::text is null or a.username > $2) and ($3::text is null or strpos(a.username, $3) > 0 or strpos(a.name, $3) > 0)
       and (($4::text is null and $5::text is null) or exists (select from held_grant h where h.user_id = a.id and h.revoked_at is null
         and ($4::text is null or h.role = $4) and ($5::text is null or starts_with(h.area, $5))))
     order by a.username limit $6`, [at, cursor ?? null, search ?? null, role ?? null, area ?? null, limit + 1]);
  const items = rows.slice(0, limit).map(shown);
  return { items, ...(rows.length > limit && { nextCursor: items.at(-1)!.username }) };
}
