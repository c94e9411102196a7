import { Controller, Inject } from '@nestjs/common';
import type { Seat } from '@xunling/contracts';
import type { CommandById, DeclineSeatInput, HandoverList, OfferSeatInput, SeatList, SeatLog, SeatLogInput, SeatOfferDetail, SeatOfferView, SeatView, StepDownInput } from '@xunling/contracts/classes';
import { Handle, ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { callerOf } from '../caller.js';
import { IncidentStore } from '../incident/incident.store.js';
import { AnswerOffer } from './answer-offer.js';
import { HandoverViews } from './handover.view.js';
import { OfferSeat } from './offer-seat.js';
import { OfferStore, type KeptOffer } from './offer.store.js';
import { SeatViews, shownOffer, shownSeat } from './seat.view.js';
import { StepDown } from './step-down.js';

const detail = (o: KeptOffer): SeatOfferDetail => ({ ...shownOffer(o), list: o.list });

@Controller()
export class SeatController {
  constructor(
    private readonly views: SeatViews, private readonly handover: HandoverViews, private readonly offers: OfferStore, private readonly incidents: IncidentStore,
    private readonly offering: OfferSeat, private readonly answering: AnswerOffer, private readonly leaving: StepDown, @Inject(ORIGIN) private readonly origin: Origin,
  ) {}

  @Handle('command.seat.list') list(_input: object, work: Work): Promise<SeatList> { return this.views.list(work.em, callerOf(work), work.at); }
  @Handle('command.seat.log') log(input: SeatLogInput, work: Work): Promise<SeatLog> { return this.views.log(work.em, callerOf(work), input); }
  @Handle('command.seat-offer.get') async get({ id }: CommandById, work: Work): Promise<SeatOfferDetail> { return detail(await this.offers.get(work.em, id)); }
  @Handle('command.seat-offer.make') async make(input: OfferSeatInput, work: Work): Promise<SeatOfferDetail> { return detail(await this.offering.execute(input as OfferSeatInput & { seat: Seat }, work)); }
  @Handle('command.seat-offer.accept') async accept({ id }: CommandById, work: Work): Promise<SeatView> { return shownSeat(await this.answering.accept(id, work), []); }
  @Handle('command.seat-offer.decline') async decline(input: DeclineSeatInput, work: Work): Promise<SeatOfferView> { return shownOffer(await this.answering.decline(input, work)); }
  @Handle('command.seat-offer.withdraw') async withdraw({ id }: CommandById, work: Work): Promise<SeatOfferView> { return shownOffer(await this.answering.withdraw(id, work)); }
  @Handle('command.seat.step-down') async stepDown(input: StepDownInput, work: Work): Promise<SeatView> { return shownSeat(await this.leaving.execute(input as StepDownInput & { seat: Seat }, work), []); }

  @Handle('command.seat.handover')
  async open(_input: object, work: Work): Promise<HandoverList> {
    return this.handover.now(work.em, (await this.incidents.open(work.em, this.origin.zone)).map((i) => i.id), work.at);
  }
}
