import { COLOURS, LEVELS, MEASURES, SEATS } from '../codes.js';
import { KeyPost, OFFER_STATES, OpenCounts, REPORTING_KINDS, ReportingNode, STAFFING_KINDS } from '../events/seats.js';
import { Area, Areas, Flag, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, QueryWhole, Sha256, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';
import { CommandById, CommandPage, PersonRef } from './command.js';
import { CommitmentInForce, EvacuationInForce, GroundInForce } from './stand-down.js';

/** Seats, duty roster and reporting tree (rows 18, 19, 23, 62, 87, 120; C8, C9). */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
/** Who may hold a seat or stand in for it; the rules ask who in person. */
const CALLED = ['commander', 'duty-officer'] as const;
const WATCHING = [...CALLED, 'auditor'] as const;

// ---- seats
export class StaffingAlarm { @Id() id: string; @OneOf(STAFFING_KINDS) kind: string; @Text(80) about: string; @Instant() since: string; @Optional() @Instant() until?: string; @Optional() @Id() userId?: string; @ListOf(() => KeyPost, 3) posts: KeyPost[]; @Instant() raisedAt: string; @Optional() @Instant() clearedAt?: string }
export class SeatOfferView {
  @Id() id: string;
  @OneOf(SEATS) seat: string;
  @Optional() @Nested(() => PersonRef) from?: PersonRef;
  @Nested(() => PersonRef) to: PersonRef;
  @Id() by: string;
  @FreeText() reason: string;
  @OneOf(OFFER_STATES) state: string;
  @Nested(() => OpenCounts) open: OpenCounts;
  @Sha256() digest: string;
  @Instant() offeredAt: string;
  @Optional() @Instant() endedAt?: string;
  /** Why it was declined. */
  @Optional() @FreeText() answer?: string;
}
export class SeatView {
  @OneOf(SEATS) seat: string;
  @Area() zone: string;
  /** Absent while the seat is vacant. */
  @Optional() @Nested(() => PersonRef) holder?: PersonRef;
  @Instant() from: string;
  @Whole() version: number;
  @ListOf(() => SeatOfferView, 50) offers: SeatOfferView[];
}
/** `candidates`: the other seat's holder and the officers on duty; a seat is left vacant only when each of them declined. */
export class SeatList {
  @ListOf(() => SeatView, 10) items: SeatView[];
  @ListOf(() => PersonRef, 40) candidates: PersonRef[];
  @ListOf(() => StaffingAlarm, 100) alarms: StaffingAlarm[];
  @Optional() @Id() incidentId?: string;
  @Optional() @Text(400) nextCursor?: string;
}
export const ListSeats = defineOperation({ name: 'command.seat.list', http: 'GET /api/seats', summary: 'Who holds the command posts since when, the open offers, and what is wrong with who holds what.', output: SeatList, roles: ['*'], write: false });

export class OpenDecisionLine { @Id() id: string; @Optional() @OneOf(COLOURS) colour?: string; /** Where gauges opened it. */ @Optional() @OneOf(LEVELS) level?: string; @Text(40) state: string; @Instant() dueAt: string; /** Absent while nobody holds command. */ @Optional() @Id() ownerId?: string }
/** k verified of n orders that still count. */
export class OpenSetLine { @Id() id: string; @Text(20) kind: string; @Optional() @OneOf(LEVELS) level?: string; @Whole() k: number; @Whole() n: number; @Instant() issuedAt: string }
export class OpenMeasureLine { @Id() orderId: string; @OneOf(MEASURES) measure: string; @Area() area: string; @Id() addresseeId: string; @Text(200) addressee: string; @Text(20) state: string }
/** Someone the records show at work on the ground: the order is executing and not yet reported. */
export class PersonOutLine { @Id() orderId: string; @Id() userId: string; @Id() addresseeId: string; @Text(200) addressee: string; @Area() area: string; @Instant() since: string }
/** A running call; `waiting` people have not answered. */
export class OpenCalloutLine { @Id() id: string; @OneOf(['alarm', 'test']) kind: string; @Areas(100) areas: string[]; @Optional() @OneOf(COLOURS) colour?: string; @Optional() @OneOf(LEVELS) level?: string; @Instant() startedAt: string; @Whole() waiting: number }
/** A proposed level that waits for a signature until it lapses. */
export class OpenProposalLine { @Id() id: string; @OneOf(LEVELS) level: string; @Areas(100) areas: string[]; @Id() by: string; @Instant() at: string; @Instant() lapsesAt: string }
/** A report of a running incident that is not there at its time. */
export class OverdueReportLine { @Id() incidentId: string; @Text(20) clock: string; @Instant() dueAt: string; @Optional() @Id() ownerId?: string }
/** What is open: counts are whole, lists hold the first 200. */
export class HandoverList {
  @Instant() at: string;
  @Optional() @Id() incidentId?: string;
  @Nested(() => OpenCounts) counts: OpenCounts;
  @ListOf(() => OpenDecisionLine, 200) decisions: OpenDecisionLine[];
  @ListOf(() => OpenSetLine, 200) orderSets: OpenSetLine[];
  @ListOf(() => OpenMeasureLine, 200) measures: OpenMeasureLine[];
  @Optional() @ListOf(() => EvacuationInForce, 200) evacuations?: EvacuationInForce[];
  @Optional() @ListOf(() => CommitmentInForce, 200) commitments?: CommitmentInForce[];
  @ListOf(() => PersonOutLine, 200) peopleOut: PersonOutLine[];
  @Optional() @ListOf(() => GroundInForce, 200) ground?: GroundInForce[];
  @Optional() @ListOf(() => OpenCalloutLine, 200) callouts?: OpenCalloutLine[];
  @Optional() @ListOf(() => OpenProposalLine, 200) proposals?: OpenProposalLine[];
  @Optional() @ListOf(() => OverdueReportLine, 200) reportsOverdue?: OverdueReportLine[];
}
export class SeatOfferDetail extends SeatOfferView { @Nested(() => HandoverList) list: HandoverList }
export const ReadHandover = defineOperation({ name: 'command.seat.handover', http: 'GET /api/seats/handover', summary: 'What a hand-over would list now: open decisions, open order sets k of n, measures in force (ordered and begun on the ground), people out, running callouts, levels waiting for a signature, reports past their time.', output: HandoverList, roles: WATCHING, write: false, zone: true });
export const ReadSeatOffer = defineOperation({ name: 'command.seat-offer.get', http: 'GET /api/seat-offers/:id', summary: 'One offered hand-over with the list frozen when it was made.', input: CommandById, output: SeatOfferDetail, roles: WATCHING, write: false, example: { id: AN_ID } });

export class OfferSeatInput { @OneOf(SEATS) seat: string; @Nested(() => PersonRef) to: PersonRef; @FreeText() reason: string }
export const OfferSeat = defineOperation({
  name: 'command.seat-offer.make', http: 'POST /api/seats/:seat/offers', summary: 'Offer the seat to a named person; takes effect only when that person accepts. By the holder; of a vacant seat by the other seat, the officer on duty, or a commander where neither is.',
  input: OfferSeatInput, output: SeatOfferDetail, status: 201, roles: CALLED, write: true, example: { seat: 'commander', to: { userId: AN_ID, name: '值班员二' }, reason: '交接班' },
});
export const AcceptSeat = defineOperation({ name: 'command.seat-offer.accept', http: 'POST /api/seat-offers/:id/accept', summary: 'Take the seat, by the person it was offered to only; all other offers of it lapse.', input: CommandById, output: SeatView, roles: CALLED, write: true, example: { id: AN_ID } });
export class DeclineSeatInput { @Id() id: string; @FreeText() reason: string }
export const DeclineSeat = defineOperation({ name: 'command.seat-offer.decline', http: 'POST /api/seat-offers/:id/decline', summary: 'Do not take the seat, with a reason.', input: DeclineSeatInput, output: SeatOfferView, roles: CALLED, write: true, example: { id: AN_ID, reason: '正在现场' } });
export const WithdrawSeatOffer = defineOperation({ name: 'command.seat-offer.withdraw', http: 'POST /api/seat-offers/:id/withdraw', summary: 'Take an offer back, by whoever made it.', input: CommandById, output: SeatOfferView, roles: CALLED, write: true, example: { id: AN_ID } });
export class StepDownInput { @OneOf(SEATS) seat: string; @FreeText() reason: string }
export const StepDown = defineOperation({ name: 'command.seat.step-down', http: 'POST /api/seats/:seat/step-down', summary: 'Leave the seat vacant; refused (409) while anyone can still be asked.', input: StepDownInput, output: SeatView, roles: CALLED, write: true, example: { seat: 'deputy', reason: '突发疾病，无人可接' } });

/** One term of one holder; the next one of the same seat begins at the instant this one ends, save a vacancy. */
export class SeatTermView { @OneOf(SEATS) seat: string; @Nested(() => PersonRef) holder: PersonRef; @Instant() from: string; @Optional() @Instant() until?: string; @OneOf(['seeded', 'accepted']) how: string; @Optional() @OneOf(['handed-over', 'stepped-down']) ended?: string; @Optional() @Id() offerId?: string; @Optional() @Nested(() => OpenCounts) open?: OpenCounts; @Optional() @FreeText() reason?: string }
export class SeatLog { @ListOf(() => SeatTermView, 500) items: SeatTermView[]; @Optional() @Text(400) nextCursor?: string }
export class SeatLogInput extends CommandPage { @Optional() @OneOf(SEATS) seat?: string; @Optional() @Id() incident?: string }
export const ReadSeatLog = defineOperation({ name: 'command.seat.log', http: 'GET /api/seats/log', summary: 'Hand-over log, newest first; of one incident: who held command in it.', input: SeatLogInput, output: SeatLog, roles: ['*'], write: false, example: { seat: 'commander' } });

// ---- duty roster
export class RosterView { @Id() id: string; @Area() zone: string; @ListOf(() => PersonRef, 20) officers: PersonRef[]; @Instant() from: string; @Optional() @Instant() until?: string; @Flag() standing: boolean; @Optional() @Instant() withdrawnAt?: string }
export class RosterList { @ListOf(() => RosterView, 500) items: RosterView[]; @Optional() @Text(400) nextCursor?: string }
export const ListRosters = defineOperation({ name: 'command.roster.list', http: 'GET /api/rosters', summary: 'Published shifts, newest first: the officer on duty and the ordered alternates.', input: CommandPage, output: RosterList, roles: ['*'], write: false, example: {} });
export class ShiftInput { @Instant() from: string; @Instant() until: string; @ListOf(() => PersonRef, 20, 1) officers: PersonRef[] }
export class PublishRosterInput { @Optional() @Area() zone?: string; @ListOf(() => ShiftInput, 100, 1) shifts: ShiftInput[] }
export const PublishRoster = defineOperation({
  name: 'command.roster.publish', http: 'POST /api/rosters', summary: 'Publish shifts, all or none: at least three alternates each (422); nobody twice at one time and one shift per area and time (409).',
  input: PublishRosterInput, output: RosterList, status: 201, roles: ['commander', 'duty-officer', 'sub-district-officer'], write: true,
  example: { shifts: [{ from: '2031-07-19T08:00:00+08:00', until: '2031-07-20T08:00:00+08:00', officers: [1, 2, 3, 4].map((n) => ({ userId: `018f0000-0000-7000-8000-00000000000${n}`, name: `值班员${n}` })) }] },
});
export class WithdrawRosterInput { @Id() id: string; @FreeText() reason: string }
export const WithdrawRoster = defineOperation({ name: 'command.roster.withdraw', http: 'POST /api/rosters/:id/withdraw', summary: 'Take a shift back, from now on where it has begun.', input: WithdrawRosterInput, output: RosterView, roles: ['commander', 'duty-officer', 'sub-district-officer'], write: true, example: { id: AN_ID, reason: '改排' } });
export class RosterGap { @Instant() from: string; @Instant() until: string }
/** `now` is who is called at this instant; in a gap the standing roster stands in (`gap` true), else the commander. */
export class RosterCover { @Area() zone: string; @Instant() from: string; @Instant() until: string; @ListOf(() => RosterView, 500) shifts: RosterView[]; @ListOf(() => RosterGap, 500) gaps: RosterGap[]; @ListOf(() => PersonRef, 20) now: PersonRef[]; @Flag() gap: boolean }
export class RosterCoverInput { @Optional() @Area() zone?: string; @Optional() @QueryWhole(1, 31) days?: number }
export const ReadRosterCover = defineOperation({ name: 'command.roster.cover', http: 'GET /api/rosters/cover', summary: 'The next days of the roster with their gaps, and who is called now.', input: RosterCoverInput, output: RosterCover, roles: ['*'], write: false, example: { days: 7 } });

// ---- reporting tree
export class ReportingNodeView extends ReportingNode { @Text(200) name: string; @Optional() @Nested(() => PersonRef) holder?: PersonRef }
export class ReportingLine { @Id() id: string; @Nested(() => ReportingNodeView) who: ReportingNodeView; @Nested(() => ReportingNodeView) to: ReportingNodeView; @Optional() @FreeText() override?: string; @Id() by: string; @Instant() since: string }
/** One who has reports, with their number; inside is 3–7. */
export class SpanView { @Nested(() => ReportingNodeView) node: ReportingNodeView; @Whole(1) reports: number; @Flag() inside: boolean }
export class ReportingTree { @Optional() @Id() incidentId?: string; @ListOf(() => SpanView, 500) spans: SpanView[]; @ListOf(() => ReportingLine, 1000) items: ReportingLine[] }
export class ReportingTreeInput { @Optional() @Id() incident?: string }
export const ReadReportingTree = defineOperation({ name: 'command.line.list', http: 'GET /api/reporting-lines', summary: 'Who reports to whom in the incident (the running one unless named), each superior inside or outside 3–7.', input: ReportingTreeInput, output: ReportingTree, roles: ['*'], write: false, example: {} });
export class ReportingNodeInput { @OneOf(REPORTING_KINDS) kind: string; @Text(60) id: string }
export class AssignLineInput { @Optional() @Id() incidentId?: string; @Nested(() => ReportingNodeInput) who: ReportingNodeInput; @Nested(() => ReportingNodeInput) to: ReportingNodeInput; @Optional() @FreeText() override?: string }
export const AssignLine = defineOperation({
  name: 'command.line.assign', http: 'POST /api/reporting-lines', summary: 'Let one report to another. An eighth direct report, or a second superior of one person, is refused (409) unless the holder of the commander seat overrides with a reason.',
  input: AssignLineInput, output: ReportingLine, status: 201, roles: CALLED, write: true, example: { who: { kind: 'team', id: AN_ID }, to: { kind: 'seat', id: 'deputy' } },
});
export const ReleaseLine = defineOperation({ name: 'command.line.release', http: 'POST /api/reporting-lines/:id/release', summary: 'End a reporting line.', input: CommandById, output: ReportingLine, roles: CALLED, write: true, example: { id: AN_ID } });
