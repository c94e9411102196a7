import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface Officer { userId: string; name: string }
export interface RosterRow { id: string; zone: string; officers: Officer[]; since: Date; standing: boolean; version: number }

@Injectable()
export class RosterStore {
  async all(em: EntityManager): Promise<RosterRow[]> {
    return em.query('select id, zone, officers, since, standing, version from roster order by since desc, id');
  }

  async put(em: EntityManager, row: RosterRow): Promise<void> {
    await em.query('insert into roster (id, zone, officers, since, standing, version) values ($1, $2, $3, $4, $5, $6)', [row.id, row.zone, JSON.stringify(row.officers), row.since, row.standing, row.version]);
  }

  /** The roster that is running: the newest that has begun. */
  async running(em: EntityManager, at: Date): Promise<RosterRow | undefined> {
    const [row] = (await em.query('select id, zone, officers, since, standing, version from roster where since <= $1 order by since desc, id limit 1', [at])) as RosterRow[];
    return row;
  }
}
