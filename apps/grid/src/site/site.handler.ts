import { Injectable } from '@nestjs/common';
import { listArea } from '@xunling/addressee';
import type { ListSitesInput, SitePage } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { listSites } from './site.view.js';

@Injectable()
export class SiteHandler {
  @Handle('grid.site.list')
  list({ area, ...input }: ListSitesInput, work: Work): Promise<SitePage> {
    const scope = listArea(area, false, work);
    return listSites(work.em, { ...input, ...(scope ? { area: scope } : {}) });
  }
}
