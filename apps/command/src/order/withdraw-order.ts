import { Injectable } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import type { WithdrawOrderInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { SeatStore } from '../seat/seat.store.js';
import { mayWithdraw } from '../stand-down/stand-down.js';
import { mustUndo } from './above.js';
import { EndParts } from './end-parts.js';
import { withdraw } from './order.js';
import { RollUpParents } from './roll-up-parents.js';
import { OrderStore, type TrackedOrder } from './order.store.js';

/** Taken back by who issued it, or by who commands over its area and stands as high as its issuer did. */
@Injectable()
export class WithdrawOrder {
  constructor(private readonly orders: OrderStore, private readonly rollUp: RollUpParents, private readonly parts: EndParts, private readonly seats: SeatStore) {}

  async execute({ id, reason }: WithdrawOrderInput, work: Work): Promise<TrackedOrder> {
    const caller = callerOf(work);
    const [holders, lowered] = [await this.seats.holders(work.em), await this.orders.isLowered(work.em, id)];
    const order = await this.orders.update(work.em, id, (found) => {
      const own = found.by[0] === caller.userId || mayOver(caller, ['commander', 'duty-officer'], found.area);
      if (!own) throw new Refusal('access.area');
      mustUndo({ by: found.by[0]!, area: found.area, rank: found.rank, lowered }, caller, holders);
      mayWithdraw(found.measure, found.state);
      return { ...found, ...withdraw(found), version: found.version + 1 };
    });
    await this.parts.state([order], reason, caller.userId, work);
    await this.parts.execute([id], reason, caller.userId, work);
    await this.rollUp.execute([order], work);
    return order;
  }
}
