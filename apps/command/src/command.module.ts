import { Module, type DynamicModule } from '@nestjs/common';
import { MessagingModule, type MessagingOptions } from '@xunling/messaging';
import { AlarmTicker } from './attention/alarm.ticker.js';
import { CauseView } from './attention/cause.view.js';
import { AttentionController } from './attention/attention.controller.js';
import { AttentionStore } from './attention/attention.store.js';
import { AttentionOpening } from './attention/open-attention.js';
import { AcknowledgeEscalation } from './escalation/acknowledge-escalation.js';
import { EscalationSender } from './escalation/escalation-sender.js';
import { EscalationController } from './escalation/escalation.controller.js';
import { EscalationStore } from './escalation/escalation.store.js';
import { MessageStore } from './escalation/message.store.js';
import { ReachView } from './escalation/reach.view.js';
import { TellOfficers } from './escalation/tell-officers.js';
import { TellSuperiors } from './escalation/tell-superiors.js';
import { AnswerDecision } from './decision/answer-decision.js';
import { CallDecider, RecordDecision } from './decision/call-decider.js';
import { EvacuationStore } from './evacuation/evacuation.store.js';
import { EvacuationSubscriber } from './evacuation/evacuation.subscriber.js';
import { GroundStore } from './ground/ground.store.js';
import { GroundSubscriber } from './ground/ground.subscriber.js';
import { AttentionSubscriber } from './attention/attention.subscriber.js';
import { SupportSubscriber } from './attention/support.subscriber.js';
import { SignerController } from './decision/signer.controller.js';
import { SignerStore } from './decision/signer.store.js';
import { DecisionController } from './decision/decision.controller.js';
import { DecisionStore } from './decision/decision.store.js';
import { DecisionSubscriber } from './decision/decision.subscriber.js';
import { DecisionTicker } from './decision/decision.ticker.js';
import { DecisionViews } from './decision/decision.view.js';
import { HoldDecision } from './decision/hold-decision.js';
import { OpenDecision } from './decision/open-decision.js';
import { PreviewLevel } from './decision/preview-level.js';
import { RaiseDecision } from './decision/raise-decision.js';
import { AnswerCallout } from './callout/answer-callout.js';
import { CallForWarning } from './callout/call-for-warning.js';
import { CalloutPolicyController } from './callout/callout-policy.controller.js';
import { CalloutPolicyStore } from './callout/callout-policy.store.js';
import { CalloutController } from './callout/callout.controller.js';
import { CalloutStore } from './callout/callout.store.js';
import { CalloutViews } from './callout/callout.view.js';
import { CARRIERS } from './callout/carriers.js';
import { ContactController } from './callout/contact.controller.js';
import { ContactTestTicker } from './callout/contact-test.ticker.js';
import { ContactStore } from './callout/contact.store.js';
import { CheckDoor } from './callout/check-door.js';
import { EndCallouts } from './callout/end-callout.js';
import { JoinStore } from './callout/join.store.js';
import { LadderTicker } from './callout/ladder.ticker.js';
import { PassRow } from './callout/pass-row.js';
import { CalloutSender } from './callout/callout-sender.js';
import { StartCallout } from './callout/start-callout.js';
import { TakeReceipts } from './callout/take-receipts.js';
import { WarningCalloutSubscriber } from './callout/warning-callout.subscriber.js';
import { CasualtySubscriber } from './casualty/casualty.subscriber.js';
import { ClaimController } from './claim/claim.controller.js';
import { ClaimStore } from './claim/claim.store.js';
import { FiveStageController } from './five-stage/five-stage.controller.js';
import { FiveStageStore } from './five-stage/five-stage.store.js';
import { ForecastController } from './forecast/forecast.controller.js';
import { ForecastStore } from './forecast/forecast.store.js';
import { ForecastTicker } from './forecast/forecast.ticker.js';
import { ReceiveForecast } from './forecast/receive-forecast.js';
import { CloseIncident } from './incident/close-incident.js';
import { IncidentController } from './incident/incident.controller.js';
import { IncidentStore } from './incident/incident.store.js';
import { IncidentBoards } from './incident/incident.view.js';
import { OpenIncident } from './incident/open-incident.js';
import { KnownStore } from './known/known.store.js';
import { KnownSubscriber } from './known/known.subscriber.js';
import { HospitalSubscriber } from './form/hospital.subscriber.js';
import { StockSubscriber } from './known/stock.subscriber.js';
import { MemberController } from './member/member.controller.js';
import { MemberStore } from './member/member.store.js';
import { CorrectEntry } from './entry/correct-entry.js';
import { EntryController } from './entry/entry.controller.js';
import { EntryStore } from './entry/entry.store.js';
import { FormController } from './form/form.controller.js';
import { RecordsView } from './form/records.view.js';
import { LevelController } from './level/level.controller.js';
import { ProposalStore } from './level/proposal.store.js';
import { ProposalTicker, ProposeLevel } from './level/propose-level.js';
import { LevelStore } from './level/level.store.js';
import { LevelViews } from './level/level.view.js';
import { LowerLevel } from './level/lower-level.js';
import { RaiseDirectly } from './level/raise-directly.js';
import { RaiseLevel } from './level/raise-level.js';
import { ObservationController } from './observation/observation.controller.js';
import { AlarmSubscriber } from './observation/alarm.subscriber.js';
import { ObservationTicker } from './observation/observation.ticker.js';
import { ReadingSubscriber } from './observation/reading.subscriber.js';
import { ObservationStore } from './observation/observation.store.js';
import { StateCondition } from './observation/state-condition.js';
import { StatementStore } from './observation/statement.store.js';
import { ClearProposals } from './plan/clear-proposals.js';
import { GaugeProposalStore } from './plan/gauge-proposal.store.js';
import { GaugeProposalTicker } from './plan/gauge-proposal.ticker.js';
import { RankViews } from './plan/rank.view.js';
import { MIGRATIONS } from './migrations/all.js';
import { CallOrder } from './order/call-order.js';
import { DivideOrder } from './order/divide-order.js';
import { IssueDrawn } from './order/issue-drawn.js';
import { EndParts } from './order/end-parts.js';
import { IssueOrder } from './order/issue-order.js';
import { IssueOrders } from './order/issue-orders.js';
import { GroundLiftSubscriber } from './order/ground-lift.subscriber.js';
import { ItemSubscriber } from './order/item.subscriber.js';
import { OrderController } from './order/order.controller.js';
import { OrderStore } from './order/order.store.js';
import { OrderViews } from './order/order.view.js';
import { OverdueTicker } from './order/overdue.ticker.js';
import { OverrideOrders } from './order/override-orders.js';
import { RollUpParents } from './order/roll-up-parents.js';
import { ResponsibilityViews } from './order/responsibility.view.js';
import { OrderStages } from './order/stages.view.js';
import { WithdrawOrder } from './order/withdraw-order.js';
import { PlanController } from './plan/plan.controller.js';
import { PlanStore } from './plan/plan.store.js';
import { PlanViews } from './plan/plan.view.js';
import { SignPlan } from './plan/sign-plan.js';
import { WaiveGaps } from './plan/waive-gaps.js';
import { WritePlan } from './plan/write-plan.js';
import { AssignLine } from './reporting/assign-line.js';
import { ReportingController } from './reporting/reporting.controller.js';
import { ReportingStore } from './reporting/reporting.store.js';
import { DutyChangeTicker } from './roster/duty-change.ticker.js';
import { DutyView } from './roster/duty.view.js';
import { OnDutyView } from './roster/on-duty.view.js';
import { PublishRoster } from './roster/publish-roster.js';
import { RosterController } from './roster/roster.controller.js';
import { RosterStore } from './roster/roster.store.js';
import { RosterViews } from './roster/roster.view.js';
import { AnswerOffer } from './seat/answer-offer.js';
import { HandoverViews } from './seat/handover.view.js';
import { OfferSeat } from './seat/offer-seat.js';
import { OfferStore } from './seat/offer.store.js';
import { SeatController } from './seat/seat.controller.js';
import { SeatStore } from './seat/seat.store.js';
import { SeatViews } from './seat/seat.view.js';
import { StepDown } from './seat/step-down.js';
import { StaffingStore } from './staffing/staffing.store.js';
import { StaffingTicker } from './staffing/staffing.ticker.js';
import { SeedSample } from './seed/seed-sample.js';
import { FiguresView } from './sitrep/figures.view.js';
import { SitrepController } from './sitrep/sitrep.controller.js';
import { SitrepStore } from './sitrep/sitrep.store.js';
import { SitrepTicker } from './sitrep/sitrep.ticker.js';
import { WriteSitrep } from './sitrep/write-sitrep.js';
import { EndTasks } from './stand-down/end-tasks.js';
import { LiftMeasures } from './stand-down/lift-orders.js';
import { StandDownController } from './stand-down/stand-down.controller.js';
import { StandDownStore } from './stand-down/stand-down.store.js';
import { StandDownViews } from './stand-down/stand-down.view.js';
import { UnitPlanController } from './unit-plan/unit-plan.controller.js';
import { UnitPlanStore } from './unit-plan/unit-plan.store.js';
import { ReceiveAlert } from './warning/receive-alert.js';
import { WarningController } from './warning/warning.controller.js';
import { WarningStore } from './warning/warning.store.js';
import { WarningSubscriber } from './warning/warning.subscriber.js';
import { WarningTicker } from './warning/warning.ticker.js';
import { WarningViews } from './warning/warning.view.js';

const CONTROLLERS = [SignerController, EscalationController, 
  AttentionController,
  CalloutController,
  CalloutPolicyController,
  ContactController,
  ClaimController,
  DecisionController,
  EntryController,
  FiveStageController,
  ForecastController,
  FormController,
  IncidentController,
  LevelController,
  ObservationController,
  OrderController,
  PlanController,
  ReportingController,
  RosterController,
  SeatController,
  MemberController,
  SitrepController,
  StandDownController,
  UnitPlanController,
  WarningController,
];
const STORES = [SignerStore, AttentionStore, EscalationStore, MessageStore, EvacuationStore, GroundStore, DecisionStore, IncidentStore, KnownStore, LevelStore, ObservationStore, OrderStore, PlanStore, ProposalStore, RosterStore, SeatStore, StandDownStore, StatementStore, UnitPlanStore, WarningStore, EntryStore];
const VIEWS = [DecisionViews, IncidentBoards, LevelViews, DutyView, OnDutyView, OrderStages, OrderViews, ResponsibilityViews, StandDownViews, WarningViews, PlanViews, RankViews];
const USE_CASES = [EndParts, AcknowledgeEscalation, ReachView, TellOfficers, TellSuperiors, CallDecider, RecordDecision, AttentionOpening, CallOrder, CloseIncident, DivideOrder, HoldDecision, AnswerDecision, IssueDrawn, IssueOrder, IssueOrders, LiftMeasures, EndTasks, LowerLevel, OpenDecision, OpenIncident, OverrideOrders, PreviewLevel, ProposeLevel, RaiseDecision, RaiseDirectly, RaiseLevel, ReceiveAlert, RollUpParents, StateCondition, WithdrawOrder, SignPlan, WaiveGaps, WritePlan, CorrectEntry];
const LISTENING = [AlarmTicker, CauseView, EscalationSender, AlarmSubscriber, ObservationTicker, ReadingSubscriber, AttentionSubscriber, EvacuationSubscriber, GroundSubscriber, SupportSubscriber, GaugeProposalStore, ClearProposals, GaugeProposalTicker, CasualtySubscriber, DecisionSubscriber, DecisionTicker, ItemSubscriber, GroundLiftSubscriber, KnownSubscriber, StockSubscriber, HospitalSubscriber, OverdueTicker, ProposalTicker, WarningSubscriber, WarningTicker];
/** Forecast ladder and five-stage chain (rows 109, 110). */
const FORESEEING = [FiveStageStore, ForecastStore, ForecastTicker, ReceiveForecast];
/** Situation reports and staff forms (C17, C19, C26). */
const REPORTING = [ClaimStore, FiguresView, RecordsView, SitrepStore, SitrepTicker, WriteSitrep];
/** 叫应: call until answered (C4, C5, C18). */
const CALLING = [...CARRIERS, AnswerCallout, CallForWarning, CalloutPolicyStore, CalloutSender, CalloutStore, CalloutViews, CheckDoor, ContactStore, ContactTestTicker, EndCallouts, JoinStore, LadderTicker, PassRow, StartCallout, TakeReceipts, WarningCalloutSubscriber];
/** Seats, duty roster, reporting tree (C8, C9). */
const SEATING = [AnswerOffer, AssignLine, DutyChangeTicker, HandoverViews, MemberStore, OfferSeat, OfferStore, PublishRoster, ReportingStore, RosterViews, SeatViews, StaffingStore, StaffingTicker, StepDown];

@Module({})
export class CommandModule {
  /** Options replace what the environment says; tests pass a clock and a configuration. */
  static with(options: Partial<MessagingOptions> = {}): DynamicModule {
    return {
      module: CommandModule,
      imports: [MessagingModule.forService({ context: 'command', migrations: MIGRATIONS, ...options })],
      controllers: CONTROLLERS,
      providers: [...STORES, ...VIEWS, ...USE_CASES, ...LISTENING, ...SEATING, ...FORESEEING, ...REPORTING, ...CALLING, SeedSample],
    };
  }
}
