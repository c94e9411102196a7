import { Injectable } from '@nestjs/common';
import { AttentionOpened, AttentionSettled } from '@xunling/contracts/classes';
import { Ticker, type Work } from '@xunling/messaging';
import { OnDutyView } from '../roster/on-duty.view.js';
import { iso } from '../rows.js';
import { ALARM_KINDS, idOf, settleAlarms } from './alarm.js';
import { AttentionStore } from './attention.store.js';
import { CauseView } from './cause.view.js';

/** Alarms on staffing, forecasts and reports stand before their owner while their cause lasts, and end with it. */
@Injectable()
@Ticker({ name: 'attention-alarms', everyMs: 1000 })
export class AlarmTicker {
  constructor(private readonly attentions: AttentionStore, private readonly causes: CauseView, private readonly onDuty: OnDutyView) {}

  async tick(work: Work): Promise<number> {
    const { em, at } = work;
    const command = await this.onDuty.at(em, at);
    const { begin, end } = settleAlarms(await this.attentions.lockOpen(em, ...ALARM_KINDS), await this.causes.now(em, command, at));
    let moved = await this.takeUp(command.roster[0] ?? command.commander, work);
    for (const cause of begin) {
      const ownerId = cause.ownerId ?? command.roster[0] ?? command.commander ?? command.deputy;
      if (!ownerId) continue;
      const { kind, about, reason, message } = cause;
      const row = { id: idOf(cause), kind, about, reason, message, state: 'open' as const, ownerId, openedAt: at, version: 1 };
      // one that a person has looked at already stays closed
      if (!(await this.attentions.insert(em, row))) continue;
      work.append(AttentionOpened, { attentionId: row.id, kind, about, reason, ownerId, openedAt: iso(at) }, { aggregate: `attention/${row.id}`, version: 1, street: '999' });
      moved += 1;
    }
    for (const row of end) {
      const version = await this.attentions.settle(em, row, at);
      work.append(AttentionSettled, { attentionId: row.id, reason: 'cause-ended', settledAt: iso(at) }, { aggregate: `attention/${row.id}`, version, street: '999' });
    }
    return moved + end.length;
  }

  /** What came while nobody held command is put before whoever is there now. */
  private async takeUp(ownerId: string | undefined, work: Work): Promise<number> {
    const rows = ownerId ? await this.attentions.takeUp(work.em, ownerId) : [];
    for (const { id, kind, about, reason, openedAt, version } of rows) work.append(AttentionOpened, { attentionId: id, kind, about, reason, ownerId: ownerId!, openedAt: iso(openedAt) }, { aggregate: `attention/${id}`, version, street: '999' });
    return rows.length;
  }
}
