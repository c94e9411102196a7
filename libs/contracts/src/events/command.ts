import { ADDRESSEE_KINDS, ATTENTION_KINDS, COLOURS, FORCES, LEVELS, MEASURES, SEATS, SETTLEMENTS, STAGES, SUSPEND_SCOPES } from '../codes.js';
import { Event, Replaces } from '../event.js';
import { Area, Areas, Decimal, Flag, FreeText, Id, Ids, Instant, ListOf, Nested, OneOf, Optional, Strings, Text, Whole } from '../fields.js';

// ---- incident
@Event('command.incident.opened', 'A flood emergency of the zone began; every level, order and report names it.')
export class IncidentOpened { @Id() incidentId: string; @Area() zone: string; /** Streets it runs over; absent where it is the zone. */ @Optional() @Areas(100) areas?: string[]; @Text(200) name: string; @Instant() openedAt: string }

@Event('command.incident.closed', 'The incident was closed.')
export class IncidentClosed { @Id() incidentId: string; @Area() zone: string; @Optional() @FreeText() reason?: string; @Optional() @Id() by?: string; @Instant() closedAt: string }

// ---- warning: one per issuer + hazard + issued area
export const WARNING_STATES = ['active', 'expired', 'lifted', 'withdrawn', 'superseded'] as const;
export class WarningFact {
  @Id() warningId: string;
  @Id() alertId: string;
  @Text(300) issuer: string;
  @Text(60) hazard: string;
  @OneOf(COLOURS) colour: string;
  @Areas() areas: string[];
  @OneOf(WARNING_STATES) state: string;
  @Text(400) headline: string;
  @Instant() sent: string;
  @Instant() receivedAt: string;
  @Instant() expiresAt: string;
}
@Event('command.warning.issued', 'A warning came into force.') export class WarningIssued extends WarningFact {}
@Event('command.warning.continued', 'The same colour again (继续发布): no new work.') export class WarningContinued extends WarningFact {}
@Event('command.warning.upgraded', 'The colour rose.') export class WarningUpgraded extends WarningFact { @OneOf(COLOURS) previousColour: string }
@Event('command.warning.downgraded', 'The colour fell.') export class WarningDowngraded extends WarningFact { @OneOf(COLOURS) previousColour: string }
@Event('command.warning.lifted', 'The issuer lifted the warning (解除 / Cancel).') export class WarningLifted extends WarningFact {}
@Event('command.warning.expired', 'The message ended without a successor.') export class WarningExpired extends WarningFact {}
@Event('command.warning.recorded', 'Kept as history only: already expired or superseded on arrival; opens nothing.') export class WarningRecorded extends WarningFact {}

// ---- decision
export const DECISION_STATES = ['open', 'awaiting-signature', 'raised', 'held', 'answered', 'lapsed'] as const;
@Event('command.decision.opened', 'A red or orange warning demands: raise, or hold with a reason, within 15 minutes.')
export class DecisionOpened {
  @Id() decisionId: string;
  @Id() warningId: string;
  @OneOf(COLOURS) colour: string;
  @Text(60) hazard: string;
  @Areas() areas: string[];
  @Id() ownerId: string;
  @Instant() openedAt: string;
  @Instant() dueAt: string;
}
/** A level of a plan that gauges meet over the areas, whatever anybody warned of: `need` conditions were asked for, `met` hold. */
export class ObservedLevel { @OneOf(LEVELS) level: string; @Text(80) planVersion: string; @Whole(1, 40) need: number; @ListOf(() => Condition, 40) met: Condition[] }
/** The earlier form cannot say that no warning stands behind a decision: one that gauges opened is not said in it. */
@Event('command.decision.opened.v2', 'A red or orange warning, or gauges that meet a level of a plan, demand: raise, or hold with a reason, within 15 minutes.')
@Replaces(DecisionOpened, ({ decisionId, warningId, colour, hazard, areas, ownerId, openedAt, dueAt }: DecisionOpenedV2): DecisionOpened | undefined =>
  (warningId && colour ? { decisionId, warningId, colour, hazard, areas, ownerId, openedAt, dueAt } : undefined))
export class DecisionOpenedV2 {
  @Id() decisionId: string;
  @OneOf(['warning', 'observation']) cause: string;
  @Optional() @Id() warningId?: string;
  /** Of the warning; where gauges opened it, the highest colour in force there, if any. */
  @Optional() @OneOf(COLOURS) colour?: string;
  @Optional() @Nested(() => ObservedLevel) observed?: ObservedLevel;
  @Text(60) hazard: string;
  @Areas() areas: string[];
  @Id() ownerId: string;
  @Instant() openedAt: string;
  @Instant() dueAt: string;
}
@Event('command.decision.unowned', 'A decision is demanded while nobody holds command, no roster and no seat: it stands, visible, and opens with an owner as soon as somebody is there.')
export class DecisionUnowned {
  @Id() decisionId: string;
  @OneOf(['warning', 'observation']) cause: string;
  @Optional() @Id() warningId?: string;
  @Optional() @OneOf(COLOURS) colour?: string;
  @Optional() @Nested(() => ObservedLevel) observed?: ObservedLevel;
  @Text(60) hazard: string;
  @Areas() areas: string[];
  @Instant() openedAt: string;
}
@Event('command.decision.passed', 'Silence moved the decision to the next person; `hop` counts from 1.')
export class DecisionPassed {
  @Id() decisionId: string;
  @Whole(1) hop: number;
  @Id() from: string;
  @Id() to: string;
  @OneOf(['silent', 'awaiting-signature', 'signer-silent', 'off-duty', 'chain-exhausted', 'warning-upgraded']) reason: string;
  @Instant() dueAt: string;
}
@Event('command.decision.proposed', 'A level is proposed and lacks a signature; the clock is with the missing signer.')
export class DecisionProposed {
  @Id() decisionId: string;
  @OneOf(LEVELS) level: string;
  @Text(80) planVersion: string;
  @Areas() areas: string[];
  @Id() proposedBy: string;
  /** Seats or roles whose signature is missing. */
  @ListOf(() => MissingSignature, 5) missing: MissingSignature[];
}
export class MissingSignature { @OneOf([...SEATS, 'duty-officer']) seat: string; @Optional() @Id() userId?: string }
export class Signature { @Id() userId: string; @OneOf([...SEATS, 'duty-officer']) as: string; @Instant() at: string }

@Event('command.decision.signed', 'One signer signed the proposed level.')
export class DecisionSigned { @Id() decisionId: string; @OneOf(LEVELS) level: string; @Nested(() => Signature) signature: Signature }

/** One proposed plan with its reasons, as shown when the choice was made. */
export class RankedPlan {
  @Text(80) planVersion: string;
  @Text(200) name: string;
  @Optional() @Text(200) nameEn?: string;
  @OneOf(LEVELS) level: string;
  @Decimal(0, 100) score: number;
  /** Silent sources: neither met nor unmet. */
  @Optional() @ListOf(() => Condition, 40) unknown?: Condition[];
  @ListOf(() => Condition, 40) met: Condition[];
  @ListOf(() => Condition, 40) unmet: Condition[];
}
export class Condition { @Text(80) code: string; @Text(300) zh: string; @Text(300) en: string;
  /** Greatest value the sources say and when, how many speak and how many are silent; where the condition is on readings. */
  @Optional() @Decimal() value?: number; @Optional() @Instant() at?: string; @Optional() @Whole() sources?: number; @Optional() @Whole() silent?: number;
  /** No gauge tells it: a person says whether it holds; who did, `at`, and until when that counts. */
  @Optional() @Flag() person?: boolean; @Optional() @Id() by?: string; @Optional() @Instant() until?: string }

@Event('command.decision.raised', 'The level is in force; the choice, the rejected ones and the chooser are on the record.')
export class DecisionRaised {
  @Id() decisionId: string;
  @OneOf(LEVELS) level: string;
  @Text(80) planVersion: string;
  @Ids(5) signers: string[];
  @Id() orderSetId: string;
  @ListOf(() => RankedPlan, 20) plans: RankedPlan[];
}
@Event('command.decision.held', 'A named person decided not to raise, with a reason and a time to look again.')
export class DecisionHeld { @Id() decisionId: string; @Id() by: string; @FreeText() reason: string; @Instant() reviewAt: string }

@Event('command.decision.answered', 'A named person found the level that is asked for in force over all areas already: nothing was left to raise. `level` is the lowest in force there.')
export class DecisionAnswered { @Id() decisionId: string; @Id() by: string; @OneOf(LEVELS) level: string; @Areas() areas: string[] }

@Event('command.decision.lapsed', 'The warning ended, or what gauges met cleared, before anyone decided; the lapse stays on the record.')
export class DecisionLapsed { @Id() decisionId: string; @Text(80) reason: string }

// ---- level
@Event('command.level.raised', 'A response level is in force for the areas.')
export class LevelRaised {
  @Id() levelId: string;
  @Id() incidentId: string;
  @Optional() @Id() decisionId?: string;
  @Areas(100, 1) areas: string[];
  @OneOf(LEVELS) level: string;
  @Optional() @OneOf(LEVELS) previous?: string;
  @Text(80) planVersion: string;
  @Id() orderSetId: string;
  @Whole() orders: number;
  @ListOf(() => Signature, 5) signatures: Signature[];
  @Instant() raisedAt: string;
}
@Event('command.level.lowered', 'The level fell or ended; this lifts no measure.')
export class LevelLowered {
  @Id() levelId: string;
  @Id() incidentId: string;
  @Areas(100, 1) areas: string[];
  @OneOf([...LEVELS, 'none']) level: string;
  @OneOf(LEVELS) previous: string;
  @FreeText() reason: string;
  @ListOf(() => Signature, 5) signatures: Signature[];
  @Instant() loweredAt: string;
}

// ---- plan
@Event('command.plan.published', 'A plan version is published and immutable.')
export class PlanPublished { @Text(60) planId: string; @Text(80) planVersion: string; @Text(200) name: string; @Text(64) digest: string }

// ---- order set and orders
/** What nobody can receive, named before confirmation. */
export class Unaddressable { @Text(60) measure: string; @Area() area: string; @Optional() @Id() siteId?: string; @Text(200) reason: string }
export class AreaCount { @Area() area: string; @Whole() orders: number }

@Event('command.set.issued', 'One act of issuing: n orders, exactly once.')
export class SetIssued {
  @Id() orderSetId: string;
  @Id() incidentId: string;
  @OneOf(['level', 'single', 'area', 'lift', 'part']) kind: string;
  @Optional() @OneOf(LEVELS) level?: string;
  @Optional() @Text(80) planVersion?: string;
  @Whole() orders: number;
  @ListOf(() => AreaCount, 100) perStreet: AreaCount[];
  @ListOf(() => Unaddressable, 3000) unaddressable: Unaddressable[];
  @Id() by: string;
  /** Closed ring drawn on the map, "lon lat", WGS84. */
  @Optional() @Strings(/^-?\d+(\.\d+)? -?\d+(\.\d+)?$/, 500) ring?: string[];
}

export class Addressee { @OneOf(ADDRESSEE_KINDS) kind: string; @Id() id: string; @Text(200) name: string; /** Name of the unit of the directory whose post it is (row 88), as it was known when the order was issued. */ @Optional() @Text(200) unit?: string }
/** Due instant of each arrow after `issued`. */
export class Due {
  @Instant() delivered: string;
  @Instant() acknowledged: string;
  @Instant() executing: string;
  @Instant() reported: string;
  @Instant() verified: string;
}

/** How much of something an order asks for, as in 120 households or 40 sandbags. */
export class Quantity { @Decimal(0.001, 1e9) n: number; @Text(20) unit: string }

@Event('command.order.issued', 'One instruction to one addressee, with a deadline on every arrow.')
export class OrderIssued {
  @Id() orderId: string;
  @Id() orderSetId: string;
  @Id() incidentId: string;
  @OneOf(MEASURES) measure: string;
  /** Of a SUSPEND, what stops; older ones do not say. */
  @Optional() @OneOf(SUSPEND_SCOPES) scope?: string;
  @Nested(() => Addressee) addressee: Addressee;
  /** What the order is about: the grid of a packet, the site's grid, or the area. */
  @Area() area: string;
  @Optional() @OneOf(FORCES) force?: string;
  @Optional() @OneOf(LEVELS) level?: string;
  @Optional() @Id() siteId?: string;
  @Text(2000) textZh: string;
  @Text(2000) textEn: string;
  @OneOf(['photo', 'none']) evidence: string;
  @Nested(() => Due) due: Due;
  /** Order of a lower level for the same grid × force (or the same site measure) that this one replaces where it is not yet reported. */
  @Optional() @Id() supersedes?: string;
  /** Order whose measure this one lifts; that one stays in force until this one is verified. */
  @Optional() @Id() lifts?: string;
  /** Order that this one is a part of, and how much of it. */
  @Optional() @Id() parentId?: string;
  @Optional() @Nested(() => Quantity) quantity?: Quantity;
  /** Who answers: the holder on duty, else the recorded deputy, else the superior post's holder. */
  @Id() holderId: string;
  @Optional() @Id() deputyId?: string;
  @OneOf(['holder', 'deputy', 'superior']) resolvedTo: string;
  @Id() issuedBy: string;
  /** How high it was issued from: the commander seat 4, the deputy seat 3, any officer of the zone 2, of a street 1; older ones do not say. */
  @Optional() @Whole(0, 4) issuerRank?: number;
  /** All who signed, where a level took two; none of them may verify. */
  @Optional() @Ids(5) signedBy?: string[];
  @Instant() issuedAt: string;
}
@Event('command.order.withdrawn', 'The issuer took the order back.')
export class OrderWithdrawn { @Id() orderId: string; @Area() area: string; @FreeText() reason: string; @Id() by: string }

@Event('command.order.lifted', 'A measure is no longer in force: its lift order was done and verified by another.')
export class OrderLifted { @Id() orderId: string; @Id() liftOrderId: string; @Area() area: string; @OneOf(MEASURES) measure: string; @Optional() @Id() siteId?: string; @Instant() liftedAt: string }

@Event('command.order.lifted-on-ground', 'A measure that was ordered is no longer in force: the ground lifted it by itself, without a lift order.')
export class OrderLiftedOnGround { @Id() orderId: string; @Area() area: string; @OneOf(MEASURES) measure: string; @Optional() @Id() siteId?: string; @Id() by: string; @Instant() liftedAt: string }

@Event('command.order.overridden', 'The common superior put an order in the place of one that contradicts it.')
export class OrderOverridden { @Id() orderId: string; @Id() byOrderId: string; @Area() area: string; @Id() issuedBy: string; @Id() by: string; @FreeText() reason: string }

@Event('command.order.divided', 'An order was broken down: from now its arrows are the roll-up of its parts.')
export class OrderDivided { @Id() orderId: string; @Area() area: string; @Id() orderSetId: string; @Whole(1, 200) parts: number; @Id() by: string }

@Event('command.order.rolled-up', 'How far all parts of a divided order have come; an arrow without an instant is open again.')
export class OrderRolledUp { @Id() orderId: string; @Area() area: string; @Optional() @Instant() executing?: string; @Optional() @Instant() reported?: string; @Optional() @Instant() verified?: string }

@Event('command.order.overdue', 'An arrow passed its due time in silence.')
export class OrderOverdue { @Id() orderId: string; @Area() area: string; @OneOf(STAGES) stage: string; @Instant() dueAt: string }

@Event('command.order.escalated', 'Silence was pushed one step up the chain (催办).')
export class OrderEscalated {
  @Id() orderId: string;
  @Area() area: string;
  @OneOf(STAGES) stage: string;
  @Whole(1, 9) step: number;
  /** Post or seat that is told, and its holder. */
  @Text(200) to: string;
  @Optional() @Id() toUserId?: string;
  /** Where a person did not wait for the clock: who, and why. */
  @Optional() @Id() by?: string;
  @Optional() @FreeText() reason?: string;
}
@Event('command.order.reminded', 'A person called the addressee again (再次呼叫); moves no arrow and no clock.')
export class OrderReminded {
  @Id() orderId: string;
  @Area() area: string;
  /** The arrow the order waits for. */
  @OneOf(STAGES) stage: string;
  @Id() by: string;
}

@Event('command.order.prompted', 'A deadline is near and its answer is missing: the clock asked for it, once per deadline.')
export class OrderPrompted {
  @Id() orderId: string;
  @Area() area: string;
  @OneOf(STAGES) stage: string;
  @Instant() dueAt: string;
  /** Whoever has the order; for the verification of what is reported, the superior. */
  @Id() toUserId: string;
}

// ---- seats and roster
@Event('command.seat.taken', 'A person holds a command post.')
export class SeatTaken { @OneOf(SEATS) seat: string; @Area() zone: string; @Id() userId: string; @Instant() from: string;
  /** Whose acceptance ended whose term, by which offer; absent where the seat was seeded or vacant. */
  @Optional() @Id() previousId?: string;
  @Optional() @Id() offerId?: string }

@Event('command.roster.published', 'Who answers now, with ordered alternates.')
export class RosterPublished { @Id() rosterId: string; @Area() zone: string; @Ids(20, 1) officers: string[]; @Instant() from: string; @Flag() standing: boolean }

// ---- attentions: what must be put before the duty officer and is no warning
@Event('command.attention.opened', 'Put before the duty officer at once, by its kind.')
export class AttentionOpened { @Id() attentionId: string; @OneOf(ATTENTION_KINDS) kind: string; @Id() about: string; @Text(80) reason: string; @Id() ownerId: string; @Instant() openedAt: string }

@Event('command.attention.closed', 'A named person looked at it and noted what was done.')
export class AttentionClosed { @Id() attentionId: string; @Id() by: string; @FreeText() note: string; @Instant() closedAt: string }

@Event('command.attention.settled', 'What it asked came to its end without a note: people decided, the level is in force, gauges fell below it, or its cause ended.')
export class AttentionSettled { @Id() attentionId: string; @OneOf(SETTLEMENTS) reason: string; @Instant() settledAt: string }
