import { Controller } from '@nestjs/common';
import type { CommandById, DividedOrder, DivideOrderInput, DrawAreaInput, DrawnPreview, EscalateOrderInput, IssueDrawnInput, IssueOrderInput, ListOrdersInput, OrderPage, OrderSetView, OrderStagesInput, OrderStagesView, OrderTrace, OrderView, ResponsibilityTrace, WithdrawOrderInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { areasOf, callerOf, scopesOf } from '../caller.js';
import { CallOrder } from './call-order.js';
import { DivideOrder } from './divide-order.js';
import { IssueDrawn } from './issue-drawn.js';
import { IssueOrder } from './issue-order.js';
import { OrderViews } from './order.view.js';
import { ResponsibilityViews } from './responsibility.view.js';
import { OrderStages } from './stages.view.js';
import { WithdrawOrder } from './withdraw-order.js';

@Controller()
export class OrderController {
  constructor(private readonly views: OrderViews, private readonly onTime: OrderStages, private readonly issueOrder: IssueOrder, private readonly callOrder: CallOrder, private readonly withdrawOrder: WithdrawOrder, private readonly divideOrder: DivideOrder, private readonly drawn: IssueDrawn, private readonly traced: ResponsibilityViews) {}

  @Handle('command.order.list')
  list(input: ListOrdersInput, work: Work): Promise<OrderPage> {
    return this.views.list(work.em, input, scopesOf(input, work));
  }

  @Handle('command.order.stages')
  stages(input: OrderStagesInput, work: Work): Promise<OrderStagesView> { return this.onTime.read(work.em, input, scopesOf(input, work), work.at); }

  @Handle('command.order.issue')
  async issue(input: IssueOrderInput, work: Work): Promise<OrderView> { return this.views.get(work.em, (await this.issueOrder.execute(input, work)).id); }

  @Handle('command.order.divide')
  divide(input: DivideOrderInput, work: Work): Promise<DividedOrder> { return this.divideOrder.execute(input, work); }

  @Handle('command.order.get')
  async get({ id }: CommandById, work: Work): Promise<OrderView> {
    const order = await this.views.get(work.em, id);
    if (!areasOf(callerOf(work)).some((a) => order.area.startsWith(a))) throw new Refusal('access.area');
    return order;
  }

  @Handle('command.order.trace')
  async trace(input: CommandById, work: Work): Promise<OrderTrace> { return this.views.trace(work.em, await this.get(input, work)); }

  @Handle('command.order.responsibility')
  async responsibility(input: CommandById, work: Work): Promise<ResponsibilityTrace> { return this.traced.read(work.em, await this.get(input, work), work.at); }

  @Handle('command.order.remind')
  async remind(input: CommandById, work: Work): Promise<OrderView> {
    await this.callOrder.remind(input, work);
    return this.views.get(work.em, input.id);
  }

  @Handle('command.order.escalate')
  async escalate(input: EscalateOrderInput, work: Work): Promise<OrderView> {
    await this.callOrder.escalate(input, work);
    return this.views.get(work.em, input.id);
  }

  @Handle('command.order.withdraw')
  async withdraw(input: WithdrawOrderInput, work: Work): Promise<OrderView> {
    await this.withdrawOrder.execute(input, work);
    return this.views.get(work.em, input.id);
  }

  @Handle('command.set.preview')
  previewDrawn(input: DrawAreaInput, work: Work): Promise<DrawnPreview> { return this.drawn.preview(input, work); }

  @Handle('command.set.issue')
  async issueDrawn(input: IssueDrawnInput, work: Work): Promise<OrderSetView> { return this.views.set(work.em, await this.drawn.execute(input, work)); }

  @Handle('command.set.get')
  set({ id }: CommandById, work: Work): Promise<OrderSetView> { return this.views.set(work.em, id); }
}
