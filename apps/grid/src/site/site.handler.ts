import { Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import type { ListSitesInput, SitePage } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { listSites } from './site.view.js';

@Injectable()
export class SiteHandler {
  @Handle('grid.site.list')
  list({ area, ...input }: ListSitesInput, work: Work): Promise<SitePage> {
    return listSites(work.em, { ...input, areas: listScopes(area, work.caller!) });
  }
}
