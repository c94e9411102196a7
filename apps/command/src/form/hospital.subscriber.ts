import { Injectable } from '@nestjs/common';
import type { SiteFact } from '@xunling/contracts';
import { SitePublished, SiteRevised, SiteWithdrawn } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';

/** Hospitals of the register, as they came to command's knowledge; every other site is passed over. */
@Injectable()
@Subscribe({ name: 'known-hospitals', events: [SitePublished, SiteRevised, SiteWithdrawn], mode: 'batch' })
export class HospitalSubscriber {
  async handle(batch: Received[], work: Work): Promise<void> {
    for (const { event } of batch) {
      if (event.type === 'grid.site.withdrawn.v1') {
        const { siteId } = event.data as SiteWithdrawn;
        await work.em.query(`insert into hospital_fact (site_id, version, area, name, owner, withdrawn, known_at) select site_id, $2, area, name, owner, true, $3 from hospital_fact where site_id = $1 order by version desc limit 1 on conflict do nothing`, [siteId, event.version, work.at]);
        continue;
      }
      const d = event.data as SiteFact;
      if (d.kind === 'HOSPITAL') await work.em.query('insert into hospital_fact (site_id, version, area, name, owner, withdrawn, known_at) values ($1, $2, $3, $4, $5, false, $6) on conflict do nothing', [d.siteId, event.version, d.area, d.name, d.owner, work.at]);
    }
  }
}
