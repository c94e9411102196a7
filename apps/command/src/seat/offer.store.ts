import { Injectable } from '@nestjs/common';
import type { Seat } from '@xunling/contracts';
import type { HandoverList } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { Offer, OfferState } from './seat.js';

interface Row { id: string; seat: Seat; from_user: string | null; from_name: string | null; to_user: string; to_name: string; by_user: string; reason: string; answer: string | null; seat_version: number; state: OfferState; list: HandoverList; digest: string; offered_at: Date; ended_at: Date | null; version: number }
/** An offer with the list that was open when it was made. */
export interface KeptOffer extends Offer { list: HandoverList; digest: string }

const offerOf = (r: Row): KeptOffer => ({
  id: r.id, seat: r.seat, ...(r.from_user ? { from: { userId: r.from_user, name: r.from_name ?? r.from_user } } : {}), to: { userId: r.to_user, name: r.to_name }, by: r.by_user, reason: r.reason, seatVersion: r.seat_version, state: r.state,
  offeredAt: r.offered_at, ...(r.ended_at ? { endedAt: r.ended_at } : {}), ...(r.answer ? { answer: r.answer } : {}), version: r.version, list: r.list, digest: r.digest,
});

@Injectable()
export class OfferStore {
  async insert(em: EntityManager, zone: string, o: KeptOffer): Promise<void> {
    await em.query(
      `insert into seat_offer (id, seat, zone, from_user, from_name, to_user, to_name, by_user, reason, seat_version, state, list, digest, offered_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [o.id, o.seat, zone, o.from?.userId ?? null, o.from?.name ?? null, o.to.userId, o.to.name, o.by, o.reason, o.seatVersion, o.state, JSON.stringify(o.list), o.digest, o.offeredAt, o.version],
    );
  }

  /** @throws Refusal unknown.id */
  async get(em: EntityManager, id: string, lock = false): Promise<KeptOffer> {
    const [row] = (await em.query(`select * from seat_offer where id = $1${lock ? ' for update' : ''}`, [id])) as Row[];
    if (!row) throw new Refusal('unknown.id');
    return offerOf(row);
  }

  /** Offers made in the present term of a seat. */
  async ofTerm(em: EntityManager, seat: Seat, seatVersion: number): Promise<KeptOffer[]> {
    return ((await em.query('select * from seat_offer where seat = $1 and seat_version = $2 order by pos', [seat, seatVersion])) as Row[]).map(offerOf);
  }

  async open(em: EntityManager): Promise<KeptOffer[]> {
    return ((await em.query("select * from seat_offer where state = 'open' order by pos")) as Row[]).map(offerOf);
  }

  async end(em: EntityManager, o: Offer): Promise<void> {
    await em.query('update seat_offer set state = $2, ended_at = $3, answer = $4, version = $5 where id = $1', [o.id, o.state, o.endedAt ?? null, o.answer ?? null, o.version]);
  }

  /** The seat moved: what else was offered of it is worth nothing. */
  async lapse(em: EntityManager, seat: Seat, at: Date): Promise<void> {
    await em.query("update seat_offer set state = 'lapsed', ended_at = $2, version = version + 1 where seat = $1 and state = 'open'", [seat, at]);
  }
}
