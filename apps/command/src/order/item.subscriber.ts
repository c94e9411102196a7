import { Injectable } from '@nestjs/common';
import { STAGES, type Stage } from '@xunling/contracts';
import {
  DutyAcknowledged, DutyAnsweredLate, DutyCheckedIn, DutyEnded, DutyGivenAgain, DutyHandedBack, DutyOpened, DutyPassed, DutyReported, DutyReturned, DutyStarted, DutyVerified, OrderEscalated, OrderLifted,
  MissionAcknowledged, MissionAnsweredLate, MissionCheckedIn, MissionEnded, MissionGivenAgain, MissionHandedBack, MissionOpened, MissionPassed, MissionReported, MissionReturned, MissionStarted, MissionVerified,
  RequisitionAcknowledged, RequisitionAnsweredLate, RequisitionCheckedIn, RequisitionEnded, RequisitionGivenAgain, RequisitionHandedBack, RequisitionOpened, RequisitionPassed, RequisitionReported, RequisitionReturned, RequisitionStarted, RequisitionVerified,
} from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { DutyView } from '../roster/duty.view.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { compact } from '../rows.js';
import type { Climb } from '../escalation/escalation.js';
import { TellSuperiors } from '../escalation/tell-superiors.js';
import { escalationChain } from './chain.js';
import { advance, type ArrowFact } from './arrows.js';
import { hasEnded } from './order.js';
import { escalate } from './silence.js';
import { RollUpParents } from './roll-up-parents.js';
import { OrderStore, type TraceRow, type TrackedOrder } from './order.store.js';

const EXECUTING = STAGES.indexOf('executing');
const VERIFIED = STAGES.indexOf('verified');
/** What an item's verb means for its order's arrows; an end or a late answer is in the trace and moves nothing. */
const STAGE_OF: Record<string, ArrowFact['stage']> = {
  opened: 'delivered', acknowledged: 'acknowledged', 'checked-in': 'executing', started: 'executing', reported: 'reported', verified: 'verified', returned: 'returned', passed: 'given-on', 'given-again': 'given-on', 'handed-back': 'handed-back',
};
interface ItemData { orderId: string; by?: string; at?: string; dueAt?: string; reportBy?: string; to?: string; reason?: string }

function arrowOf({ event }: Received): ArrowFact | undefined {
  const stage = STAGE_OF[event.type.split('.')[2]!];
  const data = event.data as ItemData;
  if (!stage) return undefined;
  return compact({
    stage, at: new Date(data.at ?? event.time), by: data.by ?? event.actor, version: event.version, dueAt: data.dueAt && stage !== 'delivered' ? new Date(data.dueAt) : undefined,
    reportBy: data.reportBy ? new Date(data.reportBy) : undefined, to: data.to, reason: data.reason,
  }) as ArrowFact;
}
const traceOf = ({ event, received }: Received): TraceRow => ({
  order_id: (event.data as ItemData).orderId, event_id: event.id, type: event.type, occurred: new Date((event.data as ItemData).at ?? event.time), received, actor: event.actor, data: JSON.stringify(event.data),
});

/** Follows the six arrows of every order from what its addressee's context says. A whole batch is one lock, one update, one trace insert. */
@Injectable()
@Subscribe({
  name: 'order-items', mode: 'batch',
  events: [
    DutyOpened, DutyAcknowledged, DutyCheckedIn, DutyStarted, DutyReported, DutyVerified, DutyReturned, DutyEnded, DutyAnsweredLate, DutyPassed, DutyHandedBack, DutyGivenAgain,
    MissionOpened, MissionAcknowledged, MissionCheckedIn, MissionStarted, MissionReported, MissionVerified, MissionReturned, MissionEnded, MissionAnsweredLate, MissionPassed, MissionHandedBack, MissionGivenAgain,
    RequisitionOpened, RequisitionAcknowledged, RequisitionCheckedIn, RequisitionStarted, RequisitionReported, RequisitionVerified, RequisitionReturned, RequisitionEnded, RequisitionAnsweredLate, RequisitionPassed, RequisitionHandedBack, RequisitionGivenAgain,
  ],
})
export class ItemSubscriber {
  constructor(private readonly orders: OrderStore, private readonly rollUp: RollUpParents, private readonly known: DutyView, private readonly onDuty: OnDutyView, private readonly superiors: TellSuperiors) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    const ids = [...new Set(batch.map(({ event }) => (event.data as ItemData).orderId))];
    const orders = new Map((await this.orders.lock(work.em, ids)).map((o) => [o.id, o]));
    const moved = new Set<string>();
    const handedBack = new Set<string>();
    for (const message of batch) {
      const { orderId } = message.event.data as ItemData;
      const order = orders.get(orderId);
      const arrow = arrowOf(message);
      // a divided order's work is its parts'; its own item ended with the division
      if (!order || !arrow || (order.parts > 0 && STAGES.indexOf(arrow.stage as Stage) >= EXECUTING)) continue;
      const result = advance(order, arrow);
      if (result.order === order) continue;
      if (arrow.stage === 'handed-back' && !result.ignored) handedBack.add(orderId);
      orders.set(orderId, { ...order, ...result.order });
      moved.add(orderId);
    }
    const changed = [...orders.values()].filter((o) => moved.has(o.id));
    await this.save(changed, handedBack, work);
    await this.lift(changed, work);
    await this.rollUp.execute(changed, work);
    await this.orders.trace(work.em, batch.filter(({ event }) => orders.has((event.data as ItemData).orderId)).map(traceOf), work.at);
  }

  /** What was handed back is told to the next of the chain at once; from there silence goes on climbing. */
  private async save(changed: readonly TrackedOrder[], handedBack: ReadonlySet<string>, work: Work): Promise<void> {
    if (handedBack.size === 0) return this.orders.save(work.em, changed);
    const [district, command] = [await this.known.district(work.em, work.at), await this.onDuty.at(work.em, work.at)];
    const climbs: Climb[] = [];
    await this.orders.save(work.em, changed.map((order) => {
      const chain = escalationChain(order, district, command);
      // given again, ended or told to everybody meanwhile: nobody is left to tell
      if (!handedBack.has(order.id) || !order.handedBack || hasEnded(order.state) || !chain[order.step]) return order;
      const { order: climbed, stage, step, target } = escalate(order, chain, work.at);
      const next = { ...order, ...climbed, version: order.version + 1 };
      work.append(OrderEscalated, { orderId: order.id, area: order.area, stage, step, to: target.to, ...(target.userId ? { toUserId: target.userId } : {}) }, { aggregate: `order/${order.id}`, version: next.version, street: order.street, incidentId: order.incidentId });
      if (target.userId) climbs.push({ orderId: order.id, area: order.area, street: order.street, stage, step, to: target.to, userId: target.userId, by: order.handedBack.by, reason: order.handedBack.reason, handedBack: true });
      return next;
    }));
    await this.superiors.execute(climbs, district, work);
  }

  /** A verified lift order ends what it lifts. */
  private async lift(changed: readonly TrackedOrder[], work: Work): Promise<void> {
    const lifts = changed.flatMap((o) => (o.lifts && o.done[VERIFIED] ? [{ id: o.lifts, by: o.id, at: o.done[VERIFIED] }] : []));
    for (const { id, area, street, measure, siteId, incidentId, version, by, at } of await this.orders.lifted(work.em, lifts)) {
      work.append(OrderLifted, { orderId: id, liftOrderId: by, area, measure, ...(siteId ? { siteId } : {}), liftedAt: at.toISOString() }, { aggregate: `order/${id}`, version, street, incidentId, at });
    }
  }
}
