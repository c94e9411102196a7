import { Inject, Injectable } from '@nestjs/common';
import { EntryCorrected, type CorrectEntryInput } from '@xunling/contracts/classes';
import { ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { newId } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { mayCorrect } from './correction.js';
import { correctionOf, EntryStore, type EntryRow } from './entry.store.js';

/** Says that an entry is wrong and what is right: a new entry; the old one is never touched. */
@Injectable()
export class CorrectEntry {
  constructor(private readonly entries: EntryStore, @Inject(ORIGIN) private readonly origin: Origin) {}

  async execute({ eventId, reason, textZh }: CorrectEntryInput, work: Work): Promise<{ entry: EntryRow; correction: { id: string; reason: string; textZh: string; by: string; at: string } }> {
    const caller = callerOf(work);
    const entry = await this.entries.find(work.em, eventId);
    const head = entry && (JSON.parse(entry.head) as { actor: string; incidentid?: string });
    mayCorrect(entry && { type: entry.type, street: entry.street, actor: head!.actor }, caller, this.origin.zone);
    await this.entries.hold(work.em, eventId);
    const before = (await this.entries.corrections(work.em, [eventId])).get(eventId)?.length ?? 0;
    const incident = head!.incidentid ? { incidentId: head!.incidentid } : {};
    const said = { reason: reason.trim(), textZh: textZh.trim(), by: caller.userId };
    const id = work.append(EntryCorrected, { correctionId: newId(), eventId, eventType: entry!.type, ...incident, ...said }, { aggregate: correctionOf(eventId), version: before + 1, street: entry!.street, ...incident });
    return { entry: entry!, correction: { id, ...said, at: work.at.toISOString() } };
  }
}
