import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface IncidentRow { id: string; zone: string; areas: string[]; name: string; state: 'open' | 'closed'; openedAt: Date; closedAt: Date | null; version: number }
const COLUMNS = 'id, zone, areas, name, state, opened_at "openedAt", closed_at "closedAt", version';

@Injectable()
export class IncidentStore {
  /** Those that run, newest first. */
  async open(em: EntityManager, zone: string): Promise<IncidentRow[]> {
    return em.query(`select ${COLUMNS} from incident where zone = $1 and state = 'open' order by opened_at desc, id desc limit 500`, [zone]);
  }

  async find(em: EntityManager, id: string): Promise<IncidentRow | undefined> {
    const [row] = (await em.query(`select ${COLUMNS} from incident where id = $1`, [id])) as IncidentRow[];
    return row;
  }

  /** Whoever opens an incident by an act waits here for the other who does. */
  async hold(em: EntityManager, zone: string): Promise<void> { await em.query('select pg_advisory_xact_lock(22, hashtext($1))', [zone]); }

  async insert(em: EntityManager, row: IncidentRow): Promise<void> {
    await em.query('insert into incident (id, zone, areas, name, state, opened_at, version) values ($1, $2, $3, $4, $5, $6, $7)', [row.id, row.zone, row.areas, row.name, row.state, row.openedAt, row.version]);
  }

  /** One incident, held until the transaction ends. */
  async lock(em: EntityManager, id: string): Promise<IncidentRow | undefined> {
    const [row] = (await em.query(`select ${COLUMNS} from incident where id = $1 for update`, [id])) as IncidentRow[];
    return row;
  }

  /** One incident, kept open until the transaction ends: who acts in it and who closes it wait for each other. */
  async keep(em: EntityManager, id: string): Promise<IncidentRow | undefined> {
    const [row] = (await em.query(`select ${COLUMNS} from incident where id = $1 for share`, [id])) as IncidentRow[];
    return row;
  }

  async close(em: EntityManager, id: string, by: string, reason: string, at: Date): Promise<void> {
    await em.query("update incident set state = 'closed', closed_at = $2, closed_by = $3, closed_reason = $4, version = version + 1 where id = $1", [id, at, by, reason]);
  }

  async list(em: EntityManager, before: { at: Date; id: string } | undefined, limit: number): Promise<IncidentRow[]> {
    return em.query(`select ${COLUMNS} from incident where $1::timestamptz is null or (opened_at, id) < ($1, $2) order by opened_at desc, id desc limit $3`, [before?.at ?? null, before?.id ?? null, limit]);
  }
}
