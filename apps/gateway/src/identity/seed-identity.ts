import { ZONE_STAFF } from '@xunling/contracts';
import { AccountOpened, FeedKeyIssued, GrantGiven } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { derivedId } from '@xunling/platform';
import { personId, sampleAccounts, SAMPLE_FEED } from '@xunling/sample';
import { insertAccounts, noAccounts } from './account.store.js';
import { insertFeedKey } from './feed-key.store.js';
import { insertGrants } from './grant.store.js';
import { sha256 } from './token.js';

/** Opens the sample district's accounts where there is none yet: one hash for all, one statement per table. Answers how many. */
export async function seedIdentity(work: Work, passwordHash: string, feedSecret: string | undefined): Promise<number> {
  if (!(await noAccounts(work.em))) return 0;
  const by = personId('admin');
  const at = work.at.toISOString();
  const accounts = sampleAccounts();
  await insertAccounts(work.em, accounts.map(({ userId, username, name }) => ({ id: userId, username, name, passwordHash })), work.at);
  const grants = accounts.flatMap(({ userId, username, grants: held }) => held.map(({ role, area }) => ({ id: derivedId('grant', `${username}/${role}/${area}`), userId, role, area, from: work.at, by })));
  await insertGrants(work.em, grants, work.at);
  for (const { userId } of accounts) work.append(AccountOpened, { userId, at }, { aggregate: `account/${userId}`, version: 1, street: ZONE_STAFF });
  for (const { id: grantId, userId, role, area } of grants) work.append(GrantGiven, { grantId, userId, role, area, from: at, by }, { aggregate: `grant/${grantId}`, version: 1, street: ZONE_STAFF });
  if (feedSecret) await seedFeedKey(work, feedSecret, by);
  return accounts.length;
}

async function seedFeedKey(work: Work, secret: string, by: string): Promise<void> {
  const id = derivedId('feed-key', SAMPLE_FEED);
  await insertFeedKey(work.em, { id, name: SAMPLE_FEED, secretHash: sha256(secret), by }, work.at);
  work.append(FeedKeyIssued, { keyId: id, name: SAMPLE_FEED, by }, { aggregate: `feed-key/${id}`, version: 1, street: ZONE_STAFF });
}
