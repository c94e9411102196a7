import { Injectable } from '@nestjs/common';
import { AlertQuarantined } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { AttentionOpening } from './open-attention.js';

/** A refused alert whose status is Actual may be a real warning in bad form: a person looks at once (domain.md D.10). */
@Injectable()
@Subscribe({ name: 'attention', events: [AlertQuarantined] })
export class AttentionSubscriber {
  constructor(private readonly opening: AttentionOpening) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    for (const { event } of batch) {
      const alert = event.data as AlertQuarantined;
      if (alert.status === 'Actual') await this.opening.open('quarantined-alert', alert.quarantineId, alert.reason, alert.message, work.because(event));
    }
  }
}
