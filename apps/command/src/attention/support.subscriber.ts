import { Injectable } from '@nestjs/common';
import { AttentionClosed, AttentionOpened, ReportClosed, ReportMade, ReportReopened, ReportTaken } from '@xunling/contracts/classes';
import { rowsOf, Subscribe, type Received, type Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { OnDutyView } from '../roster/on-duty.view.js';
import { iso } from '../rows.js';
import { AttentionStore } from './attention.store.js';

const idOf = (reportId: string): string => derivedId('attention', `report/${reportId}`);

/** 需支援: what the field asks for is put before the duty officer at once, and off his list when somebody has it in hand. */
@Injectable()
@Subscribe({ name: 'attention-support', events: [ReportMade, ReportTaken, ReportClosed, ReportReopened] })
export class SupportSubscriber {
  constructor(private readonly attentions: AttentionStore, private readonly onDuty: OnDutyView) {}

  async handle(batch: Received[], work: Work): Promise<void> {
    for (const { event } of batch) {
      if (event.type === 'grid.report.made.v1') await this.open(event.data as ReportMade, work.because(event));
      else if (event.type === 'grid.report.reopened.v1') await this.reopen(event.data as ReportReopened, work.because(event));
      else await this.close(event.data as ReportTaken & Partial<ReportClosed>, work.because(event));
    }
  }

  private async open({ reportId, kind, area, support }: ReportMade, work: Work): Promise<void> {
    if (kind !== 'SUPPORT') return;
    const id = idOf(reportId);
    const message = [area, support?.force, support?.equipment, support?.quantity === undefined ? undefined : `${support.quantity}${support.unit ?? ''}`].filter(Boolean).join(' ');
    const row = { id, kind: 'support-requested', about: reportId, reason: kind, message, state: 'open' as const, ownerId: await this.owner(work), openedAt: work.at, version: 1 };
    if (!(await this.attentions.insert(work.em, row))) return;
    if (row.ownerId) work.append(AttentionOpened, { attentionId: id, kind: row.kind, about: reportId, reason: row.reason, ownerId: row.ownerId, openedAt: iso(work.at) }, { aggregate: `attention/${id}`, version: 1, street: '999' });
  }

  /** Only what asks for support has an attention; of every other report nothing is there to close. */
  private async close({ reportId, by, reason }: { reportId: string; by: string; reason?: string }, work: Work): Promise<void> {
    const id = idOf(reportId);
    const note = reason ?? '已在处置';
    const [row] = rowsOf<{ version: number }>(await work.em.query(`update attention set state = 'closed', closed_by = $2, closed_at = $3, note = $4, version = version + 1 where id = $1 and state = 'open' returning version`, [id, by, work.at, note]));
    if (row) work.append(AttentionClosed, { attentionId: id, by, note, closedAt: iso(work.at) }, { aggregate: `attention/${id}`, version: row.version, street: '999' });
  }

  private async reopen({ reportId }: ReportReopened, work: Work): Promise<void> {
    const id = idOf(reportId);
    const ownerId = await this.owner(work);
    const [row] = rowsOf<{ version: number }>(await work.em.query(`update attention set state = 'open', owner_id = $2, opened_at = $3, closed_by = null, closed_at = null, note = null, version = version + 1 where id = $1 and state = 'closed' returning version`, [id, ownerId, work.at]));
    if (row && ownerId) work.append(AttentionOpened, { attentionId: id, kind: 'support-requested', about: reportId, reason: 'SUPPORT', ownerId, openedAt: iso(work.at) }, { aggregate: `attention/${id}`, version: row.version, street: '999' });
  }

  private async owner(work: Work): Promise<string | null> {
    const command = await this.onDuty.at(work.em, work.at);
    // with nobody in command it stands without an owner until somebody is there
    return command.roster[0] ?? command.commander ?? null;
  }
}
