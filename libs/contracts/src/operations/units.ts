import { FORCES, UNIT_KINDS, UNIT_PLAN_STATES, UNIT_PLANS } from '../codes.js';
import { Area, Flag, FreeText, Id, Ids, Instant, ListOf, Nested, OneOf, Optional, QueryFlag, QueryWhole, Sha256, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** Directory of units (row 88) and the plans each of them must have (row 112). */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
export class UnitPost { @Id() id: string; @Text(200) name: string; @Text(200) nameEn: string; @Area() area: string; @Optional() @OneOf(FORCES) force?: string; @Optional() @Id() holderId?: string; @Optional() @Id() deputyId?: string; /** Since when they hold it. */ @Optional() @Instant() since?: string }
export class UnitView {
  @Id() id: string; @OneOf(UNIT_KINDS) kind: string; @Text(200) name: string; @Text(200) nameEn: string; @Area() area: string; @ListOf(() => UnitPost, 500) posts: UnitPost[];
  /** Posts without a holder or without a deputy; a unit without any post is a gap as a whole. */
  @Whole() gaps: number; @Instant() validFrom: string; @Optional() @Instant() validTo?: string;
}
export class UnitPage { @ListOf(() => UnitView, 200) items: UnitView[]; @Optional() @Text(80) nextCursor?: string }
export class ListUnitsInput { @Optional() @OneOf(UNIT_KINDS) kind?: string; @Optional() @Area() area?: string; /** Only those with a gap. */ @Optional() @QueryFlag() gaps?: boolean; /** Units that left the directory, instead of those in it. */ @Optional() @QueryFlag() closed?: boolean; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export class ListUnitInput { @OneOf(UNIT_KINDS) kind: string; @Text(200) name: string; @Text(200) nameEn: string; @Area() area: string; @Optional() @Ids(500) posts?: string[] }
export class CloseUnitInput { @Id() id: string; @FreeText() reason: string }
export const ListUnits = defineOperation({ name: 'grid.unit.list', http: 'GET /api/units', summary: 'Departments, offices and enterprises with their posts and who holds them; `gaps=true` is today’s gap list.', input: ListUnitsInput, output: UnitPage, roles: ['*'], write: false, example: { kind: 'DEPARTMENT' } });
export const OpenUnit = defineOperation({ name: 'grid.unit.open', http: 'POST /api/units', summary: 'Put a unit in the directory from now.', input: ListUnitInput, output: UnitView, status: 201, roles: ['administrator', 'sub-district-officer'], write: true, example: { kind: 'ENTERPRISE', name: '示例物流园', nameEn: 'Sample logistics park', area: '410171561' } });
export const CloseUnit = defineOperation({ name: 'grid.unit.close', http: 'POST /api/units/:id/close', summary: 'Take a unit out of the directory; it stays on record.', input: CloseUnitInput, output: UnitView, roles: ['administrator', 'sub-district-officer'], write: true, example: { id: AN_ID, reason: '已注销' } });
export class RenameUnitInput { @Id() id: string; @Text(200) name: string; @Text(200) nameEn: string }
export class StaffUnitInput { @Id() id: string; /** All of its posts, in order of rank. */ @Ids(500) posts: string[] }
export const RenameUnit = defineOperation({ name: 'grid.unit.rename', http: 'POST /api/units/:id/rename', summary: 'Give a unit another name from now.', input: RenameUnitInput, output: UnitView, roles: ['administrator', 'sub-district-officer'], write: true, example: { id: AN_ID, name: '示例物流有限公司', nameEn: 'Sample Logistics Ltd' } });
export const StaffUnit = defineOperation({ name: 'grid.unit.staff', http: 'POST /api/units/:id/posts', summary: 'Say which posts speak for a unit from now; all of them are named.', input: StaffUnitInput, output: UnitView, roles: ['administrator', 'sub-district-officer'], write: true, example: { id: AN_ID, posts: [AN_ID] } });

// ---- plans of every unit
const RECORDERS = ['administrator', 'commander', 'duty-officer', 'department-officer', 'sub-district-officer'] as const;
export class UnitPlanCell {
  @OneOf(UNIT_PLANS) kind: string; @OneOf(UNIT_PLAN_STATES) state: string;
  @Optional() @Id() id?: string; @Optional() @Text(200) title?: string; @Optional() @Sha256() digest?: string; @Optional() @Instant() approvedAt?: string; @Optional() @Instant() validUntil?: string; @Optional() @Instant() lastDrilledAt?: string;
}
export class UnitPlanRow { @Id() unitId: string; @OneOf(UNIT_KINDS) kind: string; @Text(200) name: string; @Area() area: string; /** Whether the caller may record for it. */ @Flag() mine: boolean; @ListOf(() => UnitPlanCell, 4) plans: UnitPlanCell[] }
export class UnitPlanCounts { @Whole() units: number; @Whole() missing: number; @Whole() outOfDate: number; @Whole() neverDrilled: number; @Whole() inOrder: number }
export class UnitPlanMatrix { @Instant() at: string; @Nested(() => UnitPlanCounts) counts: UnitPlanCounts; @ListOf(() => UnitPlanRow, 200) items: UnitPlanRow[]; @Optional() @Text(80) nextCursor?: string }
export class ListUnitPlansInput { @Optional() @OneOf(UNIT_KINDS) kind?: string; @Optional() @OneOf(UNIT_PLAN_STATES) state?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export class RecordUnitPlanInput { @Id() unitId: string; @OneOf(UNIT_PLANS) kind: string; @Text(200) title: string; /** SHA-256 of the document. */ @Sha256() digest: string; @Instant() approvedAt: string; @Instant() validUntil: string }
export class RecordUnitDrillInput { @Id() id: string; @Instant() drilledAt: string; @FreeText() note: string }
export const ListUnitPlans = defineOperation({ name: 'command.unit-plan.list', http: 'GET /api/unit-plans', summary: 'Every unit against flood and safety-production plan: missing, out of date, never drilled or in order.', input: ListUnitPlansInput, output: UnitPlanMatrix, roles: [...RECORDERS, 'auditor', 'observer'], write: false, example: { state: 'missing' } });
export const RecordUnitPlan = defineOperation({
  name: 'command.unit-plan.record', http: 'POST /api/unit-plans', summary: 'Record the plan a unit has now; the earlier one stays on record.', input: RecordUnitPlanInput, output: UnitPlanRow, status: 201, roles: RECORDERS, write: true,
  example: { unitId: AN_ID, kind: 'FLOOD', title: '防汛应急预案（2026版）', digest: '0'.repeat(64), approvedAt: '2026-04-01T00:00:00Z', validUntil: '2027-04-01T00:00:00Z' },
});
export const RecordUnitDrill = defineOperation({ name: 'command.unit-plan.drill', http: 'POST /api/unit-plans/:id/drills', summary: 'Record that a unit drilled the plan it has now.', input: RecordUnitDrillInput, output: UnitPlanRow, status: 201, roles: RECORDERS, write: true, example: { id: AN_ID, drilledAt: '2026-05-12T01:00:00Z', note: '桌面推演，42 人' } });
