import type { EntityManager } from 'typeorm';
import type { Received } from '../work.js';

/** Everything up to stream sequence `seq` is settled, in the stream of this epoch. */
export interface Floor { seq: number; epoch: number }

/** Where a subscription stands; a new one stands at 0. */
export async function readFloor(em: Pick<EntityManager, 'query'>, subscription: string): Promise<Floor> {
  await em.query('insert into floor (subscription, seq, epoch) select $1, 0, epoch from epoch on conflict do nothing', [subscription]);
  const rows: { seq: string; epoch: string }[] = await em.query('select seq::text as seq, epoch::text as epoch from floor where subscription = $1', [subscription]);
  return { seq: Number(rows[0]!.seq), epoch: Number(rows[0]!.epoch) };
}

/** The stream was found to be another one and the floor went back: what was read from the old one must not count. */
export class FloorWentBack extends Error {}

/** Moves a floor in the transaction of the effect. @throws FloorWentBack */
export async function moveFloor(em: Pick<EntityManager, 'query'>, subscription: string, seq: number, epoch: number): Promise<void> {
  const moved = rowsOf(await em.query('update floor set seq = $2 where subscription = $1 and epoch = $3 returning 1 as one', [subscription, seq, epoch]));
  if (moved.length === 0) throw new FloorWentBack(`the floor of ${subscription} went back meanwhile`);
}

/** Notes event ids and answers which of them are new to this subscription; concurrent doubles wait for each other. */
export async function takeNew(em: EntityManager, subscription: string, eventIds: readonly string[], at: Date): Promise<Set<string>> {
  const rows: { event_id: string }[] = await em.query(
    `insert into inbox (subscription, event_id, at) select $1, id::uuid, $3::timestamptz from unnest(string_to_array($2, ',')) as id
     on conflict do nothing returning event_id`, [subscription, eventIds.join(','), at]);
  return new Set(rows.map((r) => r.event_id));
}

/** Inbox rows are kept 30 days; what is older cannot come again but by a restored stream, which is answered by effects of their own. */
export async function pruneInbox(em: EntityManager, at: Date, most = 5000): Promise<number> {
  const rows: unknown[] = await em.query(
    `with old as (select subscription, event_id from inbox where at < $1::timestamptz - interval '30 days' limit ${most})
     delete from inbox i using old where i.subscription = old.subscription and i.event_id = old.event_id returning 1 as one`, [at]);
  return countOf(rows);
}

/** TypeORM answers a DELETE … RETURNING as [rows, count]. */
export const countOf = (answer: unknown[]): number => (Array.isArray(answer[0]) ? (answer[0] as unknown[]).length : answer.length);
export const rowsOf = <T>(answer: unknown[]): T[] => (Array.isArray(answer[0]) ? (answer[0] as T[]) : (answer as T[]));

export interface Parked extends Received { attempts: number }

/** Sets a message aside: it and later ones of its aggregate wait, the others go on. */
export async function park(em: EntityManager, subscription: string, message: Received, text: string, reason: string, attempts: number, nextAt: Date): Promise<void> {
  await em.query(
    `insert into parked (subscription, event_id, aggregate, seq, subject, body, received, attempts, next_at, reason) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)
     on conflict (subscription, event_id) do update set attempts = excluded.attempts, next_at = excluded.next_at, reason = excluded.reason`,
    [subscription, message.event.id, message.event.subject, message.seq, message.subject, text, message.received, attempts, nextAt, reason]);
}

export const unpark = (em: EntityManager, subscription: string, eventId: string): Promise<unknown> =>
  em.query('delete from parked where subscription = $1 and event_id = $2', [subscription, eventId]);

/** Aggregates of a subscription that wait. */
export async function parkedAggregates(em: EntityManager, subscription: string): Promise<Set<string>> {
  const rows: { aggregate: string }[] = await em.query('select distinct aggregate from parked where subscription = $1', [subscription]);
  return new Set(rows.map((r) => r.aggregate));
}

/** First waiting message of each aggregate whose time has come: by version, so that one which came too early lets its predecessor pass. The text is searched, not read as JSON: PostgreSQL refuses one with NUL or half a surrogate pair, and all would wait behind it. */
export async function dueParked(em: EntityManager, subscription: string, at: Date): Promise<Parked[]> {
  const rows: { body: string; subject: string; seq: string; received: Date; attempts: number }[] = await em.query(
    `select body, subject, seq::text as seq, received, attempts from (
       select distinct on (aggregate) * from parked where subscription = $1 order by aggregate, substring(body from '"version"\\s*:\\s*(\\d+)')::numeric, seq) first
     where next_at <= $2 order by seq limit 500`, [subscription, at]);
  return rows.map((r) => ({ event: JSON.parse(r.body) as Received['event'], subject: r.subject, seq: Number(r.seq), received: r.received, text: r.body, attempts: r.attempts }));
}
