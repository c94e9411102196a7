import { Injectable } from '@nestjs/common';
import { AlertQuarantined, AttentionOpened } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { OnDutyView } from '../roster/on-duty.view.js';
import { iso } from '../rows.js';
import { AttentionStore } from './attention.store.js';

/** A refused alert whose status is Actual may be a real warning in bad form: a person looks at once (domain.md D.10). */
@Injectable()
@Subscribe({ name: 'attention', events: [AlertQuarantined] })
export class AttentionSubscriber {
  constructor(private readonly attentions: AttentionStore, private readonly onDuty: OnDutyView) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    for (const { event } of batch) await this.open(event.data as AlertQuarantined, work.because(event));
  }

  private async open(alert: AlertQuarantined, work: Work): Promise<void> {
    if (alert.status !== 'Actual') return;
    const command = await this.onDuty.at(work.em, work.at);
    const ownerId = command.roster[0] ?? command.commander;
    if (!ownerId) throw new Error('nobody holds command: no roster, no seat');
    const id = derivedId('attention', alert.quarantineId);
    const row = { id, kind: 'quarantined-alert', about: alert.quarantineId, reason: alert.reason, message: alert.message, state: 'open' as const, ownerId, openedAt: work.at, version: 1 };
    if (!(await this.attentions.insert(work.em, row))) return;
    work.append(AttentionOpened, { attentionId: id, kind: row.kind, about: row.about, reason: row.reason, ownerId, openedAt: iso(work.at) }, { aggregate: `attention/${id}`, version: 1, street: '999' });
  }
}
