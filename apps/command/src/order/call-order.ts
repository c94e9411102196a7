import { Injectable } from '@nestjs/common';
import { mayOver, type Stage } from '@xunling/contracts';
import { OrderEscalated, OrderReminded, type CommandById, type EscalateOrderInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { DutyView } from '../roster/duty.view.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { TellSuperiors } from '../escalation/tell-superiors.js';
import { escalationChain } from './chain.js';
import { awaited, escalate } from './silence.js';
import { OrderStore, type TrackedOrder } from './order.store.js';

/** What a person does about silence without waiting for the clock: call the addressee again, or tell the next of the chain. */
@Injectable()
export class CallOrder {
  constructor(private readonly orders: OrderStore, private readonly known: DutyView, private readonly onDuty: OnDutyView, private readonly superiors: TellSuperiors) {}

  async remind({ id }: CommandById, work: Work): Promise<void> {
    const by = callerOf(work).userId;
    const order = await this.orders.update(work.em, id, (found) => {
      checkArea(found, work);
      awaited(found);
      return { ...found, version: found.version + 1 };
    });
    await this.orders.reminded(work.em, id, work.at);
    this.say(OrderReminded, { orderId: id, area: order.area, stage: awaited(order), by }, order, work);
  }

  async escalate({ id, reason }: EscalateOrderInput, work: Work): Promise<void> {
    const by = callerOf(work).userId;
    const [district, command] = [await this.known.district(work.em, work.at), await this.onDuty.at(work.em, work.at)];
    let told: Pick<OrderEscalated, 'stage' | 'step' | 'to' | 'toUserId'> | undefined;
    const order = await this.orders.update(work.em, id, (found) => {
      checkArea(found, work);
      const { order: climbed, stage, step, target } = escalate(found, escalationChain(found, district, command), work.at);
      told = { stage, step, to: target.to, ...(target.userId ? { toUserId: target.userId } : {}) };
      return { ...found, ...climbed, version: found.version + 1 };
    });
    this.say(OrderEscalated, { orderId: id, area: order.area, ...told!, by, reason }, order, work);
    const { stage, step, to, toUserId } = told!;
    if (toUserId) await this.superiors.execute([{ orderId: id, area: order.area, street: order.street, stage: stage as Stage, step, to, userId: toUserId, by, reason }], district, work);
  }

  private say<T extends object>(event: new () => T, data: T, order: TrackedOrder, work: Work): void {
    work.append(event, data, { aggregate: `order/${order.id}`, version: order.version, street: order.street, incidentId: order.incidentId });
  }
}

function checkArea(order: TrackedOrder, work: Work): void {
  if (!mayOver(callerOf(work), ['commander', 'duty-officer', 'sub-district-officer'], order.area)) throw new Refusal('access.area');
}
