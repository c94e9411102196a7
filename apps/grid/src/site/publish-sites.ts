import { Injectable } from '@nestjs/common';
import { SiteDrafted, SitePublished } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { metaOf } from './keep-sites.js';
import { publishSite, type Site } from './site.js';
import { factOf, SiteStore } from './site.store.js';

/** Enters many sites in a few statements, published where asked; one that is there already stays as it is. */
@Injectable()
export class PublishSites {
  private readonly store = new SiteStore();

  /** @param by who enters them; absent for the seed */
  async run(drafts: readonly Site[], publish: boolean, work: Work, by?: string): Promise<number> {
    const sites = publish ? drafts.map((d) => ({ ...publishSite(d), version: by ? 2 : 1 })) : drafts;
    const fresh = await this.store.insertMany(work.em, sites);
    const entered = sites.filter((s) => fresh.has(s.id));
    await this.store.steps(work.em, entered.flatMap((s) => [...(by ? [{ siteId: s.id, act: 'drafted', by, at: work.at }] : []), ...(publish ? [{ siteId: s.id, act: by ? 'published' : 'seeded', ...(by ? { by } : {}), at: work.at }] : [])]));
    for (const s of entered) {
      if (by) work.append(SiteDrafted, { siteId: s.id, area: s.area, kind: s.kind, by }, { ...metaOf(s), version: 1 });
      if (publish) work.append(SitePublished, factOf(s), metaOf(s));
    }
    return entered.length;
  }
}
