import { Injectable } from '@nestjs/common';
import { STAGES, type Stage } from '@xunling/contracts';
import {
  DutyAcknowledged, DutyAnsweredLate, DutyCheckedIn, DutyEnded, DutyOpened, DutyReported, DutyReturned, DutyStarted, DutyVerified, OrderLifted,
  MissionAcknowledged, MissionAnsweredLate, MissionCheckedIn, MissionEnded, MissionOpened, MissionReported, MissionReturned, MissionStarted, MissionVerified,
  RequisitionAcknowledged, RequisitionAnsweredLate, RequisitionCheckedIn, RequisitionEnded, RequisitionOpened, RequisitionReported, RequisitionReturned, RequisitionStarted, RequisitionVerified,
} from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { advance, type ArrowFact } from './order.js';
import { RollUpParents } from './roll-up-parents.js';
import { OrderStore, type TraceRow, type TrackedOrder } from './order.store.js';

const EXECUTING = STAGES.indexOf('executing');
const VERIFIED = STAGES.indexOf('verified');
/** What an item's verb means for its order's arrows; an end or a late answer is in the trace and moves nothing. */
const STAGE_OF: Record<string, ArrowFact['stage']> = {
  opened: 'delivered', acknowledged: 'acknowledged', 'checked-in': 'executing', started: 'executing', reported: 'reported', verified: 'verified', returned: 'returned',
};
interface ItemData { orderId: string; by?: string; at?: string; dueAt?: string }

function arrowOf({ event }: Received): ArrowFact | undefined {
  const stage = STAGE_OF[event.type.split('.')[2]!];
  const data = event.data as ItemData;
  if (!stage) return undefined;
  return { stage, at: new Date(data.at ?? event.time), by: data.by ?? event.actor, version: event.version, ...(stage === 'returned' && data.dueAt ? { dueAt: new Date(data.dueAt) } : {}) };
}
const traceOf = ({ event, received }: Received): TraceRow => ({
  order_id: (event.data as ItemData).orderId, event_id: event.id, type: event.type, occurred: new Date((event.data as ItemData).at ?? event.time), received, actor: event.actor, data: JSON.stringify(event.data),
});

/** Follows the six arrows of every order from what its addressee's context says. A whole batch is one lock, one update, one trace insert. */
@Injectable()
@Subscribe({
  name: 'order-items', mode: 'batch',
  events: [
    DutyOpened, DutyAcknowledged, DutyCheckedIn, DutyStarted, DutyReported, DutyVerified, DutyReturned, DutyEnded, DutyAnsweredLate,
    MissionOpened, MissionAcknowledged, MissionCheckedIn, MissionStarted, MissionReported, MissionVerified, MissionReturned, MissionEnded, MissionAnsweredLate,
    RequisitionOpened, RequisitionAcknowledged, RequisitionCheckedIn, RequisitionStarted, RequisitionReported, RequisitionVerified, RequisitionReturned, RequisitionEnded, RequisitionAnsweredLate,
  ],
})
export class ItemSubscriber {
  constructor(private readonly orders: OrderStore, private readonly rollUp: RollUpParents) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    const ids = [...new Set(batch.map(({ event }) => (event.data as ItemData).orderId))];
    const orders = new Map((await this.orders.lock(work.em, ids)).map((o) => [o.id, o]));
    const moved = new Set<string>();
    for (const message of batch) {
      const { orderId } = message.event.data as ItemData;
      const order = orders.get(orderId);
      const arrow = arrowOf(message);
      // a divided order's work is its parts'; its own item ended with the division
      if (!order || !arrow || (order.parts > 0 && STAGES.indexOf(arrow.stage as Stage) >= EXECUTING)) continue;
      const result = advance(order, arrow);
      if (result.ignored) continue;
      orders.set(orderId, { ...order, ...result.order });
      moved.add(orderId);
    }
    const changed = [...orders.values()].filter((o) => moved.has(o.id));
    await this.orders.save(work.em, changed);
    await this.lift(changed, work);
    await this.rollUp.execute(changed, work);
    await this.orders.trace(work.em, batch.filter(({ event }) => orders.has((event.data as ItemData).orderId)).map(traceOf), work.at);
  }

  /** A verified lift order ends what it lifts. */
  private async lift(changed: readonly TrackedOrder[], work: Work): Promise<void> {
    const lifts = changed.flatMap((o) => (o.lifts && o.done[VERIFIED] ? [{ id: o.lifts, by: o.id, at: o.done[VERIFIED] }] : []));
    for (const { id, area, street, measure, siteId, incidentId, version, liftOrderId, at } of await this.orders.lifted(work.em, lifts)) {
      work.append(OrderLifted, { orderId: id, liftOrderId, area, measure, ...(siteId ? { siteId } : {}), liftedAt: at.toISOString() }, { aggregate: `order/${id}`, version, street, incidentId, at });
    }
  }
}
