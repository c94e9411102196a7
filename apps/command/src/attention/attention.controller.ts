import { Controller } from '@nestjs/common';
import { AttentionClosed, type AttentionPage, type AttentionView, type CloseAttentionInput, type ListAttentionsInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { OnDutyView, type OnDuty } from '../roster/on-duty.view.js';
import { compact, iso, limitOf, page, positionOf } from '../rows.js';
import { AttentionStore, type AttentionRow } from './attention.store.js';

const shown = (r: AttentionRow, command: OnDuty): AttentionView => compact({
  id: r.id, kind: r.kind, about: r.about, reason: r.reason, message: r.message, state: r.state, owner: r.ownerId ? { userId: r.ownerId, name: command.nameOf(r.ownerId) } : undefined, openedAt: iso(r.openedAt),
  closedBy: r.closedBy, closedAt: r.closedAt ? iso(r.closedAt) : undefined, note: r.note,
}) as AttentionView;

@Controller()
export class AttentionController {
  constructor(private readonly attentions: AttentionStore, private readonly onDuty: OnDutyView) {}

  @Handle('command.attention.list')
  async list(input: ListAttentionsInput, work: Work): Promise<AttentionPage> {
    const command = await this.onDuty.at(work.em, work.at);
    const limit = limitOf(input.limit);
    return page(await this.attentions.list(work.em, positionOf(input.cursor), input.state, limit + 1), limit, (r) => shown(r, command));
  }

  @Handle('command.attention.close')
  async close(input: CloseAttentionInput, work: Work): Promise<AttentionView> {
    const by = callerOf(work).userId;
    const row = await this.attentions.update(work.em, input.id, (r) => {
      if (r.state === 'closed') throw new Refusal('state.conflict', { state: 'closed', allowed: [] });
      return { ...r, state: 'closed', closedBy: by, closedAt: work.at, note: input.note, version: r.version + 1 };
    });
    work.append(AttentionClosed, { attentionId: row.id, by, note: input.note, closedAt: iso(work.at) }, { aggregate: `attention/${row.id}`, version: row.version, street: '999' });
    return shown(row, await this.onDuty.at(work.em, work.at));
  }
}
