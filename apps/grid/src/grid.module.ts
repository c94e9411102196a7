import { Module } from '@nestjs/common';
import { AnswerItem, itemHandlers, itemSubscriber, NOUN, OpenItems } from '@xunling/addressee';
import { MessagingModule, type MessagingOptions } from '@xunling/messaging';
import { KnownAccountSubscriber } from './account/known-account.subscriber.js';
import { AreaHandler } from './area/area.handler.js';
import { ChangeArea } from './area/change-area.js';
import { ImportAreas } from './area/import-areas.js';
import { OpenAreas } from './area/open-areas.js';
import { CasualtyHandler } from './casualty/casualty.handler.js';
import { KeepCasualties } from './casualty/keep-casualties.js';
import { ExplainCasualties } from './casualty/explain-casualties.js';
import { EvacuationActsHandler } from './evacuation/acts.handler.js';
import { ActOnLedger } from './evacuation/act-on-ledger.js';
import { CountMoved } from './evacuation/count-moved.js';
import { EndEvacuation } from './evacuation/end-evacuation.js';
import { Enlist } from './evacuation/enlist-persons.js';
import { EvacuationHandler } from './evacuation/evacuation.handler.js';
import { EvacuationSubscriber } from './evacuation/evacuation.subscriber.js';
import { FinishTask } from './evacuation/finish-task.js';
import { FollowUp } from './evacuation/follow-up.js';
import { HandOver } from './evacuation/hand-over.js';
import { OpenEvacuation } from './evacuation/open-evacuation.js';
import { dutyNoun } from './duty/duty.noun.js';
import { EvidenceHandler } from './evidence/evidence.handler.js';
import { GapsTicker } from './household/gaps.ticker.js';
import { HouseholdHandler } from './household/household.handler.js';
import { KeepHouseholds } from './household/keep-households.js';
import { RegisterGaps } from './household/register-gaps.js';
import { GAUGES } from './gauge/gauges.providers.js';
import { Gauges1763960000051 } from './migrations/gauges.js';
import { ConflictHandler } from './conflict/conflict.handler.js';
import { SettleConflict } from './conflict/settle-conflict.js';
import { AnswerMeasure } from './measure/answer-measure.js';
import { MeasureHandler } from './measure/measure.handler.js';
import { MicroGrids1763900010001 } from './migrations/micro-grids.js';
import { PatrolTicker } from './measure/patrol.ticker.js';
import { ProtectSite } from './protection/protect-site.js';
import { EvacuationUnapprovedTicker } from './protection/evacuation-unapproved.ticker.js';
import { ReviewEvacuation } from './protection/review-evacuation.js';
import { UnapprovedTicker } from './protection/unapproved.ticker.js';
import { Grid1700000001000 } from './migrations/grid-1.js';
import { AreaDatum1763900000002 } from './migrations/area-datum.js';
import { DutyAdditions1763900000001 } from './migrations/duty-additions.js';
import { EvidenceDetail1763960012003 } from './migrations/evidence-detail.js';
import { Presence1763960012002 } from './migrations/presence.js';
import { KeepPresence } from './on-post/keep-presence.js';
import { OnPostHandler } from './on-post/on-post.handler.js';
import { OnPostSubscriber } from './on-post/on-post.subscriber.js';
import { OnPostTicker } from './on-post/on-post.ticker.js';
import { readFence } from './on-post/settings.js';
import { DutyScope1763990000100 } from './migrations/duty-scope.js';
import { DutyTurns1763960012001 } from './migrations/duty-turns.js';
import { Casualties1763900000004 } from './migrations/casualties.js';
import { Evacuations1763950000011 } from './migrations/evacuations.js';
import { SiteRegister1763960000001 } from './migrations/site-register.js';
import { AccountNames1763990000103 } from './migrations/account-names.js';
import { SitePlans1763990000102 } from './migrations/site-plans.js';
import { EvacuationCount1764010000200 } from './migrations/evacuation-count.js';
import { AreaMeasures1764010000300 } from './migrations/area-measures.js';
import { GaugeHistory1764010000400 } from './migrations/gauge-history.js';
import { WhatShuts1764010000100 } from './migrations/what-shuts.js';
import { SuspendScopes1763990000101 } from './migrations/suspend-scopes.js';
import { Measures1763960000002 } from './migrations/measures.js';
import { FieldReports1763990000040 } from './migrations/field-reports.js';
import { SiteUnheard1764200000100 } from './migrations/site-unheard.js';
import { Units1763900000003 } from './migrations/units.js';
import { PersonsLeft1764200000200 } from './migrations/persons-left.js';
import { EvacuationReviews1764200000300 } from './migrations/evacuation-reviews.js';
import { PostsInFull1763900010002 } from './migrations/posts-in-full.js';
import { ClosePosts } from './post/close-posts.js';
import { HoldPost } from './post/hold-post.js';
import { HoldingTicker } from './post/holding.ticker.js';
import { ImportPosts } from './post/import-posts.js';
import { OpenPost } from './post/open-post.js';
import { TakeEffect } from './post/take-effect.js';
import { OpenPosts } from './post/open-posts.js';
import { PostHandler } from './post/post.handler.js';
import { ActOnReport } from './report/act-on-report.js';
import { JudgeDisputes } from './report/judge-disputes.js';
import { PairReports } from './report/pair-reports.js';
import { ReportHandler } from './report/report.handler.js';
import { ReportStore } from './report/report.store.js';
import { ReportView } from './report/report.view.js';
import { SayReport } from './report/say-report.js';
import { SettleReport } from './report/settle-report.js';
import { SampleSeed } from './seed/sample.seed.js';
import { SeedAtRisk } from './seed/seed-at-risk.js';
import { KeepShelters } from './shelter/keep-shelters.js';
import { PlacePersons } from './shelter/place-persons.js';
import { ShelterHandler } from './shelter/shelter.handler.js';
import { UseShelter } from './shelter/use-shelter.js';
import { ImportSites } from './site/import-sites.js';
import { KeepSites } from './site/keep-sites.js';
import { PublishSites } from './site/publish-sites.js';
import { SiteHandler } from './site/site.handler.js';
import { ChangeUnit } from './unit/change-unit.js';
import { ListUnits } from './unit/list-units.js';
import { UnitHandler } from './unit/unit.handler.js';

/** In the order of their stamps. */
const MIGRATIONS = [
  Grid1700000001000,
  DutyAdditions1763900000001,
  AreaDatum1763900000002,
  Units1763900000003,
  Casualties1763900000004,
  MicroGrids1763900010001,
  PostsInFull1763900010002,
  Evacuations1763950000011,
  SiteRegister1763960000001,
  Measures1763960000002,
  Gauges1763960000051,
  DutyTurns1763960012001,
  Presence1763960012002,
  EvidenceDetail1763960012003,
  FieldReports1763990000040,
  DutyScope1763990000100,
  SuspendScopes1763990000101,
  SitePlans1763990000102,
  AccountNames1763990000103,
  WhatShuts1764010000100,
  EvacuationCount1764010000200,
  AreaMeasures1764010000300,
  GaugeHistory1764010000400,
  SiteUnheard1764200000100,
  PersonsLeft1764200000200,
  EvacuationReviews1764200000300,
];
export const GRID: MessagingOptions = { context: 'grid', migrations: MIGRATIONS };

/** A noun a line. */
const NOUNS = [
  OpenItems, AnswerItem, itemHandlers('grid', 'duty'), itemSubscriber('grid-duty'),
  OnPostHandler, OnPostSubscriber, OnPostTicker,
  ChangeArea, OpenAreas, ImportAreas, AreaHandler,
  OpenPosts, OpenPost, ClosePosts, HoldPost, TakeEffect, ImportPosts, HoldingTicker, PostHandler, KnownAccountSubscriber,
  PublishSites, KeepSites, ImportSites, SiteHandler,
  AnswerMeasure, ProtectSite, MeasureHandler, PatrolTicker, UnapprovedTicker, ReviewEvacuation, EvacuationUnapprovedTicker,
  SettleConflict, ConflictHandler,
  EvidenceHandler,
  ListUnits, ChangeUnit, UnitHandler,
  KeepCasualties, ExplainCasualties, CasualtyHandler,
  ReportStore, JudgeDisputes, SayReport, ActOnReport, PairReports, SettleReport, ReportView, ReportHandler,
  KeepHouseholds, RegisterGaps, HouseholdHandler, GapsTicker,
  KeepShelters, PlacePersons, UseShelter, ShelterHandler,
  OpenEvacuation, Enlist, ActOnLedger, CountMoved, FollowUp, HandOver, EndEvacuation, FinishTask, EvacuationHandler, EvacuationActsHandler, EvacuationSubscriber,
  ...GAUGES,
  SampleSeed, SeedAtRisk,
];

/** 网格: the area tree with posts, units and sites; duties and their evidence; measures, evacuations, shelters, people at risk, field reports. */
@Module({})
export class GridModule {
  static with(options: Partial<MessagingOptions> = {}): object {
    const presence = new KeepPresence(readFence());
    const duties = [{ provide: KeepPresence, useValue: presence }, { provide: NOUN, useValue: dutyNoun(presence) }];
    return { module: GridModule, imports: [MessagingModule.forService({ ...GRID, ...options })], providers: [...duties, ...NOUNS] };
  }
}
