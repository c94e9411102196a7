import { Injectable } from '@nestjs/common';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import type { ChannelKind } from '../callout/callout.js';
import { OPEN } from './escalation.store.js';
import type { Told } from './escalation.js';

/** What an officer is told of: silence that climbed, a decision that waits, a level or a seat that asks for this person. */
export type MessageKind = 'escalation' | 'decision' | 'proposal' | 'offer';
export interface Notice extends Told { id: string; kind: MessageKind; channel: ChannelKind; address: string; at: Date; failures: number }
export type Overtaken = Pick<Notice, 'id' | 'kind' | 'userId' | 'channel' | 'orders' | 'about'>;
export interface ListedMessage extends Overtaken { pos: string; state: string; reason: string | null; at: Date; acceptedAt: Date | null }
const BATCH = 100;
/** Whoever claimed one has this long to hand it over. */
const LEASE_MS = 30_000;

const UNSIGNED = (signatures: string): string => `not coalesce(${signatures}, '[]') @> jsonb_build_array(jsonb_build_object('userId', m.user_id))`;
/** What the message is about still waits for its person. */
const WAITED = `case m.kind
  when 'escalation' then m.about = '{}' or exists (select from escalation e join orders o on o.id = e.order_id where e.id = any(m.about) and ${OPEN})
  when 'decision' then exists (select from decision d where d.id = any(m.about) and (d.state = 'open' and d.owner_id = m.user_id or d.state = 'awaiting-signature' and ${UNSIGNED("d.proposal->'signatures'")}))
  when 'proposal' then exists (select from level_proposal p where p.id = any(m.about) and p.state = 'open' and p.lapses_at > $1 and ${UNSIGNED('p.signatures')})
  else exists (select from seat_offer s where s.id = any(m.about) and s.state = 'open') end`;
const OVERTAKEN = 'answered-meanwhile';

/** Messages to officers, from the moment they are decided until a carrier has them. */
@Injectable()
export class MessageStore {
  /** One that is there already is left as it is. */
  async insert(em: EntityManager, m: Told & { id: string; kind: MessageKind; channel: string; state: 'queued' | 'suppressed'; reason?: string }, at: Date): Promise<void> {
    await em.query('insert into escalation_message (id, kind, user_id, channel, orders, about, text_zh, text_en, at, state, due_at, reason) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing',
      [m.id, m.kind, m.userId, m.channel, m.orders, m.about, m.textZh, m.textEn, at, m.state, m.state === 'queued' ? at : null, m.reason ?? null]);
  }

  /** Due ones whose cause was answered meanwhile: they are not sent, and kept with that reason. */
  async dropOvertaken(em: EntityManager, at: Date): Promise<(Overtaken & { reason: string })[]> {
    const rows = rowsOf<Overtaken>(await em.query(
      `with c as (select id from escalation_message m where m.state = 'queued' and m.due_at <= $1 and not (${WAITED}) for update skip locked)
       update escalation_message m set state = 'suppressed', due_at = null, reason = $2 from c where m.id = c.id returning m.id, m.kind, m.user_id "userId", m.channel, m.orders, m.about`, [at, OVERTAKEN]));
    return rows.map((r) => ({ ...r, reason: OVERTAKEN }));
  }

  /** Due ones, held for who claimed them; the address is the contact's of now. */
  async claim(em: EntityManager, at: Date): Promise<Notice[]> {
    return rowsOf<Notice>(await em.query(
      `with c as (select id from escalation_message where state = 'queued' and due_at <= $1 order by due_at limit ${BATCH} for update skip locked)
       update escalation_message m set due_at = $2 from c where m.id = c.id
       returning m.id, m.kind, m.user_id "userId", m.channel, m.orders, m.about, m.text_zh "textZh", m.text_en "textEn", m.at, m.failures, coalesce((select address from contact t where t.user_id = m.user_id and t.kind = m.channel), '') address`, [at, new Date(at.getTime() + LEASE_MS)]));
  }

  /** Newest first. */
  list(em: EntityManager, state: string | undefined, before: string | null, limit: number): Promise<ListedMessage[]> {
    return em.query(`select pos, id, kind, about, user_id "userId", channel, orders, state, reason, at, accepted_at "acceptedAt" from escalation_message where ($1::text is null or state = $1) and ($2::bigint is null or pos < $2) order by pos desc limit $3`, [state ?? null, before, limit]);
  }

  async again(em: EntityManager, id: string, due: Date): Promise<void> {
    await em.query("update escalation_message set failures = failures + 1, due_at = $2 where id = $1 and state = 'queued'", [id, due]);
  }

  /** False where it was over already. */
  async end(em: EntityManager, id: string, state: 'accepted' | 'failed', at: Date, reason: string | null): Promise<boolean> {
    return rowsOf(await em.query(`update escalation_message set state = $2, accepted_at = case when $2 = 'accepted' then $3::timestamptz end, due_at = null, reason = $4 where id = $1 and state = 'queued' returning id`, [id, state, at, reason])).length > 0;
  }
}
