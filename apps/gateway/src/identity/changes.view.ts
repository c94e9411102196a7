import type { EntityManager } from 'typeorm';

export interface Changed { key: string; userId: string; /** True where rights were lost; else they were gained. */ lost: boolean }

/** Whose rights changed between two instants: grants given, revoked or run out, accounts closed. */
export const changedSince = (em: EntityManager, from: Date, to: Date): Promise<Changed[]> =>
  em.query<Changed[]>(
    `select 'given ' || id as key, user_id as "userId", false as lost from held_grant where given_at >= $1 or (from_at >= $1 and from_at <= $2)
     union all select 'revoked ' || id, user_id, true from held_grant where revoked_at >= $1
     union all select 'ended ' || id, user_id, true from held_grant where to_at >= $1 and to_at <= $2
     union all select 'closed ' || id, id, true from account where closed_at >= $1`, [from, to]);
