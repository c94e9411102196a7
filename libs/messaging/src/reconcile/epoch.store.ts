import type { EntityManager } from 'typeorm';
import { rowsOf } from '../subscribe/inbox.store.js';
import type { StreamPoint } from './protocol.js';

/** The epoch this service has acted upon. */
export async function readEpoch(em: Pick<EntityManager, 'query'>): Promise<number> {
  const rows: { epoch: string }[] = await em.query('select epoch::text as epoch from epoch');
  return Number(rows[0]!.epoch);
}

/**
 * What this service remembers of the stream: its newest published batch, older ones at doubling distance (so that a loss is
 * narrowed without the board), and the floors of its subscriptions.
 */
export async function readPoints(em: Pick<EntityManager, 'query'>): Promise<StreamPoint[]> {
  const batches: { seq: string; id: string }[] = await em.query(
    `select p.seq::text as seq, p.msgid as id from published p
     where p.pos in (select (select max(pos) from published) - (1::bigint << k) + 1 from generate_series(0, 40) as k) order by p.pos desc`);
  const floors: { seq: string }[] = await em.query('select seq::text as seq from floor where seq > 0');
  return [...batches.map(({ seq, id }) => ({ seq: Number(seq), id })), ...floors.map(({ seq }) => ({ seq: Number(seq) }))];
}

/**
 * Acts upon an epoch in the caller's transaction: floors go back to `agreed`, batches published beyond it count as
 * unpublished, so the relay puts them back. A second caller finds it done. Answers whether it was this one.
 */
export async function goBack(em: Pick<EntityManager, 'query'>, epoch: number, agreed: number): Promise<boolean> {
  // The row is locked first: a relay's cursor and a runner's floor of the old epoch wait here, and then no longer count.
  const [row] = rowsOf<{ epoch: string }>(await em.query('select epoch::text as epoch from epoch for update'));
  if (Number(row!.epoch) >= epoch) return false;
  await em.query('update epoch set epoch = $1', [epoch]);
  await em.query('update floor set seq = least(seq, $2), epoch = $1', [epoch, agreed]);
  await em.query('delete from published where pos >= (select min(pos) from published where seq > $1)', [agreed]);
  return true;
}
