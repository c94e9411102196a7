import { Injectable } from '@nestjs/common';
import { AlertReceived } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { ReceiveAlert } from './receive-alert.js';

@Injectable()
@Subscribe({ name: 'warning', events: [AlertReceived] })
export class WarningSubscriber {
  constructor(private readonly receive: ReceiveAlert) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    for (const { event } of batch) await this.receive.execute(event.data as AlertReceived, event.originseq, work.because(event));
  }
}
