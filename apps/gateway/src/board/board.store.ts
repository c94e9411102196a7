import { ZONE_STAFF, ZONE_WIDE } from '@xunling/contracts';
import { tombstoneText } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import type { Scope } from './scope.js';

/** One event as the board keeps it; `body` is the exact published text. */
export interface BoardRow {
  seq: number; epoch: number; eventId: string; received: string; occurred: string; street: string; source: string; originseq: number; hash: string;
  type: string; aggregate: string; correlationid: string; incidentid: string | null; body: string;
}

const COLUMNS = ['seq', 'epoch', 'eventId', 'received', 'occurred', 'street', 'source', 'originseq', 'hash', 'type', 'aggregate', 'correlationid', 'incidentid', 'body'] as const;
const SEPARATOR = '\x1e';
const SELECT = `seq::int as seq, epoch, event_id as "eventId", received, occurred, street, source, originseq::int as originseq, hash, type, aggregate, correlationid, incidentid, body`;

/** Keeps a batch; an event that was put back into the stream keeps its first row. */
export async function insertRows(em: EntityManager, rows: readonly BoardRow[]): Promise<void> {
  const texts = COLUMNS.map((column) => rows.map((row) => row[column] ?? '').join(SEPARATOR));
  await em.query(
    `insert into board_event (seq, epoch, event_id, received, occurred, street, source, originseq, hash, type, aggregate, correlationid, incidentid, body)
     select seq::bigint, epoch::int, id::uuid, received, occurred, street, source, originseq::bigint, hash, type, aggregate, correlationid, nullif(incidentid, '')::uuid, body
     from unnest(${COLUMNS.map((_, i) => `string_to_array($${i + 1}, E'\\x1e')`).join(', ')}) as r(seq, epoch, id, received, occurred, street, source, originseq, hash, type, aggregate, correlationid, incidentid, body)
     on conflict do nothing`, texts);
}

/** Street tokens of a scope, or undefined where it sees all of them. */
function streetsOf(scope: Scope): string[] | undefined {
  if (scope.area.length === 6) return scope.staff ? undefined : [];
  return [ZONE_WIDE, scope.area.slice(6, 9)];
}

export const scopeCondition = (scope: Scope, parameters: unknown[]): string => {
  const streets = streetsOf(scope);
  if (streets === undefined) return 'true';
  if (streets.length === 0) return `street <> '${ZONE_STAFF}'`;
  return `street = any($${parameters.push(streets)}::char(3)[])`;
};

/** A place in what the board has read. Sequences are used again after a loss of the stream, so the epoch comes first. */
export interface Place { epoch: number; seq: number }

/** Events of a scope behind `after`, up to `upTo`, in the order they were read, a page at a time. */
export async function readRows(em: EntityManager, scope: Scope, after: Place, upTo: Place, limit = 2000): Promise<BoardRow[]> {
  const parameters: unknown[] = [after.epoch, after.seq, upTo.epoch, upTo.seq];
  const condition = scopeCondition(scope, parameters);
  return em.query(`select ${SELECT} from board_event where (epoch, seq) > ($1, $2) and (epoch, seq) <= ($3, $4) and ${condition} order by epoch, board_event.seq limit ${limit}`, parameters);
}

/** Events of a scope as they were known at `at` (`received`), or had happened by then (`occurred`). */
export async function readRowsAt(em: EntityManager, scope: Scope, at: string, by: 'received' | 'occurred', offset: number, limit = 5000): Promise<BoardRow[]> {
  const parameters: unknown[] = [at, offset];
  const condition = scopeCondition(scope, parameters);
  const order = by === 'received' ? 'epoch, board_event.seq' : 'occurred, epoch, board_event.seq';
  return em.query(`select ${SELECT} from board_event where ${by} <= $1 and ${condition} order by ${order} offset $2 limit ${limit}`, parameters);
}

/** Where the board stands in the present stream: losses so far, and the last sequence read of it (or agreed upon at the last loss). */
export async function readPlace(em: EntityManager): Promise<Place> {
  const [raised] = (await em.query('select epoch::int as epoch, agreed::int as agreed from epoch_raised order by epoch_raised.epoch desc limit 1')) as { epoch: number; agreed: number }[];
  const epoch = raised?.epoch ?? 0;
  const [row] = (await em.query('select max(seq)::int as seq from board_event where epoch = $1', [epoch])) as [{ seq: number | null }];
  return { epoch, seq: row.seq ?? raised?.agreed ?? 0 };
}

export interface SnapshotRow { epoch: number; seq: number; received: string; body: string }
export async function lastSnapshot(em: EntityManager, scope: string, fold: number): Promise<SnapshotRow | undefined> {
  const rows: SnapshotRow[] = await em.query('select epoch, seq::int as seq, received, body from board_snapshot where scope = $1 and fold = $2 order by epoch desc, board_snapshot.seq desc limit 1', [scope, fold]);
  return rows[0];
}
export const insertSnapshot = (em: EntityManager, scope: string, fold: number, s: SnapshotRow): Promise<unknown> =>
  em.query('insert into board_snapshot (scope, fold, epoch, seq, received, body) values ($1,$2,$3,$4,$5,$6) on conflict do nothing', [scope, fold, s.epoch, s.seq, s.received, s.body]);

export interface OriginReport { origin: string; street: string; first: number; last: number; missing: number; duplicates: number; head: string }

/** Per origin × street: what the board has of its chain. */
export async function reconcileReport(em: EntityManager): Promise<OriginReport[]> {
  return em.query(
    `select g.source as origin, g.street, g.first::int as first, g.last::int as last, (g.last - g.first + 1 - g.distinct_n)::int as missing, (g.n - g.distinct_n)::int as duplicates, h.hash as head
     from (select source, street, min(originseq) as first, max(originseq) as last, count(*) as n, count(distinct originseq) as distinct_n from board_event group by source, street) g
     join lateral (select hash from board_event b where b.source = g.source and b.street = g.street and b.originseq = g.last limit 1) h on true
     order by g.source, g.street`);
}

export interface JournalQuery { type?: string; aggregate?: string; correlationId?: string; after?: Place; limit: number }
/** Journal search within a scope, in the order read, behind a place. */
export async function searchJournal(em: EntityManager, scope: Scope, q: JournalQuery): Promise<BoardRow[]> {
  const parameters: unknown[] = [q.after?.epoch ?? 0, q.after?.seq ?? 0];
  const where = ['(epoch, seq) > ($1, $2)', scopeCondition(scope, parameters)];
  for (const [column, value] of [['type', q.type], ['aggregate', q.aggregate], ['correlationid', q.correlationId]] as const) if (value) where.push(`${column} = $${parameters.push(value)}`);
  return em.query(`select ${SELECT} from board_event where ${where.join(' and ')} order by epoch, board_event.seq limit ${q.limit}`, parameters);
}

/** One event whose body was ordered to be erased: where the board read it first, and by which event the order was stated. */
export interface Erasure { eventId: string; orderId: string; source: string; at: Date }

/**
 * Takes the body out of an event's row, and away with every snapshot that was folded from it; the row keeps its place and its
 * proof. What must still be overwritten in the stream is noted. Only the origin of an event can have it erased.
 * @returns the tombstone's text, or undefined where the board has no such event of this origin
 */
export async function eraseRow(em: EntityManager, { eventId, orderId, source, at }: Erasure): Promise<string | undefined> {
  const [row] = (await em.query('select epoch, seq::int as seq, body from board_event where event_id = $1 and source = $2 for update', [eventId, source])) as { epoch: number; seq: number; body: string }[];
  if (!row) return undefined;
  const body = tombstoneText(row.body);
  await em.query('update board_event set body = $2 where event_id = $1', [eventId, body]);
  await em.query('delete from board_snapshot where (epoch, seq) >= ($1, $2)', [row.epoch, row.seq]);
  await em.query('insert into board_erasure (event_id, order_id, epoch, seq, at) values ($1, $2, $3, $4, $5) on conflict (event_id) do nothing', [eventId, orderId, row.epoch, row.seq, at]);
  return body;
}

/** An event as the board keeps it, or undefined. */
export async function findRow(em: EntityManager, eventId: string): Promise<BoardRow | undefined> {
  const rows: BoardRow[] = await em.query(`select ${SELECT} from board_event where event_id = $1`, [eventId]);
  return rows[0];
}

export interface UnerasedMessage { eventId: string; epoch: number; seq: number; body: string }
/**
 * Erased events whose messages may still lie in the stream, tried last before `before` or never. A stream of another epoch may
 * be a restored copy that has them again.
 */
export async function dueErasures(em: EntityManager, before: Date, epoch: number, most = 20): Promise<UnerasedMessage[]> {
  return em.query(
    `select e.event_id as "eventId", e.epoch, e.seq::int as seq, b.body from board_erasure e join board_event b using (event_id)
     where (e.stream_at is null or e.stream_epoch < $2) and (e.tried_at is null or e.tried_at < $1) order by e.at, e.event_id limit ${most}`, [before, epoch]);
}
export const noteErased = (em: EntityManager, eventId: string, at: Date, epoch: number): Promise<unknown> =>
  em.query('update board_erasure set stream_at = $2, stream_epoch = $3, tried_at = null where event_id = $1', [eventId, at, epoch]);
export const noteTried = (em: EntityManager, eventId: string, at: Date): Promise<unknown> => em.query('update board_erasure set tried_at = $2 where event_id = $1', [eventId, at]);

/** A snapshot that was on its way while a body was erased goes too. */
export const dropTaintedSnapshots = (em: EntityManager): Promise<unknown> =>
  em.query(`delete from board_snapshot s using board_erasure e, board_event o where o.event_id = e.order_id and (s.epoch, s.seq) >= (e.epoch, e.seq) and (s.epoch, s.seq) < (o.epoch, o.seq)`);
