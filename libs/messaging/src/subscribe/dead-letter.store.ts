import { LetterDead } from '@xunling/contracts/classes';
import { derivedId } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { Received, Work } from '../work.js';

export interface DeadLetter {
  id: string; subscription: string; eventId: string; type: string; subject: string; seq: number; body: string; received: Date;
  reason: string; detail: string; attempts: number; at: string; replayedAt: string | null;
}

/** PostgreSQL keeps no NUL: a letter shows the sign for what cannot be shown. */
const shown = (text: string): string => text.replaceAll('\0', '\uFFFD');

/** Sets a message aside for good, with its reason, and states it; a second burial of the same message changes nothing. */
export async function bury(work: Work, subscription: string, message: Pick<Received, 'subject' | 'seq' | 'received'> & { eventId: string; type: string }, body: string, reason: string, detail: string, attempts: number): Promise<void> {
  const said = shown(detail).slice(0, 1000);
  const id = derivedId('letter', `${subscription}/${message.eventId}`);
  const rows: unknown[] = await work.em.query(
    `insert into dead_letter (id, subscription, event_id, type, subject, seq, body, received, reason, detail, attempts, at)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12) on conflict (id) do nothing returning 1 as one`,
    [id, subscription, message.eventId, message.type, message.subject, message.seq, shown(body), message.received, reason, said, attempts, work.at]);
  if (rows.length === 0) return;
  work.append(LetterDead, { letterId: id, subscription, eventId: message.eventId, type: message.type, reason, detail: said, attempts }, { aggregate: `letter/${id}`, version: 1, street: '999' });
}

const COLUMNS = `id, subscription, event_id as "eventId", type, subject, seq::int as seq, body, received, reason, detail, attempts, at, replayed_at as "replayedAt"`;

/** Letters not yet replayed, oldest first, after the cursor `<at>/<id>`, of one reason where it is named. */
export async function listLetters(em: EntityManager, cursor: string | undefined, limit: number, reason?: string): Promise<DeadLetter[]> {
  const [at, id] = cursor?.split('/') ?? [];
  return em.query(
    `select ${COLUMNS} from dead_letter where replayed_at is null and ($4::text is null or reason = $4) and ($1::timestamptz is null or (at, id) > ($1::timestamptz, $2::uuid)) order by at, id limit $3`,
    [at ?? null, id ?? null, limit, reason ?? null]);
}

/** Letters not yet replayed, by reason. */
export const countLetters = (em: EntityManager): Promise<{ reason: string; n: number }[]> =>
  em.query('select reason, count(*)::int as n from dead_letter where replayed_at is null group by reason order by reason');

export async function findLetter(em: EntityManager, id: string): Promise<DeadLetter | undefined> {
  const rows: DeadLetter[] = await em.query(`select ${COLUMNS} from dead_letter where id = $1`, [id]);
  return rows[0];
}

export const markReplayed = (em: EntityManager, id: string, at: Date, by: string): Promise<unknown> =>
  em.query('update dead_letter set replayed_at = $2, replayed_by = $3 where id = $1', [id, at, by]);
