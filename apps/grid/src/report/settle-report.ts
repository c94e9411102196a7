import { Inject, Injectable } from '@nestjs/common';
import { streetOf } from '@xunling/contracts';
import { ReportSettled, type SettleReportInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { settle } from './dispute.js';
import { JudgeDisputes } from './judge-disputes.js';
import type { Field } from './report.js';
import { ReportStore } from './report.store.js';
import { mayAct } from './say-report.js';

/** A named person says which of differing entries holds; the others stay readable (C19). */
@Injectable()
export class SettleReport {
  constructor(@Inject(ReportStore) private readonly store: ReportStore, @Inject(JudgeDisputes) private readonly judge: JudgeDisputes) {}

  async run({ id, field, entryId, reason }: SettleReportInput, work: Work): Promise<void> {
    const by = work.caller!.userId;
    await this.store.takeTurn(work.em);
    const row = (await this.store.lock(work.em, [id])).get(id)!;
    if (!mayAct(work.caller!, row.area)) throw new Refusal('access.area');
    settle((await this.judge.voices([row.needId], work)).subjects(row.needId), field as Field, entryId);
    await this.store.settle(work.em, { field: field as Field, entryId, reason, by, at: work.at });
    await this.store.step(work.em, id, 'settled', { field, entryId, reason }, by, work.at);
    work.append(ReportSettled, { reportId: id, area: row.area, field, entryId, reason, by, at: work.at.toISOString() }, { aggregate: `report/${id}`, version: ++row.version, street: streetOf(row.area) });
    await this.store.save(work.em, [row]);
    await this.judge.run([id], work);
  }
}
