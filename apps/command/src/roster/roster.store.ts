import { Injectable } from '@nestjs/common';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { AreaDuty } from './duty.js';
import type { Shift } from './roster.js';

export interface Officer { userId: string; name: string }
/** A standing roster has no end and answers while no shift does. */
export interface RosterRow { id: string; zone: string; officers: Officer[]; since: Date; until: Date | null; withdrawnAt: Date | null; standing: boolean; version: number }
const COLUMNS = 'id, zone, officers, since, until, withdrawn_at "withdrawnAt", standing, version';
/** Who is named in a shift this near belongs to the roster of its area (OURS). */
const WEEKS = '14 days';
/** A shift that counts, to the instant it was taken back. */
const SHIFT = 'not standing and until is not null and until > since';
const shiftOf = (r: RosterRow): Shift => ({ id: r.id, zone: r.zone, officers: r.officers, from: r.since, until: r.until! });

@Injectable()
export class RosterStore {
  async page(em: EntityManager, before: string | null, limit: number): Promise<(RosterRow & { pos: string })[]> {
    return em.query(`select pos, ${COLUMNS} from roster where $1::bigint is null or pos < $1 order by pos desc limit $2`, [before, limit]);
  }

  async put(em: EntityManager, row: RosterRow): Promise<void> {
    await em.query('insert into roster (id, zone, officers, since, until, standing, version) values ($1, $2, $3, $4, $5, $6, $7)', [row.id, row.zone, JSON.stringify(row.officers), row.since, row.until, row.standing, row.version]);
  }

  /** Publishing goes one by one: a clash is found, not raced. */
  async turn(em: EntityManager): Promise<void> {
    await em.query(`select pg_advisory_xact_lock(hashtext('command-roster'))`);
  }

  /** @throws Refusal unknown.id */
  async lock(em: EntityManager, id: string): Promise<RosterRow> {
    const [row] = (await em.query(`select ${COLUMNS} from roster where id = $1 for update`, [id])) as RosterRow[];
    if (!row) throw new Refusal('unknown.id');
    return row;
  }

  /** Taken back: it covers nothing from this instant on. */
  async withdraw(em: EntityManager, id: string, at: Date): Promise<void> {
    await em.query('update roster set withdrawn_at = $2, until = greatest(since, least(until, $2)), version = version + 1 where id = $1', [id, at]);
  }

  /** Shifts of an area, or of all, that overlap a span. */
  async shifts(em: EntityManager, zone: string | null, from: Date, until: Date): Promise<Shift[]> {
    return ((await em.query(`select ${COLUMNS} from roster where ${SHIFT} and ($1::text is null or zone = $1) and since < $3 and until > $2 order by since`, [zone, from, until])) as RosterRow[]).map(shiftOf);
  }

  /** Since when each area keeps shifts at all, and the end of the last one before an instant. */
  async kept(em: EntityManager, at: Date): Promise<{ zone: string; first: Date; before: Date | null }[]> {
    return em.query(`select zone, min(since) first, max(until) filter (where until <= $1) before from roster where ${SHIFT} group by zone`, [at]);
  }

  /** Areas below the zone that keep a roster which runs now: who is on duty there, and everybody their rosters of these weeks name. */
  async duties(em: EntityManager, at: Date): Promise<AreaDuty[]> {
    const rows = (await em.query(`select ${COLUMNS} from roster where length(zone) > 6 and (standing or (${SHIFT} and since < $1::timestamptz + $2::interval and until > $1::timestamptz - $2::interval)) order by zone, standing, since desc, id`, [at, WEEKS])) as RosterRow[];
    return [...new Set(rows.map((r) => r.zone))].flatMap((area) => {
      const own = rows.filter((r) => r.zone === area);
      const running = own.find((r) => r.since <= at && (r.standing || r.until! > at));
      return running ? [{ area, officers: running.officers, rostered: new Set(own.flatMap((r) => r.officers.map((o) => o.userId))) }] : [];
    });
  }

  /** Who answers: the shift of the instant, else the newest standing roster that has begun. */
  async running(em: EntityManager, zone: string, at: Date): Promise<RosterRow | undefined> {
    const [row] = (await em.query(
      `select ${COLUMNS} from roster where zone = $1 and since <= $2 and (standing or (${SHIFT} and until > $2)) order by standing, since desc, id limit 1`, [zone, at])) as RosterRow[];
    return row;
  }
}
