import { Controller } from '@nestjs/common';
import type { CommandPage, PublishRosterInput, RosterCover, RosterCoverInput, RosterList, RosterView, WithdrawRosterInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { PublishRoster } from './publish-roster.js';
import { RosterViews, shown } from './roster.view.js';

@Controller()
export class RosterController {
  constructor(private readonly views: RosterViews, private readonly publishing: PublishRoster) {}

  @Handle('command.roster.list') list(input: CommandPage, work: Work): Promise<RosterList> { return this.views.list(work.em, input); }
  @Handle('command.roster.cover') cover(input: RosterCoverInput, work: Work): Promise<RosterCover> { return this.views.cover(work.em, input, work.at); }
  @Handle('command.roster.publish') async publish(input: PublishRosterInput, work: Work): Promise<RosterList> { return { items: (await this.publishing.execute(input, work)).map(shown) }; }
  @Handle('command.roster.withdraw') async withdraw(input: WithdrawRosterInput, work: Work): Promise<RosterView> { return shown(await this.publishing.withdraw(input, work)); }
}
