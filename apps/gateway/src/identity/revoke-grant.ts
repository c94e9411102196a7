import { Injectable } from '@nestjs/common';
import { ZONE_STAFF } from '@xunling/contracts';
import { GrantRevoked, type GrantRow } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { mustBeAbleToRevoke } from './grant.js';
import { grantsOf, lockGrant, revokeGrants } from './grant.store.js';
import { grantRow } from './grant.view.js';

@Injectable()
export class RevokeGrantCase {
  /** Takes a grant back; one that is gone already stays as it is. */
  async run({ id }: { id: string }, work: Work): Promise<GrantRow> {
    const grant = await lockGrant(work.em, id);
    if (!grant) throw new Refusal('unknown.id');
    const by = work.caller!.userId;
    mustBeAbleToRevoke(await grantsOf(work.em, by), grant, work.at);
    const [revoked] = await revokeGrants(work.em, { id }, by, work.at);
    if (!revoked) return grantRow(grant);
    work.append(GrantRevoked, { grantId: id, userId: grant.userId, role: grant.role, area: grant.area, by, at: work.at.toISOString() }, { aggregate: `grant/${id}`, version: 2, street: ZONE_STAFF });
    return grantRow(revoked);
  }
}
