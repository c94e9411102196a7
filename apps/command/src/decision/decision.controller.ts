import { Controller } from '@nestjs/common';
import type { ChooseLevelInput, CommandById, DecisionOutcome, DecisionPage, DecisionView, HoldDecisionInput, LevelPreview, ListDecisionsInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { AnswerDecision } from './answer-decision.js';
import { DecisionViews } from './decision.view.js';
import { HoldDecision } from './hold-decision.js';
import { PreviewLevel } from './preview-level.js';
import { RaiseDecision } from './raise-decision.js';

@Controller()
export class DecisionController {
  constructor(private readonly views: DecisionViews, private readonly raising: RaiseDecision, private readonly holding: HoldDecision, private readonly answering: AnswerDecision, private readonly previewing: PreviewLevel) {}

  @Handle('command.decision.list') list(input: ListDecisionsInput, work: Work): Promise<DecisionPage> { return this.views.list(input, work); }
  @Handle('command.decision.get') get({ id }: CommandById, work: Work): Promise<DecisionView> { return this.views.get(id, work); }
  @Handle('command.decision.preview') preview(input: ChooseLevelInput, work: Work): Promise<LevelPreview> { return this.previewing.execute(input, work); }
  @Handle('command.decision.raise') raise(input: ChooseLevelInput, work: Work): Promise<DecisionOutcome> { return this.raising.raise(input, work); }
  @Handle('command.decision.confirm') confirm({ id }: CommandById, work: Work): Promise<DecisionOutcome> { return this.raising.confirm(id, work); }

  @Handle('command.decision.answer')
  async answer({ id }: CommandById, work: Work): Promise<DecisionView> {
    await this.answering.execute(id, work);
    return this.views.get(id, work);
  }

  @Handle('command.decision.hold')
  async hold(input: HoldDecisionInput, work: Work): Promise<DecisionView> {
    await this.holding.execute(input, work);
    return this.views.get(input.id, work);
  }
}
