import { DATUMS, REPORT_CHANNELS, REPORT_FIELDS, REPORT_KINDS, REPORT_OUTCOMES } from '../codes.js';
import { CONFIDENCES } from '../events/claims.js';
import { EvidenceRef, GeoPoint } from '../events/item.js';
import { SupportWish } from '../events/reports.js';
import { Area, Decimal, Flag, FreeText, Id, Ids, Instant, ListOf, Nested, OneOf, Optional, QueryFlag, QueryWhole, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** 险情报告: what people on the ground say; suspected duplicates are linked, conflicting claims kept. Rows 97, 99, 100, 156; C16, C19. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const ANOTHER = '018f0000-0000-7000-8000-000000000002';
const OFFICERS = ['commander', 'duty-officer', 'sub-district-officer'] as const;
const SAYERS = [...OFFICERS, 'post-holder', 'team-leader', 'depot-keeper', 'inspector', 'dispatcher', 'department-officer'] as const;
const READERS = [...SAYERS, 'administrator', 'auditor', 'observer'] as const;
export const REPORT_STATES = ['open', 'acknowledged', 'in-hand', 'closed'] as const;

/** Says what it is measured in; a position that does not is refused. */
export class StatedPosition { @Decimal(-180, 180) lon: number; @Decimal(-90, 90) lat: number; @OneOf(DATUMS) datum: string }

/** What one entry may say. */
class SayInput {
  @Optional() @Whole(0, 2000) depthCm?: number;
  /** Trapped, cut off, or in danger. */
  @Optional() @Whole(0, 100_000) people?: number;
  @Optional() @OneOf(['open', 'closed']) passage?: string;
  /** Own files only. */
  @Optional() @Ids(10) evidence?: string[];
  /** Who says so where it is not the caller: a resident, a neighbour, a camera. */
  @Optional() @Text(200) source?: string;
  @Optional() @OneOf(CONFIDENCES) confidence?: string;
  @Optional() @OneOf(REPORT_CHANNELS) channel?: string;
  /** When it was so; absent = now. */
  @Optional() @Instant() at?: string;
}
export class MakeReportInput extends SayInput {
  @OneOf(REPORT_KINDS) kind: string;
  @Area() area: string;
  @FreeText(2000) text: string;
  /** One of the two. */
  @Optional() @Nested(() => StatedPosition) position?: StatedPosition;
  @Optional() @FreeText(200) noPositionReason?: string;
  @Optional() @Nested(() => SupportWish) support?: SupportWish;
}
export class AddToReportInput extends SayInput { @Id() id: string; @FreeText(2000) text: string; /** The entry that was wrong. */ @Optional() @Id() corrects?: string }

export class ReportEntry {
  @Id() id: string;
  @Optional() @Id() corrects?: string;
  /** Absent outside the line of the report. */
  @Optional() @FreeText(2000) text?: string;
  @Optional() @Text(200) source?: string;
  @OneOf(CONFIDENCES) confidence: string;
  @OneOf(REPORT_CHANNELS) channel: string;
  @Optional() @Whole(0, 2000) depthCm?: number;
  @Optional() @Whole(0, 100_000) people?: number;
  @Optional() @OneOf(['open', 'closed']) passage?: string;
  @ListOf(() => EvidenceRef, 10) evidence: EvidenceRef[];
  @Id() by: string;
  @Instant() occurredAt: string;
  @Instant() receivedAt: string;
  @Optional() @Instant() deviceAt?: string;
}
export class ReportStep { @Text(20) act: string; @Optional() @FreeText() reason?: string; @Optional() @Text(20) outcome?: string; @Optional() @Id() other?: string; @Optional() @Text(20) field?: string; @Optional() @Id() entryId?: string; @Id() by: string; @Instant() at: string }
/** Another report that may be the same need, is, or is not. */
export class ReportPair { @Id() otherId: string; @Area() area: string; @OneOf(['suspected', 'joined', 'split']) state: string; @Optional() @Whole() metres?: number; @Optional() @Whole() minutes?: number }
export class ReportClaim { @Id() entryId: string; @Id() reportId: string; @Text(20) value: string; @Optional() @Text(200) source?: string; @OneOf(CONFIDENCES) confidence: string; @OneOf(REPORT_CHANNELS) channel: string; @Instant() at: string; @Instant() receivedAt: string; @Id() by: string }
export class ReportSettlement { @Id() entryId: string; /** Absent where the words of a claim are masked. */ @Optional() @FreeText() reason?: string; @Id() by: string; @Instant() at: string }
/** What is said of one field by everybody who speaks of this thing: this report, those it is one need with, those suspected to be. */
export class ReportSubject { @OneOf(REPORT_FIELDS) field: string; @Flag() disputed: boolean; @ListOf(() => ReportClaim, 200) claims: ReportClaim[]; @Optional() @Nested(() => ReportSettlement) settled?: ReportSettlement }

export class ReportView {
  @Id() id: string;
  @OneOf(REPORT_KINDS) kind: string;
  @Area() area: string;
  @OneOf(REPORT_STATES) state: string;
  /** Reports of one need count once. */
  @Id() needId: string;
  @Whole(1) needSize: number;
  @OneOf(REPORT_CHANNELS) channel: string;
  @Id() by: string;
  /** WGS84. */
  @Optional() @Nested(() => GeoPoint) position?: GeoPoint;
  @Optional() @OneOf(['GCJ02']) sourceDatum?: string;
  @Optional() @FreeText(200) noPositionReason?: string;
  /** The position lies outside the outline of the stated area. */
  @Optional() @Flag() outside?: boolean;
  @Optional() @Nested(() => SupportWish) support?: SupportWish;
  @Instant() occurredAt: string;
  @Instant() receivedAt: string;
  /** Words and sources are for the line of the report and for command. */
  @Flag() masked: boolean;
  @Flag() disputed: boolean;
  @ListOf(() => ReportEntry, 500) entries: ReportEntry[];
  @ListOf(() => ReportPair, 200) pairs: ReportPair[];
  @ListOf(() => ReportSubject, 3) subjects: ReportSubject[];
  @ListOf(() => ReportStep, 500) steps: ReportStep[];
  /** Person records of dead, missing and injured that name this report as their source. */
  @Ids(200) casualties: string[];
  @Whole(1) version: number;
}
export class ReportPage { @ListOf(() => ReportView, 200) items: ReportView[]; @Optional() @Text(80) nextCursor?: string }
export class ListReportsInput {
  @Optional() @Area() area?: string; @Optional() @OneOf(REPORT_KINDS) kind?: string; @Optional() @OneOf(REPORT_STATES) state?: string;
  /** Not closed. */ @Optional() @QueryFlag() open?: boolean;
  @Optional() @QueryFlag() disputed?: boolean; @Optional() @QueryFlag() suspected?: boolean;
  /** One's own, wherever they are. */ @Optional() @QueryFlag() mine?: boolean;
  @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number;
}
export class ReportById { @Id() id: string }
/** Reports as they came, and needs they stand for: reports that a person joined count once. */
export class ReportTotal { @Area() area: string; @Whole() reports: number; @Whole() needs: number; @Whole() openNeeds: number; @Whole() support: number; @Whole() suspected: number; @Whole() disputed: number }
export class ReportTotals { @Instant() at: string; @Whole() needs: number; @ListOf(() => ReportTotal, 200) items: ReportTotal[] }
export class ReportTotalsInput { @Optional() @Area() area?: string }
export class CloseReportInput { @Id() id: string; @OneOf(REPORT_OUTCOMES) outcome: string; @FreeText() reason: string }
export class ReopenReportInput { @Id() id: string; @FreeText() reason: string }
export class PairReportsInput { @Id() id: string; @Id() other: string; @FreeText() reason: string }
export class SettleReportInput { @Id() id: string; @OneOf(REPORT_FIELDS) field: string; @Id() entryId: string; @FreeText() reason: string }

const output = ReportView;
const act = (name: string, summary: string, input: new () => object, example: object, roles: readonly (typeof SAYERS)[number][] = OFFICERS) =>
  defineOperation({ name: `grid.report.${name}`, http: `POST /api/reports/:id/${name}`, summary, input, output, roles, write: true, example: { id: AN_ID, ...example } });
export const ListReports = defineOperation({ name: 'grid.report.list', http: 'GET /api/reports', summary: 'Field reports, newest first.', input: ListReportsInput, output: ReportPage, roles: READERS, write: false, example: { area: '410171561', open: true } });
export const GetReport = defineOperation({ name: 'grid.report.get', http: 'GET /api/reports/:id', summary: 'One report with every entry, what it is linked to and what is disputed.', input: ReportById, output, roles: READERS, write: false, example: { id: AN_ID } });
export const TotalReports = defineOperation({ name: 'grid.report.totals', http: 'GET /api/reports/totals', summary: 'Reports and the needs they stand for, by street.', input: ReportTotalsInput, output: ReportTotals, roles: READERS, write: false, example: {} });
export const MakeReport = defineOperation({
  name: 'grid.report.make', http: 'POST /api/reports', summary: 'Say what there is: with a position or the reason why there is none. One who works in a street may report anywhere in it.', input: MakeReportInput, output, status: 201, roles: SAYERS, write: true,
  example: { kind: 'WATER_ON_ROAD', area: '410171561901001', text: '路口积水没过车轮', depthCm: 45, position: { lon: 113.77, lat: 34.71, datum: 'WGS84' } },
});
export const AddToReport = act('add', 'Say more, or correct an entry: a new entry that points to the old one.', AddToReportInput, { text: '水位继续上涨', depthCm: 60 }, SAYERS);
export const AcknowledgeReport = act('acknowledge', 'Read by the street or the duty officer.', ReportById, {});
export const TakeReport = act('take', 'In hand.', ReportById, {});
export const CloseReport = act('close', 'Close with outcome and reason.', CloseReportInput, { outcome: 'DEALT_WITH', reason: '已排净' });
export const ReopenReport = act('reopen', 'Open again what was closed too early.', ReopenReportInput, { reason: '再次积水' });
export const LinkReports = act('link', 'Say that two reports may be the same need, also after a split.', PairReportsInput, { other: ANOTHER, reason: '同一路口' });
export const JoinReports = act('join', 'Confirm that linked reports are one need: they count once, each stays readable.', PairReportsInput, { other: ANOTHER, reason: '电话核实为同一处' });
export const SplitReports = act('split', 'Say that this report is another need than the other; never linked again by itself.', PairReportsInput, { other: ANOTHER, reason: '两处不同的地下室' });
export const SettleReport = act('settle', 'Say which entry holds for a field, with the reason; the others stay.', SettleReportInput, { field: 'depthCm', entryId: AN_ID, reason: '水尺读数' });
