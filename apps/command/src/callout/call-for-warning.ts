import { Injectable } from '@nestjs/common';
import { SYSTEM_ID } from '@xunling/contracts';
import type { Work } from '@xunling/messaging';
import { KnownStore } from '../known/known.store.js';
import { OnDutyView } from '../roster/on-duty.view.js';
import { WarningViews } from '../warning/warning.view.js';
import { callingAreas } from './callout-policy.js';
import { CalloutPolicyStore } from './callout-policy.store.js';
import { CalloutStore } from './callout.store.js';
import { StartCallout } from './start-callout.js';
import { areasToCall, callText } from './warning-call.js';

/** A red or orange warning calls the responsible persons of its areas at once, whatever anybody decides about a level (C4). */
@Injectable()
export class CallForWarning {
  constructor(
    private readonly warnings: WarningViews, private readonly callouts: CalloutStore, private readonly policies: CalloutPolicyStore, private readonly known: KnownStore, private readonly onDuty: OnDutyView, private readonly starting: StartCallout,
  ) {}

  /** Reads what the warning is now: an event only says that it moved. */
  async execute(warningId: string, work: Work): Promise<void> {
    const { em, at } = work;
    const warning = await this.warnings.find(em, warningId);
    if (!warning) return;
    const calling = callingAreas(warning.areas, warning.colour, await this.policies.all(em));
    const areas = areasToCall({ ...warning, areas: calling }, await this.callouts.calledFor(em, warningId), at);
    if (areas.length === 0) return;
    const command = await this.onDuty.at(em, at);
    // with nobody in command the system calls in its own name: the responsible are called all the same
    const by = command.roster[0] ?? command.commander ?? command.deputy ?? SYSTEM_ID;
    const district = await this.known.district(em);
    const { zh, en } = callText(warning, areas.map((code) => ({ name: district.area(code)?.name ?? code, nameEn: district.area(code)?.nameEn ?? code })));
    await this.starting.byWarning({ warningId, areas, colour: warning.colour, hazard: warning.hazard, messageZh: zh, messageEn: en }, by, work);
  }
}
