import { Controller, Inject } from '@nestjs/common';
import type { Caller, XlEvent } from '@xunling/contracts';
import { ReadReconciliation, SearchJournal, type JournalPage, type ReconciliationReport, type SearchJournalInput } from '@xunling/contracts/classes';
import { Refusal } from '@xunling/platform';
import { CurrentCaller, OperationInput, ServesOperation } from '../door/operation.decorator.js';
import { Rooms } from '../rooms.js';
import { parseCursor } from './cursor.js';
import { reconcileReport, searchJournal } from './board.store.js';
import { widestScope } from './scope.js';

/** Journal search and the reconciliation report, from the board's own copy. */
@Controller()
export class JournalController {
  constructor(@Inject(Rooms) private readonly rooms: Rooms) {}

  @ServesOperation(SearchJournal)
  async search(@OperationInput(SearchJournal) { area, limit = 50, cursor, ...query }: SearchJournalInput, @CurrentCaller() caller: Caller): Promise<JournalPage> {
    const scope = widestScope(caller, area);
    if (!scope) throw new Refusal('access.area');
    const from = cursor === undefined ? undefined : parseCursor(cursor);
    const rows = await this.rooms.database.use((em) => searchJournal(em, scope, { ...query, ...(from ? { after: { epoch: from.epoch - 1, seq: from.seq } } : {}), limit }));
    const last = rows.at(-1);
    const items = rows.map(({ seq, received, body }) => ({ seq, received, event: JSON.parse(body) as XlEvent as unknown as Record<string, unknown> }));
    return { items, ...(last && rows.length === limit ? { nextCursor: `${last.epoch + 1}-${last.seq}` } : {}) };
  }

  @ServesOperation(ReadReconciliation)
  async reconciliation(): Promise<ReconciliationReport> {
    return { origins: await this.rooms.database.use(reconcileReport) };
  }
}
