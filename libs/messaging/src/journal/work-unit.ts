import type { Caller, Mode, XlEvent } from '@xunling/contracts';
import { subjectOf } from '@xunling/contracts';
import { earlierOf, eventOf, validateEventData, type EventClass } from '@xunling/contracts/classes';
import { derivedId, newId } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import type { AppendMeta, Work } from '../work.js';
import { appendRows, type JournalRow } from './append.js';
import { sealBody } from './hash.js';

/** Who this process is in the stream. */
export interface Origin { context: string; node: string; zone: string; mode: Mode }

interface Because { actor: string; caller: Caller | null; correlationId: string; causationId?: string; incidentId?: string }

/** One unit of work: buffers appended events and writes them with one statement before the commit. */
export class WorkUnit implements Work {
  private readonly rows: JournalRow[];

  constructor(readonly em: EntityManager, readonly at: Date, private readonly origin: Origin, private readonly cause: Because, rows: JournalRow[] = []) {
    this.rows = rows;
  }

  get actor(): string { return this.cause.actor; }
  get caller(): Caller | null { return this.cause.caller; }
  get correlationId(): string { return this.cause.correlationId; }
  get causationId(): string | undefined { return this.cause.causationId; }

  append<T extends object>(event: EventClass<T>, data: T, meta: AppendMeta): string {
    const { type } = eventOf(event, this.origin.context);
    const text = JSON.stringify(data);
    const [fault] = validateEventData(type, JSON.parse(text));
    // our own code's fault, never a user's: nothing that subscribers would bury may enter the journal
    if (fault) throw new Error(`${type}: ${fault.path} ${fault.message}`);
    const { salt, datahash } = sealBody(text);
    const id = meta.id ?? newId();
    const incidentid = meta.incidentId ?? this.cause.incidentId;
    const time = (meta.at ?? this.at).toISOString();
    const head = JSON.stringify({
      specversion: '1.0', id, source: `${this.origin.context}@${this.origin.node}`, type, subject: meta.aggregate, time, datacontenttype: 'application/json',
      version: meta.version, ...(incidentid ? { incidentid } : {}), actor: this.actor, correlationid: this.correlationId,
      ...(this.causationId ? { causationid: this.causationId } : {}), mode: this.origin.mode, street: meta.street, datahash,
    });
    this.rows.push({ id, street: meta.street, type, subject: meta.aggregate, head, salt, data: text, at: this.at.toISOString() });
    const before = earlierOf(event);
    const said = before?.down(data as never);
    if (before && said) this.append(before.event, said, { ...meta, id: derivedId(eventOf(before.event, this.origin.context).type, id) });
    return id;
  }

  because(event: XlEvent): Work {
    return new WorkUnit(this.em, this.at, this.origin, {
      actor: this.cause.actor, caller: this.caller, correlationId: event.correlationid, causationId: event.id, ...(event.incidentid ? { incidentId: event.incidentid } : {}),
    }, this.rows);
  }

  /** Number of events waiting to be written. */
  get appended(): number { return this.rows.length; }

  /** Writes the buffered events; answers the last id per subject, for reading one's own writes. */
  async flush(): Promise<{ id: string; subject: string }[]> {
    await appendRows(this.em, this.rows);
    const last = new Map(this.rows.map((row) => [subjectOf(this.origin.zone, row.street, this.origin.node, row.type), row.id]));
    return [...last].slice(-50).map(([subject, id]) => ({ id, subject }));
  }
}
