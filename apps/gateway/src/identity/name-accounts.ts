import { ZONE_STAFF } from '@xunling/contracts';
import { AccountsNamed } from '@xunling/contracts/classes';
import { rowsOf, type Work } from '@xunling/messaging';
import { newId } from '@xunling/platform';

/** As many accounts as one event names. */
const MOST = 500;

/** States the user names of open accounts that no event has named yet, so that other contexts can read lists written by people. */
export async function nameAccounts(work: Work): Promise<void> {
  const rows = rowsOf<{ userId: string; username: string }>(await work.em.query('update account set named = true where not named and closed_at is null returning id as "userId", username'));
  for (let i = 0; i < rows.length; i += MOST) work.append(AccountsNamed, { accounts: rows.slice(i, i + MOST), at: work.at.toISOString() }, { aggregate: `account-names/${newId()}`, version: 1, street: ZONE_STAFF });
}
