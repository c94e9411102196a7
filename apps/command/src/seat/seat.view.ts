import { Inject, Injectable } from '@nestjs/common';
import { mayOver, SEATS, type Caller } from '@xunling/contracts';
import { ReadSeatOffer, type SeatList, type SeatLog, type SeatLogInput, type SeatOfferView, type SeatTermView, type SeatView } from '@xunling/contracts/classes';
import { ORIGIN, type Origin } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { IncidentStore } from '../incident/incident.store.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { compact, iso, limitOf, page, positionOf } from '../rows.js';
import { StaffingStore } from '../staffing/staffing.store.js';
import { OfferStore, type KeptOffer } from './offer.store.js';
import type { SeatState } from './seat.js';
import { SeatStore } from './seat.store.js';

export const shownOffer = (o: KeptOffer): SeatOfferView => compact({
  id: o.id, seat: o.seat, from: o.from, to: o.to, by: o.by, reason: o.reason, state: o.state, open: o.list.counts, digest: o.digest, offeredAt: iso(o.offeredAt), endedAt: o.endedAt ? iso(o.endedAt) : undefined, answer: o.answer,
}) as SeatOfferView;
export const shownSeat = (s: SeatState, offers: readonly KeptOffer[]): SeatView => compact({
  seat: s.seat, zone: s.zone, holder: s.holder, from: iso(s.since), version: s.version, offers: offers.filter((o) => o.seat === s.seat && o.state === 'open').map(shownOffer),
}) as SeatView;

interface TermRow { pos: string; seat: string; user_id: string; name: string; since: Date; until: Date | null; how: string; ended: string | null; offer_id: string | null; reason: string | null; counts: object | null; offered: string | null }

@Injectable()
export class SeatViews {
  constructor(
    private readonly seats: SeatStore, private readonly offers: OfferStore, private readonly incidents: IncidentStore, private readonly onDuty: OnDutyView, private readonly staffing: StaffingStore,
    @Inject(ORIGIN) private readonly origin: Origin,
  ) {}

  /** Offers give reasons, which concern zone staff; the rest is for everyone in the zone. */
  async list(em: EntityManager, caller: Caller, at: Date): Promise<SeatList> {
    const states = await this.seats.states(em);
    const offers = this.isStaff(caller) ? await this.offers.open(em) : [];
    const [incident] = await this.incidents.open(em, this.origin.zone);
    const vacant = SEATS.filter((seat) => !states.some((s) => s.seat === seat)).map((seat): SeatState => ({ seat, zone: this.origin.zone, since: at, version: 0 }));
    return compact({
      items: [...states, ...vacant].map((s) => shownSeat(s, offers)), candidates: (await this.onDuty.at(em, at)).people, alarms: await this.staffing.shown(em), incidentId: incident?.id,
    }) as SeatList;
  }

  private isStaff(caller: Caller): boolean { return mayOver(caller, ReadSeatOffer.roles, this.origin.zone); }

  /** Terms newest first; of one incident those that overlap it, so that it shows who held command at each of its instants. */
  async log(em: EntityManager, caller: Caller, input: SeatLogInput): Promise<SeatLog> {
    const limit = limitOf(input.limit);
    const staff = this.isStaff(caller);
    const [span] = (input.incident ? await em.query('select opened_at, closed_at from incident where id = $1', [input.incident]) : []) as { opened_at: Date; closed_at: Date | null }[];
    if (input.incident && !span) throw new Refusal('unknown.id');
    const rows = (await em.query(
      `select t.*, o.list->'counts' counts, o.reason offered from seat_term t left join seat_offer o on o.id = t.offer_id
       where ($1::bigint is null or t.pos < $1) and ($2::text is null or t.seat = $2) and ($3::timestamptz is null or t.until is null or t.until > $3) and ($4::timestamptz is null or t.since < $4)
       order by t.pos desc limit $5`, [positionOf(input.cursor), input.seat ?? null, span?.opened_at ?? null, span?.closed_at ?? null, limit + 1])) as TermRow[];
    return page(rows, limit, (r) => compact({
      seat: r.seat, holder: { userId: r.user_id, name: r.name }, from: iso(r.since), until: r.until ? iso(r.until) : undefined, how: r.how, ended: r.ended, offerId: r.offer_id, open: r.counts, reason: r.reason ?? (staff ? r.offered : null),
    }) as SeatTermView);
  }
}
