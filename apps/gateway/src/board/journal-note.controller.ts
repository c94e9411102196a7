import { Controller } from '@nestjs/common';
import { ZONE_STAFF } from '@xunling/contracts';
import { JournalExported } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { newId } from '@xunling/platform';

export type ExportNote = Omit<JournalExported, 'exportId' | 'by'>;

/** Who took the journal out is in the journal. */
@Controller()
export class JournalNoteController {
  @Handle('gateway.journal.note-export', { internal: { write: true } })
  note(input: ExportNote, work: Work): Promise<{ exportId: string }> {
    const exportId = newId();
    work.append(JournalExported, { exportId, by: work.caller!.userId, ...input }, { aggregate: `export/${exportId}`, version: 1, street: ZONE_STAFF });
    return Promise.resolve({ exportId });
  }
}
