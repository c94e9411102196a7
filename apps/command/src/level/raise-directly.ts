import { Injectable } from '@nestjs/common';
import type { Level } from '@xunling/contracts';
import type { RaisedLevel, RaiseLevelInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { capacityFor, needsBothSeats } from '../decision/signer.js';
import { PlanStore } from '../plan/plan.store.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { iso } from '../rows.js';
import { RaiseLevel } from './raise-level.js';

/** A level without a warning behind it: Ⅳ or Ⅲ by one signature. Ⅱ and Ⅰ need two and are proposed. */
@Injectable()
export class RaiseDirectly {
  constructor(private readonly raising: RaiseLevel, private readonly plans: PlanStore, private readonly onDuty: OnDutyView) {}

  async execute(input: RaiseLevelInput & { level: Level }, by: string, work: Work): Promise<RaisedLevel> {
    const as = capacityFor(by, input.level, await this.onDuty.at(work.em, work.at));
    if (!as) throw new Refusal('level.signer');
    if (needsBothSeats(input.level)) throw new Refusal('level.signer', { detail: 'Ⅱ and Ⅰ take both seats: propose them' });
    const { planVersion } = await this.plans.choose(work.em, input.planVersion);
    const signature = { userId: by, as, at: work.at };
    const orderSetId = newId();
    const raised = await this.raising.execute({ level: input.level, areas: input.areas, ...(input.incidentId ? { incidentId: input.incidentId } : {}), planVersion, signatures: [signature], by, orderSetId, reason: input.reason }, work);
    return { ...raised, level: input.level, orderSetId, signatures: [{ ...signature, at: iso(work.at) }] };
  }
}
