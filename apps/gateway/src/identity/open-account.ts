import { Injectable } from '@nestjs/common';
import { ZONE_STAFF } from '@xunling/contracts';
import { AccountOpened, type AccountView, type OpenAccountInner } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { insertAccounts } from './account.store.js';
import { showAccount } from './account.view.js';
import { nameAccounts } from './name-accounts.js';

@Injectable()
export class OpenAccountCase {
  /** Opens an account; a taken user name is `state.conflict`. */
  async run(input: OpenAccountInner, work: Work): Promise<AccountView> {
    const id = newId();
    const opened = await insertAccounts(work.em, [{ id, username: input.username, name: input.name, passwordHash: input.passwordHash }], work.at);
    if (opened.length === 0) throw new Refusal('state.conflict', { state: 'taken', allowed: [], detail: `the user name ${input.username} is taken` });
    work.append(AccountOpened, { userId: id, at: work.at.toISOString() }, { aggregate: `account/${id}`, version: 1, street: ZONE_STAFF });
    await nameAccounts(work);
    return (await showAccount(work.em, id, work.at))!;
  }
}
