import { Inject, Injectable } from '@nestjs/common';
import type { DutyVerified as Verified, MeasureLifted as MeasureEnd, MeasureProtected as Protected, OrderIssued as Issued, OrderLifted as Lifted, OrderWithdrawn as Withdrawn } from '@xunling/contracts';
import { AreaMeasureLifted, DutyVerified, MeasureLifted, MeasureProtected, OrderIssued, OrderLifted, OrderWithdrawn } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Subscriber, type Work } from '@xunling/messaging';
import { EndEvacuation } from './end-evacuation.js';
import { OpenEvacuation } from './open-evacuation.js';

/**
 * EVACUATE orders open evacuations, and so does an EVACUATE begun on the ground; their lift orders, once verified, or the lifting of the measure lift
 * them. The grid's own fact about a verified lift is heard beside command's, so that it counts while command is down. A withdrawn order is over too.
 */
@Injectable()
@Subscribe({ name: 'grid-evacuation', events: [OrderIssued, OrderWithdrawn, OrderLifted, DutyVerified, MeasureProtected, MeasureLifted, AreaMeasureLifted], mode: 'batch' })
export class EvacuationSubscriber implements Subscriber {
  constructor(@Inject(OpenEvacuation) private readonly open: OpenEvacuation, @Inject(EndEvacuation) private readonly end: EndEvacuation) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    const lifts = await this.liftsOf(batch, work);
    for (const { event } of batch) {
      const because = work.because(event);
      switch (event.type) {
        case 'command.order.issued.v1': {
          const order = event.data as Issued;
          if (order.measure === 'EVACUATE') await this.open.ordered(order, because);
          break;
        }
        case 'command.order.withdrawn.v1': await this.end.orderEnded((event.data as Withdrawn).orderId, because); break;
        case 'command.order.lifted.v1': await this.end.orderEnded((event.data as Lifted).orderId, because); break;
        case 'grid.measure.protected.v1': {
          const begun = event.data as Protected;
          if (begun.measure === 'EVACUATE') await this.open.protected(begun, because);
          break;
        }
        case 'grid.measure.lifted.v1': case 'grid.area-measure.lifted.v1': await this.end.orderEnded((event.data as MeasureEnd).measureId, because); break;
        default: {
          const lifted = lifts.get((event.data as Verified).orderId);
          if (lifted) await this.end.orderEnded(lifted, because);
        }
      }
    }
  }

  /** Which of the verified duties lift something: lift order → the order it lifts. */
  private async liftsOf(batch: readonly Received[], { em }: Work): Promise<Map<string, string>> {
    const verified = batch.filter(({ event }) => event.type === 'grid.duty.verified.v1').map(({ event }) => (event.data as Verified).orderId);
    const rows: { order_id: string; lifts: string }[] = verified.length === 0 ? [] : await em.query('select order_id, lifts from duty where lifts is not null and order_id = any($1)', [verified]);
    return new Map(rows.map((r) => [r.order_id, r.lifts]));
  }
}
