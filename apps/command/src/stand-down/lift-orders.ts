import { Injectable } from '@nestjs/common';
import { mayOver, PHOTO_MEASURES, wordsOf, type AddresseeKind, type Measure } from '@xunling/contracts';
import { LiftOrders as Operation, type LiftOrdersInput, type LiftOrdersOutcome, type Unaddressable } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { OpenIncident } from '../incident/open-incident.js';
import type { District } from '../known/district.js';
import { DutyView } from '../roster/duty.view.js';
import { SeatStore } from '../seat/seat.store.js';
import { findAddressee } from '../order/addressee.js';
import { reachOver, standsAt } from '../order/above.js';
import { conflictsWith, settleConflicts, type Claim } from '../order/conflict.js';
import type { Draft } from '../order/expand.js';
import { IssueOrders } from '../order/issue-orders.js';
import type { Minutes } from '../plan/plan.js';
import { mayLift } from './stand-down.js';
import { StandDownStore, type LiftableRow } from './stand-down.store.js';

/** Clock of a lift order (OURS): opening again is less urgent than closing was. */
const MINUTES: Minutes = { delivered: 5, acknowledged: 15, executing: 60, reported: 180, verified: 360 };

/** One lift order for each measure, in one act; to whoever holds the post that did it, as of now. */
@Injectable()
export class LiftMeasures {
  constructor(private readonly measures: StandDownStore, private readonly known: DutyView, private readonly incidents: OpenIncident, private readonly issue: IssueOrders, private readonly seats: SeatStore) {}

  async execute({ orders: ids, reason }: LiftOrdersInput, work: Work): Promise<LiftOrdersOutcome> {
    const caller = callerOf(work);
    const found = await this.measures.lock(work.em, [...new Set(ids)]);
    if (found.length < new Set(ids).size) throw new Refusal('unknown.id');
    if (found.some((order) => !mayOver(caller, Operation.roles, order.area))) throw new Refusal('access.area');
    const holders = await this.seats.holders(work.em);
    for (const order of found) {
      mayLift(order);
      const { siteId: _site, lift: _none, ...now } = { ...order, rank: standsAt(order) };
      const next: Claim = { ...now, id: '', by: caller.userId, rank: reachOver(caller, order.area, holders), measure: 'LIFT', lifts: order.id };
      settleConflicts(conflictsWith([now], next), undefined);
    }
    const district = await this.known.district(work.em, work.at);
    const drafts: Draft[] = [];
    const unaddressable: Unaddressable[] = [];
    for (const order of found) {
      const draft = draftOf(order, reason, district);
      if (draft) drafts.push(draft);
      else unaddressable.push({ measure: 'LIFT', area: order.area, ...(order.siteId ? { siteId: order.siteId } : {}), reason: `${order.addresseeName}: no holder, no deputy, no superior`.slice(0, 200) });
    }
    if (drafts.length === 0) throw new Refusal('order.no-addressee');
    const [incidentId, ...others] = [...new Set(found.map((o) => o.incidentId))];
    if (!incidentId || others.length > 0) throw impossible('orders', 'incidents', 'these measures belong to different incidents: lift them one incident at a time');
    const incident = await this.incidents.named(incidentId, [], work);
    const setId = newId();
    const issued = await this.issue.write({ setId, incidentId: incident.id, kind: 'lift', level: null, planVersion: null, by: caller.userId }, { drafts, unaddressable, lifts: [] }, () => undefined, work);
    return { orderSetId: setId, orders: issued.map((o) => ({ orderId: o.lifts!, liftOrderId: o.id })), unaddressable };
  }
}

function draftOf(order: LiftableRow, reason: string, district: District): Draft | undefined {
  const person = findAddressee(order.addresseeKind as AddresseeKind, order.addresseeId, district);
  if (!person) return undefined;
  const { addressee, area: _home, ...resolved } = person;
  const site = district.sites.find((s) => s.id === order.siteId);
  const words = wordsOf(order.measure as Measure, order.scope);
  return {
    key: order.id, measure: 'LIFT', lifts: order.id, addressee, area: order.area, ...(order.siteId ? { siteId: order.siteId } : {}),
    textZh: `${site ? `${site.name}：` : ''}解除“${words.zh}”。${reason}`, textEn: `${site ? `${site.name}: ` : ''}lift “${words.en}”. ${reason}`,
    evidence: PHOTO_MEASURES.includes(order.measure as Measure) ? 'photo' : 'none', minutes: MINUTES, ...resolved,
  };
}
