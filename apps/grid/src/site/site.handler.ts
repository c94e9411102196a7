import { Inject, Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import type { DraftSiteInput, ImportOutcome, ImportSitesInput, ListSitesInput, ReviseSiteInput, SiteById, SitePage, SiteWithSteps, WithdrawSiteInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { ImportSites } from './import-sites.js';
import { KeepSites } from './keep-sites.js';
import { getSite, listSites } from './site.view.js';

@Injectable()
export class SiteHandler {
  constructor(@Inject(KeepSites) private readonly keep: KeepSites, @Inject(ImportSites) private readonly importing: ImportSites) {}

  @Handle('grid.site.list')
  list({ area, ...input }: ListSitesInput, work: Work): Promise<SitePage> { return listSites(work.em, { ...input, areas: listScopes(area, work.caller!) }, work.caller!); }

  @Handle('grid.site.get') get({ id }: SiteById, work: Work): Promise<SiteWithSteps> { return getSite(work.em, id, work.caller!); }
  @Handle('grid.site.draft') async draft(input: DraftSiteInput, work: Work): Promise<SiteWithSteps> { return this.get({ id: await this.keep.draft(input, work) }, work); }
  @Handle('grid.site.revise') revise(input: ReviseSiteInput, work: Work): Promise<SiteWithSteps> { return this.done(input.id, this.keep.revise(input, work), work); }
  @Handle('grid.site.publish') publish({ id }: SiteById, work: Work): Promise<SiteWithSteps> { return this.done(id, this.keep.publish(id, work), work); }
  @Handle('grid.site.withdraw') withdraw(input: WithdrawSiteInput, work: Work): Promise<SiteWithSteps> { return this.done(input.id, this.keep.withdraw(input, work), work); }
  @Handle('grid.site.import') import(input: ImportSitesInput, work: Work): Promise<ImportOutcome> { return this.importing.run(input, work); }

  private async done(id: string, act: Promise<void>, work: Work): Promise<SiteWithSteps> { await act; return this.get({ id }, work); }
}
