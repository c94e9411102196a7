import { Controller } from '@nestjs/common';
import type { DraftSitrepInput, EditSitrepInput, ListSitrepsInput, ReturnSitrepInput, SitrepById, SitrepClocks, SitrepClocksInput, SitrepPage, SitrepRecount, SitrepView, SubmitSitrepInput, TellByPhoneInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { digestOf } from '../canonical.js';
import { compact, iso, page, positionOf } from '../rows.js';
import { FiguresView } from './figures.view.js';
import { SitrepStore, type ClockRow, type SitrepRow } from './sitrep.store.js';
import { WriteSitrep } from './write-sitrep.js';

const MOST = 100;
const at = (date: Date | null): string | undefined => (date ? iso(date) : undefined);
const shown = ({ pos: _pos, version: _version, asOf, createdAt, submittedAt, publishedAt, ...r }: SitrepRow): SitrepView =>
  compact({ ...r, asOf: iso(asOf), createdAt: iso(createdAt), submittedAt: at(submittedAt), publishedAt: at(publishedAt) }) as unknown as SitrepView;
const clockShown = ({ clock, dueAt, ownerId, doneAt, doneBy, toWhom, overdueAt }: ClockRow): SitrepClocks['items'][number] =>
  compact({ clock, dueAt: iso(dueAt), ownerId, doneAt: at(doneAt), doneBy, toWhom, overdue: overdueAt !== null && doneAt === null, late: overdueAt !== null || (doneAt !== null && doneAt > dueAt) }) as SitrepClocks['items'][number];

@Controller()
export class SitrepController {
  constructor(private readonly reports: SitrepStore, private readonly figures: FiguresView, private readonly write: WriteSitrep) {}

  @Handle('command.sitrep.list')
  async list({ incident, cursor, limit }: ListSitrepsInput, work: Work): Promise<SitrepPage> {
    const most = Math.min(limit ?? 20, MOST);
    return page(await this.reports.list(work.em, incident, positionOf(cursor), most + 1), most, shown);
  }

  @Handle('command.sitrep.get')
  async get({ id }: SitrepById, work: Work): Promise<SitrepView> { return shown(await this.reports.get(work.em, id)); }

  @Handle('command.sitrep.recount')
  async recount({ id }: SitrepById, work: Work): Promise<SitrepRecount> {
    const report = await this.reports.get(work.em, id);
    const figures = await this.figures.at(work.em, report.incidentId, report.asOf, report.figures.counting ?? 1);
    const figuresHash = digestOf(figures);
    return { asOf: iso(report.asOf), figures, figuresHash, same: figuresHash === report.figuresHash };
  }

  @Handle('command.sitrep.clocks')
  async clocks({ incident }: SitrepClocksInput, work: Work): Promise<SitrepClocks> { return { items: (await this.reports.clocks(work.em, incident)).map(clockShown) }; }

  @Handle('command.sitrep.tell')
  async tell({ incidentId, toWhom }: TellByPhoneInput, work: Work): Promise<SitrepClocks> {
    await this.write.tell(incidentId, toWhom, work);
    return this.clocks({ incident: incidentId }, work);
  }

  @Handle('command.sitrep.draft')
  async draft(input: DraftSitrepInput, work: Work): Promise<SitrepView> { return shown(await this.write.draft(input, work)); }

  @Handle('command.sitrep.edit')
  async edit(input: EditSitrepInput, work: Work): Promise<SitrepView> { return shown(await this.write.edit(input, work)); }

  @Handle('command.sitrep.submit')
  async submit({ id, explanation }: SubmitSitrepInput, work: Work): Promise<SitrepView> { return shown(await this.write.submit(id, explanation, work)); }

  @Handle('command.sitrep.return')
  async giveBack({ id, reason }: ReturnSitrepInput, work: Work): Promise<SitrepView> { return shown(await this.write.giveBack(id, reason, work)); }

  @Handle('command.sitrep.publish')
  async publish({ id }: SitrepById, work: Work): Promise<SitrepView> { return shown(await this.write.publish(id, work)); }
}
