import { Injectable } from '@nestjs/common';
import { WarningContinued, WarningDowngraded, WarningExpired, WarningIssued, WarningLifted, WarningRecorded, WarningUpgraded, type WarningFact } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { OpenDecision } from './open-decision.js';

@Injectable()
@Subscribe({ name: 'decision', events: [WarningIssued, WarningContinued, WarningUpgraded, WarningDowngraded, WarningLifted, WarningExpired, WarningRecorded] })
export class DecisionSubscriber {
  constructor(private readonly open: OpenDecision) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    for (const { event } of batch) await this.open.execute((event.data as WarningFact).warningId, event.type === 'command.warning.continued.v1', work.because(event));
  }
}
