import { Injectable } from '@nestjs/common';
import type { Level } from '@xunling/contracts';
import { AttentionSettled } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { AttentionStore } from '../attention/attention.store.js';
import { clear } from '../decision/decision.js';
import { DecisionStore } from '../decision/decision.store.js';
import { RecordDecision } from '../decision/call-decider.js';
import { iso } from '../rows.js';
import { mayHold, settles, type Street } from './gauge-proposal.js';
import { GaugeProposalStore } from './gauge-proposal.store.js';
import type { PlanDocument } from './plan.js';
import { PlanStore } from './plan.store.js';
import { touch } from '../touch.js';

/** Takes back what gauges asked and ask no more, over every street of it; what people decided stays as it is. */
@Injectable()
export class ClearProposals {
  constructor(private readonly decisions: DecisionStore, private readonly recording: RecordDecision, private readonly attentions: AttentionStore, private readonly proposals: GaugeProposalStore, private readonly plans: PlanStore) {}

  async execute(published: readonly PlanDocument[], streets: readonly Street[], work: Work): Promise<void> {
    await this.clearDecisions(published, streets, work);
    await this.settleAttentions(published, streets, work);
  }

  private async clearDecisions(published: readonly PlanDocument[], streets: readonly Street[], work: Work): Promise<void> {
    const open = await this.decisions.lockObserved(work.em);
    // a plan may have been retired while people were called for it: its own conditions still say when they clear
    const missing = open.map((d) => d.observed!.planVersion).filter((v) => !published.some((p) => p.planVersion === v));
    const plans = missing.length > 0 ? [...published, ...(await this.plans.documents(work.em, missing))] : published;
    for (const decision of open) {
      const over = streets.filter((s) => decision.areas.some((a) => touch(a, s.area)));
      if (!over.some((s) => mayHold(plans, decision.observed!, s, work.at))) await this.recording.execute(clear(decision), work);
    }
  }

  /** An earlier edition put a level before the officer as a line without a clock: "level area". */
  private async settleAttentions(plans: readonly PlanDocument[], streets: readonly Street[], work: Work): Promise<void> {
    for (const row of await this.attentions.lockOpen(work.em, 'gauges-met')) {
      const [level, area] = row.reason.split(' ') as [Level, string];
      const street = streets.find((s) => s.area === area);
      if (!street) continue;
      const decidedSince = await this.proposals.decidedSince(work.em, area, row.openedAt);
      const reason = settles({ area, level }, { ...(street.inForce ? { inForce: street.inForce } : {}), holds: mayHold(plans, { level }, street, work.at), decidedSince });
      if (!reason) continue;
      const version = await this.attentions.settle(work.em, row, work.at);
      work.append(AttentionSettled, { attentionId: row.id, reason, settledAt: iso(work.at) }, { aggregate: `attention/${row.id}`, version, street: '999' });
    }
  }
}
