import { Injectable } from '@nestjs/common';
import { rowsOf } from '@xunling/messaging';
import type { EntityManager } from 'typeorm';
import type { Proposal } from './proposal.js';

const COLUMNS = 'id, level, areas, plan_version "planVersion", reason, incident_id "incidentId", by, at, lapses_at "lapsesAt", state, signatures, order_set_id "orderSetId", version';
const revive = (p: Proposal): Proposal => ({ ...p, signatures: p.signatures.map((s) => ({ ...s, at: new Date(s.at) })) });

@Injectable()
export class ProposalStore {
  async save(em: EntityManager, p: Proposal): Promise<void> {
    await em.query(
      `insert into level_proposal (id, level, areas, plan_version, reason, incident_id, by, at, lapses_at, state, signatures, order_set_id, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (id) do update set state = excluded.state, signatures = excluded.signatures, order_set_id = excluded.order_set_id, version = excluded.version`,
      [p.id, p.level, p.areas, p.planVersion, p.reason, p.incidentId, p.by, p.at, p.lapsesAt, p.state, JSON.stringify(p.signatures), p.orderSetId, p.version]);
  }
  async lock(em: EntityManager, id: string): Promise<Proposal | undefined> {
    const [row] = (await em.query(`select ${COLUMNS} from level_proposal where id = $1 for update`, [id])) as Proposal[];
    return row && revive(row);
  }
  async recent(em: EntityManager, since: Date): Promise<Proposal[]> {
    return ((await em.query(`select ${COLUMNS} from level_proposal where state = 'open' or at > $1 order by at desc, id desc limit 200`, [since])) as Proposal[]).map(revive);
  }
  /** Those that lapse now; each is answered once. */
  async lapse(em: EntityManager, at: Date): Promise<{ id: string; version: number }[]> {
    return rowsOf(await em.query("update level_proposal set state = 'lapsed', version = version + 1 where state = 'open' and lapses_at <= $1 returning id, version", [at]));
  }
}
