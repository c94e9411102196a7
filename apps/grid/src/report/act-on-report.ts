import { Inject, Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { ReportAcknowledged, ReportClosed, ReportReopened, ReportTaken } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { act, type ReportAct } from './report.js';
import { ReportStore } from './report.store.js';
import { mayAct } from './say-report.js';

const STEP = { acknowledge: 'acknowledged', take: 'taken', close: 'closed', reopen: 'reopened' } as const satisfies Record<ReportAct, string>;

/** Acknowledged, in hand, closed, open again: by a street's officer or the duty officer, each with time and person. */
@Injectable()
export class ActOnReport {
  constructor(@Inject(ReportStore) private readonly store: ReportStore) {}

  async run(id: string, does: ReportAct, more: { outcome?: string; reason?: string }, work: Work): Promise<void> {
    const row = (await this.store.lock(work.em, [id])).get(id)!;
    if (!mayAct(work.caller!, row.area)) throw new Refusal('access.area');
    row.state = act(row.state, does);
    row.version += 1;
    await this.store.save(work.em, [row]);
    const by = work.caller!.userId;
    await this.store.step(work.em, id, STEP[does], more, by, work.at);
    const fact = { reportId: id, area: row.area, by, at: work.at.toISOString() };
    const meta = { aggregate: `report/${id}`, version: row.version, street: streetOf(row.area) };
    switch (does) {
      case 'acknowledge': work.append(ReportAcknowledged, fact, meta); break;
      case 'take': work.append(ReportTaken, fact, meta); break;
      case 'close': work.append(ReportClosed, { ...fact, outcome: more.outcome!, reason: more.reason! }, meta); break;
      case 'reopen': work.append(ReportReopened, { ...fact, reason: more.reason! }, meta); break;
      default: { const never: never = does; throw new Error(`unknown act ${String(never)}`); }
    }
  }
}
