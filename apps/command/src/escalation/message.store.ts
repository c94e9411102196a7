import { Injectable } from '@nestjs/common';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import type { ChannelKind } from '../callout/callout.js';
import type { Told } from './escalation.js';

export interface Notice extends Told { id: string; channel: ChannelKind; address: string; at: Date; failures: number }
const BATCH = 100;
/** Whoever claimed one has this long to hand it over. */
const LEASE_MS = 30_000;

/** Messages to superiors, from the moment they are decided until a carrier has them. */
@Injectable()
export class MessageStore {
  async insert(em: EntityManager, m: Told & { id: string; channel: string; state: 'queued' | 'suppressed'; reason?: string }, at: Date): Promise<void> {
    await em.query('insert into escalation_message (id, user_id, channel, orders, about, text_zh, text_en, at, state, due_at, reason) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
      [m.id, m.userId, m.channel, m.orders, m.about, m.textZh, m.textEn, at, m.state, m.state === 'queued' ? at : null, m.reason ?? null]);
  }

  /** Due ones, held for who claimed them; the address is the contact's of now. */
  async claim(em: EntityManager, at: Date): Promise<Notice[]> {
    return rowsOf<Notice>(await em.query(
      `with c as (select id from escalation_message where state = 'queued' and due_at <= $1 order by due_at limit ${BATCH} for update skip locked)
       update escalation_message m set due_at = $2 from c where m.id = c.id
       returning m.id, m.user_id "userId", m.channel, m.orders, m.about, m.text_zh "textZh", m.text_en "textEn", m.at, m.failures, coalesce((select address from contact t where t.user_id = m.user_id and t.kind = m.channel), '') address`, [at, new Date(at.getTime() + LEASE_MS)]));
  }

  async again(em: EntityManager, id: string, due: Date): Promise<void> {
    await em.query("update escalation_message set failures = failures + 1, due_at = $2 where id = $1 and state = 'queued'", [id, due]);
  }

  /** False where it was over already. */
  async end(em: EntityManager, id: string, state: 'accepted' | 'failed', at: Date, reason: string | null): Promise<boolean> {
    return rowsOf(await em.query(`update escalation_message set state = $2, accepted_at = case when $2 = 'accepted' then $3::timestamptz end, due_at = null, reason = $4 where id = $1 and state = 'queued' returning id`, [id, state, at, reason])).length > 0;
  }
}
