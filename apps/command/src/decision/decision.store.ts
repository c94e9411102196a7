import { Injectable } from '@nestjs/common';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { Decision, Hop, Proposal } from './decision.js';

export const DECISION_COLUMNS = `pos, id, warning_id "warningId", colour, observed, hazard, areas, state, owner_id "ownerId", opened_at "openedAt", due_at "dueAt", hops, queue, exhausted,
  proposal, reason, review_at "reviewAt", decided_by "decidedBy", decided_at "decidedAt", plans, order_set_id "orderSetId", raised_areas "raisedAreas", version`;
type Nullable<T> = { [K in keyof T]: T[K] | null };
export type DecisionRow = Nullable<Decision> & { pos: string };

const revive = (p: Proposal): Proposal => ({ ...p, signatures: p.signatures.map((s) => ({ ...s, at: new Date(s.at) })) });
/** The row as the rules know it: json instants are dates again, nulls are absent. */
export function decisionOf(row: DecisionRow): Decision {
  const { pos: _pos, ...rest } = row;
  const state = { ownerId: '', ...Object.fromEntries(Object.entries(rest).filter(([, v]) => v !== null)) } as unknown as Decision;
  return { ...state, hops: state.hops.map((h): Hop => ({ ...h, at: new Date(h.at) })), ...(state.proposal ? { proposal: revive(state.proposal) } : {}) };
}

@Injectable()
export class DecisionStore {
  async save(em: EntityManager, d: Decision): Promise<void> {
    await em.query(
      `insert into decision (id, warning_id, colour, hazard, areas, state, owner_id, opened_at, due_at, hops, queue, exhausted, proposal, reason, review_at, decided_by, decided_at, plans, order_set_id, version, observed, raised_areas)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
       on conflict (id) do update set colour = excluded.colour, areas = excluded.areas, state = excluded.state, owner_id = excluded.owner_id, opened_at = excluded.opened_at, due_at = excluded.due_at,
         hops = excluded.hops, queue = excluded.queue, exhausted = excluded.exhausted, proposal = excluded.proposal, reason = excluded.reason, review_at = excluded.review_at,
         decided_by = excluded.decided_by, decided_at = excluded.decided_at, plans = excluded.plans, order_set_id = excluded.order_set_id, raised_areas = excluded.raised_areas, version = excluded.version`,
      [d.id, d.warningId ?? null, d.colour ?? null, d.hazard, d.areas, d.state, d.ownerId || null, d.openedAt, d.dueAt, JSON.stringify(d.hops), d.queue, d.exhausted, d.proposal ? JSON.stringify(d.proposal) : null,
        d.reason ?? null, d.reviewAt ?? null, d.decidedBy ?? null, d.decidedAt ?? null, d.plans ? JSON.stringify(d.plans) : null, d.orderSetId ?? null, d.version, d.observed ? JSON.stringify(d.observed) : null, d.raisedAreas ?? null],
    );
  }

  /** Changes one decision under its row lock; `change` throws a Refusal to change nothing. */
  async update<T extends { decision: Decision }>(em: EntityManager, id: string, change: (decision: Decision) => Promise<T> | T): Promise<T> {
    const [row] = (await em.query(`select ${DECISION_COLUMNS} from decision where id = $1 for update`, [id])) as DecisionRow[];
    if (!row) throw new Refusal('unknown.id');
    const result = await change(decisionOf(row));
    await this.save(em, result.decision);
    return result;
  }

  /** Every decision a warning ever opened, oldest first. */
  async lockAll(em: EntityManager, warningId: string): Promise<Decision[]> {
    const rows = (await em.query(`select ${DECISION_COLUMNS} from decision where warning_id = $1 order by pos for update`, [warningId])) as DecisionRow[];
    return rows.map(decisionOf);
  }

  /** What gauges opened and nothing has ended: being called for, or held until a review. */
  async lockObserved(em: EntityManager): Promise<Decision[]> {
    const rows = (await em.query(`select ${DECISION_COLUMNS} from decision where observed is not null and (state = 'open' or (state = 'held' and review_at is not null)) order by pos for update`)) as DecisionRow[];
    return rows.map(decisionOf);
  }

  /** Whether no later decision of its warning was opened. */
  async isLatest(em: EntityManager, { id, warningId }: Pick<Decision, 'id' | 'warningId'>): Promise<boolean> {
    const [row] = (await em.query('select id from decision where warning_id = $1 order by pos desc limit 1', [warningId])) as { id: string }[];
    return row?.id === id;
  }

  async lockDue(em: EntityManager, at: Date, limit: number): Promise<Decision[]> {
    const rows = (await em.query(
      `select ${DECISION_COLUMNS} from decision where (state in ('open', 'awaiting-signature') and not exhausted and due_at <= $1) or (state = 'held' and review_at <= $1) or (state = 'open' and owner_id is null)
       order by due_at limit $2 for update skip locked`, [at, limit],
    )) as DecisionRow[];
    return rows.map(decisionOf);
  }
}
