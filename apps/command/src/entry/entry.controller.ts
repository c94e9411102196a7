import { Controller } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { ListEntries as Operation, type CorrectEntryInput, type CorrectionView, type EntryPage, type EntryView, type ListEntriesInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { impossible, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { IncidentStore } from '../incident/incident.store.js';
import { compact, limitOf, page, positionOf } from '../rows.js';
import { CorrectEntry } from './correct-entry.js';
import { EntryStore, type EntryRow } from './entry.store.js';

const shown = ({ id, type, subject, head, data, at }: EntryRow, corrections: CorrectionView[]): EntryView => {
  const { time, actor } = JSON.parse(head) as { time: string; actor: string };
  return compact({ id, type, subject, occurredAt: time, at, actor, data: JSON.parse(data) as object | null, corrections }) as EntryView;
};

@Controller()
export class EntryController {
  constructor(private readonly entries: EntryStore, private readonly incidents: IncidentStore, private readonly correctEntry: CorrectEntry) {}

  @Handle('command.entry.list')
  async list({ incident, cursor, limit }: ListEntriesInput, work: Work): Promise<EntryPage> {
    const found = await this.incidents.find(work.em, incident);
    if (!found) throw impossible('incident', 'unknown', 'there is no such incident');
    if (!mayOver(callerOf(work), Operation.roles, found.zone)) throw new Refusal('access.area');
    const most = limitOf(limit);
    const rows = await this.entries.list(work.em, incident, positionOf(cursor), most + 1);
    const corrections = await this.entries.corrections(work.em, rows.map((r) => r.id));
    return page(rows, most, (row) => shown(row, corrections.get(row.id) ?? []));
  }

  /** The answer shows the entry with what was said of it before, and now. */
  @Handle('command.entry.correct')
  async correct(input: CorrectEntryInput, work: Work): Promise<EntryView> {
    const { entry, correction } = await this.correctEntry.execute(input, work);
    const before = (await this.entries.corrections(work.em, [entry.id])).get(entry.id) ?? [];
    return shown(entry, [...before, correction]);
  }
}
