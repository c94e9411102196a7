import type { CredentialPage, CredentialView } from '@xunling/contracts/classes';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import { idCursor } from '../door/page-cursor.js';
import type { Credential } from './permissions.js';

interface Row { id: string; name: string; area: string; publicKey: string; issuedAt: Date; expiresAt: Date | null; revokedAt: Date | null }
const COLUMNS = 'id, name, area, public_key as "publicKey", issued_at as "issuedAt", expires_at as "expiresAt", revoked_at as "revokedAt"';
const shown = ({ id, name, area, publicKey, issuedAt, expiresAt, revokedAt }: Row): CredentialView =>
  ({ id, name, areas: [area], publicKey, consumer: name, issuedAt: issuedAt.toISOString(), ...(expiresAt && { expiresAt: expiresAt.toISOString() }), ...(revokedAt && { revokedAt: revokedAt.toISOString() }) });

/** Inserts a credential; undefined where one of that name is in force. */
export async function insertCredential(em: EntityManager, c: Credential & { id: string; by: string }, at: Date): Promise<CredentialView | undefined> {
  const [row] = await em.query<Row[]>(
    `insert into credential (id, name, area, public_key, issued_at, issued_by) values ($1, $2, $3, $4, $5, $6) on conflict (name) where revoked_at is null and expires_at is null do nothing returning ${COLUMNS}`,
    [c.id, c.name, c.area, c.publicKey, at, c.by]);
  return row && shown(row);
}

export async function lockCredential(em: EntityManager, id: string): Promise<CredentialView | undefined> {
  const [row] = await em.query<Row[]>(`select ${COLUMNS} from credential where id = $1 for update`, [id]);
  return row && shown(row);
}

export async function revokeCredentialRow(em: EntityManager, id: string, at: Date): Promise<CredentialView> {
  const [row] = rowsOf<Row>(await em.query(`update credential set revoked_at = $2 where id = $1 returning ${COLUMNS}`, [id, at]));
  return shown(row!);
}

/** The old one of a rotation ends by itself; its name is free for the successor. */
export async function expireCredential(em: EntityManager, id: string, at: Date): Promise<void> {
  await em.query('update credential set expires_at = $2 where id = $1', [id, at]);
}

/** Revokes what has run out; answers it. */
export async function revokeExpired(em: EntityManager, at: Date): Promise<{ id: string; name: string; by: string }[]> {
  return rowsOf(await em.query('update credential set revoked_at = $1 where revoked_at is null and expires_at <= $1 returning id, name, issued_by as "by"', [at]));
}

/** Credentials in force, and the names of all that ever were: those no longer in force lose their consumer. */
export async function allCredentials(em: EntityManager): Promise<{ inForce: Credential[]; gone: string[] }> {
  const rows = await em.query<(Credential & { revoked: boolean })[]>('select name, area, public_key as "publicKey", revoked_at is not null as revoked from credential order by id');
  const inForce = rows.filter((r) => !r.revoked);
  const names = new Set(inForce.map((c) => c.name));
  return { inForce, gone: [...new Set(rows.filter((r) => r.revoked && !names.has(r.name)).map((r) => r.name))] };
}

export async function listCredentials(em: EntityManager, cursor: string | undefined, limit: number, area: string | undefined, areas: readonly string[]): Promise<CredentialPage> {
  const rows = await em.query<Row[]>(
    `select ${COLUMNS} from credential where ($1::uuid is null or id > $1) and ($2::text is null or starts_with(area, $2))
       and exists (select from unnest($3::text[]) as mine where starts_with(area, mine)) order by id limit $4`, [idCursor(cursor), area ?? null, areas, limit + 1]);
  const items = rows.slice(0, limit).map(shown);
  return { items, ...(rows.length > limit && { nextCursor: items.at(-1)!.id }) };
}
