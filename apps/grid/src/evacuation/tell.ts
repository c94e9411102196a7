import { conservationOf, streetOf, type EvacuationAct } from '@xunling/contracts';
import {
  EvacuationArrived, EvacuationFoundSafe, EvacuationListed, EvacuationMoved, EvacuationNotified, EvacuationRefused, EvacuationReturnAllowed, EvacuationReturnedEarly, EvacuationSafeEnded, EvacuationUnreachable, EvacuationVerified, EvacuationWentHome,
  type EventClass, type EvacuationFact,
} from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { allSafe } from './evacuation.js';
import type { EvacuationRow, LedgerRow, LedgerStore } from './ledger.store.js';

const EVENT = {
  list: EvacuationListed, notify: EvacuationNotified, move: EvacuationMoved, arrive: EvacuationArrived, verify: EvacuationVerified, 'find-safe': EvacuationFoundSafe, refuse: EvacuationRefused, 'not-reach': EvacuationUnreachable,
  return: EvacuationReturnedEarly, 'allow-return': EvacuationReturnAllowed,
} as const satisfies Record<EvacuationAct | 'list', EventClass<EvacuationFact>>;
/** As many ids as one event carries. */
const MOST = 2000;

/** One event per grid (more where its persons are many), each with how the grid's ledger stands after the act. */
export function tellLedgers(act: EvacuationAct | 'list', evacuation: { id: string }, ledgers: readonly LedgerRow[], persons: readonly { personId: string; area: string }[], said: { by?: string | undefined; at: string; home?: boolean; shelterId?: string }, work: Work): void {
  const of = new Map<string, string[]>();
  for (const p of persons) { const ids = of.get(p.area); if (ids) ids.push(p.personId); else of.set(p.area, [p.personId]); }
  const event: EventClass<EvacuationFact> = said.home ? EvacuationWentHome : EVENT[act];
  for (const ledger of ledgers) {
    const ids = of.get(ledger.area) ?? [];
    for (let i = 0; i < ids.length; i += MOST) {
      const personIds = ids.slice(i, i + MOST);
      const fact = { evacuationId: evacuation.id, ledgerId: ledger.id, area: ledger.area, count: personIds.length, personIds, totals: ledger.totals, ...(said.by ? { by: said.by } : {}), at: said.at, ...(said.shelterId && act === 'arrive' ? { shelterId: said.shelterId } : {}) };
      work.append(event, fact, { aggregate: `ledger/${ledger.id}`, version: ledger.version, street: streetOf(ledger.area), at: new Date(said.at) });
    }
  }
}

/** All safe holds as long as all of the ledger are verified (C13): what moves anybody out of that ends it and says so. The evacuation is held against everybody else. */
export async function endSafe(store: LedgerStore, { id, area, safeAt }: Pick<EvacuationRow, 'id' | 'area' | 'safeAt'>, work: Work): Promise<void> {
  if (!safeAt) return;
  const totals = await store.totals(work.em, id);
  if (allSafe(totals)) return;
  const { planned, verified } = conservationOf(totals);
  const version = await store.move(work.em, id, { safe_at: null });
  work.append(EvacuationSafeEnded, { evacuationId: id, area, planned, verified, ...(work.caller ? { by: work.caller.userId } : {}), at: work.at.toISOString() }, { aggregate: `evacuation/${id}`, version, street: streetOf(area) });
}
