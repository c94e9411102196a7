import { Injectable } from '@nestjs/common';
import { ZONE_STAFF } from '@xunling/contracts';
import { AccountClosed, GrantRevoked, type AccountView } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { closeAccountRow, lockAccount } from './account.store.js';
import { showAccount } from './account.view.js';
import { revokeGrants } from './grant.store.js';
import { endSessionsOf } from './session.store.js';

@Injectable()
export class CloseAccountCase {
  /** Closes an account: sessions end, grants are revoked; a closed one stays as it is. */
  async run({ id }: { id: string }, work: Work): Promise<AccountView> {
    const account = await lockAccount(work.em, id);
    if (!account) throw new Refusal('unknown.id');
    const by = work.caller!.userId;
    const at = work.at.toISOString();
    if (!account.closedAt) {
      await closeAccountRow(work.em, id, work.at);
      for (const g of await revokeGrants(work.em, { userId: id }, by, work.at)) {
        work.append(GrantRevoked, { grantId: g.id, userId: id, role: g.role, area: g.area, by, at }, { aggregate: `grant/${g.id}`, version: 2, street: ZONE_STAFF });
      }
      await endSessionsOf(work.em, id);
      work.append(AccountClosed, { userId: id, by, at }, { aggregate: `account/${id}`, version: account.version + 1, street: ZONE_STAFF });
    }
    return (await showAccount(work.em, id, work.at))!;
  }
}
