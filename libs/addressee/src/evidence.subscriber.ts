import { Injectable, type Type } from '@nestjs/common';
import { EvidenceStored } from '@xunling/contracts/classes';
import type { EvidenceStored as Fact } from '@xunling/contracts';
import { Subscribe, type Received, type Subscriber, type Work } from '@xunling/messaging';
import { EvidenceStore } from './evidence.store.js';

/** Makes the subscriber that keeps a context's read copy of evidence records (grid owns them). */
export function evidenceSubscriber(name: string): Type<Subscriber> {
  @Injectable()
  @Subscribe({ name, events: [EvidenceStored], mode: 'batch' })
  class KnownEvidence implements Subscriber {
    private readonly store = new EvidenceStore();
    async handle(batch: Received[], work: Work): Promise<void> {
      await this.store.insertMany(work.em, (batch as Received<Fact>[]).map(({ event: { data: { evidenceId, ...fact } } }) => ({ id: evidenceId, ...fact })));
    }
  }
  return KnownEvidence;
}
