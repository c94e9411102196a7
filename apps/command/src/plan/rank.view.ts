import { Injectable } from '@nestjs/common';
import type { RankedPlan } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { ObservationStore } from '../observation/observation.store.js';
import { StatementStore } from '../observation/statement.store.js';
import { PlanStore } from './plan.store.js';
import { rankPlans, type Situation } from './rank.js';
import { longestWindow } from './trigger.js';

/** Published plans ranked for a warning over its areas, with what gauges and people there say now. */
@Injectable()
export class RankViews {
  constructor(private readonly plans: PlanStore, private readonly observations: ObservationStore, private readonly statements: StatementStore) {}

  /** Ranks as of one instant; what is known of the same areas is read once. */
  async at(em: EntityManager, at: Date): Promise<(about: Pick<Situation, 'hazard' | 'colour'> & { areas: readonly string[] }) => Promise<RankedPlan[]>> {
    const minutes = longestWindow((await this.plans.published(em)).flatMap((p) => Object.values(p.levels).flatMap((l) => l.triggers.of)));
    const known = new Map<string, ReturnType<RankViews['of']>>();
    return async ({ hazard, colour, areas }) => {
      const key = [...areas].sort().join();
      if (!known.has(key)) known.set(key, this.of(em, areas, minutes, at));
      const { plans, ...rest } = await known.get(key)!;
      return rankPlans(plans, { hazard, colour, at, ...rest });
    };
  }

  /** One after the other: they share the connection of the act. */
  private async of(em: EntityManager, areas: readonly string[], minutes: number, at: Date) {
    const plans = await this.plans.published(em, { areas });
    const sources = minutes > 0 ? await this.observations.sources(em, areas, minutes, at) : [];
    return { plans, sources, statements: await this.statements.counting(em, areas, at) };
  }
}
