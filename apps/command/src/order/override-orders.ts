import { Injectable } from '@nestjs/common';
import { OrderOverridden } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { callerOf } from '../caller.js';
import { conflictsWith, settleConflicts, type Claim, type Conflict } from './conflict.js';
import { OrderStore } from './order.store.js';
import { WithdrawOrder } from './withdraw-order.js';

/** What stands in the way of new orders, and how a common superior puts them in its place. */
@Injectable()
export class OverrideOrders {
  constructor(private readonly orders: OrderStore, private readonly withdraw: WithdrawOrder) {}

  /** Conflicts that may be overridden; none is the rule. @throws Refusal order.conflict */
  async settle(claims: readonly Claim[], override: string | undefined, work: Work, except?: string): Promise<Conflict[]> {
    const busy = (await this.orders.busyWith(work.em, claims)).filter((now) => now.id !== except);
    const conflicts = claims.flatMap((claim) => conflictsWith(busy, claim));
    settleConflicts(conflicts, override);
    return conflicts;
  }

  /** The orders below are taken back, and their side is told by whom and why. `byOrder` names the order that takes the place of one. */
  async end(conflicts: readonly Conflict[], byOrder: (next: Claim) => string, reason: string, work: Work): Promise<void> {
    const by = callerOf(work).userId;
    const ended = new Set<string>();
    for (const { now, next } of conflicts) {
      if (ended.has(now.id)) continue;
      ended.add(now.id);
      const { version, street, incidentId } = await this.withdraw.execute({ id: now.id, reason }, work);
      work.append(OrderOverridden, { orderId: now.id, byOrderId: byOrder(next), area: now.area, issuedBy: now.by, by, reason }, { aggregate: `override/${now.id}/${version}`, version: 1, street, incidentId });
    }
  }
}
