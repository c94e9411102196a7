import type { LedgerCounts, Stage } from '@xunling/contracts';

/** Raised with every change of what the fold keeps; a console with another version loads the page again. */
export const FOLD_VERSION = 15;

/** What has been closed for this long, measured by the newest event's `received`, leaves the picture. */
export const CLOSED_KEPT_MS = 3_600_000;

export type OrderState = Stage | 'withdrawn' | 'superseded';

export interface AreaFact { kind: string; zh: string; en: string; home: string; /** `lon lat` pairs; zone and streets only. */ ring?: string[]; closed?: true }
/** A post, team or depot, for its name; orders whose addressee is not known from its own event carry the name themselves. */
export interface NamedFact { zh: string; en?: string; area?: string; force?: string; kind?: string; vacant?: true; closed?: true; /** Absent for a post. */ of?: 'team' | 'depot' }
export interface SiteFact { zh: string; en: string; area: string; kind: string; owner: string; closeAtCm: number; lon: number; lat: number; closed?: true }

export interface WarningFact {
  issuer: string; hazard: string; colour: string; areas: string[]; state: string; headline: string;
  sent: string; receivedAt: string; expiresAt: string; closed?: number;
  /** Somebody signed that no level is raised on this colour: the clock 预警→响应 stops. */
  heldAt?: string;
}
export interface Hop { at: string; from: string; to: string; reason: string; dueAt: string }
export interface DecisionFact {
  /** Absent where gauges opened it: what they met is said instead. */
  warning?: string; colour?: string; observed?: { level: string; planVersion: string; need: number; met: { code: string; zh: string; en: string }[] };
  hazard: string; areas: string[]; state: string; owner: string; openedAt: string; dueAt: string; hops: Hop[];
  proposal?: { level: string; planVersion: string; areas: string[]; by: string; missing: { seat: string; userId?: string }[] };
  signatures: { userId: string; as: string; at: string }[];
  level?: string; planVersion?: string; set?: string; reason?: string; reviewAt?: string; by?: string; decidedAt?: string; closed?: number;
}
export interface LevelFact { level: string; since: string; incident: string; plan?: string; set?: string; previous?: string; decision?: string; signers: string[] }
export interface IncidentFact { name: string; areas: string[]; openedAt: string; closedAt?: string }
/** What the ground puts before those above it, without anybody in between: a contradiction about a site for `owner` to settle, a protection nobody above has looked at. */
export interface GroundFact { kind: 'conflict' | 'protection'; area: string; /** Absent: a whole grid was emptied. */ site?: string; owner?: string; measure?: string; scope?: string; openedAt: string; dueAt?: string }
export interface AttentionFact { kind: string; about: string; reason: string; owner: string; openedAt: string }

/** Orders that count (not withdrawn, not superseded), and per stage of STAGES how many have come so far, how many of these came late, and how many are overdue there. */
export interface Counter { total: number; done: number[]; late: number[]; overdue: number[] }
export interface OrderSetFact {
  incident: string; kind: string; level?: string; planVersion?: string; at: string; by: string;
  /** As stated by the issuing act; absent until it is folded (a street does not see it before its first order). */
  declared?: number;
  ended: number; unaddressable: number; count: Counter;
}
/** One order in the picture. Times are milliseconds; `due` and `done` are offsets from `at`, by index of STAGES. */
export interface OrderFact {
  set: string; measure: string; scope?: string; to: [kind: string, id: string]; area: string; force?: string; site?: string; level?: string;
  via?: 'deputy' | 'superior'; by: string; /** Of an order of a seat: the commander's 4, the deputy's 3. */ rank?: number; incident: string; photo?: true;
  state: OrderState; at: number; due: number[]; done: (number | null)[];
  /** Bit per stage: implied by a later arrow; passed its due time in silence. */
  implied: number; overdue: number;
  /** Steps of the chain that silence has climbed, and who was told last. */
  step: number; told?: string;
  /** Called again by a person while it waited: how often, and when last (ms); an answer ends it. */
  called?: [times: number, at: number];
  /** Greatest item version of a report and of a return. */
  rv: number; bv: number;
  /** Passed to another person, at (ms); handed back with this reason and not answered yet; item version of the last such turn and of the newest beginning. */
  passed?: number; handedBack?: string; tv?: number; gv?: number;
  returned?: string; supersedes?: string; closed?: number;
  /** Of a divided order: how many parts its later arrows follow. */
  parts?: number;
}
/** A measure on a site: closed only when verified. */
export interface MeasureFact { site: string; area: string; measure: string; /** Of a SUSPEND. */ scope?: string; order: string; state: 'ordered' | 'executed' | 'verified'; /** Lift order on its way. */ lift?: string; orderedAt?: string; executedAt?: string; verifiedAt?: string }
/** An arrow that arrived before its order; kept a while, bounded. */
export interface EarlyFact { order: string; stage: Stage | 'returned' | 'given-on' | 'handed-back'; at: number; version: number; note?: string; dueAt?: number; reportBy?: number }
/** A running evacuation: who is where, per grid, as its ledger last said (`v` is the ledger's version). */
export interface EvacuationFact { area: string; site?: string; cause: string; state: 'open' | 'lifted'; openedAt: string; safe?: string; ledgers: Record<string, { v: number; counts: LedgerCounts }> }
export interface ShelterFact { zh: string; en: string; area: string; lon: number; lat: number; capacity: number; present: number; assigned: number; v: number }
/** Newest event of one origin on one street. */
export interface LinkFact { seq: number; received: number; time: string }
/** One line of the feed; like events in a row are one line with a count. */
export interface FeedLine { seq: number; last: number; n: number; type: string; time: string; received: string; street: string; subject: string; actor: string; facts?: Record<string, string | number> }

/** The common operating picture: plain JSON, the same in gateway, console and drill. */
export interface Picture {
  fold: number;
  /** Set by the first event of a drill. */
  exercise?: true;
  epoch: number;
  /** Sequence and `received` of the newest event folded; 0 and the epoch's start of time before the first. */
  seq: number;
  received: string;
  areas: Record<string, AreaFact>;
  names: Record<string, NamedFact>;
  sites: Record<string, SiteFact>;
  incidents: Record<string, IncidentFact>;
  warnings: Record<string, WarningFact>;
  decisions: Record<string, DecisionFact>;
  attentions: Record<string, AttentionFact>;
  /** By conflict or measure. */
  ground: Record<string, GroundFact>;
  levels: Record<string, LevelFact>;
  seats: Record<string, string>;
  roster: string[];
  /** When a person last said of a plan's condition whether it holds, ms: who shows ranks reads them again. */
  said?: number;
  sets: Record<string, OrderSetFact>;
  orders: Record<string, OrderFact>;
  counters: Record<string, Counter>;
  measures: Record<string, MeasureFact>;
  evacuations: Record<string, EvacuationFact>;
  shelters: Record<string, ShelterFact>;
  links: Record<string, LinkFact>;
  feed: FeedLine[];
  early: EarlyFact[];
  /** What closed, in order: `[kind, id, received ms]`. */
  leaving: [kind: 'order' | 'warning' | 'decision', id: string, closed: number][];
}

/** Where an event stands in the stream. `epoch` is 1 unless stated. */
export interface FoldMeta { seq: number; received: string; epoch?: number }

/** A picture before its first event. */
export const emptyPicture = (): Picture => ({
  fold: FOLD_VERSION, epoch: 1, seq: 0, received: '1970-01-01T00:00:00.000Z',
  areas: {}, names: {}, sites: {}, incidents: {}, warnings: {}, decisions: {}, attentions: {}, ground: {}, levels: {}, seats: {}, roster: [],
  sets: {}, orders: {}, counters: {}, measures: {}, evacuations: {}, shelters: {}, links: {}, feed: [], early: [], leaving: [],
});
