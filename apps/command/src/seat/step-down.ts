import { Inject, Injectable } from '@nestjs/common';
import type { Seat } from '@xunling/contracts';
import type { StepDownInput } from '@xunling/contracts/classes';
import { ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { callerOf } from '../caller.js';
import { IncidentStore } from '../incident/incident.store.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { appendFacts } from '../rows.js';
import { OfferStore } from './offer.store.js';
import { stepDown, type SeatState } from './seat.js';
import { SeatStore } from './seat.store.js';

/** Leaves a seat vacant; the staffing ticker raises the alarm 10 minutes later. */
@Injectable()
export class StepDown {
  constructor(private readonly seats: SeatStore, private readonly offers: OfferStore, private readonly incidents: IncidentStore, private readonly onDuty: OnDutyView, @Inject(ORIGIN) private readonly origin: Origin) {}

  async execute(input: StepDownInput & { seat: Seat }, work: Work): Promise<SeatState> {
    const { em, at } = work;
    await this.seats.ensure(em, this.origin.zone, [input.seat], at);
    const seat = (await this.seats.lock(em, input.seat))!;
    const candidates = (await this.onDuty.at(em, at)).people;
    const left = stepDown(seat, callerOf(work).userId, input.reason, await this.offers.ofTerm(em, input.seat, seat.version), candidates, at);
    await this.seats.move(em, left.seat, { how: 'accepted', reason: input.reason });
    await this.offers.lapse(em, input.seat, at);
    appendFacts(work, `seat/${input.seat}`, '000', seat.version, left.facts, (await this.incidents.open(em, seat.zone))[0]?.id);
    return left.seat;
  }
}
