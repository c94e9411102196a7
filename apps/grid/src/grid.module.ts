import { Module } from '@nestjs/common';
import { AnswerItem, itemHandlers, itemSubscriber, NOUN, OpenItems } from '@xunling/addressee';
import { MessagingModule, type MessagingOptions } from '@xunling/messaging';
import { AreaHandler } from './area/area.handler.js';
import { ChangeArea } from './area/change-area.js';
import { ImportAreas } from './area/import-areas.js';
import { OpenAreas } from './area/open-areas.js';
import { CasualtyHandler } from './casualty/casualty.handler.js';
import { KeepCasualties } from './casualty/keep-casualties.js';
import { ExplainCasualties } from './casualty/explain-casualties.js';
import { DUTY } from './duty/duty.noun.js';
import { EvacuationActsHandler } from './evacuation/acts.handler.js';
import { ActOnLedger } from './evacuation/act-on-ledger.js';
import { EndEvacuation } from './evacuation/end-evacuation.js';
import { Enlist } from './evacuation/enlist-persons.js';
import { EvacuationHandler } from './evacuation/evacuation.handler.js';
import { EvacuationSubscriber } from './evacuation/evacuation.subscriber.js';
import { FinishTask } from './evacuation/finish-task.js';
import { FollowUp } from './evacuation/follow-up.js';
import { OpenEvacuation } from './evacuation/open-evacuation.js';
import { EvidenceHandler } from './evidence/evidence.handler.js';
import { GapsTicker } from './household/gaps.ticker.js';
import { HouseholdHandler } from './household/household.handler.js';
import { KeepHouseholds } from './household/keep-households.js';
import { RegisterGaps } from './household/register-gaps.js';
import { ConflictHandler } from './conflict/conflict.handler.js';
import { SettleConflict } from './conflict/settle-conflict.js';
import { AnswerMeasure } from './measure/answer-measure.js';
import { MeasureHandler } from './measure/measure.handler.js';
import { MicroGrids1763900010001 } from './migrations/micro-grids.js';
import { PatrolTicker } from './measure/patrol.ticker.js';
import { ProtectSite } from './protection/protect-site.js';
import { UnapprovedTicker } from './protection/unapproved.ticker.js';
import { Grid1700000001000 } from './migrations/grid-1.js';
import { AreaDatum1763900000002 } from './migrations/area-datum.js';
import { DutyAdditions1763900000001 } from './migrations/duty-additions.js';
import { Casualties1763900000004 } from './migrations/casualties.js';
import { Evacuations1763950000011 } from './migrations/evacuations.js';
import { SiteRegister1763960000001 } from './migrations/site-register.js';
import { Measures1763960000002 } from './migrations/measures.js';
import { FieldReports1763990000040 } from './migrations/field-reports.js';
import { Units1763900000003 } from './migrations/units.js';
import { PostsInFull1763900010002 } from './migrations/posts-in-full.js';
import { ClosePosts } from './post/close-posts.js';
import { HoldPost } from './post/hold-post.js';
import { HoldingTicker } from './post/holding.ticker.js';
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

export const GRID: MessagingOptions = { context: 'grid', migrations: [Grid1700000001000, DutyAdditions1763900000001, AreaDatum1763900000002, Units1763900000003, Casualties1763900000004, MicroGrids1763900010001, PostsInFull1763900010002, Evacuations1763950000011, SiteRegister1763960000001, Measures1763960000002, FieldReports1763990000040] };

/** 网格: area tree, posts and holders, sites, duties and their evidence. */
@Module({})
export class GridModule {
  static with(options: Partial<MessagingOptions> = {}): object {
    return {
      module: GridModule,
      imports: [MessagingModule.forService({ ...GRID, ...options })],
      providers: [
        { provide: NOUN, useValue: DUTY }, OpenItems, AnswerItem, itemHandlers('grid', 'duty'), itemSubscriber('grid-duty'),
        ChangeArea, OpenAreas, ImportAreas, AreaHandler, OpenPosts, OpenPost, ClosePosts, HoldPost, TakeEffect, HoldingTicker, PostHandler, PublishSites, KeepSites, ImportSites, SiteHandler, AnswerMeasure, ProtectSite, MeasureHandler, PatrolTicker, UnapprovedTicker, SettleConflict, ConflictHandler, EvidenceHandler, ListUnits, ChangeUnit, UnitHandler, KeepCasualties, ExplainCasualties, CasualtyHandler, SampleSeed,
        ReportStore, JudgeDisputes, SayReport, ActOnReport, PairReports, SettleReport, ReportView, ReportHandler,
        SeedAtRisk, KeepHouseholds, RegisterGaps, HouseholdHandler, GapsTicker, KeepShelters, PlacePersons, UseShelter, ShelterHandler,
        OpenEvacuation, Enlist, ActOnLedger, FollowUp, EndEvacuation, FinishTask, EvacuationHandler, EvacuationActsHandler, EvacuationSubscriber,
      ],
    };
  }
}
