import { Injectable } from '@nestjs/common';
import type { Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { KnownStore } from '../known/known.store.js';
import { nameAreas, streetsOf } from '../known/district.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { WarningViews } from '../warning/warning.view.js';
import { RecordDecision } from './call-decider.js';
import { DecisionStore } from './decision.store.js';
import { follow } from './follow.js';

/** Holds the decisions of one warning to what the warning is now; its row is the truth, an event only says that it moved. */
@Injectable()
export class OpenDecision {
  constructor(
    private readonly decisions: DecisionStore, private readonly warnings: WarningViews, private readonly onDuty: OnDutyView, private readonly known: KnownStore, private readonly recording: RecordDecision,
  ) {}

  /** `anew`: its issuer says it again now. */
  async execute(warningId: string, anew: boolean, work: Work): Promise<void> {
    const { em, at } = work;
    const warning = await this.warnings.find(em, warningId);
    if (!warning) return;
    const decisions = await this.decisions.lockAll(em, warningId);
    const district = await this.known.district(em);
    const inside = streetsOf(warning.areas, district);
    const streets = inside.length > 0 ? inside : warning.areas;
    const areas = nameAreas(streets, district);
    const nextId = derivedId('decision', `${warningId}|${decisions.length + 1}`);
    for (const outcome of follow(decisions, { ...warning, areas, streets }, anew, nextId, await this.onDuty.at(em, at), at)) await this.recording.execute(outcome, work);
  }
}
