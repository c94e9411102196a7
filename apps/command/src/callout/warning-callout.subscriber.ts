import { Injectable } from '@nestjs/common';
import { WarningContinued, WarningDowngraded, WarningIssued, WarningRecorded, WarningUpgraded, type WarningFact } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { CallForWarning } from './call-for-warning.js';

@Injectable()
@Subscribe({ name: 'warning-callout', events: [WarningIssued, WarningUpgraded, WarningContinued, WarningDowngraded, WarningRecorded] })
export class WarningCalloutSubscriber {
  constructor(private readonly call: CallForWarning) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    for (const { event } of batch) await this.call.execute((event.data as WarningFact).warningId, work.because(event));
  }
}
