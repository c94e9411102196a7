import { IsObject } from 'class-validator';
import { SITREP_CLOCKS, SITREP_KINDS } from '../events/sitreps.js';
import { Flag, FreeText, Id, Instant, ListOf, OneOf, Optional, QueryWhole, Sha256, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** 初报·续报·核报: figures from records, frozen at an instant. Rows 55, 56, 101; requirements C19, C26. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const AUTHORS = ['commander', 'duty-officer'] as const;
const READERS = [...AUTHORS, 'administrator', 'department-officer', 'sub-district-officer', 'auditor', 'observer'] as const;

export class SitrepView {
  @Id() id: string;
  @Id() incidentId: string;
  @OneOf(SITREP_KINDS) kind: string;
  @Whole(1) number: number;
  /** Number's report that this one corrects. */
  @Optional() @Id() corrects?: string;
  @OneOf(['draft', 'submitted', 'published']) state: string;
  @Instant() asOf: string;
  /** Counts with their sources, see `SitrepFigures` of the console; SHA-256 over its canonical JSON beside. */
  @IsObject() figures: object;
  @Sha256() figuresHash: string;
  @Text(8000, 0) textZh: string;
  @Optional() @Text(8000) textEn?: string;
  @Optional() @FreeText() explanation?: string;
  @Optional() @FreeText() returnedReason?: string;
  @Id() author: string;
  @Instant() createdAt: string;
  @Optional() @Instant() submittedAt?: string;
  @Optional() @Id() approver?: string;
  @Optional() @Instant() publishedAt?: string;
  /** SHA-256 over the canonical JSON of everything that was published. */
  @Optional() @Sha256() hash?: string;
}
export class SitrepPage { @ListOf(() => SitrepView, 100) items: SitrepView[]; @Optional() @Text(400) nextCursor?: string }
export class ListSitrepsInput { @Optional() @Id() incident?: string; @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 100) limit?: number }
export class SitrepById { @Id() id: string }
export class DraftSitrepInput { @Id() incidentId: string; @OneOf(SITREP_KINDS) kind: string; /** Past instant the figures count for; now where it is not said. */ @Optional() @Instant() asOf?: string; @Text(8000, 0) textZh: string; @Optional() @Text(8000) textEn?: string; @Optional() @Id() corrects?: string }
export class EditSitrepInput extends SitrepById { @Optional() @Instant() asOf?: string; @Text(8000, 0) textZh: string; @Optional() @Text(8000) textEn?: string }
export class SubmitSitrepInput extends SitrepById { /** Asked for where a figure moved by over a fifth since the last report, or fell. */ @Optional() @FreeText() explanation?: string }
export class ReturnSitrepInput extends SitrepById { @FreeText() reason: string }
export class SitrepRecount { @Instant() asOf: string; @IsObject() figures: object; @Sha256() figuresHash: string; /** Whether the figures counted now for that instant are those it has. */ @Flag() same: boolean }
export class SitrepClockView { @OneOf(SITREP_CLOCKS) clock: string; @Instant() dueAt: string; @Optional() @Id() ownerId?: string; @Optional() @Instant() doneAt?: string; @Optional() @Id() doneBy?: string; @Optional() @Text(200) toWhom?: string; @Flag() overdue: boolean; @Flag() late: boolean }
export class SitrepClocks { @ListOf(() => SitrepClockView, 200) items: SitrepClockView[] }
export class SitrepClocksInput { @Id() incident: string }
export class TellByPhoneInput { @Id() incidentId: string; @Text(200) toWhom: string }

export const ListSitreps = defineOperation({ name: 'command.sitrep.list', http: 'GET /api/sitreps', summary: 'Situation reports, newest first.', input: ListSitrepsInput, output: SitrepPage, roles: READERS, write: false, example: {} });
export const ReadSitrepClocks = defineOperation({ name: 'command.sitrep.clocks', http: 'GET /api/sitreps/clocks', summary: 'What is due when: by phone, in writing, first report, follow-ups; lateness stays.', input: SitrepClocksInput, output: SitrepClocks, roles: READERS, write: false, example: { incident: AN_ID } });
export const TellByPhone = defineOperation({ name: 'command.sitrep.tell', http: 'POST /api/sitreps/told', summary: 'Note that the first word went up by phone, and to whom.', input: TellByPhoneInput, output: SitrepClocks, roles: AUTHORS, write: true, zone: true, example: { incidentId: AN_ID, toWhom: '市防指值班室' } });
export const GetSitrep = defineOperation({ name: 'command.sitrep.get', http: 'GET /api/sitreps/:id', summary: 'One report.', input: SitrepById, output: SitrepView, roles: READERS, write: false, example: { id: AN_ID } });
export const RecountSitrep = defineOperation({ name: 'command.sitrep.recount', http: 'GET /api/sitreps/:id/recount', summary: 'Count again for the same instant: what came later changes nothing.', input: SitrepById, output: SitrepRecount, roles: READERS, write: false, example: { id: AN_ID } });
export const DraftSitrep = defineOperation({ name: 'command.sitrep.draft', http: 'POST /api/sitreps', summary: 'Begin a report; no figure is typed.', input: DraftSitrepInput, output: SitrepView, status: 201, roles: AUTHORS, write: true, zone: true, example: { incidentId: AN_ID, kind: 'INITIAL', textZh: '' } });
export const EditSitrep = defineOperation({ name: 'command.sitrep.edit', http: 'POST /api/sitreps/:id/edit', summary: 'Change a draft’s words or instant.', input: EditSitrepInput, output: SitrepView, roles: AUTHORS, write: true, zone: true, example: { id: AN_ID, textZh: '雨势减弱' } });
export const SubmitSitrep = defineOperation({ name: 'command.sitrep.submit', http: 'POST /api/sitreps/:id/submit', summary: 'Give a draft to be approved.', input: SubmitSitrepInput, output: SitrepView, roles: AUTHORS, write: true, zone: true, example: { id: AN_ID } });
export const ReturnSitrep = defineOperation({ name: 'command.sitrep.return', http: 'POST /api/sitreps/:id/return', summary: 'Send a submitted report back to its author.', input: ReturnSitrepInput, output: SitrepView, roles: AUTHORS, write: true, zone: true, example: { id: AN_ID, reason: '补充封控数字' } });
export const PublishSitrep = defineOperation({ name: 'command.sitrep.publish', http: 'POST /api/sitreps/:id/publish', summary: 'Approve and freeze a report; never by its author.', input: SitrepById, output: SitrepView, roles: AUTHORS, write: true, zone: true, example: { id: AN_ID } });
