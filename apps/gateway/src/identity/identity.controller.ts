import { Controller } from '@nestjs/common';
import { mayOver, ZONE_STAFF } from '@xunling/contracts';
import type {
  AccountPage, AccountView, ById, Directory, DirectoryInput, FeedKeyPage, FeedKeyView, FindPeopleInput, GiveGrantInput, GrantPage, GrantRow, IssueFeedKeyInner, ListAccountsInput, ListGrantsInput, OpenAccountInner, PageInput, PeopleFound,
} from '@xunling/contracts/classes';
import { FeedKeyIssued, FeedKeyRevoked, FindPeople } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { listAccounts } from './account.view.js';
import { CloseAccountCase } from './close-account.js';
import { findPeople, readDirectory } from './directory.view.js';
import { insertFeedKey, listFeedKeys, revokeFeedKeyRow } from './feed-key.store.js';
import { GiveGrantCase } from './give-grant.js';
import { areasOf } from './grant.js';
import { listGrants } from './grant.view.js';
import { OpenAccountCase } from './open-account.js';
import { RevokeGrantCase } from './revoke-grant.js';

/** Identity on the bus: the gateway is a service as the others are. */
@Controller()
export class IdentityController {
  constructor(private readonly openCase: OpenAccountCase, private readonly closeCase: CloseAccountCase, private readonly giveCase: GiveGrantCase, private readonly revokeCase: RevokeGrantCase) {}

  @Handle('gateway.account.list')
  accounts(input: ListAccountsInput, work: Work): Promise<AccountPage> { return listAccounts(work.em, input, work.at); }

  @Handle('gateway.account.open')
  open(input: OpenAccountInner, work: Work): Promise<AccountView> { return this.openCase.run(input, work); }

  @Handle('gateway.account.close')
  close(input: ById, work: Work): Promise<AccountView> { return this.closeCase.run(input, work); }

  @Handle('gateway.grant.list')
  grants(input: ListGrantsInput, work: Work): Promise<GrantPage> { return listGrants(work.em, input, areasOf(work.caller!, ['administrator', 'sub-district-officer', 'auditor'])); }

  @Handle('gateway.grant.give')
  give(input: GiveGrantInput, work: Work): Promise<GrantRow> { return this.giveCase.run(input, work); }

  @Handle('gateway.grant.revoke')
  revoke(input: ById, work: Work): Promise<GrantRow> { return this.revokeCase.run(input, work); }

  @Handle('gateway.key.list')
  keys({ cursor, limit = 50 }: PageInput, work: Work): Promise<FeedKeyPage> { return listFeedKeys(work.em, cursor, limit); }

  @Handle('gateway.key.issue')
  async issueKey({ name, secretHash }: IssueFeedKeyInner, work: Work): Promise<FeedKeyView> {
    const id = newId();
    const by = work.caller!.userId;
    const key = await insertFeedKey(work.em, { id, name, secretHash, by }, work.at);
    if (!key) throw new Refusal('state.conflict', { state: 'issued', allowed: ['revoke'], detail: `a key named ${name} is in force` });
    work.append(FeedKeyIssued, { keyId: id, name, by }, { aggregate: `feed-key/${id}`, version: 1, street: ZONE_STAFF });
    return key;
  }

  @Handle('gateway.key.revoke')
  async revokeKey({ id }: ById, work: Work): Promise<FeedKeyView> {
    const key = await revokeFeedKeyRow(work.em, id, work.at);
    if (!key) throw new Refusal('unknown.id');
    // Revoked before: nothing happened, so nothing is stated.
    if (key.revokedAt === work.at.toISOString()) work.append(FeedKeyRevoked, { keyId: id, name: key.name, by: work.caller!.userId }, { aggregate: `feed-key/${id}`, version: 2, street: ZONE_STAFF });
    return key;
  }

  @Handle('gateway.directory.read')
  directory({ ids }: DirectoryInput, work: Work): Promise<Directory> { return readDirectory(work.em, ids, work.caller!); }

  @Handle('gateway.directory.find')
  find({ words, area }: FindPeopleInput, work: Work): Promise<PeopleFound> {
    const { grants } = work.caller!;
    if (area !== undefined && !mayOver(work.caller!, FindPeople.roles, area)) throw new Refusal('access.area');
    const own = grants.filter((g) => (FindPeople.roles as readonly string[]).includes(g.role)).map((g) => g.area);
    return findPeople(work.em, words.trim(), area !== undefined ? [area] : own, grants.some((g) => g.role === 'administrator'), work.at);
  }
}
