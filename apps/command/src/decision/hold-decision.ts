import { Injectable } from '@nestjs/common';
import type { HoldDecisionInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { callerOf, mustConcern } from '../caller.js';
import { RankViews } from '../plan/rank.view.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { appendFacts } from '../rows.js';
import { WarningViews } from '../warning/warning.view.js';
import { hold } from './decision.js';
import { DecisionStore } from './decision.store.js';

/** 暂不启动, with what was proposed when the choice was made. */
@Injectable()
export class HoldDecision {
  constructor(private readonly decisions: DecisionStore, private readonly onDuty: OnDutyView, private readonly plans: RankViews, private readonly warnings: WarningViews) {}

  async execute(input: HoldDecisionInput, work: Work): Promise<void> {
    const by = callerOf(work).userId;
    const command = await this.onDuty.at(work.em, work.at);
    const rank = await this.plans.at(work.em, work.at);
    await this.decisions.update(work.em, input.id, async (found) => {
      mustConcern(work, found.areas);
      const until = found.warningId ? (await this.warnings.find(work.em, found.warningId))?.expiresAt : undefined;
      const { decision, facts } = hold(found, { reason: input.reason, reviewAt: new Date(input.reviewAt), until }, by, command, work.at);
      return { decision: { ...decision, plans: await rank(decision), version: appendFacts(work, `decision/${decision.id}`, '999', found.version, facts) } };
    });
  }
}
