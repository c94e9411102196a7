import { Injectable } from '@nestjs/common';
import type { Seat } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { Holders } from './authority.js';
import type { Person, SeatState } from './seat.js';

export interface SeatRow { seat: Seat; zone: string; userId: string; name: string; since: Date; version: number }
type Row = Omit<SeatRow, 'userId' | 'name'> & { userId: string | null; name: string | null };
const COLUMNS = 'seat, zone, user_id "userId", name, since, version';
const stateOf = ({ userId, name, ...row }: Row): SeatState => ({ ...row, ...(userId ? { holder: { userId, name: name ?? userId } } : {}) });

/** How a term began, and what ended the one before. */
export interface Turn { how: 'seeded' | 'accepted'; offerId?: string; reason?: string }

@Injectable()
export class SeatStore {
  /** The seats that are held. */
  async all(em: EntityManager): Promise<SeatRow[]> {
    return em.query(`select ${COLUMNS} from seat where user_id is not null order by seat`);
  }

  /** Who holds the seats; `keep` lets neither move until the transaction ends. */
  async holders(em: EntityManager, keep = false): Promise<Holders> {
    const rows = (await em.query(`select seat, user_id "userId" from seat where user_id is not null order by seat${keep ? ' for share' : ''}`)) as { seat: Seat; userId: string }[];
    return Object.fromEntries(rows.map((r) => [r.seat, r.userId]));
  }

  async states(em: EntityManager): Promise<SeatState[]> {
    return ((await em.query(`select ${COLUMNS} from seat order by seat`)) as Row[]).map(stateOf);
  }

  /** Makes the rows of seats nobody ever held, vacant since now. */
  async ensure(em: EntityManager, zone: string, seats: readonly Seat[], at: Date): Promise<void> {
    await em.query('insert into seat (seat, zone, since, version) select s, $2, $3, 0 from unnest($1::text[]) s on conflict do nothing', [seats, zone, at]);
  }

  /** One seat, held until the transaction ends. */
  async lock(em: EntityManager, seat: Seat): Promise<SeatState | undefined> {
    const [row] = (await em.query(`select ${COLUMNS} from seat where seat = $1 for update`, [seat])) as Row[];
    return row ? stateOf(row) : undefined;
  }

  /** Moves the seat from the version before to this one and keeps the log: one term ends, the next begins. @throws Refusal state.conflict where the seat moved meanwhile */
  async move(em: EntityManager, now: SeatState, turn?: Turn): Promise<void> {
    const [, n] = (await em.query('update seat set zone = $2, user_id = $3, name = $4, since = $5, version = $6 where seat = $1 and version = $7', [now.seat, now.zone, now.holder?.userId ?? null, now.holder?.name ?? null, now.since, now.version, now.version - 1])) as [unknown, number];
    if (n !== 1) throw new Refusal('state.conflict', { state: 'taken', allowed: [] });
    await em.query('update seat_term set until = $2, ended = $3, reason = coalesce(reason, $4) where seat = $1 and until is null', [now.seat, now.since, now.holder ? 'handed-over' : 'stepped-down', turn?.reason ?? null]);
    if (now.holder) await this.begin(em, now as SeatState & { holder: Person }, turn ?? { how: 'accepted' });
  }

  private async begin(em: EntityManager, now: SeatState & { holder: Person }, turn: Turn): Promise<void> {
    await em.query('insert into seat_term (seat, seat_version, user_id, name, since, how, offer_id) values ($1, $2, $3, $4, $5, $6, $7)', [now.seat, now.version, now.holder.userId, now.holder.name, now.since, turn.how, turn.offerId ?? null]);
  }
}
