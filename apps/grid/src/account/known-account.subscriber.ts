import { Injectable } from '@nestjs/common';
import { AccountClosed, AccountsNamed } from '@xunling/contracts/classes';
import { Subscribe, type Received, type Work } from '@xunling/messaging';
import { KnownAccountStore } from './known-account.store.js';

/** Which account goes by which user name, folded from what the gateway states; display names stay there. */
@Injectable()
@Subscribe({ name: 'grid-accounts', events: [AccountsNamed, AccountClosed], mode: 'batch' })
export class KnownAccountSubscriber {
  private readonly store = new KnownAccountStore();

  async handle(batch: Received[], { em }: Work): Promise<void> {
    for (const { event } of batch) {
      if (event.type === 'gateway.account.named.v1') await this.store.name(em, (event.data as AccountsNamed).accounts);
      else await this.store.close(em, (event.data as AccountClosed).userId);
    }
  }
}
