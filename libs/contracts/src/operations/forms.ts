import { IsObject } from 'class-validator';
import { Flag, FreeText, Id, Ids, Instant, ListOf, OneOf, Optional, QueryWhole, Sha256, Strings, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** Staff forms from records, and corrections of the journal. Rows 20, 21, 100, 102. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
export const FORMS = ['201', '202', '203', '204', '205', '206', '208', '209', '211', '213', '213RR', '214', '215'] as const;
/** How a value is shown; a person is an id, an area a code, an event its type without the version. Several stand apart by a space. */
export const FORM_KINDS = ['text', 'instant', 'person', 'area', 'event'] as const;
/** Zone staff: a form holds what is for them alone. */
const STAFF = ['commander', 'duty-officer', 'administrator', 'department-officer', 'auditor'] as const;

export class FormSource { @Text(40) kind: string; @Whole() n: number; /** The first of them. */ @Optional() @Ids(20) ids?: string[] }
export class FormLabel { @Text(40) key: string; @Text(200) zh: string; @Text(200) en: string }
export class FormField extends FormLabel {
  @OneOf(FORM_KINDS) kind: string;
  /** Absent where no record says it: the block is blank and marked, never guessed. */
  @Optional() @Text(20_000) value?: string;
  @Flag() derived: boolean;
  @ListOf(() => FormSource, 10) sources: FormSource[];
}
export class FormColumn extends FormLabel { @OneOf(FORM_KINDS) kind: string }
/** Cells in the order of the columns; an empty one is not recorded. */
export class FormRow { @Strings(/^[^]*$/, 20) cells: string[] }
export class FormTable extends FormLabel {
  @Flag() derived: boolean;
  @ListOf(() => FormColumn, 20) columns: FormColumn[];
  @ListOf(() => FormRow, 500) rows: FormRow[];
  /** Rows that are not listed. */
  @Whole() more: number;
  @ListOf(() => FormSource, 10) sources: FormSource[];
}
export class FormDocument {
  @OneOf(FORMS) form: string;
  @Text(100) titleZh: string;
  @Text(100) titleEn: string;
  @Id() incidentId: string;
  @Text(200) incident: string;
  @Instant() from: string;
  @Instant() to: string;
  @ListOf(() => FormField, 60) fields: FormField[];
  @ListOf(() => FormTable, 10) tables: FormTable[];
  /** Blocks that no record fills. */
  @Whole() blank: number;
  /** SHA-256 over the canonical JSON of everything above; the same period rendered again has the same. */
  @Sha256() hash: string;
  @Instant() preparedAt: string;
  @Id() preparedBy: string;
}
export class RenderFormInput { @Id() incident: string; @OneOf(FORMS) form: string; /** Operational period, from inclusive, to exclusive. */ @Instant() from: string; @Instant() to: string }

export class CorrectionView { @Id() id: string; @FreeText() reason: string; @FreeText(4000) textZh: string; @Id() by: string; @Instant() at: string }
export class EntryView {
  @Id() id: string;
  @Text(120) type: string;
  @Text(200) subject: string;
  /** When it occurred, and when command wrote it. */
  @Instant() occurredAt: string;
  @Instant() at: string;
  @Text(120) actor: string;
  /** Absent where the body was erased by order. */
  @Optional() @IsObject() data?: object;
  /** What was said of it later, newest last. */
  @ListOf(() => CorrectionView, 100) corrections: CorrectionView[];
}
export class EntryPage { @ListOf(() => EntryView, 200) items: EntryView[]; @Optional() @Text(400) nextCursor?: string }
export class ListEntriesInput { @Id() incident: string; @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export class CorrectEntryInput { @Id() eventId: string; @FreeText() reason: string; /** What is right. */ @FreeText(4000) textZh: string }

export const RenderForm = defineOperation({ name: 'command.form.render', http: 'GET /api/forms', summary: 'A staff form (ICS) of an operational period, from records command knew at its end; what no record says is blank and marked.', input: RenderFormInput, output: FormDocument, roles: STAFF, write: false, example: { incident: AN_ID, form: '209', from: '2021-07-20T00:00:00Z', to: '2021-07-20T12:00:00Z' } });
export const ListEntries = defineOperation({ name: 'command.entry.list', http: 'GET /api/entries', summary: "Command's journal of an incident, newest first, each entry with its corrections; what is said of single orders is in the order’s trace.", input: ListEntriesInput, output: EntryPage, roles: STAFF, write: false, example: { incident: AN_ID } });
export const CorrectEntry = defineOperation({ name: 'command.entry.correct', http: 'POST /api/corrections', summary: "Say that an entry of command's journal is wrong, why, and what is right: a new entry that points at it. Department and sub-district officers correct their own entries only.", input: CorrectEntryInput, output: EntryView, status: 201, roles: ['commander', 'duty-officer', 'department-officer', 'sub-district-officer'], write: true, example: { eventId: AN_ID, reason: '时间记错', textZh: '封控于16:20完成，不是17:20' } });
