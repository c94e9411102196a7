import { Injectable } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { OrderWithdrawn, type WithdrawOrderInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { mayWithdraw } from '../stand-down/stand-down.js';
import { withdraw } from './order.js';
import { RollUpParents } from './roll-up-parents.js';
import { OrderStore, type TrackedOrder } from './order.store.js';

/** Taken back by who issued it, or by whoever commands over its area. */
@Injectable()
export class WithdrawOrder {
  constructor(private readonly orders: OrderStore, private readonly rollUp: RollUpParents) {}

  async execute({ id, reason }: WithdrawOrderInput, work: Work): Promise<TrackedOrder> {
    const caller = callerOf(work);
    const order = await this.orders.update(work.em, id, (found) => {
      const own = found.by[0] === caller.userId || mayOver(caller, ['commander', 'duty-officer'], found.area);
      if (!own) throw new Refusal('access.area');
      mayWithdraw(found.measure, found.state);
      return { ...found, ...withdraw(found), version: found.version + 1 };
    });
    await this.state(order, reason, caller.userId, work);
    for (const part of await this.orders.openParts(work.em, id)) await this.takeBack(part, reason, caller.userId, work);
    await this.rollUp.execute([order], work);
    return order;
  }

  /** A part ends with the whole; what it has done stays done. */
  private async takeBack(id: string, reason: string, by: string, work: Work): Promise<void> {
    const part = await this.orders.update(work.em, id, (found) => ({ ...found, ...withdraw(found), version: found.version + 1 }));
    await this.state(part, reason, by, work);
    for (const below of await this.orders.openParts(work.em, id)) await this.takeBack(below, reason, by, work);
  }

  private async state({ id, area, version, street, incidentId }: TrackedOrder, reason: string, by: string, work: Work): Promise<void> {
    await this.orders.withdrawnFor(work.em, id, reason);
    work.append(OrderWithdrawn, { orderId: id, area, reason, by }, { aggregate: `order/${id}`, version, street, incidentId });
  }
}
