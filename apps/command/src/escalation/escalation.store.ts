import { Injectable } from '@nestjs/common';
import { STAGES } from '@xunling/contracts';
import type { EscalationView } from '@xunling/contracts/classes';
import { rowsOf } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { compact, iso, unnestOf } from '../rows.js';
import type { Climb, KeptClimb } from './escalation.js';

const pick = (prefix: 'due' | 'done'): string => `case e.stage ${STAGES.slice(1).map((s) => `when '${s}' then o.${prefix}_${s}`).join(' ')} end`;
/** Still to be answered: the awaited arrow is missing, and the order is in force. */
const OPEN = `e.acknowledged_at is null and o.state not in ('withdrawn', 'superseded') and ${pick('done')} is null`;
const COLUMNS: Record<string, string> = { id: 'uuid', order_id: 'uuid', area: 'text', street: 'text', stage: 'text', step: 'smallint', told: 'text', user_id: 'uuid', by_user: 'uuid', reason: 'text' };

interface Row { pos: string; id: string; order_id: string; measure: string; scope: string | null; area: string; site_id: string | null; addressee_kind: string; addressee_id: string; addressee_name: string; text_zh: string; text_en: string; stage: string; due: Date; step: number; told: string; at: Date; by_user: string | null; reason: string | null }
export interface EscalationRow { id: string; orderId: string; area: string; street: string; stage: string; userId: string; incidentId: string; acknowledgedAt: Date | null; open: boolean }

@Injectable()
export class EscalationStore {
  /** Answers those that are new to their person; one statement for any number. */
  async insert(em: EntityManager, climbs: readonly Climb[], at: Date): Promise<KeptClimb[]> {
    if (climbs.length === 0) return [];
    const idOf = (c: Climb): string => derivedId('escalation', `${c.orderId}/${c.userId}/${c.stage}`);
    const once = [...new Map(climbs.map((c) => [idOf(c), c])).entries()];
    const rows = once.map(([id, c]) => ({ id, order_id: c.orderId, area: c.area, street: c.street, stage: c.stage, step: c.step, told: c.to, user_id: c.userId, by_user: c.by, reason: c.reason }));
    const { sql, params } = unnestOf(rows, COLUMNS);
    const names = Object.keys(COLUMNS).join(', ');
    const fresh = new Set(rowsOf<{ id: string }>(await em.query(`insert into escalation (${names}, at) select ${names}, $${params.length + 1}::timestamptz from ${sql} n on conflict do nothing returning id`, [...params, at])).map((r) => r.id));
    return once.filter(([id]) => fresh.has(id)).map(([id, c]) => ({ ...c, id }));
  }

  async lock(em: EntityManager, id: string): Promise<EscalationRow | undefined> {
    const [row] = (await em.query(`select e.id, e.order_id "orderId", e.area, e.street, e.stage, e.user_id "userId", o.incident_id "incidentId", e.acknowledged_at "acknowledgedAt", ${OPEN} as open from escalation e join orders o on o.id = e.order_id where e.id = $1 for update of e`, [id])) as EscalationRow[];
    return row;
  }

  async acknowledge(em: EntityManager, id: string, at: Date, note: string | undefined): Promise<void> {
    await em.query('update escalation set acknowledged_at = $2, note = $3 where id = $1', [id, at, note ?? null]);
  }

  async count(em: EntityManager, userId: string): Promise<number> {
    const [row] = (await em.query(`select count(*)::int n from escalation e join orders o on o.id = e.order_id where e.user_id = $1 and ${OPEN}`, [userId])) as [{ n: number }];
    return row.n;
  }

  /** What waits for a person, newest first. */
  async open(em: EntityManager, userId: string, before: string | null, limit: number): Promise<{ pos: string; view: EscalationView }[]> {
    const rows = (await em.query(
      `select e.pos, e.id, e.order_id, o.measure, o.scope, e.area, o.site_id, o.addressee_kind, o.addressee_id, o.addressee_name, o.text_zh, o.text_en, e.stage, ${pick('due')} due, e.step, e.told, e.at, e.by_user, e.reason
       from escalation e join orders o on o.id = e.order_id where e.user_id = $1 and ${OPEN} and ($2::bigint is null or e.pos < $2) order by e.pos desc limit $3`, [userId, before, limit])) as Row[];
    return rows.map((r) => ({
      pos: r.pos, view: compact({
        id: r.id, orderId: r.order_id, measure: r.measure, scope: r.scope, area: r.area, siteId: r.site_id, addressee: { kind: r.addressee_kind, id: r.addressee_id, name: r.addressee_name }, textZh: r.text_zh, textEn: r.text_en,
        stage: r.stage, dueAt: iso(r.due), step: r.step, to: r.told, at: iso(r.at), by: r.by_user, reason: r.reason,
      }) as EscalationView,
    }));
  }
}
