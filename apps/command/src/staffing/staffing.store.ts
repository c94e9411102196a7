import { Injectable } from '@nestjs/common';
import type { StaffingAlarm } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { compact, iso } from '../rows.js';
import type { StaffingKind, Trouble } from './staffing.js';

export interface AlarmRow { id: string; kind: StaffingKind; about: string; zone: string; since: Date; until: Date | null; user_id: string | null; posts: string[]; raised_at: Date; cleared_at: Date | null }

@Injectable()
export class StaffingStore {
  async open(em: EntityManager): Promise<AlarmRow[]> {
    return em.query('select * from staffing_alarm where cleared_at is null order by pos desc limit 1000');
  }

  async shown(em: EntityManager): Promise<StaffingAlarm[]> {
    return (await this.open(em)).slice(0, 100).map((r) => compact({
      id: r.id, kind: r.kind, about: r.about, since: iso(r.since), until: r.until ? iso(r.until) : undefined, userId: r.user_id, posts: r.posts.map((post) => ({ post })), raisedAt: iso(r.raised_at),
    }) as StaffingAlarm);
  }

  async raise(em: EntityManager, id: string, t: Trouble, at: Date): Promise<void> {
    await em.query('insert into staffing_alarm (id, kind, about, zone, since, until, user_id, posts, raised_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [id, t.kind, t.about, t.zone, t.since, t.until ?? null, t.userId ?? null, t.posts, at]);
  }

  async clear(em: EntityManager, id: string, at: Date): Promise<void> {
    await em.query('update staffing_alarm set cleared_at = $2 where id = $1', [id, at]);
  }

  /** Who was last said to be on duty in an area. */
  async announced(em: EntityManager, zone: string): Promise<{ roster_id: string | null; officers: string[] } | undefined> {
    const [row] = (await em.query('select roster_id, officers from roster_now where zone = $1', [zone])) as { roster_id: string | null; officers: string[] }[];
    return row;
  }

  async announce(em: EntityManager, zone: string, rosterId: string, officers: readonly string[]): Promise<void> {
    await em.query('insert into roster_now (zone, roster_id, officers) values ($1, $2, $3) on conflict (zone) do update set roster_id = excluded.roster_id, officers = excluded.officers', [zone, rosterId, officers]);
  }
}
