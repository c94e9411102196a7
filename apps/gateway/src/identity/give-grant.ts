import { Injectable } from '@nestjs/common';
import { ZONE_STAFF, type Role } from '@xunling/contracts';
import { GrantGiven, type GiveGrantInput, type GrantRow } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, newId, Refusal } from '@xunling/platform';
import { lockAccount } from './account.store.js';
import { mustNotExceed } from './grant.js';
import { grantsOf, insertGrants } from './grant.store.js';

@Injectable()
export class GiveGrantCase {
  /** Gives a role over an area for a period, never more than the giver holds. */
  async run({ userId, role, area, from, to }: GiveGrantInput, work: Work): Promise<GrantRow> {
    const by = work.caller!.userId;
    const period = { from: from ? new Date(from) : work.at, ...(to && { to: new Date(to) }) };
    if (period.to && period.to <= period.from) throw impossible('to', 'before-from', 'the period ends before it begins');
    mustNotExceed(await grantsOf(work.em, by), { role: role as Role, area, ...period }, work.at);
    const account = await lockAccount(work.em, userId);
    if (!account || account.closedAt) throw new Refusal('unknown.id', { detail: 'no such open account' });
    const grant = { id: newId(), userId, role: role as Role, area, by, ...period };
    await insertGrants(work.em, [grant], work.at);
    const shown: GrantRow = { id: grant.id, userId, role, area, by, from: period.from.toISOString(), ...(period.to && { to: period.to.toISOString() }) };
    const { id: grantId, ...fact } = shown;
    work.append(GrantGiven, { grantId, ...fact }, { aggregate: `grant/${grantId}`, version: 1, street: ZONE_STAFF });
    return shown;
  }
}
