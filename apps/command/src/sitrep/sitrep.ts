import { Refusal } from '@xunling/platform';

export type SitrepKind = 'INITIAL' | 'FOLLOW_UP' | 'FINAL';
export type SitrepState = 'draft' | 'submitted' | 'published';
export type Act = 'edit' | 'submit' | 'return' | 'publish';

/** What may be done in each state; nothing is done to what was published. */
export const allowed = { draft: ['edit', 'submit'], submitted: ['return', 'publish'], published: [] } as const satisfies Record<SitrepState, readonly Act[]>;

/** How warnings, people and decisions were counted: 1 all there were, 2 the incident's own. What was published keeps its own way. */
export type Counting = 1 | 2;
export const COUNTS_NOW: Counting = 2;

/** Counts of one instant, each from records; `silent` streets have orders under way and said nothing for an hour. */
export interface Figures {
  /** Absent on those of the first way. */
  counting?: Counting;
  asOf: string;
  levels: Record<string, string>;
  warnings: { active: number; byColour: Record<string, number> };
  decisions: { open: number; raised: number; held: number };
  orders: Record<'issued' | 'delivered' | 'acknowledged' | 'executing' | 'reported' | 'verified' | 'ended', number>;
  /** `ground`: begun on the ground without an order, where there are any; done and lifted count both. */
  measures: { ordered: number; ground?: number; done: number; lifted: number };
  perStreet: Record<string, { issued: number; reported: number; verified: number }>;
  /** Person records by what they say at the instant; reports from before they were kept have none. */
  casualties?: { dead: number; missing: number; injured: number; perStreet: Record<string, { dead: number; missing: number; injured: number }> };
  /** People of evacuations on the incident's ground, of whatever cause: on the ledgers, not gone yet, taken away (those back included), in a shelter, refusing; reports from before they were folded have none. */
  evacuation?: { planned: number; waiting: number; moved: number; sheltered: number; refused: number };
  /** What sources say by subject, as disputed or settled at the instant. */
  claims: { subject: string; disputed: boolean; values: { value: string; source: string; confidence: string }[]; settled?: string }[];
  sources: { counted: string[]; silent: string[] };
}
export interface Sitrep { id: string; incidentId: string; kind: SitrepKind; number: number; corrects: string | null; state: SitrepState; author: string; figures: Figures }
/** Reports of the incident so far, as the rule on kinds needs them. */
export interface Earlier { kind: SitrepKind; corrects: string | null; state: SitrepState; id: string }

const conflict = (state: string, acts: readonly string[], detail: string): Refusal => new Refusal('state.conflict', { state, allowed: [...acts], detail });

/** One 初报, then 续报, one 核报 and nothing after it but corrections; a correction keeps its report's kind. @throws Refusal state.conflict */
export function mayBegin(kind: SitrepKind, corrects: Earlier | undefined, earlier: readonly Earlier[]): void {
  if (corrects) {
    if (corrects.state !== 'published') throw conflict(corrects.state, allowed[corrects.state], 'only what was published is corrected');
    if (corrects.kind !== kind) throw conflict(corrects.kind, [], `a correction of ${corrects.kind} is ${corrects.kind}`);
    return;
  }
  const own = earlier.filter((r) => r.corrects === null);
  if (own.some((r) => r.kind === 'FINAL')) throw conflict('FINAL', ['correct'], 'the final report was begun: correct it, or publish it');
  const initial = own.find((r) => r.kind === 'INITIAL');
  if (kind === 'INITIAL' && initial) throw conflict('INITIAL', ['FOLLOW_UP', 'FINAL'], 'there is one first report');
  if (kind !== 'INITIAL' && initial?.state !== 'published') throw conflict(initial?.state ?? 'none', ['INITIAL'], 'the first report comes first');
}

/** @throws Refusal state.conflict, same-person */
export function mayAct(act: Act, report: Pick<Sitrep, 'state' | 'author'>, by: string): void {
  if (!(allowed[report.state] as readonly Act[]).includes(act)) throw conflict(report.state, allowed[report.state], `a ${report.state} report`);
  if ((act === 'publish' || act === 'return') && report.author === by) throw new Refusal('same-person', { detail: 'the approver is not the author' });
  if ((act === 'edit' || act === 'submit') && report.author !== by) throw new Refusal('access.role', { detail: 'a draft is its author’s' });
}

/** Figures that people judge by; a fall of one that can only grow, or a move of over a fifth, is explained. */
const WATCHED = ['issued', 'verified'] as const;
/** Missing ones are found: a fall of these is explained too, by the records that moved it. */
const PEOPLE = ['dead', 'missing', 'injured'] as const;
const FIFTH = 0.2;

export interface Move { path: string; from: number; to: number; why: 'fell' | 'jumped' }
/** `people`: of these the first one is a jump, for nothing grows by a fifth of none. Work begins at none and needs no word for it. */
interface Watched { path: string; from: number; to: number; people: boolean }

function watched(before: Figures, now: Figures): Watched[] {
  const work = (path: string, from: number, to: number): Watched => ({ path, from, to, people: false });
  const people = (path: string, from = 0, to = 0): Watched => ({ path, from, to, people: true });
  return [
    ...WATCHED.map((k) => work(`orders.${k}`, before.orders[k], now.orders[k])), work('measures.done', before.measures.done, now.measures.done),
    people('evacuation.moved', before.evacuation?.moved, now.evacuation?.moved), ...PEOPLE.map((k) => people(`casualties.${k}`, before.casualties?.[k], now.casualties?.[k])),
  ];
}

/** Figures that fell or moved by over a fifth since the last published report. */
export function movesToExplain(before: Figures | undefined, now: Figures): Move[] {
  if (!before) return [];
  return watched(before, now).flatMap(({ path, from, to, people }): Move[] => {
    if (to < from) return [{ path, from, to, why: 'fell' }];
    const jumped = from > 0 ? (to - from) / from > FIFTH : people && to > 0;
    return jumped ? [{ path, from, to, why: 'jumped' }] : [];
  });
}

/** @throws Refusal input.impossible naming each figure, where no explanation is given */
export function mustExplain(moves: readonly Move[], explanation: string | undefined): void {
  if (moves.length === 0 || explanation) return;
  throw new Refusal('input.impossible', { errors: moves.map(({ path, from, to, why }) => ({ path, reason: why, message: `${from} → ${to}: say why` })) });
}
