import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { mayOver, type Seat } from '@xunling/contracts';
import { OfferSeat as Operation, type OfferSeatInput } from '@xunling/contracts/classes';
import { ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { TellOfficers } from '../escalation/tell-officers.js';
import { IncidentStore } from '../incident/incident.store.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { appendFacts } from '../rows.js';
import { HandoverViews } from './handover.view.js';
import { OfferStore, type KeptOffer } from './offer.store.js';
import { offerSeat } from './seat.js';
import { SeatStore } from './seat.store.js';

export const otherOf = (seat: Seat): Seat => (seat === 'commander' ? 'deputy' : 'commander');

/** Offers a seat with the list of what is open, frozen now. */
@Injectable()
export class OfferSeat {
  constructor(
    private readonly seats: SeatStore, private readonly offers: OfferStore, private readonly handover: HandoverViews, private readonly incidents: IncidentStore, private readonly onDuty: OnDutyView, private readonly officers: TellOfficers,
    @Inject(ORIGIN) private readonly origin: Origin,
  ) {}

  async execute(input: OfferSeatInput & { seat: Seat }, work: Work): Promise<KeptOffer> {
    const { em, at } = work;
    const { zone } = this.origin;
    const caller = callerOf(work);
    if (!mayOver(caller, Operation.roles, zone)) throw new Refusal('access.area');
    await this.seats.ensure(em, zone, [input.seat], at);
    const seat = (await this.seats.lock(em, input.seat))!;
    const duty = await this.onDuty.at(em, at);
    const open = (await this.incidents.open(em, zone)).map((i) => i.id);
    const list = await this.handover.now(em, open, at);
    const digest = createHash('sha256').update(JSON.stringify(list)).digest('hex');
    const { offer, facts } = offerSeat(
      seat, { id: newId(), to: { userId: input.to.userId, name: input.to.name }, by: caller.userId, reason: input.reason, open: list.counts, digest }, await this.offers.ofTerm(em, input.seat, seat.version),
      { otherSeat: duty[otherOf(input.seat)], dutyOfficer: duty.roster[0], commanderByRole: mayOver(caller, ['commander'], zone) }, at,
    );
    const kept = { ...offer, list, digest };
    await this.offers.insert(em, zone, kept);
    appendFacts(work, `seat-offer/${offer.id}`, '999', 0, facts, open[0]);
    const [zh, en] = input.seat === 'commander' ? ['指挥长', 'commander'] : ['副指挥长', 'deputy commander'];
    await this.officers.execute('offer', offer.id, [{ key: 'made', userId: offer.to.userId, textZh: `请您接任${zh}：${offer.reason}。请登录汛令应答。`, textEn: `You are asked to take over as ${en}: ${offer.reason}. Sign in to Xunling and answer.` }].filter((c) => c.userId !== caller.userId), work);
    return kept;
  }
}
