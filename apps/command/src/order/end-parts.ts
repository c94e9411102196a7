import { Injectable } from '@nestjs/common';
import { OrderWithdrawn } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { withdraw } from './order.js';
import { OrderStore, type TrackedOrder } from './order.store.js';

/** Parts end with the whole, down to the lowest: a clock nobody answers for any more would call people in vain. What is done stays done. */
@Injectable()
export class EndParts {
  constructor(private readonly orders: OrderStore) {}

  async execute(ids: readonly string[], reason: string, by: string, work: Work): Promise<void> {
    const parts = (await this.orders.lock(work.em, await this.orders.openParts(work.em, ids))).map((part) => ({ ...part, ...withdraw(part), version: part.version + 1 }));
    await this.orders.save(work.em, parts);
    for (const part of parts) await this.state(part, reason, by, work);
  }

  /** On the record and to the addressee, whose item ends. */
  async state({ id, area, version, street, incidentId }: TrackedOrder, reason: string, by: string, work: Work): Promise<void> {
    await this.orders.withdrawnFor(work.em, id, reason);
    work.append(OrderWithdrawn, { orderId: id, area, reason, by }, { aggregate: `order/${id}`, version, street, incidentId });
  }
}
