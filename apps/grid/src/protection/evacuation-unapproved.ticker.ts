import { Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { EvacuationUnapproved } from '@xunling/contracts/classes';
import { Ticker, type Work } from '@xunling/messaging';
import { LedgerStore } from '../evacuation/ledger.store.js';

const BATCH = 500;

/** The same of an evacuation the ground began by itself: five minutes without a look from above are a fact of their own, said once. */
@Injectable()
@Ticker({ name: 'evacuation-unapproved', everyMs: 1000 })
export class EvacuationUnapprovedTicker {
  private readonly store = new LedgerStore();

  async tick(work: Work): Promise<number> {
    const due = await this.store.reviewDue(work.em, work.at, BATCH);
    const at = work.at.toISOString();
    for (const { id, area, state, openedBy, openedAt, review } of due) {
      // one that is over by now is flagged silently: its clock has to stop
      const version = await this.store.move(work.em, id, { review: { ...review!, flaggedAt: at }, review_due: null });
      if (state === 'open') work.append(EvacuationUnapproved, { evacuationId: id, area, ...(openedBy ? { by: openedBy } : {}), since: openedAt.toISOString(), at }, { aggregate: `evacuation/${id}`, version, street: streetOf(area) });
    }
    return due.length;
  }
}
