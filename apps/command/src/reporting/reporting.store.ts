import { Injectable } from '@nestjs/common';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { Line, NodeKind } from './reporting.js';

export interface LineRow { id: string; incident_id: string; who_kind: NodeKind; who_id: string; who_name: string; who_holder: string | null; to_kind: NodeKind; to_id: string; to_name: string; override: string | null; by_user: string; since: Date; released_at: Date | null }
/** A line as the rule reads it; who is in the place now is the caller's to say, `who_holder` was there when it was assigned. */
export const lineOf = (r: LineRow, holder?: string): Line => ({ id: r.id, who: { kind: r.who_kind, id: r.who_id }, to: { kind: r.to_kind, id: r.to_id }, ...(holder ? { holder } : {}) });
/** Lines of one incident; a tree is small. */
const TREE_MAX = 1000;

@Injectable()
export class ReportingStore {
  async tree(em: EntityManager, incidentId: string): Promise<LineRow[]> {
    return em.query(`select * from reporting_line where incident_id = $1 and released_at is null order by since, id limit ${TREE_MAX}`, [incidentId]);
  }

  async insert(em: EntityManager, r: LineRow): Promise<void> {
    await em.query('insert into reporting_line (id, incident_id, who_kind, who_id, who_name, who_holder, to_kind, to_id, to_name, override, by_user, since) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
      [r.id, r.incident_id, r.who_kind, r.who_id, r.who_name, r.who_holder, r.to_kind, r.to_id, r.to_name, r.override, r.by_user, r.since]);
  }

  /** @throws Refusal unknown.id */
  async lock(em: EntityManager, id: string): Promise<LineRow> {
    const [row] = (await em.query('select * from reporting_line where id = $1 for update', [id])) as LineRow[];
    if (!row) throw new Refusal('unknown.id');
    return row;
  }

  async release(em: EntityManager, id: string, at: Date): Promise<void> {
    await em.query('update reporting_line set released_at = $2 where id = $1', [id, at]);
  }
}
