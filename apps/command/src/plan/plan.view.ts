import { Injectable } from '@nestjs/common';
import type { ListPlansInput, PlanGaps, PlanGapsInput, PlanList, PlanSummary, PlanVersionView } from '@xunling/contracts/classes';
import type { EntityManager } from 'typeorm';
import { KnownStore } from '../known/known.store.js';
import { compact, iso, limitOf, page, positionOf } from '../rows.js';
import { allowedOn, openGaps, type PlanVersion } from './cycle.js';
import { findGaps, unchecked } from './gaps.js';
import { PLAN_COLUMNS, PlanStore } from './plan.store.js';

type Listed = Omit<PlanVersion, 'document' | 'trail' | 'waivers'>;
const TRAIL = 200;

const summary = (p: Listed, { name, nameEn, label }: { name: string; nameEn: string; label: string }): PlanSummary => compact({
  id: p.planId, planVersion: p.planVersion, name, nameEn, label, state: p.state, digest: p.digest, publishedAt: p.publishedAt ? iso(p.publishedAt) : undefined,
  authors: p.authors, approvedBy: p.approvedBy, countersignedBy: p.countersignedBy, allowed: allowedOn(p),
}) as PlanSummary;

/** One version as it is read. */
export const planShown = (p: PlanVersion): PlanVersionView => ({
  ...summary(p, p.document), document: p.document, trail: p.trail.slice(-TRAIL).map((a) => ({ ...a, at: iso(a.at) })), waivers: p.waivers.map((w) => ({ ...w, at: iso(w.at) })),
});

@Injectable()
export class PlanViews {
  constructor(private readonly plans: PlanStore, private readonly known: KnownStore) {}

  async list(em: EntityManager, input: ListPlansInput): Promise<PlanList> {
    const limit = limitOf(input.limit);
    const rows = (await em.query(
      `select pos, ${PLAN_COLUMNS}, document ->> 'name' as name, document ->> 'nameEn' as "nameEn", document ->> 'label' as label from plan_version
       where ($1::bigint is null or pos < $1) and ($2::text is null or plan_id = $2) and ($3::text is null or state = $3) order by pos desc limit $4`,
      [positionOf(input.cursor), input.plan ?? null, input.state ?? null, limit + 1],
    )) as (Listed & { pos: string; name: string; nameEn: string; label: string })[];
    return page(rows, limit, (row) => summary(row, row));
  }

  /** Gaps of one version in the district as it is known now, open ones first. */
  async gaps(em: EntityManager, input: PlanGapsInput): Promise<PlanGaps> {
    const plan = await this.plans.get(em, input.id, input.version);
    const district = await this.known.district(em);
    const gaps = findGaps(plan.document, district);
    const open = new Set(openGaps(gaps, plan.waivers).map((g) => g.key));
    const waivers = new Map(plan.waivers.map((w) => [w.key, { ...w, at: iso(w.at) }]));
    const sorted = [...gaps].sort((a, b) => Number(open.has(b.key)) - Number(open.has(a.key)));
    const rows = sorted.map((g, i) => ({ ...compact({ ...g, waiver: waivers.get(g.key) }), pos: String(i + 1) }));
    const from = Number(positionOf(input.cursor) ?? 0);
    return {
      ...page(rows.slice(from), limitOf(input.limit), ({ pos: _pos, ...gap }) => gap), unchecked: unchecked(plan.document, district),
      counts: { gaps: gaps.length, open: open.size, waived: gaps.length - open.size }, ...(district.asOf ? { asOf: district.asOf } : {}),
    } as PlanGaps;
  }
}
