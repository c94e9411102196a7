import { Controller } from '@nestjs/common';
import type { CommandById, ListWarningsInput, WarningDetail, WarningPage } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { WarningViews } from './warning.view.js';

@Controller()
export class WarningController {
  constructor(private readonly views: WarningViews) {}

  @Handle('command.warning.list') list(input: ListWarningsInput, work: Work): Promise<WarningPage> { return this.views.list(work.em, input, work.at); }
  @Handle('command.warning.get') get(input: CommandById, work: Work): Promise<WarningDetail> { return this.views.get(work.em, input.id, work.at); }
}
