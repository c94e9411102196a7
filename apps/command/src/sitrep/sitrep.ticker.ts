import { Inject, Injectable } from '@nestjs/common';
import { SitrepOverdue } from '@xunling/contracts/classes';
import { ORIGIN, Ticker, type Origin, type Work } from '@xunling/messaging';
import { OnDutyView } from '../roster/on-duty.view.js';
import { iso } from '../rows.js';
import { ownerNow, startClocks } from './clock.js';
import { SitrepStore } from './sitrep.store.js';

/** Begins the clocks of a new incident and says once what is not there at its time. */
@Injectable()
@Ticker({ name: 'sitrep-clock', everyMs: 1000 })
export class SitrepTicker {
  constructor(private readonly reports: SitrepStore, private readonly onDuty: OnDutyView, @Inject(ORIGIN) private readonly origin: Origin) {}

  async tick(work: Work): Promise<number> {
    const fresh = await this.reports.withoutClocks(work.em);
    if (fresh.length > 0) {
      const owner = (await this.onDuty.at(work.em, work.at)).roster[0] ?? null;
      for (const { id, openedAt } of fresh) await this.reports.start(work.em, id, startClocks(openedAt, owner));
    }
    const overdue = await this.reports.markOverdue(work.em, work.at);
    if (overdue.length === 0) return 0;
    const { roster } = await this.onDuty.at(work.em, work.at);
    for (const late of overdue) {
      const { incidentId, clock, dueAt } = late;
      const ownerId = ownerNow(late.ownerId, roster);
      if (ownerId && ownerId !== late.ownerId) await this.reports.hand(work.em, late, ownerId);
      work.append(SitrepOverdue, { incidentId, zone: this.origin.zone, clock, dueAt: iso(dueAt), ...(ownerId ? { ownerId } : {}) }, { aggregate: `sitrep-clock/${incidentId}/${clock}/${iso(dueAt)}`, version: 1, street: '999', incidentId });
    }
    return overdue.length;
  }
}
