import { Injectable } from '@nestjs/common';
import type { Work } from '@xunling/messaging';
import { callerOf, mustConcern } from '../caller.js';
import { streetsOf } from '../known/district.js';
import { KnownStore } from '../known/known.store.js';
import { lowest } from '../level/level.js';
import { LevelStore } from '../level/level.store.js';
import { RankViews } from '../plan/rank.view.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { appendFacts } from '../rows.js';
import { WarningViews } from '../warning/warning.view.js';
import { DecisionStore } from './decision.store.js';
import { answerByLevel } from './standing.js';

/** 已有响应在效, judged by the levels of this moment, with what was proposed when the choice was made. The lag of its warning ends with what stood, as it does on screen. */
@Injectable()
export class AnswerDecision {
  constructor(private readonly decisions: DecisionStore, private readonly onDuty: OnDutyView, private readonly plans: RankViews, private readonly levels: LevelStore, private readonly known: KnownStore, private readonly warnings: WarningViews) {}

  async execute(id: string, work: Work): Promise<void> {
    const { em, at } = work;
    const by = callerOf(work).userId;
    const [command, rank, district] = [await this.onDuty.at(em, at), await this.plans.at(em, at), await this.known.district(em)];
    await this.decisions.update(em, id, async (found) => {
      mustConcern(work, found.areas);
      const streets = streetsOf(found.areas, district);
      const inForce = lowest((await this.levels.current(em, streets, true)).map((c) => c.level));
      const { decision, facts } = answerByLevel(found, inForce, by, command, at);
      const { warningId, colour, areas } = found;
      if (warningId && colour && inForce !== 'none') await this.levels.insertStood(em, { warningId, colour, level: inForce, areas, streets, receivedAt: (await this.warnings.firstReceived(em, warningId, colour)) ?? found.openedAt, at });
      return { decision: { ...decision, plans: await rank(decision), version: appendFacts(work, `decision/${id}`, '999', found.version, facts) } };
    });
  }
}
