import { Injectable } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { OrderWithdrawn, type WithdrawOrderInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { mayWithdraw } from '../stand-down/stand-down.js';
import { withdraw } from './order.js';
import { OrderStore, type TrackedOrder } from './order.store.js';

/** Taken back by who issued it, or by whoever commands over its area. */
@Injectable()
export class WithdrawOrder {
  constructor(private readonly orders: OrderStore) {}

  async execute({ id, reason }: WithdrawOrderInput, work: Work): Promise<TrackedOrder> {
    const caller = callerOf(work);
    const order = await this.orders.update(work.em, id, (found) => {
      const own = found.by[0] === caller.userId || mayOver(caller, ['commander', 'duty-officer'], found.area);
      if (!own) throw new Refusal('access.area');
      mayWithdraw(found.measure, found.state);
      return { ...found, ...withdraw(found), version: found.version + 1 };
    });
    await this.orders.withdrawnFor(work.em, id, reason);
    const data = { orderId: id, area: order.area, reason, by: caller.userId };
    work.append(OrderWithdrawn, data, { aggregate: `order/${id}`, version: order.version, street: order.street, incidentId: order.incidentId });
    return order;
  }
}
