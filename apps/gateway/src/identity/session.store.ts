import { countOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';

export interface SessionRow {
  sessionId: string;
  userId: string;
  username: string;
  name: string;
  expiresAt: Date;
  grants: { role: string; area: string; from: Date; to?: Date }[];
}
export interface NewSession { sessionId: string; tokenHash: string; userId: string; openedAt: Date; expiresAt: Date }

/** Id and password hash of an open account by its user name. */
export async function findAccount(em: EntityManager, username: string): Promise<{ userId: string; passwordHash: string } | undefined> {
  const [row] = await em.query<{ userId: string; passwordHash: string }[]>('select id as "userId", password_hash as "passwordHash" from account where username = $1 and closed_at is null', [username]);
  return row;
}

export async function insertSession(em: EntityManager, s: NewSession): Promise<void> {
  await em.query('insert into session (id, token_hash, user_id, opened_at, expires_at) values ($1, $2, $3, $4, $5)', [s.sessionId, s.tokenHash, s.userId, s.openedAt, s.expiresAt]);
}

/** A session with its person and unrevoked grants; which of those count now is judged by the caller. */
export async function findSession(em: EntityManager, tokenHash: string): Promise<SessionRow | undefined> {
  const [row] = await em.query<(Omit<SessionRow, 'grants'> & { grants: { role: string; area: string; from: string; to: string | null }[] })[]>(
    `select s.id as "sessionId", a.id as "userId", a.username, a.name, s.expires_at as "expiresAt",
       coalesce((select json_agg(json_build_object('role', g.role, 'area', g.area, 'from', g.from_at, 'to', g.to_at) order by g.area, g.role)
         from held_grant g where g.user_id = a.id and g.revoked_at is null), '[]') as grants
     from session s join account a on a.id = s.user_id and a.closed_at is null where s.token_hash = $1`, [tokenHash]);
  return row && { ...row, grants: row.grants.map(({ role, area, from, to }) => ({ role, area, from: new Date(from), ...(to && { to: new Date(to) }) })) };
}

export async function endSession(em: EntityManager, sessionId: string): Promise<void> {
  await em.query('delete from session where id = $1', [sessionId]);
}

export async function endSessionsOf(em: EntityManager, userId: string): Promise<void> {
  await em.query('delete from session where user_id = $1', [userId]);
}

/** Ended sessions are swept, a thousand at a time. */
export async function sweepSessions(em: EntityManager, at: Date): Promise<number> {
  return countOf(await em.query('delete from session where id in (select id from session where expires_at < $1 limit 1000) returning 1 as one', [at]));
}
