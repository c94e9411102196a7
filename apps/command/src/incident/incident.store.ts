import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface IncidentRow { id: string; zone: string; name: string; state: 'open' | 'closed'; openedAt: Date; closedAt: Date | null; version: number }
const COLUMNS = 'id, zone, name, state, opened_at "openedAt", closed_at "closedAt", version';

@Injectable()
export class IncidentStore {
  async open(em: EntityManager, zone: string): Promise<IncidentRow | undefined> {
    const [row] = (await em.query(`select ${COLUMNS} from incident where zone = $1 and state = 'open'`, [zone])) as IncidentRow[];
    return row;
  }

  /** False where another one was opened at the same moment: the unique index lets one through. */
  async insert(em: EntityManager, row: IncidentRow): Promise<boolean> {
    const rows = (await em.query(
      'insert into incident (id, zone, name, state, opened_at, version) values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id',
      [row.id, row.zone, row.name, row.state, row.openedAt, row.version],
    )) as unknown[];
    return rows.length > 0;
  }

  /** One incident, held until the transaction ends. */
  async lock(em: EntityManager, id: string): Promise<IncidentRow | undefined> {
    const [row] = (await em.query(`select ${COLUMNS} from incident where id = $1 for update`, [id])) as IncidentRow[];
    return row;
  }

  async close(em: EntityManager, id: string, by: string, reason: string, at: Date): Promise<void> {
    await em.query("update incident set state = 'closed', closed_at = $2, closed_by = $3, closed_reason = $4, version = version + 1 where id = $1", [id, at, by, reason]);
  }

  async list(em: EntityManager, before: { at: Date; id: string } | undefined, limit: number): Promise<IncidentRow[]> {
    return em.query(`select ${COLUMNS} from incident where $1::timestamptz is null or (opened_at, id) < ($1, $2) order by opened_at desc, id desc limit $3`, [before?.at ?? null, before?.id ?? null, limit]);
  }
}
