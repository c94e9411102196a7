import type { PlanFact } from '@xunling/contracts';
import { PlanApproved, PlanCountersigned, PlanDrafted, PlanGapsWaived, PlanPublished, PlanRetired, PlanReturned, PlanSubmitted } from '@xunling/contracts/classes';
import { impossible, Refusal } from '@xunling/platform';
import { fact, type Fact } from '../fact.js';
import type { Gap } from './holes.js';
import type { PlanDocument } from './plan.js';

export type PlanState = 'draft' | 'in-review' | 'approved' | 'published' | 'retired';
export type PlanVerb = 'edit' | 'waive' | 'submit' | 'return' | 'approve' | 'countersign' | 'publish' | 'retire';
export interface Person { userId: string; name: string }
export interface Act { act: PlanVerb; by?: string; name?: string; at: Date; remarks?: string }
export interface Waiver { key: string; kind: Gap['kind']; by: string; name: string; reason: string; at: Date }
/** One version of a plan: its document and everything people did to it. */
export interface PlanVersion {
  planVersion: string; planId: string; state: PlanState; digest: string; document: PlanDocument;
  authors: Person[]; approvedBy: Person | null; countersignedBy: Person | null; trail: Act[]; waivers: Waiver[];
  publishedAt: Date | null; importedAt: Date; version: number;
}
export interface Step { plan: PlanVersion; facts: Fact[] }

export const NEXT = {
  draft: { edit: 'draft', waive: 'draft', submit: 'in-review' },
  'in-review': { waive: 'in-review', return: 'draft', approve: 'approved' },
  approved: { waive: 'approved', return: 'draft', countersign: 'approved', publish: 'published' },
  published: { retire: 'retired' },
  retired: {},
} as const satisfies Record<PlanState, Partial<Record<PlanVerb, PlanState>>>;

/** What may be done now: an approved version waits for its second signature, and is signed twice only. */
export function allowedOn({ state, countersignedBy }: Pick<PlanVersion, 'state' | 'countersignedBy'>): PlanVerb[] {
  const verbs = Object.keys(NEXT[state]) as PlanVerb[];
  return verbs.filter((verb) => !(verb === 'publish' && !countersignedBy) && !(verb === 'countersign' && countersignedBy));
}

function step(plan: PlanVersion, act: PlanVerb, who: Person | undefined, at: Date, more: Partial<PlanVersion> = {}, remarks?: string): PlanVersion {
  const allowed = allowedOn(plan);
  if (!allowed.includes(act)) {
    const correct = plan.state === 'published' || plan.state === 'retired' ? { detail: 'a published version is immutable; begin the next one' } : {};
    throw new Refusal('state.conflict', { state: plan.state, allowed, ...correct });
  }
  const entry: Act = { act, at, ...(who ? { by: who.userId, name: who.name } : {}), ...(remarks ? { remarks } : {}) };
  // saving again and again is one editing
  const last = plan.trail.at(-1);
  const before = act === 'edit' && last?.act === 'edit' && last.by === who?.userId ? plan.trail.slice(0, -1) : plan.trail;
  return { ...plan, ...more, state: (NEXT[plan.state] as Record<string, PlanState>)[act]!, trail: [...before, entry], version: plan.version + 1 };
}

const base = (plan: PlanVersion, who: Person | undefined, at: Date): PlanFact => ({ planId: plan.planId, planVersion: plan.planVersion, digest: plan.digest, at: at.toISOString(), ...(who ? { by: who.userId } : {}) });
const isAuthor = (plan: PlanVersion, { userId }: Person): boolean => plan.authors.some((a) => a.userId === userId);
const withAuthor = (plan: Pick<PlanVersion, 'authors'>, who: Person | undefined): Person[] => (!who || plan.authors.some((a) => a.userId === who.userId) ? plan.authors : [...plan.authors, who]);

/** A new draft: imported, or begun from an earlier version. */
export function beginDraft(document: PlanDocument, digest: string, who: Person | undefined, at: Date, from?: string): Step {
  const plan: PlanVersion = {
    planVersion: document.planVersion, planId: document.planId, state: 'draft', digest, document, authors: who ? [who] : [], approvedBy: null, countersignedBy: null,
    trail: [{ act: 'edit', at, ...(who ? { by: who.userId, name: who.name } : {}) }], waivers: [], publishedAt: null, importedAt: at, version: 1,
  };
  return { plan, facts: [fact(PlanDrafted, { ...base(plan, who, at), ...(from ? { from } : {}) })] };
}

/** The whole document, in the place of the one that was read; `read` is that one's digest. */
export function edit(plan: PlanVersion, document: PlanDocument, digest: string, read: string, who: Person | undefined, at: Date): Step {
  const next = step(plan, 'edit', who, at, { document, digest, authors: withAuthor(plan, who) });
  if (document.planVersion !== plan.planVersion) throw impossible('document.planVersion', 'version', `must stay ${plan.planVersion}`);
  if (plan.digest !== read) throw new Refusal('plan.changed', { state: plan.state, allowed: allowedOn(plan) });
  return { plan: next, facts: [fact(PlanDrafted, base(next, who, at))] };
}

export function submit(plan: PlanVersion, who: Person, at: Date): Step {
  return { plan: step(plan, 'submit', who, at), facts: [fact(PlanSubmitted, base(plan, who, at))] };
}

/** Back to draft, from review or before it is published; signatures given so far are void. */
export function giveBack(plan: PlanVersion, remarks: string | undefined, who: Person, at: Date): Step {
  const next = step(plan, 'return', who, at, { approvedBy: null, countersignedBy: null }, remarks);
  if (!remarks) throw impossible('remarks', 'required', 'say what is to be mended');
  return { plan: next, facts: [fact(PlanReturned, { ...base(plan, who, at), remarks })] };
}

/** Gaps that are neither closed nor waived by name. */
export const openGaps = (gaps: readonly Gap[], waivers: readonly Waiver[]): Gap[] => {
  const waived = new Set(waivers.map((w) => w.key));
  return gaps.filter((g) => !g.waivable || !waived.has(g.key));
};

/** @throws Refusal plan.gaps while a gap is neither closed nor waived by name (C14) */
function refuseGaps(plan: PlanVersion, gaps: readonly Gap[]): void {
  const open = openGaps(gaps, plan.waivers);
  if (open.length === 0) return;
  throw new Refusal('plan.gaps', {
    detail: `${open.length} / ${gaps.length}`, state: plan.state, errors: open.slice(0, 100).map((g) => ({ path: g.key, reason: g.kind, message: g.en })), extra: { gaps: gaps.length, open: open.length },
  });
}

/** First signature: by somebody who wrote none of it, with every gap closed or waived by name (C14). */
export function approve(plan: PlanVersion, gaps: readonly Gap[], remarks: string | undefined, who: Person, at: Date): Step {
  const next = step(plan, 'approve', who, at, { approvedBy: who }, remarks);
  if (isAuthor(plan, who)) throw new Refusal('plan.same-person');
  refuseGaps(plan, gaps);
  return { plan: next, facts: [fact(PlanApproved, { ...base(plan, who, at), gaps: gaps.length, waived: gaps.length, ...(remarks ? { remarks } : {}) })] };
}

/** Second signature: neither an author nor whoever approved. */
export function countersign(plan: PlanVersion, who: Person, at: Date): Step {
  const next = step(plan, 'countersign', who, at, { countersignedBy: who });
  if (isAuthor(plan, who) || plan.approvedBy?.userId === who.userId) throw new Refusal('plan.same-person');
  return { plan: next, facts: [fact(PlanCountersigned, base(plan, who, at))] };
}

/** In force from now; what became a gap since it was approved is closed or waived by name first. */
export function publish(plan: PlanVersion, gaps: readonly Gap[], who: Person | undefined, at: Date): Step {
  const next = step(plan, 'publish', who, at, { publishedAt: at });
  refuseGaps(plan, gaps);
  return { plan: next, facts: [fact(PlanPublished, { planId: plan.planId, planVersion: plan.planVersion, name: plan.document.name, digest: plan.digest })] };
}

/** Out of use; `others` are published beside it. @throws Refusal plan.last where there is none: nothing could be raised any more */
export function retire(plan: PlanVersion, others: number, reason: string, who: Person, at: Date): Step {
  const next = step(plan, 'retire', who, at, {}, reason);
  if (others === 0) throw new Refusal('plan.last', { state: plan.state, allowed: [] });
  return { plan: next, facts: [fact(PlanRetired, { ...base(plan, who, at), reason })] };
}

/** Lets named gaps pass; each is there now and can be waived, and the name and the reason stay with the version. */
export function waive(plan: PlanVersion, keys: readonly string[], gaps: readonly Gap[], reason: string, who: Person, at: Date): Step {
  const present = new Map(gaps.map((g) => [g.key, g]));
  const errors = keys.flatMap((key, i) => {
    const gap = present.get(key);
    if (!gap) return [{ path: `gaps.${i}`, reason: 'unknown', message: `${key} is no gap of this version now` }];
    return gap.waivable ? [] : [{ path: `gaps.${i}`, reason: 'not-waivable', message: gap.en }];
  });
  const named = [...new Set(keys)].filter((key) => !plan.waivers.some((w) => w.key === key));
  const fresh = named.flatMap((key): Waiver[] => (present.has(key) ? [{ key, kind: present.get(key)!.kind, by: who.userId, name: who.name, reason, at }] : []));
  const next = step(plan, 'waive', who, at, { waivers: [...plan.waivers, ...fresh] }, `${keys.length}: ${reason}`.slice(0, 1000));
  if (errors.length > 0) throw new Refusal('input.impossible', { errors: errors.slice(0, 50) });
  if (fresh.length === 0) return { plan, facts: [] };
  return { plan: next, facts: [fact(PlanGapsWaived, { ...base(plan, who, at), gaps: fresh.map(({ key, kind }) => ({ key, kind })), reason })] };
}
