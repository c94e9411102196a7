import { Injectable } from '@nestjs/common';
import { AttentionOpened } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { OnDutyView } from '../roster/on-duty.view.js';
import { iso } from '../rows.js';
import { AttentionStore } from './attention.store.js';

/** Puts one thing before the officer on duty, once for each kind and cause. */
@Injectable()
export class AttentionOpening {
  constructor(private readonly attentions: AttentionStore, private readonly onDuty: OnDutyView) {}

  async open(kind: string, about: string, reason: string, message: string, work: Work): Promise<void> {
    const command = await this.onDuty.at(work.em, work.at);
    // with nobody in command it stands without an owner until somebody is there
    const ownerId = command.roster[0] ?? command.commander ?? null;
    const id = derivedId('attention', kind === 'quarantined-alert' ? about : `${kind}/${about}`);
    const row = { id, kind, about, reason, message, state: 'open' as const, ownerId, openedAt: work.at, version: 1 };
    if (!(await this.attentions.insert(work.em, row))) return;
    if (ownerId) work.append(AttentionOpened, { attentionId: id, kind, about, reason, ownerId, openedAt: iso(work.at) }, { aggregate: `attention/${id}`, version: 1, street: '999' });
  }
}
