import { Inject, Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import type { ConflictPage, ConflictView, ListConflictsInput, SettleConflictInput, StatementView, StateSiteInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { getConflict, listConflicts } from './conflict.view.js';
import { SettleConflict } from './settle-conflict.js';

@Injectable()
export class ConflictHandler {
  constructor(@Inject(SettleConflict) private readonly settling: SettleConflict) {}

  @Handle('grid.site.state') state(input: StateSiteInput, work: Work): Promise<StatementView> { return this.settling.state(input, work); }
  @Handle('grid.conflict.list') list(input: ListConflictsInput, work: Work): Promise<ConflictPage> { return listConflicts(work.em, input, listScopes(input.area, work.caller!)); }
  @Handle('grid.conflict.settle') async settle(input: SettleConflictInput, work: Work): Promise<ConflictView> { await this.settling.settle(input, work); return getConflict(work.em, input.id); }
}
