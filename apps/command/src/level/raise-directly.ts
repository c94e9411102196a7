import { Injectable } from '@nestjs/common';
import type { Level } from '@xunling/contracts';
import type { RaisedLevel, RaiseLevelInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { capacityFor, missingSignatures } from '../decision/signer.js';
import { PlanStore } from '../plan/plan.store.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { iso } from '../rows.js';
import { RaiseLevel } from './raise-level.js';

/** A level without a warning behind it, where one signature is enough in this zone; what needs more is proposed. */
@Injectable()
export class RaiseDirectly {
  constructor(private readonly raising: RaiseLevel, private readonly plans: PlanStore, private readonly onDuty: OnDutyView) {}

  async execute(input: RaiseLevelInput & { level: Level }, by: string, work: Work): Promise<RaisedLevel> {
    const command = await this.onDuty.at(work.em, work.at);
    const as = capacityFor(by, input.level, command);
    if (!as) throw new Refusal('level.signer');
    const { planVersion } = await this.plans.choose(work.em, input.planVersion, input);
    const signature = { userId: by, as, at: work.at };
    if (missingSignatures(input.level, [signature], command).length > 0) throw new Refusal('level.signer', { detail: 'one signature is not enough here: propose it' });
    const orderSetId = newId();
    const raised = await this.raising.execute({ level: input.level, areas: input.areas, ...(input.incidentId ? { incidentId: input.incidentId } : {}), planVersion, signatures: [signature], by, orderSetId, reason: input.reason }, work);
    return { ...raised, level: input.level, orderSetId, signatures: [{ ...signature, at: iso(work.at) }] };
  }
}
