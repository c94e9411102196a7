import { shuts, type EvidenceRef, type Measure as Code, type SiteKind, type SuspendScope } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';

export type MeasureState = 'ordered' | 'acknowledged' | 'executing' | 'executed' | 'verified' | 'under-patrol' | 'lift-ordered' | 'lifted' | 'ended';
export type Act = 'acknowledge' | 'begin' | 'execute' | 'return' | 'verify' | 'patrol' | 'break' | 'order-lift' | 'cancel-lift' | 'lift' | 'end';

/** What an act makes of a state; what is not here is not allowed. `break`: it was found not to hold after all. A cancelled lift goes back to what was before. */
export const NEXT = {
  ordered: { acknowledge: 'acknowledged', begin: 'executing', execute: 'executed', end: 'ended' },
  acknowledged: { begin: 'executing', execute: 'executed', end: 'ended' },
  executing: { execute: 'executed', 'order-lift': 'lift-ordered', end: 'ended' },
  executed: { verify: 'verified', return: 'executing', 'order-lift': 'lift-ordered', end: 'ended' },
  verified: { patrol: 'under-patrol', break: 'executing', 'order-lift': 'lift-ordered' },
  'under-patrol': { patrol: 'under-patrol', break: 'executing', 'order-lift': 'lift-ordered' },
  'lift-ordered': { execute: 'lift-ordered', verify: 'lift-ordered', return: 'lift-ordered', patrol: 'lift-ordered', break: 'lift-ordered', 'cancel-lift': 'under-patrol', lift: 'lifted' },
  lifted: {},
  ended: {},
} as const satisfies Record<MeasureState, Partial<Record<Act, MeasureState>>>;

export const PATROL_EVERY_MINUTES = 30;

export interface Patrol { by: string; at: string; found: 'closed' | 'open'; depthCm?: number; note?: string; evidence: EvidenceRef[] }
/** Of a protection the ground began by itself: whether somebody above has looked, and until when that was due. */
export interface Review { state: 'waiting' | 'approved' | 'returned'; dueAt: string; flaggedAt?: string; by?: string; at?: string; reason?: string }
/** One measure on one site. Its id is its order's, or its own where there is none. */
export interface Measure {
  id: string; origin: 'order' | 'ground'; /** Absent: over its area. */ siteId?: string; /** Of the site, as the register has it now; read only. */ kind?: SiteKind; area: string; measure: Code; scope?: SuspendScope; state: MeasureState; version: number; orderedAt: string; orderedBy: string; orderId?: string; dutyId?: string; incidentId?: string; reason?: string;
  /** Its duty is not verified yet: who executes, verifies or sends back does it there. */
  dutyOpen: boolean;
  /** Whoever ordered or did any of it; none of them verifies. */
  hands: string[];
  acknowledgedAt?: string; executingAt?: string; executedAt?: string; executedBy?: string; verifiedAt?: string; verifiedBy?: string; firstClosedAt?: string;
  liftOrderedAt?: string; liftOrderedBy?: string; liftId?: string; liftedAt?: string; liftedBy?: string; liftEvidence?: EvidenceRef[]; returnedBecause?: string;
  evidence: EvidenceRef[]; patrolEvery: number; patrolDueAt?: string; patrolsMissed: number; patrol?: Patrol; review?: Review;
}
export interface Said { by: string; at: string; evidence?: EvidenceRef[]; reason?: string; liftId?: string; patrol?: Patrol }

export const inForce = (m: Pick<Measure, 'state'>): boolean => m.state !== 'lifted' && m.state !== 'ended';
/** Closed counts only once it was done and a second person has verified it, until it is lifted (C6). */
export const isClosed = (m: Measure): boolean => inForce(m) && m.executedAt !== undefined && m.verifiedAt !== undefined && m.verifiedBy !== m.executedBy;
/** Nobody gets into its site while it holds. */
export const keepsOut = (m: Pick<Measure, 'measure' | 'kind' | 'scope'>): boolean => shuts(m.measure, m.kind, m.scope);
export const may = (m: Pick<Measure, 'state'>, act: Act): boolean => act in NEXT[m.state];
const conflict = (m: Measure, detail?: string): Refusal => new Refusal('state.conflict', { state: m.state, allowed: Object.keys(NEXT[m.state]), ...(detail ? { detail } : {}) });
const later = (at: string, minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString();
const without = (m: Measure, ...keys: (keyof Measure)[]): Measure => Object.fromEntries(Object.entries(m).filter(([k]) => !keys.includes(k as keyof Measure))) as unknown as Measure;

/** The measure after one act. @throws Refusal state.conflict, same-person */
export function take(m: Measure, act: Act, said: Said): Measure {
  if (!may(m, act)) throw conflict(m);
  const state = (NEXT[m.state] as Partial<Record<Act, MeasureState>>)[act]!;
  const next: Measure = { ...m, state, version: m.version + 1 };
  const { by, at } = said;
  switch (act) {
    case 'acknowledge': return { ...next, acknowledgedAt: at };
    case 'begin': return { ...next, executingAt: at };
    case 'execute': return { ...without(next, 'verifiedAt', 'verifiedBy'), executedAt: at, executedBy: by, evidence: said.evidence ?? [], hands: [...new Set([...m.hands, by])] };
    case 'verify': return verified(next, by, at);
    case 'return': case 'break': return { ...without(next, 'executedAt', 'executedBy', 'verifiedAt', 'verifiedBy', 'patrolDueAt'), patrolsMissed: 0, ...(said.reason ? { returnedBecause: said.reason } : {}) };
    case 'patrol': return patrolled(next, said.patrol!);
    case 'order-lift': return { ...next, liftOrderedAt: at, liftOrderedBy: by, ...(said.liftId ? { liftId: said.liftId } : {}) };
    case 'cancel-lift': return { ...without(next, 'liftOrderedAt', 'liftOrderedBy', 'liftId'), state: m.verifiedAt ? 'under-patrol' : m.executedAt ? 'executed' : 'executing' };
    case 'lift': {
      if (by === m.liftOrderedBy) throw new Refusal('same-person', { detail: 'who ordered the lifting does not do it' });
      return { ...without(next, 'patrolDueAt'), liftedAt: at, liftedBy: by, patrolsMissed: 0, ...(said.evidence ? { liftEvidence: said.evidence } : {}) };
    }
    case 'end': return { ...without(next, 'patrolDueAt'), dutyOpen: false };
    default: { const never: never = act; throw new Error(`unknown act ${String(never)}`); }
  }
}

function verified(m: Measure, by: string, at: string): Measure {
  if (!m.executedAt) throw conflict(m, 'nothing is done yet that could be verified');
  if (by === m.executedBy || m.hands.includes(by)) throw new Refusal('same-person');
  return { ...m, verifiedAt: at, verifiedBy: by, firstClosedAt: m.firstClosedAt ?? at, patrolDueAt: later(at, m.patrolEvery), patrolsMissed: 0 };
}
/** The newest look counts; one that comes late is a fact and moves no clock. */
function patrolled(m: Measure, patrol: Patrol): Measure {
  if (m.patrol && Date.parse(m.patrol.at) > Date.parse(patrol.at)) return m;
  return { ...m, patrol, patrolDueAt: later(patrol.at, m.patrolEvery), patrolsMissed: 0 };
}
/** Nobody looked in time: the miss is counted, the clock begins anew. */
export const missPatrol = (m: Measure, at: string): Measure => ({ ...m, version: m.version + 1, patrolsMissed: m.patrolsMissed + 1, patrolDueAt: later(at, m.patrolEvery) });
/** Looked at in another rhythm from now. @throws Refusal state.conflict */
export function patrolEvery(m: Measure, minutes: number, at: string): Measure {
  if (!inForce(m)) throw conflict(m);
  return { ...m, version: m.version + 1, patrolEvery: minutes, ...(m.patrolDueAt ? { patrolDueAt: later(m.patrol?.at && m.patrol.at > (m.verifiedAt ?? '') ? m.patrol.at : (m.verifiedAt ?? at), minutes) } : {}) };
}
