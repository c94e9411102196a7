import { CalloutPolicy1763900020101 } from './callout-policy.js';
import { GaugeProposals1763900020102 } from './gauge-proposals.js';
import { GaugeReadings1763900020004 } from './gauge-readings.js';
import { CalloutDoors1763900000252 } from './callout-doors.js';
import { CalloutFigures1763900000251 } from './callout-figures.js';
import { Callouts1763900000201 } from './callouts.js';
import { Casualties1763900000025 } from './casualties.js';
import { Claims1763900000019 } from './claims.js';
import { CommandTables1763900000001 } from './command-tables.js';
import { Entries1763900000206 } from './entries.js';
import { Forecasts1763900000021 } from './forecasts.js';
import { LevelProposals1763900000024 } from './level-proposals.js';
import { ManyIncidents1763900000020 } from './many-incidents.js';
import { OrderLifts1763900000010 } from './order-lifts.js';
import { OrderParts1763900000017 } from './order-parts.js';
import { OrderRanks1763900000016 } from './order-ranks.js';
import { OrderReminders1763900000002 } from './order-reminders.js';
import { PlanCycle1763900000112 } from './plan-cycle.js';
import { SeatsAndRosters1763900000111 } from './seats-and-rosters.js';
import { Sitreps1763900000018 } from './sitreps.js';
import { Observations1763900000023 } from './observations.js';
import { UnitPlans1763900000022 } from './unit-plans.js';
import { GroundHolds1763900031102 } from './ground-holds.js';
import { GroundMeasures1763900020003 } from './ground-measures.js';
import { ContactTests1763900000253 } from './contact-tests.js';
import { OrderPlaces1763900031101 } from './order-places.js';
import { OrderPrompts1763900025001 } from './order-prompts.js';
import { ObservedDecisions1763900025002 } from './observed-decisions.js';
import { CalloutJoins1763900025003 } from './callout-joins.js';
import { OrderScopes1763900022011 } from './order-scopes.js';
import { CalloutPolicyAreas1763900025004 } from './callout-policy-areas.js';
import { KnownEditions1763900025005 } from './known-editions.js';
import { Evacuations1763900025106 } from './evacuations.js';
import { GroundFacts1763900026001 } from './ground-facts.js';
import { ConditionStatements1763900027001 } from './condition-statements.js';
import { HospitalFacts1763900026002 } from './hospital-facts.js';
import { Escalations1763900025206 } from './escalations.js';
import { LevelSigners1763900025306 } from './level-signers.js';
import { OrderUnits1763900027002 } from './order-units.js';
import { DecisionParts1763900031102 } from './decision-parts.js';
import { NobodyInCommand1763900031103 } from './nobody-in-command.js';
import { MessageCauses1763900031101 } from './message-causes.js';
import { JointMembers1763900029001 } from './joint-members.js';
import { SeatRanks1763900030001 } from './seat-ranks.js';
import { EvacuationFacts1763900029101 } from './evacuation-facts.js';
import { OrderTurns1763900022001 } from './order-turns.js';
import { CasualtyOccurrences1763900030501 } from './casualty-occurrences.js';
import { OrderMisses1763900031502 } from './order-misses.js';
import { TraceMessages1763900031503 } from './trace-messages.js';
import { StoodLags1763900032001 } from './stood-lags.js';

/** Changes of command's tables, in the order of their time stamps. */
export const MIGRATIONS = [
  CommandTables1763900000001,
  OrderReminders1763900000002,
  OrderLifts1763900000010,
  OrderRanks1763900000016,
  OrderParts1763900000017,
  Sitreps1763900000018,
  Claims1763900000019,
  ManyIncidents1763900000020,
  Forecasts1763900000021,
  UnitPlans1763900000022,
  Observations1763900000023,
  LevelProposals1763900000024,
  Casualties1763900000025,
  SeatsAndRosters1763900000111,
  PlanCycle1763900000112,
  Callouts1763900000201,
  Entries1763900000206,
  CalloutFigures1763900000251,
  CalloutDoors1763900000252,
  ContactTests1763900000253,
  GroundMeasures1763900020003,
  GaugeReadings1763900020004,
  CalloutPolicy1763900020101,
  GaugeProposals1763900020102,
  OrderTurns1763900022001,
  OrderPrompts1763900025001,
  ObservedDecisions1763900025002,
  CalloutJoins1763900025003,
  OrderScopes1763900022011,
  CalloutPolicyAreas1763900025004,
  KnownEditions1763900025005,
  Evacuations1763900025106,
  GroundFacts1763900026001,
  ConditionStatements1763900027001,
  HospitalFacts1763900026002,
  Escalations1763900025206,
  LevelSigners1763900025306,
  OrderUnits1763900027002,
  JointMembers1763900029001,
  EvacuationFacts1763900029101,
  SeatRanks1763900030001,
  CasualtyOccurrences1763900030501,
  OrderPlaces1763900031101,
  MessageCauses1763900031101,
  DecisionParts1763900031102,
  OrderMisses1763900031502,
  TraceMessages1763900031503,
  GroundHolds1763900031102,
  NobodyInCommand1763900031103,
  StoodLags1763900032001,
];
