import { Inject, Injectable, type Type } from '@nestjs/common';
import { OrderDivided, OrderIssued, OrderWithdrawn } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Subscriber, type Work } from '@xunling/messaging';
import { OpenItems } from './open-items.js';

/** Makes the subscriber that opens and ends a noun's items; its durable name is the subscription's floor. */
export function itemSubscriber(name: string): Type<Subscriber> {
  @Injectable()
  @Subscribe({ name, events: [OrderIssued, OrderWithdrawn, OrderDivided], mode: 'batch' })
  class ItemSubscriber implements Subscriber {
    constructor(@Inject(OpenItems) private readonly open: OpenItems) {}
    handle(batch: Received[], work: Work): Promise<void> { return this.open.run(batch, work); }
  }
  return ItemSubscriber;
}
