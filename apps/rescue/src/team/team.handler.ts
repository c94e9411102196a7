import { Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import type { ListTeamsInput, TeamPage } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { listTeams } from './team.view.js';

@Injectable()
export class TeamHandler {
  @Handle('rescue.team.list')
  list({ area, ...input }: ListTeamsInput, work: Work): Promise<TeamPage> {
    return listTeams(work.em, { ...input, areas: listScopes(area, work.caller!) });
  }
}
