import type { GrantPage, GrantRow, ListGrantsInput } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { idCursor } from '../door/page-cursor.js';
import type { GrantState } from './grant.store.js';

export const grantRow = ({ id, userId, role, area, from, to, by, revokedAt }: GrantState): GrantRow => ({
  id, userId, role, area, by, from: from.toISOString(), ...(to && { to: to.toISOString() }), ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
});

/** Grants inside the caller's areas, by id. */
export async function listGrants(em: EntityManager, input: ListGrantsInput, areas: readonly string[]): Promise<GrantPage> {
  const { cursor, limit = 50, userId, area, revoked } = input;
  const rows = await em.query<GrantState[]>(
    `select id, user_id as "userId", role, area, from_at as "from", to_at as "to", given_by as "by", revoked_at as "revokedAt" from held_grant
     where ($1::uuid is null or id > $1) and ($2::uuid is null or user_id = $2) and ($3::text is null or starts_with(area, $3))
       and ($4::boolean is null or (revoked_at is not null) = $4) and exists (select from unnest($5::text[]) as mine where starts_with(area, mine))
     order by id limit $6`, [idCursor(cursor), userId ?? null, area ?? null, revoked ?? null, areas, limit + 1]);
  const items = rows.slice(0, limit).map(grantRow);
  return { items, ...(rows.length > limit && { nextCursor: items.at(-1)!.id }) };
}
