import { Controller } from '@nestjs/common';
import type { CommandById, IssueOrderInput, ListOrdersInput, OrderPage, OrderSetView, OrderTrace, OrderView, WithdrawOrderInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { areasOf, callerOf } from '../caller.js';
import { IssueOrder } from './issue-order.js';
import { OrderViews } from './order.view.js';
import { WithdrawOrder } from './withdraw-order.js';

@Controller()
export class OrderController {
  constructor(private readonly views: OrderViews, private readonly issueOrder: IssueOrder, private readonly withdrawOrder: WithdrawOrder) {}

  @Handle('command.order.list')
  list(input: ListOrdersInput, work: Work): Promise<OrderPage> {
    const mine = areasOf(callerOf(work));
    if (input.area && !mine.some((a) => input.area!.startsWith(a))) throw new Refusal('access.area');
    return this.views.list(work.em, input, input.area ? [input.area] : mine);
  }

  @Handle('command.order.issue')
  async issue(input: IssueOrderInput, work: Work): Promise<OrderView> { return this.views.get(work.em, (await this.issueOrder.execute(input, work)).id); }

  @Handle('command.order.get')
  async get({ id }: CommandById, work: Work): Promise<OrderView> {
    const order = await this.views.get(work.em, id);
    if (!areasOf(callerOf(work)).some((a) => order.area.startsWith(a))) throw new Refusal('access.area');
    return order;
  }

  @Handle('command.order.trace')
  async trace(input: CommandById, work: Work): Promise<OrderTrace> { return this.views.trace(work.em, await this.get(input, work)); }

  @Handle('command.order.withdraw')
  async withdraw(input: WithdrawOrderInput, work: Work): Promise<OrderView> {
    await this.withdrawOrder.execute(input, work);
    return this.views.get(work.em, input.id);
  }

  @Handle('command.set.get')
  set({ id }: CommandById, work: Work): Promise<OrderSetView> { return this.views.set(work.em, id); }
}
