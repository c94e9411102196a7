import { Injectable } from '@nestjs/common';
import { OrderWithdrawn } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { hasEnded, withdraw } from './order.js';
import { OrderStore, type TrackedOrder } from './order.store.js';

/** Parts end with the whole, down to the lowest: a clock nobody answers for any more would call people in vain. What is done stays done. */
@Injectable()
export class EndParts {
  constructor(private readonly orders: OrderStore) {}

  /** The parts of these orders, not the orders themselves. */
  async execute(ids: readonly string[], reason: string, by: string, work: Work): Promise<void> {
    await this.end(await this.orders.openParts(work.em, ids), reason, by, work);
  }

  /** These orders, as far as they have not ended, with their parts; answers what ended. */
  async withWhole(ids: readonly string[], reason: string, by: string, work: Work): Promise<TrackedOrder[]> {
    if (ids.length === 0) return [];
    return this.end([...new Set([...ids, ...(await this.orders.openParts(work.em, ids))])], reason, by, work);
  }

  /** On the record and to the addressees, whose items end. */
  async state(ended: readonly TrackedOrder[], reason: string, by: string, work: Work): Promise<void> {
    await this.orders.withdrawnFor(work.em, ended.map((o) => o.id), reason);
    for (const { id, area, version, street, incidentId } of ended) work.append(OrderWithdrawn, { orderId: id, area, reason, by }, { aggregate: `order/${id}`, version, street, incidentId });
  }

  private async end(ids: readonly string[], reason: string, by: string, work: Work): Promise<TrackedOrder[]> {
    const open = (await this.orders.lock(work.em, ids)).filter((o) => !hasEnded(o.state));
    const ended = open.map((o) => ({ ...o, ...withdraw(o), version: o.version + 1 }));
    await this.orders.save(work.em, ended);
    await this.state(ended, reason, by, work);
    return ended;
  }
}
