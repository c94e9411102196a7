import { SEATS } from '../codes.js';
import { Event } from '../event.js';
import { Area, Flag, FreeText, Id, Ids, Instant, ListOf, Nested, OneOf, Optional, Sha256, Text, Whole } from '../fields.js';

/** Seats (指挥席位), duty roster, reporting tree: C8, C9. Names of persons stay in the tables; events carry ids. */
export const OFFER_STATES = ['open', 'accepted', 'declined', 'withdrawn', 'lapsed'] as const;
export const STAFFING_KINDS = ['seat-vacant', 'two-key-posts', 'roster-gap'] as const;
export const REPORTING_KINDS = ['seat', 'post', 'team', 'unit'] as const;

/** How much was open when a hand-over was offered; the whole list is kept with the offer. */
export class OpenCounts { @Whole() decisions: number; @Whole() orderSets: number; @Whole() measures: number; @Whole() peopleOut: number; /** Evacuated and not back, as the stand-down list counts them; hand-overs before this was counted lack it. */ @Optional() @Whole() peopleAway?: number;
  /** Measures the ground began by itself, callouts that run, levels that wait for a signature, reports past their time; hand-overs before these were counted lack them. */
  @Optional() @Whole() ground?: number; @Optional() @Whole() callouts?: number; @Optional() @Whole() proposals?: number; @Optional() @Whole() reportsOverdue?: number }

@Event('command.seat.offered', 'A hand-over was offered to a named person with the frozen list of what is open; it changes nothing before it is accepted.')
export class SeatOffered {
  @Id() offerId: string;
  @OneOf(SEATS) seat: string;
  @Area() zone: string;
  /** Absent where the seat was vacant. */
  @Optional() @Id() fromUserId?: string;
  @Id() toUserId: string;
  @Id() by: string;
  @FreeText() reason: string;
  @Nested(() => OpenCounts) open: OpenCounts;
  /** sha-256 of the frozen list. */
  @Sha256() digest: string;
  @Instant() offeredAt: string;
}
@Event('command.seat.declined', 'The person the hand-over was offered to does not take it; the seat stays where it is.')
export class SeatDeclined { @Id() offerId: string; @OneOf(SEATS) seat: string; @Id() by: string; @FreeText() reason: string; @Instant() declinedAt: string }

@Event('command.seat.offer-withdrawn', 'Whoever offered the hand-over took the offer back.')
export class SeatOfferWithdrawn { @Id() offerId: string; @OneOf(SEATS) seat: string; @Id() by: string; @Instant() withdrawnAt: string }

@Event('command.seat.vacated', 'The holder stepped down and nobody holds the seat: everyone who could be asked had declined.')
export class SeatVacated { @OneOf(SEATS) seat: string; @Area() zone: string; @Id() userId: string; @FreeText() reason: string; @Instant() from: string }

@Event('command.roster.scheduled', 'A shift was published: the officer on duty and the ordered alternates, from and to.')
export class RosterScheduled { @Id() rosterId: string; @Area() zone: string; @Ids(20, 1) officers: string[]; @Instant() from: string; @Instant() until: string; @Id() by: string }

@Event('command.roster.withdrawn', 'A published shift was taken back, from now on where it had begun.')
export class RosterWithdrawn { @Id() rosterId: string; @Area() zone: string; @Id() by: string; @FreeText() reason: string; @Instant() withdrawnAt: string }

/** One thing wrong with who holds what; raised once, cleared when cured. `about` is a seat, a person or an area. */
export class StaffingFact { @Id() alarmId: string; @OneOf(STAFFING_KINDS) kind: string; @Text(80) about: string; @Area() zone: string }
@Event('command.staffing.alarmed', 'A key post is vacant over 10 minutes, one person is on two of them, or the roster has a gap within 48 hours.')
export class StaffingAlarmed extends StaffingFact {
  /** Vacant since, double since known, begin of the gap. */
  @Instant() since: string;
  /** End of a gap that ends within the 48 hours. */
  @Optional() @Instant() until?: string;
  /** Who holds the posts, where one person holds two. */
  @Optional() @Id() userId?: string;
  @ListOf(() => KeyPost, 3) posts: KeyPost[];
  @Instant() raisedAt: string;
}
@Event('command.staffing.cleared', 'What the alarm was about is cured.')
export class StaffingCleared extends StaffingFact { @Instant() clearedAt: string }

export class KeyPost { @OneOf([...SEATS, 'duty-officer']) post: string }

/** A place in the reporting tree of an incident: a seat, a post or a team; `id` is the seat's name or the id of post or team. */
export class ReportingNode { @OneOf(REPORTING_KINDS) kind: string; @Text(60) id: string }
@Event('command.line.assigned', 'One reports to one from now on, in this incident.')
export class LineAssigned {
  @Id() lineId: string;
  @Id() incidentId: string;
  @Nested(() => ReportingNode) who: ReportingNode;
  @Nested(() => ReportingNode) to: ReportingNode;
  /** Direct reports the superior has now. */
  @Whole(1) reports: number;
  @Flag() inside: boolean;
  /** Why the commander let an eighth report, or a second superior, stand. */
  @Optional() @FreeText() override?: string;
  @Id() by: string;
}
@Event('command.line.released', 'A reporting line ended.')
export class LineReleased { @Id() lineId: string; @Id() incidentId: string; @Nested(() => ReportingNode) who: ReportingNode; @Nested(() => ReportingNode) to: ReportingNode; @Id() by: string }
