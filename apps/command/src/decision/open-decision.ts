import { Injectable } from '@nestjs/common';
import type { Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { KnownStore } from '../known/known.store.js';
import { nameAreas, streetsOf } from '../known/district.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { appendFacts } from '../rows.js';
import { isActive, rank } from '../warning/warning.js';
import { WarningViews } from '../warning/warning.view.js';
import { lapse, openDecision, upgrade, wanted, type Outcome } from './decision.js';
import { DecisionStore } from './decision.store.js';

/** Writes an outcome and says so to zone staff. */
export async function record(work: Work, decisions: DecisionStore, { decision, facts }: Outcome): Promise<void> {
  const version = appendFacts(work, `decision/${decision.id}`, '999', decision.version, facts);
  await decisions.save(work.em, { ...decision, version });
}

/** Holds the decisions of one warning to what the warning is now; its row is the truth, an event only says that it moved. */
@Injectable()
export class OpenDecision {
  constructor(
    private readonly decisions: DecisionStore, private readonly warnings: WarningViews, private readonly onDuty: OnDutyView, private readonly known: KnownStore,
  ) {}

  /** `anew`: its issuer says it again now. */
  async execute(warningId: string, anew: boolean, work: Work): Promise<void> {
    const { em, at } = work;
    const warning = await this.warnings.find(em, warningId);
    if (!warning) return;
    const latest = await this.decisions.lockLatest(em, warningId);
    if (!isActive(warning, at)) {
      if (latest) await record(work, this.decisions, lapse(latest, `warning-${warning.state === 'active' ? 'expired' : warning.state}`));
      return;
    }
    const district = await this.known.district(em);
    const areas = nameAreas(streetsOf(warning.areas, district).length > 0 ? streetsOf(warning.areas, district) : warning.areas, district);
    const wish = wanted({ colour: warning.colour, areas }, latest, rank, anew);
    if (wish === 'nothing') return;
    if (wish === 'upgrade') return record(work, this.decisions, upgrade(latest!, warning.colour, areas, at));
    if (wish === 'replace') await record(work, this.decisions, lapse(latest!, rank(warning.colour) > rank(latest!.colour!) ? 'warning-upgraded' : 'warning-continued'));
    const command = await this.onDuty.at(em, at);
    const n = await this.decisions.count(em, warningId);
    await record(work, this.decisions, openDecision({ id: derivedId('decision', `${warningId}|${n + 1}`), warningId, colour: warning.colour, hazard: warning.hazard, areas }, command, at));
  }
}
