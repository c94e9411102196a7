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
    const read = new Map<string, ReturnType<ObservationStore['sources']>>();
    const plans = new Map<string, ReturnType<PlanStore['published']>>();
    const said = new Map<string, ReturnType<StatementStore['counting']>>();
    return async ({ hazard, colour, areas }) => {
      const key = [...areas].sort().join();
      if (minutes > 0 && !read.has(key)) read.set(key, this.observations.sources(em, areas, minutes, at));
      if (!plans.has(key)) plans.set(key, this.plans.published(em, { areas }));
      if (!said.has(key)) said.set(key, this.statements.counting(em, areas, at));
      return rankPlans((await plans.get(key))!, { hazard, colour, at, sources: (await read.get(key)) ?? [], statements: (await said.get(key))! });
    };
  }
}
