import { Inject, Injectable } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { AcceptSeat, type DeclineSeatInput } from '@xunling/contracts/classes';
import { ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import type { Fact } from '../fact.js';
import { IncidentStore } from '../incident/incident.store.js';
import { appendFacts } from '../rows.js';
import { OfferStore, type KeptOffer } from './offer.store.js';
import { acceptSeat, declineSeat, withdrawOffer, type Offer, type SeatState } from './seat.js';
import { SeatStore } from './seat.store.js';

/** Answers an offer. The seat is locked before the offer, always, so that 50 at once leave one holder and no deadlock. */
@Injectable()
export class AnswerOffer {
  constructor(private readonly seats: SeatStore, private readonly offers: OfferStore, private readonly incidents: IncidentStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  async accept(id: string, work: Work): Promise<SeatState> {
    const { em, at } = work;
    const caller = callerOf(work);
    if (!mayOver(caller, AcceptSeat.roles, this.origin.zone)) throw new Refusal('access.area');
    const seat = (await this.seats.lock(em, (await this.offers.get(em, id)).seat))!;
    const taken = acceptSeat(seat, await this.offers.get(em, id, true), { userId: caller.userId, name: caller.name }, at);
    await this.seats.move(em, taken.seat, { how: 'accepted', offerId: id });
    await this.offers.end(em, taken.offer);
    await this.offers.lapse(em, seat.seat, at);
    appendFacts(work, `seat/${seat.seat}`, '000', seat.version, taken.facts, (await this.incidents.open(em, seat.zone))[0]?.id);
    return taken.seat;
  }

  decline({ id, reason }: DeclineSeatInput, work: Work): Promise<KeptOffer> {
    return this.end(id, (offer) => declineSeat(offer, callerOf(work).userId, reason, work.at), work);
  }

  withdraw(id: string, work: Work): Promise<KeptOffer> {
    return this.end(id, (offer) => withdrawOffer(offer, callerOf(work).userId, work.at), work);
  }

  private async end(id: string, rule: (offer: Offer) => { offer: Offer; facts: Fact[] }, work: Work): Promise<KeptOffer> {
    await this.seats.lock(work.em, (await this.offers.get(work.em, id)).seat);
    const kept = await this.offers.get(work.em, id, true);
    const { offer, facts } = rule(kept);
    await this.offers.end(work.em, offer);
    appendFacts(work, `seat-offer/${id}`, '999', kept.version, facts, kept.list.incidentId);
    return { ...kept, ...offer };
  }
}
