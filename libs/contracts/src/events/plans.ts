import { Event } from '../event.js';
import { FreeText, Id, Instant, ListOf, OneOf, Optional, Sha256, Text, Whole } from '../fields.js';

/** 预案 life cycle: draft → in review → approved → published → retired. */
export const PLAN_STATES = ['draft', 'in-review', 'approved', 'published', 'retired'] as const;
/** What the gap check finds (C14): each is closed, or waived by a named person. */
export const GAP_KINDS = ['post-vacant', 'post-missing', 'area-unknown', 'force-missing', 'site-keeper', 'site-threshold', 'evacuation-plan', 'shelter-short', 'unit-short', 'stock-short', 'stock-unknown', 'minutes', 'district-unknown'] as const;

export class PlanFact {
  @Text(60) planId: string;
  @Text(80) planVersion: string;
  /** Of the document as it now is. */
  @Sha256() digest: string;
  /** Absent where the service itself seeded the sample district. */
  @Optional() @Id() by?: string;
  @Instant() at: string;
}
@Event('command.plan.drafted', 'A draft was imported, begun as a new version, or edited as a whole document.')
export class PlanDrafted extends PlanFact {
  /** Version this one was begun from. */
  @Optional() @Text(80) from?: string;
}
@Event('command.plan.submitted', 'A draft was handed in for review.') export class PlanSubmitted extends PlanFact {}
@Event('command.plan.returned', 'A reviewer sent the version back to draft, with remarks.') export class PlanReturned extends PlanFact { @FreeText() remarks: string }
@Event('command.plan.approved', 'A person who did not write the version approved it; every gap was closed or waived by name.')
export class PlanApproved extends PlanFact {
  @Optional() @FreeText() remarks?: string;
  @Whole() gaps: number;
  @Whole() waived: number;
}
@Event('command.plan.countersigned', 'A second person signed the approved version.') export class PlanCountersigned extends PlanFact {}
@Event('command.plan.retired', 'A published version is no longer proposed; a running incident that began with it keeps it.') export class PlanRetired extends PlanFact { @FreeText() reason: string }

export class WaivedGap { @Text(120) key: string; @OneOf(GAP_KINDS) kind: string }
@Event('command.plan.gaps-waived', 'A named person lets the version pass in spite of these gaps, with a reason.')
export class PlanGapsWaived extends PlanFact { @ListOf(() => WaivedGap, 500, 1) gaps: WaivedGap[]; @FreeText() reason: string }
