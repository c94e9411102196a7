import { Injectable } from '@nestjs/common';
import { derivedId } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { ClaimStore } from '../claim/claim.store.js';
import type { IncidentRow } from '../incident/incident.store.js';
import { FiguresView } from '../sitrep/figures.view.js';
import type { CheckInRecord, FormRecords, LogRecord, MessageRecord, Part, Period, RecordKind, ResourceRecord, SetRecord, WorkRecord } from './records.js';
import { CHANNELS, CHANGES, CHECK_INS, COUNTS, HOSPITALS, LINES, LOG, MEMBERS, MESSAGES, OFFICERS, RESOURCES, SEATS, SETS, SITREPS, WARNINGS, WORK } from './records.sql.js';

/** Most rows of one table of a form; what is over it is counted. */
const MOST = 300;
type Counted<T> = (T & { total: number })[];
type Raw = { orders: number } & Record<string, unknown>;
const part = <T>(rows: Counted<T>): Part<T> => ({ items: rows.map(({ total: _total, ...row }) => row as unknown as T), total: rows[0]?.total ?? 0 });

/** Records as command knew them at the end of a period, one statement a kind: by when it learned of a thing, so that what comes late changes nothing. */
@Injectable()
export class RecordsView {
  constructor(private readonly figures: FiguresView, private readonly claims: ClaimStore) {}

  /** Only the kinds asked for are read. `to` is exclusive: known at its last millisecond. */
  async read(em: EntityManager, { id, name, zone, areas, openedAt, closedAt }: IncidentRow, { from, to }: Period, kinds: readonly RecordKind[]): Promise<FormRecords> {
    const asOf = new Date(to.getTime() - 1);
    const [text, begin] = [asOf.toISOString(), from.toISOString()];
    const q = <T>(sql: string, params: unknown[]): Promise<T> => em.query(sql, params) as Promise<T>;
    const loaders: { [K in RecordKind]: () => Promise<FormRecords[K]> } = {
      seats: () => q(SEATS, [asOf]), members: () => q(MEMBERS, [asOf]), officers: () => q(OFFICERS, [zone, from, asOf, text]), lines: () => q(LINES, [id, asOf]), changes: () => q(CHANGES, [id, asOf]),
      sets: async () => part(await q<Counted<SetRecord>>(SETS, [id, asOf, MOST])), work: async () => part(await q<Counted<WorkRecord>>(WORK, [id, asOf, text, MOST])),
      resources: () => this.resources(em, [id, asOf, text, MOST, openedAt]), requests: () => this.resources(em, [id, asOf, text, MOST, from]),
      figures: () => this.figures.at(em, id, asOf), claims: () => this.claims.subjects(em, id, asOf), warnings: () => q(WARNINGS, [asOf, text, areas]), sitreps: () => q(SITREPS, [id, asOf]), channels: () => q(CHANNELS, [id, from, asOf]),
      checkIns: async () => part(await q<Counted<CheckInRecord>>(CHECK_INS, [id, from, asOf, MOST])), log: async () => part(await q<Counted<LogRecord>>(LOG, [id, begin, text, MOST])), counts: () => q(COUNTS, [id, from, asOf, begin, text]),
      hospitals: () => q(HOSPITALS, [asOf, areas]), messages: async () => part(await q<Counted<MessageRecord>>(MESSAGES, [id, begin, text, MOST])),
    };
    const records: Partial<FormRecords> = { incident: { id, name, zone, areas, openedAt, closedAt: closedAt && closedAt <= asOf ? closedAt : null } };
    for (const kind of kinds) Object.assign(records, { [kind]: await loaders[kind]() });
    return records as FormRecords;
  }

  /** When an order was first wanted stands in what was said when it was issued: the order's own clock moves. */
  private async resources(em: EntityManager, params: unknown[]): Promise<Part<ResourceRecord>> {
    const { items, total } = part((await em.query(RESOURCES, params)) as Counted<Raw & { id: string }>);
    const issued = new Map(items.map((r) => [derivedId('order-issued', r.id), r.id]));
    const due = (await em.query(`select id, data::jsonb->'due'->>'executing' as at from journal where id = any($1)`, [[...issued.keys()]])) as { id: string; at: string | null }[];
    const wanted = new Map(due.map((d) => [issued.get(d.id), d.at]));
    return { items: items.map((r) => { const at = wanted.get(r.id); return { ...r, wanted: at ? new Date(at) : null } as unknown as ResourceRecord; }), total };
  }
}
