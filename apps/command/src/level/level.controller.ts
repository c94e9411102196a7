import { Controller } from '@nestjs/common';
import { mayOver, type Level } from '@xunling/contracts';
import type { LevelHistory, LevelHistoryInput, LevelList, ListLevelsInput, LoweredLevel, LowerLevelInput, RaisedLevel, RaiseLevelInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { LevelViews } from './level.view.js';
import { LowerLevel } from './lower-level.js';
import { RaiseDirectly } from './raise-directly.js';

const ROLES = ['commander', 'duty-officer'];

@Controller()
export class LevelController {
  constructor(private readonly views: LevelViews, private readonly raising: RaiseDirectly, private readonly lowering: LowerLevel) {}

  @Handle('command.level.list') list(input: ListLevelsInput, work: Work): Promise<LevelList> { return this.views.list(work.em, input.area); }
  @Handle('command.level.history') history(input: LevelHistoryInput, work: Work): Promise<LevelHistory> { return this.views.history(work.em, input); }
  @Handle('command.level.raise') raise(input: RaiseLevelInput, work: Work): Promise<RaisedLevel> {
    return this.raising.execute({ ...input, level: input.level as Level }, this.over(input.areas, work), work);
  }
  @Handle('command.level.lower') lower(input: LowerLevelInput, work: Work): Promise<LoweredLevel> { return this.lowering.execute(input, this.over(input.areas, work), work); }

  private over(areas: readonly string[], work: Work): string {
    const caller = callerOf(work);
    if (!areas.every((a) => mayOver(caller, ROLES, a))) throw new Refusal('access.area');
    return caller.userId;
  }
}
