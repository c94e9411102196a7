import { impossible } from '@xunling/platform';
import type { District, KnownOrganisation } from '../known/district.js';

export type UnitPlanState = 'missing' | 'out-of-date' | 'never-drilled' | 'in-order';
/** The newest plan of one kind a unit has; a drill belongs to the version that was drilled. */
export interface UnitPlan { id: string; unitId: string; kind: string; title: string; digest: string; approvedAt: Date; validUntil: Date; lastDrilledAt: Date | null }

/** How a unit stands with one kind of plan at an instant. */
export function planStateOf(plan: Pick<UnitPlan, 'validUntil' | 'lastDrilledAt'> | undefined, at: Date): UnitPlanState {
  if (!plan) return 'missing';
  if (plan.validUntil <= at) return 'out-of-date';
  return plan.lastDrilledAt && plan.lastDrilledAt <= at ? 'in-order' : 'never-drilled';
}

/** @throws Refusal input.impossible where a plan could not be in force */
export function checkPlan({ approvedAt, validUntil }: { approvedAt: Date; validUntil: Date }, now: Date): void {
  if (approvedAt > now) throw impossible('approvedAt', 'future', 'it was not approved yet');
  if (validUntil <= approvedAt) throw impossible('validUntil', 'order', 'it ends before it begins');
}
/** @throws Refusal input.impossible where this plan could not have been drilled then */
export function checkDrill(drilledAt: Date, plan: Pick<UnitPlan, 'approvedAt'>, now: Date): void {
  if (drilledAt > now) throw impossible('drilledAt', 'future', 'it was not drilled yet');
  if (drilledAt < plan.approvedAt) throw impossible('drilledAt', 'before', 'that was an earlier plan: this one was approved later');
}

/** Who speaks for a unit: the centre for all, an office's street for itself, and whoever holds or deputises one of its posts. */
export function speaksFor(unit: KnownOrganisation, who: { userId: string; grants: readonly { role: string; area: string }[] }, district: District): boolean {
  if (who.grants.some((g) => ['administrator', 'commander', 'duty-officer'].includes(g.role) && unit.area.startsWith(g.area))) return true;
  if (unit.area.length >= 9 && who.grants.some((g) => g.role === 'sub-district-officer' && unit.area.startsWith(g.area))) return true;
  return unit.posts.some((id) => { const post = district.post(id); return post?.holderId === who.userId || post?.deputyId === who.userId; });
}
