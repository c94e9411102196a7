import { Injectable } from '@nestjs/common';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { Member } from './member.js';

export interface MemberRow extends Member { pos: string }
type Row = Omit<MemberRow, 'until' | 'endedBy' | 'reason'> & { until: Date | null; endedBy: string | null; reason: string | null };
const COLUMNS = 'pos, id, zone, kind, unit, name, by, since "from", until, ended_by "endedBy", reason';
const rowOf = ({ until, endedBy, reason, ...r }: Row): MemberRow => ({ ...r, ...(until ? { until } : {}), ...(endedBy ? { endedBy } : {}), ...(reason ? { reason } : {}) });

/** Joint members, present and past. */
@Injectable()
export class MemberStore {
  /** One act on the list at a time. */
  async hold(em: EntityManager): Promise<void> { await em.query("select pg_advisory_xact_lock(hashtext('joint-members'))"); }

  async present(em: EntityManager): Promise<MemberRow[]> { return ((await em.query(`select ${COLUMNS} from joint_member where until is null order by pos`)) as Row[]).map(rowOf); }

  async list(em: EntityManager, past: boolean, before: string | null, limit: number): Promise<MemberRow[]> {
    return ((await em.query(`select ${COLUMNS} from joint_member where ($1::bigint is null or pos < $1)${past ? '' : ' and until is null'} order by pos desc limit $2`, [before, limit])) as Row[]).map(rowOf);
  }
  async get(em: EntityManager, id: string): Promise<MemberRow> {
    const [row] = (await em.query(`select ${COLUMNS} from joint_member where id = $1`, [id])) as Row[];
    if (!row) throw new Refusal('unknown.id');
    return rowOf(row);
  }

  async insert(em: EntityManager, m: Member): Promise<void> {
    await em.query('insert into joint_member (id, zone, kind, unit, name, by, since) values ($1, $2, $3, $4, $5, $6, $7)', [m.id, m.zone, m.kind, m.unit, m.name, m.by, m.from]);
  }
  async end(em: EntityManager, m: { id: string; until: Date; endedBy: string; reason: string }): Promise<void> {
    await em.query('update joint_member set until = $2, ended_by = $3, reason = $4 where id = $1', [m.id, m.until, m.endedBy, m.reason]);
  }
}
