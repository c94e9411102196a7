import { conservationOf, type LedgerCounts } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';

/** The sums of a ledger in one sentence. */
export function sumsOf(totals: LedgerCounts): { zh: string; en: string } {
  const { planned, moved, refused, unreachable, alreadySafe, remaining, verified } = conservationOf(totals);
  return {
    zh: `应转移 ${planned} 人：已转移 ${moved}、原已安全 ${alreadySafe}、拒绝 ${refused}、失联 ${unreachable}、未转移 ${remaining}；已核验 ${verified}`,
    en: `${planned} listed: ${moved} moved, ${alreadySafe} safe already, ${refused} refuse, ${unreachable} not reached, ${remaining} still to be moved; ${verified} verified`,
  };
}

/**
 * Whether the ledger bears out what is said of an evacuation (C13): done once nobody is left to be moved, verified once a second person has seen in safety all
 * who are not known to refuse or to be missing. Those stay on the ledger as facts with a task of their own, and all safe needs them too.
 * @throws Refusal evacuation.not-moved, evacuation.not-verified with the sums
 */
export function mustBear(totals: LedgerCounts, said: 'done' | 'verified'): void {
  const sums = conservationOf(totals);
  const unseen = sums.planned - sums.verified - sums.refused - sums.unreachable;
  if (sums.remaining === 0 && (said === 'done' || unseen === 0)) return;
  const { zh, en } = sumsOf(totals);
  const [n, moved] = sums.remaining > 0 ? [sums.remaining, false] : [unseen, true];
  throw new Refusal(moved ? 'evacuation.not-verified' : 'evacuation.not-moved', {
    errors: [{ path: 'ledger', reason: moved ? 'unseen' : 'remaining', message: `${n} ${moved ? 'not verified yet' : 'not moved yet'}. ${en}`, messageZh: `${n} 人${moved ? '尚未核验' : '尚未转移'}。${zh}` }], extra: { ...sums, unseen },
  });
}
