import { FORCES, REPORT_CHANNELS, REPORT_FIELDS, REPORT_KINDS, REPORT_OUTCOMES } from '../codes.js';
import { Event } from '../event.js';
import { Area, Flag, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, Text, Whole } from '../fields.js';
import { CONFIDENCES } from './claims.js';
import { EvidenceRef, GeoPoint } from './item.js';

/** 险情报告. What people reported and who told them stays with the grid: an event carries codes, numbers and ids, and the reason an officer gives for an act, marked as typed. Rows 97, 99, 156; C16, C19. */

/** Force or equipment that is wished for, and how much; all may be left open. */
export class SupportWish { @Optional() @OneOf(FORCES) force?: string; @Optional() @Text(80) equipment?: string; @Optional() @Whole(1, 100_000) quantity?: number; @Optional() @Text(20) unit?: string }

/** What one entry says: the first one of a report, and each addition or correction. Nothing is overwritten. */
export class ReportSaid {
  @Id() reportId: string;
  @Id() entryId: string;
  @Area() area: string;
  @OneOf(REPORT_CHANNELS) channel: string;
  @OneOf(CONFIDENCES) confidence: string;
  @Optional() @Whole(0, 2000) depthCm?: number;
  @Optional() @Whole(0, 100_000) people?: number;
  @Optional() @OneOf(['open', 'closed']) passage?: string;
  @ListOf(() => EvidenceRef, 10) evidence: EvidenceRef[];
  @Id() by: string;
  @Instant() occurredAt: string;
  @Instant() receivedAt: string;
  /** The device's clock cannot be right: `occurredAt` is our own then, `deviceAt` its claim. */
  @Optional() @Flag() clockOff?: boolean;
  @Optional() @Instant() deviceAt?: string;
}
@Event('grid.report.made', 'A person on the ground says what there is (险情报告), with place, time and way.')
export class ReportMade extends ReportSaid {
  @OneOf(REPORT_KINDS) kind: string;
  /** WGS84. */
  @Optional() @Nested(() => GeoPoint) position?: GeoPoint;
  /** What the position was measured in before it was turned into WGS84. */
  @Optional() @OneOf(['GCJ02']) sourceDatum?: string;
  @Optional() @FreeText() noPositionReason?: string;
  @Optional() @Nested(() => SupportWish) support?: SupportWish;
}
@Event('grid.report.added', 'More about a report, or a correction of an entry of it; the entry before stays.')
export class ReportAdded extends ReportSaid { @Optional() @Id() corrects?: string }

class ReportAct { @Id() reportId: string; @Area() area: string; @Id() by: string; @Instant() at: string }
@Event('grid.report.acknowledged', 'The street or the duty officer has read it.') export class ReportAcknowledged extends ReportAct {}
@Event('grid.report.taken', 'Somebody has it in hand.') export class ReportTaken extends ReportAct {}
@Event('grid.report.closed', 'Dealt with, not so, or passed on; with the reason.') export class ReportClosed extends ReportAct { @OneOf(REPORT_OUTCOMES) outcome: string; @FreeText() reason: string }
@Event('grid.report.reopened', 'Closed too early: open again, with the reason.') export class ReportReopened extends ReportAct { @FreeText() reason: string }

/** A pair is stated once on each side, in the words of that side. */
@Event('grid.report.linked', 'Suspected to be the same need as another report; never merged by itself. `by` where a person says so.')
export class ReportLinked { @Id() reportId: string; @Area() area: string; @Id() otherId: string; @Optional() @Whole() metres?: number; @Optional() @Whole() minutes?: number; @Optional() @Id() by?: string; @Optional() @FreeText() reason?: string; @Instant() at: string }
@Event('grid.report.joined', 'A named person says that it is one need with others: they count once; each stays readable.')
export class ReportJoined extends ReportAct { @Id() otherId: string; /** The need they count as from now: that of the earliest. */ @Id() needId: string; @FreeText() reason: string }
@Event('grid.report.split', 'A named person says that it is another need; the two are never linked again by themselves.')
export class ReportSplit extends ReportAct { @Id() otherId: string; @Id() needId: string; @FreeText() reason: string }

@Event('grid.report.disputed', 'What is said of it differs from what another says of the same thing.')
export class ReportDisputed { @Id() reportId: string; @Area() area: string; @OneOf(REPORT_FIELDS) field: string; @Instant() at: string }
@Event('grid.report.settled', 'A named person settled which entry holds, and why; the others stay.')
export class ReportSettled extends ReportAct { @OneOf(REPORT_FIELDS) field: string; @Id() entryId: string; @FreeText() reason: string }
