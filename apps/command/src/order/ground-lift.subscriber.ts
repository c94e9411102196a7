import { Injectable } from '@nestjs/common';
import type { AreaMeasureLifted as OverArea, MeasureLifted as OnSite } from '@xunling/contracts';
import { AreaMeasureLifted, MeasureLifted, OrderLiftedOnGround } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { EndParts } from './end-parts.js';
import { OrderStore } from './order.store.js';

/** Why a lift order ends that came too late. */
const LIFTED = '现场已自行解除该措施';

/** What was ordered and the ground lifted by itself, as it does while the centre is away, is in force no longer; what a lift order lifted is said on that order. */
@Injectable()
@Subscribe({ name: 'order-ground-lifts', events: [MeasureLifted, AreaMeasureLifted] })
export class GroundLiftSubscriber {
  constructor(private readonly orders: OrderStore, private readonly ending: EndParts) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    for (const { event } of batch) {
      const fact = event.data as OnSite | OverArea;
      if (!fact.liftOrderId) await this.lifted(fact, work.because(event));
    }
  }

  /** A measure begun without an order has no order of its id here: nothing to say. */
  private async lifted({ measureId, by, at }: OnSite | OverArea, work: Work): Promise<void> {
    for (const { id, area, street, measure, siteId, incidentId, version } of await this.orders.lifted(work.em, [{ id: measureId, by, at: new Date(at) }])) {
      work.append(OrderLiftedOnGround, { orderId: id, area, measure, ...(siteId ? { siteId } : {}), by, liftedAt: at }, { aggregate: `order/${id}`, version, street, incidentId, at: new Date(at) });
      await this.ending.withWhole(await this.orders.liftsOf(work.em, id), LIFTED, by, work);
    }
  }
}
