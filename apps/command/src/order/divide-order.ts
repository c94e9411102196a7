import { Injectable } from '@nestjs/common';
import { mayOver, within, type AddresseeKind, type Caller, type Measure } from '@xunling/contracts';
import { IssueOrder, OrderDivided, type DividedOrder, type DivideOrderInput, type OrderPart } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import type { District } from '../known/district.js';
import { DutyView } from '../roster/duty.view.js';
import { SeatStore } from '../seat/seat.store.js';
import { findAddressee } from './addressee.js';
import { rankOver } from './conflict.js';
import { dueOfPart, mayDivide } from './divide.js';
import type { Draft } from './expand.js';
import { IssueOrders } from './issue-orders.js';
import { OrderStore, type TrackedOrder } from './order.store.js';
import { OrderViews } from './order.view.js';
import { OverrideOrders } from './override-orders.js';
import { RollUpParents } from './roll-up-parents.js';

type Addressed = ReturnType<typeof findAddressee>;

/** Breaks an order down by whom it was addressed to, or by who commands over it. The parts are orders like any other. */
@Injectable()
export class DivideOrder {
  constructor(private readonly orders: OrderStore, private readonly views: OrderViews, private readonly known: DutyView, private readonly issue: IssueOrders, private readonly others: OverrideOrders, private readonly rollUp: RollUpParents, private readonly seats: SeatStore) {}

  async execute({ id, parts }: DivideOrderInput, work: Work): Promise<DividedOrder> {
    const caller = callerOf(work);
    const [parent] = await this.orders.lock(work.em, [id]);
    if (!parent) throw new Refusal('unknown.id');
    const shown = await this.views.get(work.em, id);
    const mine = caller.userId === shown.holderId || caller.userId === shown.deputyId;
    if (!mine && !mayOver(caller, IssueOrder.roles, parent.area)) throw new Refusal('access.area');
    const district = await this.known.district(work.em, work.at);
    const found = parts.map((part) => this.reachable(part, parent, caller, district));
    const { quantity, ...order } = parent;
    mayDivide({ ...order, divided: parent.parts > 0, unshared: shown.unshared ?? 0, ...(quantity ? { quantity } : {}) }, parts.map((part, i) => ({ ...part, received: found[i] !== undefined })), work.at);
    for (const [i, part] of parts.entries()) await this.checkConflicts(part, parent, found[i]!, caller, work);
    const setId = newId();
    const drafts = parts.map((part, i): Draft => {
      const { addressee, area: _home, ...person } = found[i]!;
      return {
        key: `${id}|${i}`, measure: parent.measure as Measure, ...(shown.scope ? { scope: shown.scope as NonNullable<Draft['scope']> } : {}), addressee, area: part.area, ...(shown.siteId ? { siteId: shown.siteId } : {}),
        textZh: part.text ?? shown.textZh, textEn: part.text ?? shown.textEn, evidence: shown.evidence as Draft['evidence'], minutes: NO_MINUTES, promptShare: parent.promptShare, due: dueOfPart(parent, part.minutes, work.at),
        parentId: id, ...(part.quantity ? { quantity: part.quantity } : {}), ...person,
      };
    });
    const issued = await this.issue.write({ setId, incidentId: parent.incidentId, kind: 'part', level: null, planVersion: null, by: caller.userId }, { drafts, unaddressable: [], lifts: [] }, () => undefined, work);
    const counting = await this.orders.divided(work.em, id);
    work.append(OrderDivided, { orderId: id, area: parent.area, orderSetId: setId, parts: counting, by: caller.userId }, { aggregate: `order/${id}`, version: parent.version + 1, street: parent.street, incidentId: parent.incidentId });
    await this.rollUp.execute((await this.orders.lock(work.em, [issued[0]!.id])), work);
    return { orderSetId: setId, orders: issued.map((o) => o.id) };
  }

  /** Who would receive a part: somebody of the order's own ground, or whom the caller commands anyway. */
  private reachable({ addressee }: OrderPart, parent: TrackedOrder, caller: Caller, district: District): Addressed {
    const person = findAddressee(addressee.kind as AddresseeKind, addressee.id, district);
    if (person && !within(person.area, parent.area) && !mayOver(caller, IssueOrder.roles, person.area)) throw new Refusal('access.area');
    return person;
  }

  private async checkConflicts({ area, addressee }: OrderPart, parent: TrackedOrder, person: NonNullable<Addressed>, caller: Caller, work: Work): Promise<void> {
    const claim = { id: '', by: caller.userId, rank: rankOver(caller, area, await this.seats.holders(work.em)), measure: parent.measure, area, addresseeId: addressee.id, ...(person.resolvedTo === 'holder' ? { holderId: person.holderId } : {}), ...(addressee.kind === 'post' ? { home: person.area } : {}) };
    await this.others.settle([claim], undefined, work, parent.id);
  }
}
const NO_MINUTES = { delivered: 0, acknowledged: 0, executing: 0, reported: 0, verified: 0 };
