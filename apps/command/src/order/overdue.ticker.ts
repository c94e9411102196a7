import { Injectable } from '@nestjs/common';
import { OrderEscalated, OrderOverdue, OrderPrompted } from '@xunling/contracts/classes';
import { Ticker, type Work } from '@xunling/messaging';
import { DutyView } from '../roster/duty.view.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import type { Climb } from '../escalation/escalation.js';
import { TellSuperiors } from '../escalation/tell-superiors.js';
import { iso } from '../rows.js';
import { escalationChain } from './chain.js';
import { sweep } from './silence.js';
import { OrderStore } from './order.store.js';

/** One look takes at most this many; it is called again at once while there are more. */
const BATCH = 2000;

/** Before a deadline the answer is asked for; after it silence becomes a fact within five seconds and climbs the chain; rows and events are one statement each. */
@Injectable()
@Ticker({ name: 'order-overdue', everyMs: 1000 })
export class OverdueTicker {
  constructor(private readonly orders: OrderStore, private readonly known: DutyView, private readonly onDuty: OnDutyView, private readonly superiors: TellSuperiors) {}

  async tick(work: Work): Promise<number> {
    const due = await this.orders.lockDue(work.em, work.at, BATCH);
    if (due.length === 0) return 0;
    const district = await this.known.district(work.em, work.at);
    const command = await this.onDuty.at(work.em, work.at);
    const prompted: string[] = [];
    const climbs: Climb[] = [];
    await this.orders.save(work.em, due.map((order) => {
      const { order: swept, silence } = sweep(order, escalationChain(order, district, command), work.at);
      let version = order.version;
      const say = (event: typeof OrderOverdue | typeof OrderEscalated | typeof OrderPrompted, data: object): void => {
        work.append(event as typeof OrderOverdue, data as OrderOverdue, { aggregate: `order/${order.id}`, version: ++version, street: order.street, incidentId: order.incidentId });
      };
      for (const { stage, dueAt, toUserId } of silence.prompts) say(OrderPrompted, { orderId: order.id, area: order.area, stage, dueAt: iso(dueAt), toUserId });
      if (silence.prompts.length > 0) prompted.push(order.id);
      for (const { stage, dueAt } of silence.overdue) say(OrderOverdue, { orderId: order.id, area: order.area, stage, dueAt: iso(dueAt) });
      for (const { stage, step, target } of silence.escalated) {
        if (target.userId) climbs.push({ orderId: order.id, area: order.area, street: order.street, stage, step, to: target.to, userId: target.userId });
        say(OrderEscalated, { orderId: order.id, area: order.area, stage, step, to: target.to, ...(target.userId ? { toUserId: target.userId } : {}) });
      }
      return { ...order, ...swept, version };
    }));
    await this.orders.promptedNow(work.em, prompted, work.at);
    await this.superiors.execute(climbs, district, work);
    return due.length;
  }
}
