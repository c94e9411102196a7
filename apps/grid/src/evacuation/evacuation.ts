import type { EvacuationAct, EvacuationTaskKind, EvacueeState, LedgerCounts } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';

/** One person on one ledger. `saidBy` said of them that they were safe already. */
export interface Evacuee { state: EvacueeState; shelterId: string | null; movedBy: string | null; receivedBy: string | null; saidBy: string | null; homeAt: string | null; at: string }
export interface Said { act: EvacuationAct; by: string; at: string; lifted: boolean; shelterId?: string | null }
/** What one act does to one person: a change, nothing new, a word that came too late, or no fit. */
export type Verdict = { kind: 'changed'; evacuee: Evacuee } | { kind: 'same' | 'late' | 'same-person' } | { kind: 'refused'; state: EvacueeState };

const AWAY = ['moved', 'arrived', 'verified'] as const;
const GONE = [...AWAY, 'return-allowed'] as const;
const WAITING = ['listed', 'notified', 'returned'] as const;
const STAYING = [...WAITING, 'refused', 'unreachable'] as const;
const SAFE = ['safe', 'safe-verified'] as const;

/** Per act: from which states it moves a person, and in which it says nothing new. Everything else does not fit. */
export const ACTS = {
  notify: { from: ['listed', 'unreachable', 'returned'], same: ['notified', 'refused', ...GONE, ...SAFE] },
  move: { from: [...STAYING, ...SAFE], same: GONE },
  arrive: { from: [...STAYING, ...SAFE, 'moved'], same: ['arrived', 'verified'] },
  verify: { from: ['arrived', 'safe'], same: ['verified', 'safe-verified', 'return-allowed'] },
  'find-safe': { from: STAYING, same: SAFE },
  refuse: { from: [...WAITING, 'unreachable', ...SAFE], same: ['refused'] },
  'not-reach': { from: [...WAITING, 'refused'], same: ['unreachable'] },
  return: { from: [...AWAY, ...SAFE], same: ['returned'] },
  'allow-return': { from: ['verified'], same: ['return-allowed'] },
} as const satisfies Record<EvacuationAct, { from: readonly EvacueeState[]; same: readonly EvacueeState[] }>;

const TO = { notify: 'notified', move: 'moved', arrive: 'arrived', verify: 'verified', 'find-safe': 'safe', refuse: 'refused', 'not-reach': 'unreachable', return: 'returned', 'allow-return': 'return-allowed' } as const satisfies Record<EvacuationAct, EvacueeState>;
/** Acts still said once the evacuation is lifted: what happened before it may be told after. */
const ONCE_LIFTED: readonly EvacuationAct[] = ['move', 'arrive', 'verify', 'find-safe', 'return', 'allow-return'];
/** State of a person that opens a follow-up, and ends it once nobody of the household is in it. */
export const TASK_OF: Partial<Record<EvacueeState, EvacuationTaskKind>> = { refused: 'PERSUASION', unreachable: 'DOOR_CHECK', returned: 'ALARM' };

/** @throws Refusal state.conflict, evacuation.not-lifted: what of the whole evacuation forbids the act */
export function admitAct(act: EvacuationAct, state: 'open' | 'lifted' | 'closed'): void {
  if (state === 'closed') throw new Refusal('state.conflict', { state, allowed: [] });
  if (state === 'lifted' && !ONCE_LIFTED.includes(act)) throw new Refusal('state.conflict', { state, allowed: [...ONCE_LIFTED] });
  if (state === 'open' && act === 'allow-return') throw new Refusal('evacuation.not-lifted');
}

/** Decides one act on one person. A word older than the newest known is late: kept, and moves nothing. */
export function actOn(e: Evacuee, said: Said): Verdict {
  const { act, by, at, lifted } = said;
  const rule: { from: readonly EvacueeState[]; same: readonly EvacueeState[] } = ACTS[act];
  if (act === 'return' && lifted) return goHome(e, said);
  if (act === 'arrive' && rule.same.includes(e.state)) return elsewhere(e, said);
  if (rule.same.includes(e.state)) return { kind: 'same' };
  if (at < e.at) return { kind: 'late' };
  if (!rule.from.includes(e.state)) return { kind: 'refused', state: e.state };
  if (act === 'verify') return [e.movedBy, e.receivedBy, e.saidBy].includes(by) ? { kind: 'same-person' } : changed(e, said, { state: e.state === 'safe' ? 'safe-verified' : 'verified' });
  switch (act) {
    case 'move': return changed(e, said, { movedBy: by, receivedBy: null, saidBy: null });
    case 'arrive': return changed(e, said, { movedBy: e.state === 'moved' ? e.movedBy : by, receivedBy: by, saidBy: null, shelterId: said.shelterId ?? null });
    case 'find-safe': return changed(e, said, { saidBy: by });
    case 'return': return changed(e, said, { shelterId: null, movedBy: null, receivedBy: null, saidBy: null });
    case 'notify': case 'refuse': case 'not-reach': return changed(e, said, { movedBy: null, receivedBy: null, saidBy: null });
    case 'allow-return': return changed(e, said, {});
    default: { const never: never = act; throw new Error(`unknown act ${String(never)}`); }
  }
}
const changed = (e: Evacuee, { act, at }: Said, more: Partial<Evacuee>): Verdict => ({ kind: 'changed', evacuee: { ...e, state: TO[act], at, ...more } });

/** From one place of safety to another: one departure, one arrival, the same person; who has seen them stands. */
function elsewhere(e: Evacuee, { by, at, shelterId = null }: Said): Verdict {
  if (e.shelterId === shelterId) return { kind: 'same' };
  if (at < e.at) return { kind: 'late' };
  return { kind: 'changed', evacuee: { ...e, at, shelterId, receivedBy: by } };
}
/** After the lift going home is no alarm. */
function goHome(e: Evacuee, { at }: Said): Verdict {
  if (e.homeAt !== null) return { kind: 'same' };
  if (!(GONE as readonly EvacueeState[]).includes(e.state)) return { kind: 'refused', state: e.state };
  return { kind: 'changed', evacuee: { ...e, state: 'return-allowed', shelterId: null, homeAt: at, at } };
}

/** Whether all safe may be declared: somebody is listed, and everybody is verified. */
export const allSafe = (c: LedgerCounts): boolean => c.planned > 0 && c.verified + c.returnAllowed + c.safeVerified === c.planned;
/** Persons away who have not been allowed to return. */
export const peopleAway = (c: LedgerCounts): number => c.moved + c.arrived + c.verified;
