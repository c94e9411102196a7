import { Injectable } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { ConditionStated, StateCondition as Operation, type StateConditionInput, type StatedCondition } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import { KnownStore } from '../known/known.store.js';
import { PlanStore } from '../plan/plan.store.js';
import { saidByPeople } from '../plan/trigger.js';
import { iso } from '../rows.js';
import { StatementStore } from './statement.store.js';

const HOURS = 3;

/** A person's word on a condition that no gauge measures; it counts for hours, then the condition is unknown again. */
@Injectable()
export class StateCondition {
  constructor(private readonly statements: StatementStore, private readonly plans: PlanStore, private readonly known: KnownStore) {}

  async execute({ code, areas, holds, note, hours }: StateConditionInput, work: Work): Promise<StatedCondition> {
    const caller = callerOf(work);
    const district = await this.known.district(work.em);
    for (const area of areas) {
      if (!district.area(area)) throw new Refusal('area.unknown');
      if (!mayOver(caller, Operation.roles, area)) throw new Refusal('access.area');
    }
    const condition = (await this.plans.published(work.em)).flatMap(saidByPeople).find((t) => t.code === code);
    if (!condition) throw impossible('code', 'unknown', 'no published plan has this condition, or gauges measure it');
    const until = new Date(work.at.getTime() + (hours ?? HOURS) * 3_600_000);
    await this.statements.put(work.em, areas, { code, holds, by: caller.userId, at: work.at, until });
    const said = { statementId: newId(), code, areas, holds, by: caller.userId, at: iso(work.at), until: iso(until) };
    const streets = new Set(areas.map((a) => a.slice(6, 9)));
    const [street] = streets.size === 1 ? [...streets] : [];
    work.append(ConditionStated, { ...said, zh: condition.zh, en: condition.en, ...(note ? { note } : {}) }, { aggregate: `condition/${said.statementId}`, version: 1, street: street || '999' });
    return said;
  }
}
