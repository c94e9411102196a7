import { Module } from '@nestjs/common';
import { AnswerItem, evidenceSubscriber, itemHandlers, itemSubscriber, NOUN, OpenItems } from '@xunling/addressee';
import { MessagingModule, type MessagingOptions } from '@xunling/messaging';
import { TeamHandler } from './team/team.handler.js';
import { RegisterTeams } from './team/register-teams.js';
import { MicroGrids1763900010001 } from './migrations/micro-grids.js';
import { Rescue1700000001000 } from './migrations/rescue-1.js';
import { MissionAdditions1763900000001 } from './migrations/mission-additions.js';
import { MissionScope1763990000101 } from './migrations/mission-scope.js';
import { MissionTurns1763900012001 } from './migrations/mission-turns.js';
import { MISSION } from './mission/mission.noun.js';
import { SampleSeed } from './seed/sample.seed.js';

/** 抢险: teams and their missions. */
@Module({})
export class RescueModule {
  static with(options: Partial<MessagingOptions> = {}): object {
    return {
      module: RescueModule,
      imports: [MessagingModule.forService({ context: 'rescue', migrations: [Rescue1700000001000, MissionAdditions1763900000001, MicroGrids1763900010001, MissionTurns1763900012001, MissionScope1763990000101], ...options })],
      providers: [
        { provide: NOUN, useValue: MISSION }, OpenItems, AnswerItem, itemHandlers('rescue', 'mission'), itemSubscriber('rescue-mission'), evidenceSubscriber('rescue-known-evidence'),
        RegisterTeams, TeamHandler, SampleSeed,
      ],
    };
  }
}
