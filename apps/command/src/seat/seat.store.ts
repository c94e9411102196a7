import { Injectable } from '@nestjs/common';
import type { Seat } from '@xunling/contracts';
import type { EntityManager } from 'typeorm';

export interface SeatRow { seat: Seat; zone: string; userId: string; name: string; since: Date; version: number }

@Injectable()
export class SeatStore {
  async all(em: EntityManager): Promise<SeatRow[]> {
    return em.query('select seat, zone, user_id "userId", name, since, version from seat order by seat');
  }

  async put(em: EntityManager, row: SeatRow): Promise<void> {
    await em.query(
      `insert into seat (seat, zone, user_id, name, since, version) values ($1, $2, $3, $4, $5, $6)
       on conflict (seat) do update set zone = excluded.zone, user_id = excluded.user_id, name = excluded.name, since = excluded.since, version = excluded.version`,
      [row.seat, row.zone, row.userId, row.name, row.since, row.version],
    );
  }
}
