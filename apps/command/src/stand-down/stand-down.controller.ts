import { Controller, Inject } from '@nestjs/common';
import type { EndedTasks, EndTasksInput, LiftOrdersInput, LiftOrdersOutcome, ListStandDownInput, StandDownList } from '@xunling/contracts/classes';
import { Handle, ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { scopesOf } from '../caller.js';
import { EndTasks } from './end-tasks.js';
import { LiftMeasures } from './lift-orders.js';
import { StandDownViews } from './stand-down.view.js';

@Controller()
export class StandDownController {
  constructor(private readonly views: StandDownViews, private readonly liftMeasures: LiftMeasures, private readonly ending: EndTasks, @Inject(ORIGIN) private readonly origin: Origin) {}

  @Handle('command.stand-down.list')
  list(input: ListStandDownInput, work: Work): Promise<StandDownList> { return this.views.list(work.em, input, scopesOf(input, work), this.origin.zone, work.at); }

  @Handle('command.stand-down.lift')
  lift(input: LiftOrdersInput, work: Work): Promise<LiftOrdersOutcome> { return this.liftMeasures.execute(input, work); }

  @Handle('command.stand-down.end-tasks')
  endTasks(input: EndTasksInput, work: Work): Promise<EndedTasks> { return this.ending.execute(input, work); }
}
