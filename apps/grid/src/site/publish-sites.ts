import { Injectable } from '@nestjs/common';
import { streetOf, type SitePublished as Fact } from '@xunling/contracts';
import { SitePublished } from '@xunling/contracts/classes';
import { rowsOf, type Work } from '@xunling/messaging';

/** Publishes sites, each once; owner and threshold are part of the fact, so none can be missing. */
@Injectable()
export class PublishSites {
  async run(sites: readonly Fact[], work: Work): Promise<number> {
    const rows = rowsOf<{ id: string }>(await work.em.query(
      `insert into site (id, area, name, name_en, kind, owner, close_at_cm, lon, lat, keeper_post_id, version)
       select "siteId", area, name, "nameEn", kind, owner, "closeAtCm", (position->>'lon')::float8, (position->>'lat')::float8, "keeperPostId", 1
       from jsonb_to_recordset($1::jsonb) as g("siteId" uuid, area text, name text, "nameEn" text, kind text, owner text, "closeAtCm" int, position jsonb, "keeperPostId" uuid)
       on conflict do nothing returning id`, [JSON.stringify(sites)]));
    const fresh = new Set(rows.map((r) => r.id));
    for (const site of sites) if (fresh.has(site.siteId)) work.append(SitePublished, site, { aggregate: `site/${site.siteId}`, version: 1, street: streetOf(site.area) });
    return fresh.size;
  }
}
