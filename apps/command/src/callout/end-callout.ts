import { Injectable } from '@nestjs/common';
import { CalloutEnded } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { compact, iso } from '../rows.js';
import { CalloutStore, type CalloutRow } from './callout.store.js';
import { CalloutViews } from './callout.view.js';

/** Ends a campaign, whatever for: nothing further is sent, who is not reached is frozen by name. */
@Injectable()
export class EndCallouts {
  constructor(private readonly callouts: CalloutStore, private readonly views: CalloutViews) {}

  async execute(id: string, reason: Exclude<CalloutRow['state'], 'running'>, work: Work, by?: { userId: string; note: string }): Promise<CalloutRow> {
    const callout = await this.callouts.get(work.em, id, true);
    if (callout.state !== 'running') return callout;
    const { persons, reached, unreached } = await this.callouts.freeze(work.em, id, work.at);
    const now: CalloutRow = { ...callout, state: reason, endedAt: work.at, note: by?.note ?? null, figures: await this.views.figures(work.em, callout), version: callout.version + 1 };
    await this.callouts.save(work.em, now);
    work.append(CalloutEnded, compact({ calloutId: id, reason, note: by?.note, by: by?.userId, persons, reached, unreached, endedAt: iso(work.at) }) as CalloutEnded,
      { aggregate: `callout/${id}`, version: now.version, street: '000', ...(callout.incidentId ? { incidentId: callout.incidentId } : {}) });
    return now;
  }
}
