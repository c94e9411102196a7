import { Injectable } from '@nestjs/common';
import { Ticker, type Work } from '@xunling/messaging';
import { OnDutyView } from '../roster/on-duty.view.js';
import { WarningViews } from '../warning/warning.view.js';
import { RecordDecision } from './call-decider.js';
import { pass, takeUp, type Decision, type Outcome } from './decision.js';
import { DecisionStore } from './decision.store.js';
import { reopen } from './follow.js';
import type { InCommand } from './signer.js';

/** Silence moves a decision on; a held one opens again at its review time. */
@Injectable()
@Ticker({ name: 'decision-clock', everyMs: 1000 })
export class DecisionTicker {
  constructor(private readonly decisions: DecisionStore, private readonly warnings: WarningViews, private readonly onDuty: OnDutyView, private readonly recording: RecordDecision) {}

  async tick(work: Work): Promise<number> {
    const due = await this.decisions.lockDue(work.em, work.at, 100);
    if (due.length === 0) return 0;
    const command = await this.onDuty.at(work.em, work.at);
    let moved = 0;
    for (const decision of due) {
      const outcome = decision.state === 'held' ? await this.look(decision, command, work) : decision.ownerId ? pass(decision, command, work.at) : takeUp(decision, command, work.at);
      await this.recording.execute(outcome, work);
      // what waits for somebody to take command is no reason to look again at once
      if (decision.ownerId || outcome.facts.length > 0) moved += 1;
    }
    return moved;
  }

  private async look(held: Decision, command: InCommand, { em, at }: Work): Promise<Outcome> {
    const warning = held.warningId ? await this.warnings.find(em, held.warningId) : undefined;
    return reopen(held, warning, await this.decisions.isLatest(em, held), command, at);
  }
}
