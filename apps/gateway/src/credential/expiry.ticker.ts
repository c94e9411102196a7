import { Inject, Injectable } from '@nestjs/common';
import { ZONE_STAFF } from '@xunling/contracts';
import { CredentialRevoked } from '@xunling/contracts/classes';
import { Ticker, type Ticking, type Work } from '@xunling/messaging';
import { revokeExpired } from './credential.store.js';
import { Dashboards } from './dashboard-users.js';

/** Ends a rotated credential when its overlap is over: record and event first, the broker's user one tick later, when that is committed. */
@Injectable()
@Ticker({ name: 'credential-expiry', everyMs: 1000 })
export class ExpiryTicker implements Ticking {
  private behind = false;
  constructor(@Inject(Dashboards) private readonly dashboards: Dashboards) {}

  async tick(work: Work): Promise<number> {
    // What a crash leaves between the two is made up for at the next start, which applies all credentials.
    if (this.behind) await this.dashboards.apply();
    const ended = await revokeExpired(work.em, work.at);
    for (const { id, name, by } of ended) work.append(CredentialRevoked, { credentialId: id, name, by }, { aggregate: `credential/${id}`, version: 2, street: ZONE_STAFF });
    this.behind = ended.length > 0;
    return 0;
  }
}
