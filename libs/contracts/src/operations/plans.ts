import { Allow, IsObject } from 'class-validator';
import { LEVELS } from '../codes.js';
import { GAP_KINDS, PLAN_STATES } from '../events/plans.js';
import { Area, Flag, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, Pattern, Sha256, Strings, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';
import { CommandPage, CountedAsOf } from './command.js';

/** 预案: versioned documents with a life cycle of their own. Feature rows 7, 11, 12, 111; requirement C14. */
const WRITERS = ['commander', 'duty-officer'] as const;
const CHECKING = [...WRITERS, 'department-officer', 'sub-district-officer', 'auditor'] as const;
const VERSION = { id: 'sample-flood', version: 'sample-flood@1' };

export class PlanPerson { @Id() userId: string; @Text(200) name: string }
export class PlanAct {
  /** edit, submit, waive, return, approve, countersign, publish or retire. */
  @Text(20) act: string;
  @Optional() @Id() by?: string;
  @Optional() @Text(200) name?: string;
  @Instant() at: string;
  @Optional() @FreeText() remarks?: string;
}
export class PlanWaiver { @Text(120) key: string; @OneOf(GAP_KINDS) kind: string; @Id() by: string; @Text(200) name: string; @FreeText() reason: string; @Instant() at: string }
export class PlanSummary {
  @Text(60) id: string;
  @Text(80) planVersion: string;
  @Text(200) name: string;
  @Text(200) nameEn: string;
  @Text(80) label: string;
  @OneOf(PLAN_STATES) state: string;
  @Text(64) digest: string;
  @Optional() @Instant() publishedAt?: string;
  /** Everybody who wrote this version; none of them may approve or countersign it. */
  @ListOf(() => PlanPerson, 100) authors: PlanPerson[];
  @Optional() @Nested(() => PlanPerson) approvedBy?: PlanPerson;
  @Optional() @Nested(() => PlanPerson) countersignedBy?: PlanPerson;
  /** What may be done with it now, whoever asks. */
  @Strings(/^[a-z-]{1,20}$/, 10) allowed: string[];
}
export class PlanVersionView extends PlanSummary {
  @IsObject() document: object;
  @ListOf(() => PlanAct, 500) trail: PlanAct[];
  @ListOf(() => PlanWaiver, 5000) waivers: PlanWaiver[];
}
/** The document of a version is read by itself or exported; fifty of them would not fit one answer. */
export class PlanList { @ListOf(() => PlanSummary, 500) items: PlanSummary[]; @Optional() @Text(400) nextCursor?: string }
export class ListPlansInput extends CommandPage { @Optional() @Pattern(/^[a-z0-9-]{3,60}$/) plan?: string; @Optional() @OneOf(PLAN_STATES) state?: string }
export class ImportPlanInput { @IsObject() document: object }
export class PlanById { @Text(60) id: string; @Text(80) version: string }
export class PublishPlanInput extends PlanById {}
/** What was exported is what can be imported: the same field, the same schema. */
export class PlanExport { @IsObject() document: object }
export class RevisePlanInput { @Text(60) id: string; @Text(80) from: string }
export class EditPlanInput extends PlanById {
  @IsObject() document: object;
  /** Digest of the draft as it was read: a colleague's change in between is refused, never overwritten. */
  @Sha256() digest: string;
}
export class ReviewPlanInput extends PlanById { @OneOf(['approve', 'return']) verdict: string; @Optional() @FreeText() remarks?: string }
export class RetirePlanInput extends PlanById { @FreeText() reason: string }
export class WaiveGapsInput extends PlanById { @Strings(/^[a-z-]+\|[^\u0000-\u001f]{1,100}$/, 500, 1) gaps: string[]; @FreeText() reason: string }

export class PlanGap {
  /** Stable name of the gap: the same hole has the same key in every version. */
  @Text(120) key: string;
  @OneOf(GAP_KINDS) kind: string;
  @Text(400) zh: string;
  @Text(400) en: string;
  @Optional() @Area() area?: string;
  /** Levels of the plan that meet it. */
  @Strings(/^(I|II|III|IV)$/, LEVELS.length) levels: string[];
  /** A line without a deadline on every arrow cannot be ordered: it is mended, never waived. */
  @Flag() waivable: boolean;
  @Optional() @Nested(() => PlanWaiver) waiver?: PlanWaiver;
}
export class UncheckedGap { @Text(40) what: string; @Text(300) zh: string; @Text(300) en: string }
export class GapCounts { @Whole() gaps: number; @Whole() waived: number; @Whole() open: number }
export class PlanGaps {
  @Nested(() => GapCounts) counts: GapCounts;
  @ListOf(() => PlanGap, 500) items: PlanGap[];
  @Optional() @Nested(() => CountedAsOf) asOf?: CountedAsOf;
  /** What row 111 asks for and command holds no figures of: named here, never shown as passed. */
  @ListOf(() => UncheckedGap, 10) unchecked: UncheckedGap[];
  @Optional() @Text(400) nextCursor?: string;
}
export class PlanGapsInput extends CommandPage { @Text(60) id: string; @Text(80) version: string }

export class PlanChange {
  @OneOf(['added', 'removed', 'changed']) kind: string;
  /** JSON pointer, as it holds when the changes are applied in order: what was removed is named by its old place, what is new or changed by its new one. */
  @Text(1000, 0) pointer: string;
  // any JSON value, absent where there is none
  @Allow() old?: unknown;
  @Allow() new?: unknown;
}
export class PlanDiff { @Text(80) from: string; @Text(80) to: string; @ListOf(() => PlanChange, 20_000) changes: PlanChange[] }
export class DiffPlansInput { @Text(60) id: string; @Text(80) from: string; @Text(80) to: string }
/** The answer is the schema itself, so that any validator can be pointed at the address. */
export class PlanSchema { @Text(200) $schema: string; @Text(200) $id: string; @Text(200) title: string; @Text(20) type: string; @Flag() additionalProperties: boolean; @IsObject() properties: object; @Strings(/^\w{1,60}$/, 100) required: string[] }

export const ListPlans = defineOperation({ name: 'command.plan.list', http: 'GET /api/plans', summary: 'Plan versions, newest first, without their documents.', input: ListPlansInput, output: PlanList, roles: ['*'], write: false, example: { state: 'published' } });
export const ReadPlanSchema = defineOperation({ name: 'command.plan.schema', http: 'GET /api/plans/schema', summary: 'The JSON Schema every plan document is checked against.', output: PlanSchema, roles: ['*'], write: false });
export const DiffPlans = defineOperation({ name: 'command.plan.diff', http: 'GET /api/plans/:id/diff', summary: 'Field-by-field difference of two versions: added, removed, changed.', input: DiffPlansInput, output: PlanDiff, roles: ['*'], write: false, example: { id: 'sample-flood', from: 'sample-flood@1', to: 'sample-flood@1' } });
export const ReadPlan = defineOperation({ name: 'command.plan.get', http: 'GET /api/plans/:id/versions/:version', summary: 'One version with its document, its trail and its waivers.', input: PlanById, output: PlanVersionView, roles: ['*'], write: false, example: VERSION });
export const ExportPlan = defineOperation({ name: 'command.plan.export', http: 'GET /api/plans/:id/versions/:version/export', summary: 'The document alone, as it can be imported.', input: PlanById, output: PlanExport, roles: ['*'], write: false, example: VERSION });
export const ReadPlanGaps = defineOperation({ name: 'command.plan.gaps', http: 'GET /api/plans/:id/versions/:version/gaps', summary: 'What is missing in the district for this plan to work, as of which event, and who waived what.', input: PlanGapsInput, output: PlanGaps, roles: CHECKING, write: false, example: VERSION });
export const ImportPlan = defineOperation({ name: 'command.plan.import', http: 'POST /api/plans', summary: 'Import a plan version as a draft; checked against the plan schema.', input: ImportPlanInput, output: PlanVersionView, status: 201, roles: WRITERS, write: true, example: { document: {} } });
export const RevisePlan = defineOperation({ name: 'command.plan.revise', http: 'POST /api/plans/:id/versions', summary: 'Begin the next version as a draft from an earlier one; the way to correct what is published.', input: RevisePlanInput, output: PlanVersionView, status: 201, roles: WRITERS, write: true, example: { id: 'sample-flood', from: 'sample-flood@1' } });
export const EditPlan = defineOperation({ name: 'command.plan.edit', http: 'POST /api/plans/:id/versions/:version/edit', summary: 'Put a whole document in the place of the draft as it was read.', input: EditPlanInput, output: PlanVersionView, roles: WRITERS, write: true, example: { ...VERSION, document: {}, digest: '0'.repeat(64) } });
export const SubmitPlan = defineOperation({ name: 'command.plan.submit', http: 'POST /api/plans/:id/versions/:version/submit', summary: 'Hand a draft in for review.', input: PlanById, output: PlanVersionView, roles: WRITERS, write: true, example: VERSION });
export const ReviewPlan = defineOperation({ name: 'command.plan.review', http: 'POST /api/plans/:id/versions/:version/review', summary: 'Return with remarks, or approve as a person who did not write it; approval is refused while a gap is neither closed nor waived.', input: ReviewPlanInput, output: PlanVersionView, roles: WRITERS, write: true, example: { ...VERSION, verdict: 'approve' } });
export const CountersignPlan = defineOperation({ name: 'command.plan.countersign', http: 'POST /api/plans/:id/versions/:version/countersign', summary: 'Second signature: neither an author nor the approver.', input: PlanById, output: PlanVersionView, roles: WRITERS, write: true, example: VERSION });
export const WaiveGaps = defineOperation({ name: 'command.plan.waive', http: 'POST /api/plans/:id/versions/:version/waive', summary: 'Let these gaps pass by name and reason; kept with the version.', input: WaiveGapsInput, output: PlanGaps, roles: WRITERS, write: true, example: { ...VERSION, gaps: ['site-keeper|018f0000-0000-7000-8000-000000000001'], reason: '责任人下周到岗，期间由街道城管代管' } });
export const PublishPlan = defineOperation({ name: 'command.plan.publish', http: 'POST /api/plans/:id/versions/:version/publish', summary: 'Publish what was approved and countersigned, by the holder of the commander seat (of the deputy seat while that is vacant); it is immutable from then on.', input: PublishPlanInput, output: PlanVersionView, roles: WRITERS, write: true, example: VERSION });
export const RetirePlan = defineOperation({ name: 'command.plan.retire', http: 'POST /api/plans/:id/versions/:version/retire', summary: 'Propose a published version no more, by the holder of the commander seat (of the deputy seat while that is vacant); a running incident that began with it keeps it.', input: RetirePlanInput, output: PlanVersionView, roles: WRITERS, write: true, example: { ...VERSION, reason: '由新版本替代' } });
