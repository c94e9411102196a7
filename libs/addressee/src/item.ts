import type { Due, EvidenceRef, GeoPoint, Measure, Role, SuspendScope } from '@xunling/contracts';

/** The addressee's side of one order: a duty, a mission, a requisition. One order, one item. */
export interface Item {
  id: string;
  orderId: string;
  incidentId: string;
  area: string;
  addresseeId: string;
  addresseeName: string;
  measure: Measure;
  /** Of a SUSPEND, what stops. */
  scope?: SuspendScope;
  force?: string;
  level?: string;
  siteId?: string;
  textZh: string;
  textEn: string;
  evidenceAsked: 'photo' | 'none';
  holderId: string;
  deputyId?: string;
  issuedBy: string;
  /** All who signed the level the order comes from, where it took two. */
  signedBy?: string[];
  /** Order whose measure this item lifts. */
  lifts?: string;
  due: Due;
  state: ItemState;
  version: number;
  openedAt: string;
  acknowledged?: Answer;
  executing?: Execution;
  reported?: Report;
  verified?: Answer;
  /** Earlier rounds: who worked, what was reported, who sent it back and why. */
  rounds: Round[];
  /** Earlier turns: from whom to whom it went, what was done until then, why it was handed back. */
  turns?: Turn[];
  /** 交回, not answered by the superior yet. */
  handedBack?: HandBack;
  /** The order's end. On a reported item: it was replaced meanwhile, the done work stays and may still be verified. */
  ended?: { reason: 'withdrawn' | 'superseded' | 'divided'; replacedBy?: string; answers?: LateAnswer[] };
}

/** Who, when it happened, when we had it; `implied` where a later step proved it, `clockOff` where the device's clock cannot be right: `at` is then our own, `deviceAt` its claim. */
export interface Answer {
  by: string; at: string; receivedAt: string; late: boolean;
  clockOff?: boolean; deviceAt?: string; deputy?: boolean; implied?: boolean; note?: string; position?: GeoPoint; noPositionReason?: string; offPost?: boolean; distanceM?: number;
}
/** The first answer that began the work, and everybody's check-in of this round. */
export type Execution = Answer & { checkIns?: Answer[] };
export type Report = Answer & { evidence: EvidenceRef[] };
export interface Round { executing?: Execution; reported: Report; returnedBy: string; returnedAt: string; reason: string; dueAt: string }
export type HandBack = Answer & { reason: string };
export interface Turn { from: string; to: string; by: string; at: string; receivedAt: string; reason?: string; acknowledged?: Answer; executing?: Execution; handedBack?: HandBack }
export type LateAnswer = Answer & { verb: Verb };

export type ItemState = 'open' | 'acknowledged' | 'executing' | 'reported' | 'returned' | 'verified' | 'handed-back' | 'ended';
export type Verb = 'acknowledge' | 'check-in' | 'start' | 'execute' | 'verify' | 'return' | 'pass' | 'hand-back' | 'give-again';

/** What may be done in which state; the answer to 409 shows it. An answer after the end is kept as a fact all the same. */
export const ALLOWED = {
  open: ['acknowledge', 'check-in', 'start', 'execute', 'pass', 'hand-back'],
  acknowledged: ['acknowledge', 'check-in', 'start', 'execute', 'pass', 'hand-back'],
  executing: ['acknowledge', 'check-in', 'start', 'execute', 'pass', 'hand-back'],
  reported: ['acknowledge', 'verify', 'return'],
  returned: ['acknowledge', 'check-in', 'start', 'execute', 'pass', 'hand-back'],
  verified: ['acknowledge'],
  'handed-back': ['give-again'],
  ended: [],
} as const satisfies Record<ItemState, readonly Verb[]>;

/** Verbs of the addressee; a late one is kept as a fact. */
export const ANSWERING: readonly Verb[] = ['acknowledge', 'check-in', 'start', 'execute'];
/** Verbs by which the addressee lets go of it. */
export const LETTING_GO: readonly Verb[] = ['pass', 'hand-back'];
/** Who answers what was handed back, over the item's area. */
export const SUPERIORS: readonly Role[] = ['sub-district-officer', 'duty-officer', 'commander'];
/** Who may verify or send back, over the item's area. */
export const VERIFIERS: readonly Role[] = ['inspector', 'sub-district-officer', 'duty-officer', 'commander'];

/** Everybody who had a hand in the work: who issued or signed it, who it was addressed to or given on by and to, who did any part of it in any round. */
export function hands({ issuedBy, signedBy = [], holderId, deputyId, executing, reported, rounds, turns = [] }: Item): Set<string> {
  const workers = [{ executing, reported }, ...rounds, ...turns].flatMap((r) => [r.executing?.by, ...(r.executing?.checkIns ?? []).map((c) => c.by), 'reported' in r ? r.reported?.by : undefined]);
  const before = turns.flatMap((t) => [t.from, t.to, t.by]);
  return new Set([issuedBy, ...signedBy, holderId, deputyId, ...before, ...workers].filter((who): who is string => who !== undefined));
}

/** A returned item has until `dueAt` to report; verification keeps its distance. */
export function nextDue(due: Due, dueAt: string): Due {
  const distance = Math.max(0, Date.parse(due.verified) - Date.parse(due.reported));
  return { ...due, reported: dueAt, verified: new Date(Date.parse(dueAt) + distance).toISOString() };
}

/** Deadline of what the item waits for. */
export function dueAt({ state, due }: Pick<Item, 'state' | 'due'>): string {
  switch (state) {
    case 'open': return due.acknowledged;
    case 'acknowledged': return due.executing;
    case 'executing': case 'returned': return due.reported;
    // the superior's answer is awaited; the clock of the work goes on
    case 'handed-back': return due.executing;
    case 'reported': case 'verified': case 'ended': return due.verified;
    default: { const never: never = state; return never; }
  }
}
