import { Injectable } from '@nestjs/common';
import { MeasureUnapproved } from '@xunling/contracts/classes';
import { Ticker, type Work } from '@xunling/messaging';
import { metaOf, whatOf } from '../measure/tell.js';
import { MeasureStore } from '../measure/measure.store.js';
import { flag, unseen } from './protection.js';

const BATCH = 500;

/** Five minutes without a look from above are a fact of their own; said once, also across a restart. */
@Injectable()
@Ticker({ name: 'protection-unapproved', everyMs: 1000 })
export class UnapprovedTicker {
  private readonly measures = new MeasureStore();

  async tick(work: Work): Promise<number> {
    const due = await this.measures.reviewDue(work.em, work.at, BATCH);
    const at = work.at.toISOString();
    // flagged also where it is lifted by now, silently: its clock has to stop
    const flagged = due.map((m) => flag(m, at));
    await this.measures.saveMany(work.em, flagged);
    for (const [i, m] of flagged.entries()) {
      if (unseen(due[i]!)) work.append(MeasureUnapproved, { measureId: m.id, ...whatOf(m), by: m.orderedBy, since: m.orderedAt, at }, metaOf(m));
    }
    return due.length;
  }
}
