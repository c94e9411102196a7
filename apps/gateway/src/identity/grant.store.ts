import type { Role } from '@xunling/contracts';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import type { HeldGrant } from './grant.js';

export interface NewGrant { id: string; userId: string; role: Role; area: string; from: Date; to?: Date; by: string }
export interface GrantState extends Omit<NewGrant, 'to'> { to: Date | null; revokedAt: Date | null }

/** Inserts grants in one statement. */
export async function insertGrants(em: EntityManager, grants: readonly NewGrant[], at: Date): Promise<void> {
  await em.query(
    `insert into held_grant (id, user_id, role, area, from_at, to_at, given_by, given_at)
     select id, user_id, role, area, from_at, to_at, by, $8 from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::uuid[])
       as t (id, user_id, role, area, from_at, to_at, by)`,
    [grants.map((g) => g.id), grants.map((g) => g.userId), grants.map((g) => g.role), grants.map((g) => g.area), grants.map((g) => g.from), grants.map((g) => g.to ?? null), grants.map((g) => g.by), at]);
}

const COLUMNS = 'id, user_id as "userId", role, area, from_at as "from", to_at as "to", given_by as "by", revoked_at as "revokedAt"';

export async function lockGrant(em: EntityManager, id: string): Promise<GrantState | undefined> {
  const [row] = await em.query<GrantState[]>(`select ${COLUMNS} from held_grant where id = $1 for update`, [id]);
  return row;
}

/** Marks grants revoked; answers those that were still in force. */
export async function revokeGrants(em: EntityManager, where: { id?: string; userId?: string }, by: string, at: Date): Promise<GrantState[]> {
  return rowsOf<GrantState>(await em.query(
    `update held_grant set revoked_at = $3, revoked_by = $4 where revoked_at is null and ($1::uuid is null or id = $1) and ($2::uuid is null or user_id = $2) returning ${COLUMNS}`,
    [where.id ?? null, where.userId ?? null, at, by]));
}

/** Unrevoked grants of a person with their periods, read where the rule needs them: in the transaction. */
export async function grantsOf(em: EntityManager, userId: string): Promise<HeldGrant[]> {
  const rows = await em.query<GrantState[]>(`select ${COLUMNS} from held_grant where user_id = $1 and revoked_at is null`, [userId]);
  return rows.map(({ role, area, from, to }) => ({ role, area, from, ...(to && { to }) }));
}
