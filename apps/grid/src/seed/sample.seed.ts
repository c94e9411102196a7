import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CONFIG, Transactions } from '@xunling/messaging';
import type { ServiceConfig } from '@xunling/platform';
import { SeedAtRisk } from './seed-at-risk.js';
import { personId, sampleAreas, sampleGauges, samplePosts, sampleSites, sampleUnits } from '@xunling/sample';
import { OpenAreas } from '../area/open-areas.js';
import { OpenPosts } from '../post/open-posts.js';
import { EVERY_MINUTES, LIMITS } from '../gauge/gauge.js';
import { RegisterGauges } from '../gauge/register-gauges.js';
import { ListUnits } from '../unit/list-units.js';
import { draftSite } from '../site/site.js';
import { PublishSites } from '../site/publish-sites.js';

/** Seeds the sample district through the use cases; what is there already stays, so a second start changes nothing. */
@Injectable()
export class SampleSeed implements OnApplicationBootstrap {
  constructor(
    @Inject(CONFIG) private readonly config: ServiceConfig,
    private readonly transactions: Transactions,
    private readonly areas: OpenAreas,
    private readonly posts: OpenPosts,
    private readonly sites: PublishSites,
    private readonly units: ListUnits,
    private readonly atRisk: SeedAtRisk,
    private readonly gauges: RegisterGauges,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.seed !== 'sample') return;
    await this.transactions.run({ actor: 'system:grid' }, async (work) => {
      const validFrom = work.at.toISOString();
      await this.areas.run(sampleAreas().map(({ parent: _parent, ...area }) => ({ ...area, homeNode: this.config.node, datum: 'WGS84', validFrom })), work);
      const posts = samplePosts();
      await this.posts.run(posts.map(({ id, holder, deputy, ...post }) => ({ postId: id, ...post, ...(holder ? { holderId: personId(holder) } : {}), ...(deputy ? { deputyId: personId(deputy) } : {}) })), work);
      const keepers = new Map(posts.filter((p) => p.kind === 'KEEPER').map((p) => [p.siteId, p.id]));
      await this.sites.run(sampleSites().map(({ id, serial: _serial, ...site }) => draftSite(id, { ...site, datum: 'WGS84', ...(keepers.has(id) ? { keeperPostId: keepers.get(id)! } : {}) })), true, work);
      await this.units.run(sampleUnits().map(({ id, ...unit }) => ({ unitId: id, ...unit, validFrom })), work);
      await this.atRisk.run(work);
      await this.gauges.run(sampleGauges().map((gauge) => ({ ...gauge, ...LIMITS[gauge.parameter], everyMinutes: EVERY_MINUTES })), work);
    });
  }
}
