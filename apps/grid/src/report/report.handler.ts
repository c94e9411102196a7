import { Inject, Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import type { AddToReportInput, CloseReportInput, ListReportsInput, MakeReportInput, PairReportsInput, ReopenReportInput, ReportById, ReportPage, ReportTotals, ReportTotalsInput, ReportView as View, SettleReportInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { ActOnReport } from './act-on-report.js';
import { PairReports } from './pair-reports.js';
import { ReportView } from './report.view.js';
import { SayReport } from './say-report.js';
import { SettleReport } from './settle-report.js';

@Injectable()
export class ReportHandler {
  constructor(@Inject(SayReport) private readonly say: SayReport, @Inject(ActOnReport) private readonly acts: ActOnReport, @Inject(PairReports) private readonly pair: PairReports, @Inject(SettleReport) private readonly settling: SettleReport, @Inject(ReportView) private readonly view: ReportView) {}

  @Handle('grid.report.list') list(input: ListReportsInput, work: Work): Promise<ReportPage> { return this.view.list(input, input.mine && !input.area ? [] : listScopes(input.area, work.caller!), work); }
  @Handle('grid.report.get') get({ id }: ReportById, work: Work): Promise<View> { return this.view.get(id, work); }
  @Handle('grid.report.totals') totals({ area }: ReportTotalsInput, work: Work): Promise<ReportTotals> { return this.view.totals(work.em, listScopes(area, work.caller!), work.at); }
  @Handle('grid.report.make') async make(input: MakeReportInput, work: Work): Promise<View> { return this.view.get(await this.say.make(input, work), work); }
  @Handle('grid.report.add') add(input: AddToReportInput, work: Work): Promise<View> { return this.done(input.id, this.say.add(input, work), work); }
  @Handle('grid.report.acknowledge') acknowledge({ id }: ReportById, work: Work): Promise<View> { return this.done(id, this.acts.run(id, 'acknowledge', {}, work), work); }
  @Handle('grid.report.take') take({ id }: ReportById, work: Work): Promise<View> { return this.done(id, this.acts.run(id, 'take', {}, work), work); }
  @Handle('grid.report.close') close({ id, ...more }: CloseReportInput, work: Work): Promise<View> { return this.done(id, this.acts.run(id, 'close', more, work), work); }
  @Handle('grid.report.reopen') reopen({ id, ...more }: ReopenReportInput, work: Work): Promise<View> { return this.done(id, this.acts.run(id, 'reopen', more, work), work); }
  @Handle('grid.report.link') link(input: PairReportsInput, work: Work): Promise<View> { return this.done(input.id, this.pair.run('link', input, work), work); }
  @Handle('grid.report.join') join(input: PairReportsInput, work: Work): Promise<View> { return this.done(input.id, this.pair.run('join', input, work), work); }
  @Handle('grid.report.split') split(input: PairReportsInput, work: Work): Promise<View> { return this.done(input.id, this.pair.run('split', input, work), work); }
  @Handle('grid.report.settle') settle(input: SettleReportInput, work: Work): Promise<View> { return this.done(input.id, this.settling.run(input, work), work); }

  private async done(id: string, act: Promise<void>, work: Work): Promise<View> { await act; return this.view.get(id, work); }
}
