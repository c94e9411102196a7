import { Injectable } from '@nestjs/common';
import type { Level } from '@xunling/contracts';
import type { ChooseLevelInput, LevelPreview, PreviewLevelInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { streetsOf } from '../known/district.js';
import { KnownStore } from '../known/known.store.js';
import { height } from '../level/level.js';
import { LevelStore } from '../level/level.store.js';
import { IssueOrders } from '../order/issue-orders.js';
import { PlanStore } from '../plan/plan.store.js';
import { DecisionViews } from './decision.view.js';
import { RaiseDecision } from './raise-decision.js';

/** Says what a level would issue, from the same function that issues it, and as of which event it counted. */
@Injectable()
export class PreviewLevel {
  constructor(
    private readonly views: DecisionViews, private readonly raising: RaiseDecision, private readonly plans: PlanStore, private readonly known: KnownStore,
    private readonly levels: LevelStore, private readonly issue: IssueOrders,
  ) {}

  async execute(input: ChooseLevelInput, work: Work): Promise<LevelPreview> {
    return this.over(await this.raising.wish(await this.views.find(input.id, work), input, work), work);
  }

  /** Of a level without a decision behind it. */
  async direct(input: PreviewLevelInput, work: Work): Promise<LevelPreview> {
    return this.over(await this.raising.wish({ areas: input.areas }, { id: '', ...input }, work), work);
  }

  private async over({ level, planVersion, areas, incidentId }: { level: Level; planVersion: string; areas: string[]; incidentId?: string }, work: Work): Promise<LevelPreview> {
    const { em } = work;
    const district = await this.known.district(em);
    // streets that are at this level or above already are not raised again and get nothing
    const current = await this.levels.current(em, streetsOf(areas, district));
    const streets = current.filter((c) => height(c.level) < height(level)).map((c) => c.area);
    const inForce = current.filter((c) => height(c.level) >= height(level)).map((c) => c.area);
    const plan = await this.plans.choose(em, planVersion, { incidentId, areas });
    const { drafts, posts, unaddressable, perArea, supersedes, liftsEnded } = await this.issue.preview({ level, plan, streets }, work);
    const notices = (plan.levels[level].notices?.length ?? 0) * streets.length;
    return { orders: drafts.length, posts, unaddressable, perArea, supersedes, ...(liftsEnded > 0 ? { liftsEnded } : {}), inForce, level, planVersion, areas, ...(notices > 0 ? { notices } : {}), ...(district.asOf ? { asOf: district.asOf } : {}) };
  }
}
