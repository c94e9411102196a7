import { createHash } from 'node:crypto';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { countOf } from '../subscribe/inbox.store.js';

export const digestOf = (input: unknown): string => createHash('sha256').update(JSON.stringify(input ?? null)).digest('hex');

/**
 * Claims a request id in the caller's transaction. A concurrent double waits here until the first one has committed.
 * @returns the first answer's text where the request was served before, else undefined.
 * @throws Refusal idempotency.mismatch where the same id came with another body.
 */
export async function claimRequest(em: EntityManager, id: string, digest: string, at: Date): Promise<string | undefined> {
  const claimed: unknown[] = await em.query(`insert into request (id, digest, reply, at) values ($1, $2, '', $3) on conflict (id) do nothing returning 1 as one`, [id, digest, at]);
  if (claimed.length > 0) return undefined;
  const [first] = (await em.query('select digest, reply from request where id = $1', [id])) as { digest: string; reply: string }[];
  if (!first) throw new Error('a request was withdrawn while we waited for it');
  if (first.digest !== digest) throw new Refusal('idempotency.mismatch');
  return first.reply;
}

export const keepReply = (em: EntityManager, id: string, reply: string): Promise<unknown> => em.query('update request set reply = $2 where id = $1', [id, reply]);

/** Request ids are kept 7 days. */
export async function pruneRequests(em: EntityManager, at: Date): Promise<number> {
  return countOf(await em.query(`with old as (select id from request where at < $1::timestamptz - interval '7 days' limit 5000) delete from request r using old where r.id = old.id returning 1 as one`, [at]));
}
