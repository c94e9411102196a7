import type { FeedKeyPage, FeedKeyView } from '@xunling/contracts/classes';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import { idCursor } from '../door/page-cursor.js';
import type { KnownKey } from './feed-keys.js';

interface Row { id: string; name: string; issuedAt: Date; revokedAt: Date | null }
const COLUMNS = 'id, name, issued_at as "issuedAt", revoked_at as "revokedAt"';
export const keyView = ({ id, name, issuedAt, revokedAt }: Row): FeedKeyView => ({ id, name, issuedAt: issuedAt.toISOString(), ...(revokedAt && { revokedAt: revokedAt.toISOString() }) });

/** Inserts a key; undefined where one of that name is in force. */
export async function insertFeedKey(em: EntityManager, key: { id: string; name: string; secretHash: string; by: string }, at: Date): Promise<FeedKeyView | undefined> {
  const [row] = await em.query<Row[]>(
    `insert into feed_key (id, name, secret_hash, issued_at, issued_by) values ($1, $2, $3, $4, $5) on conflict (name) where revoked_at is null do nothing returning ${COLUMNS}`,
    [key.id, key.name, key.secretHash, at, key.by]);
  return row && keyView(row);
}

/** Revokes a key; a repeated call changes nothing and answers the key as it is. */
export async function revokeFeedKeyRow(em: EntityManager, id: string, at: Date): Promise<FeedKeyView | undefined> {
  const [row] = rowsOf<Row>(await em.query(`update feed_key set revoked_at = coalesce(revoked_at, $2) where id = $1 returning ${COLUMNS}`, [id, at]));
  return row && keyView(row);
}

export const keysInForce = (em: EntityManager): Promise<KnownKey[]> => em.query<KnownKey[]>('select name, secret_hash as "secretHash" from feed_key where revoked_at is null order by name');

export async function listFeedKeys(em: EntityManager, cursor: string | undefined, limit: number): Promise<FeedKeyPage> {
  const rows = await em.query<Row[]>(`select ${COLUMNS} from feed_key where ($1::uuid is null or id > $1) order by id limit $2`, [idCursor(cursor), limit + 1]);
  const items = rows.slice(0, limit).map(keyView);
  return { items, ...(rows.length > limit && { nextCursor: items.at(-1)!.id }) };
}
