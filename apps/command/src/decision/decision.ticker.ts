import { Injectable } from '@nestjs/common';
import { Ticker, type Work } from '@xunling/messaging';
import { OnDutyView } from '../roster/on-duty.view.js';
import { pass, review } from './decision.js';
import { DecisionStore } from './decision.store.js';
import { record } from './open-decision.js';

/** Silence moves a decision on; a held one opens again at its review time. */
@Injectable()
@Ticker({ name: 'decision-clock', everyMs: 1000 })
export class DecisionTicker {
  constructor(private readonly decisions: DecisionStore, private readonly onDuty: OnDutyView) {}

  async tick(work: Work): Promise<number> {
    const due = await this.decisions.lockDue(work.em, work.at, 100);
    if (due.length === 0) return 0;
    const command = await this.onDuty.at(work.em, work.at);
    for (const decision of due) await record(work, this.decisions, decision.state === 'held' ? review(decision, command, work.at) : pass(decision, command, work.at));
    return due.length;
  }
}
