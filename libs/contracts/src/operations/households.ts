import { AT_RISK_SITES, FIVE_FOR_ONE, AT_RISK_GAPS, VULNERABLE } from '../evacuation.js';
import { Area, Flag, FreeText, Id, Ids, Instant, ListOf, OneOf, Optional, Pattern, QueryFlag, QueryWhole, Strings, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** At-risk register (三清单, 五包一): rows 30 and 113. Full records for the grid's own line, masked for everybody else. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const GRID = '410171561901001';
const LINE = ['sub-district-officer', 'post-holder'] as const;
const READERS = [...LINE, 'commander', 'duty-officer', 'department-officer', 'dispatcher', 'inspector', 'team-leader', 'administrator', 'auditor', 'observer'] as const;
const CODES = (values: readonly string[]): RegExp => new RegExp(`^(${values.join('|')})$`);
const NEED = CODES(VULNERABLE);

export class AtRiskPerson { @Id() id: string; @Text(80) name: string; @Strings(NEED, 7) vulnerable: string[] }
export class CarerView { @OneOf(FIVE_FOR_ONE) role: string; @Text(80) name: string; @Text(40) phone: string }
export class HouseholdView {
  @Id() id: string; @Text(40) code: string; @Area() area: string; @Optional() @Id() siteId?: string;
  /** Names and phones masked, the address absent, unless the caller is of the grid's line. */
  @Flag() masked: boolean; @Text(80) head: string; @Text(40) phone: string; @Optional() @Text(200) address?: string; @Optional() @FreeText() needs?: string;
  @ListOf(() => AtRiskPerson, 500) persons: AtRiskPerson[]; @ListOf(() => CarerView, 5) fiveForOne: CarerView[]; @Strings(CODES(FIVE_FOR_ONE), 5) lacks: string[]; @Whole(1) version: number;
}
export class HouseholdPage { @ListOf(() => HouseholdView, 200) items: HouseholdView[]; @Optional() @Text(80) nextCursor?: string }
export class ListHouseholdsInput { @Optional() @Area() area?: string; /** Only those that lack one of the five. */ @Optional() @QueryFlag() lacking?: boolean; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 200) limit?: number }
export class HouseholdById { @Id() id: string }
export class UnmaskInput extends HouseholdById { /** Why the full record is needed; kept in the journal. */ @FreeText(400) purpose: string }
export class NewPerson { @Text(80) name: string; @Optional() @Strings(NEED, 7) vulnerable?: string[] }
/** A person of the household as they are called and what makes them vulnerable; absent: as it was. */
export class CorrectedPerson { @Id() id: string; @Optional() @Text(80) name?: string; @Optional() @Strings(NEED, 7) vulnerable?: string[] }
export class AddHouseholdInput { @Text(40) code: string; @Area() area: string; @Optional() @Id() siteId?: string; @Text(80) head: string; @Text(40) phone: string; @Text(200) address: string; @Optional() @FreeText() needs?: string; @ListOf(() => NewPerson, 500, 1) persons: NewPerson[] }
export class ChangeHouseholdInput extends HouseholdById { @Optional() @Text(80) head?: string; @Optional() @Text(40) phone?: string; @Optional() @Text(200) address?: string; @Optional() @FreeText() needs?: string; /** They live in this site, or in none any more. */ @Optional() @Id() siteId?: string; @Optional() @Flag() noSite?: boolean; @Optional() @ListOf(() => NewPerson, 500, 1) addPersons?: NewPerson[]; @Optional() @ListOf(() => CorrectedPerson, 500, 1) changePersons?: CorrectedPerson[]; /** They left or died; ledgers keep them. */ @Optional() @Ids(500, 1) removePersons?: string[]; @FreeText(400) reason: string }
export class CloseHouseholdInput extends HouseholdById { @FreeText(400) reason: string }
export class NameCarerInput extends HouseholdById { @OneOf(FIVE_FOR_ONE) role: string; /** Absent: nobody any more. */ @Optional() @Text(80) name?: string; @Optional() @Text(40) phone?: string }
/** One line per person; the first of a household is its head: 户编号,网格代码,户主,电话,住址,姓名,类别(、分隔),需求,点位 (name or id of the site they live in). */
/** As many persons as one file brings. */
export const MOST_IMPORTED = 20_000;
export class ImportHouseholdsInput { @Text(900_000) csv: string }
export class ImportedHouseholds { @Whole() households: number; @Whole() persons: number }
export class UnmaskedHousehold extends HouseholdView { @Text(400) purpose: string; @Instant() at: string }

export const ListHouseholds = defineOperation({ name: 'grid.household.list', http: 'GET /api/at-risk', summary: 'At-risk households, masked outside the grid’s own line; `lacking=true` lists those without one of the five (五包一).', input: ListHouseholdsInput, output: HouseholdPage, roles: READERS, write: false, example: { area: '410171561', lacking: true } });
export const GetHousehold = defineOperation({ name: 'grid.household.get', http: 'GET /api/at-risk/:id', summary: 'One household, masked outside its line.', input: HouseholdById, output: HouseholdView, roles: READERS, write: false, example: { id: AN_ID } });
export const AddHousehold = defineOperation({ name: 'grid.household.add', http: 'POST /api/at-risk', summary: 'Put a household with its persons on the register; by the grid’s own line.', input: AddHouseholdInput, output: HouseholdView, status: 201, roles: LINE, write: true, example: { code: 'X-001', area: GRID, head: '示例甲', phone: '00012345678', address: '示例路1号', persons: [{ name: '示例甲', vulnerable: ['ELDERLY'] }] } });
export const ChangeHousehold = defineOperation({ name: 'grid.household.change', http: 'POST /api/at-risk/:id/change', summary: 'Correct what is known of a household, with the reason.', input: ChangeHouseholdInput, output: HouseholdView, roles: LINE, write: true, example: { id: AN_ID, phone: '00087654321', reason: '换号' } });
export const CloseHousehold = defineOperation({ name: 'grid.household.close', http: 'POST /api/at-risk/:id/close', summary: 'Take a household off the register, with the reason; ledgers keep it.', input: CloseHouseholdInput, output: HouseholdView, roles: LINE, write: true, example: { id: AN_ID, reason: '迁出' } });
export const NameCarer = defineOperation({ name: 'grid.household.name-carer', http: 'POST /api/at-risk/:id/five-for-one', summary: 'Name one of the five (干部、医生、民警、社工、志愿者), or nobody.', input: NameCarerInput, output: HouseholdView, roles: LINE, write: true, example: { id: AN_ID, role: 'DOCTOR', name: '示例医生', phone: '00011112222' } });
export const ImportHouseholds = defineOperation({ name: 'grid.household.import', http: 'POST /api/at-risk/import', summary: 'CSV of at most 20,000 persons, all or nothing; every fault with its row and column.', input: ImportHouseholdsInput, output: ImportedHouseholds, roles: LINE, write: true, large: true, example: { csv: `X-001,${GRID},示例甲,00012345678,示例路1号,示例甲,ELDERLY,` } });
export const UnmaskHousehold = defineOperation({ name: 'grid.household.unmask', http: 'POST /api/at-risk/:id/unmask', summary: 'Read a full record outside one’s line; who and what for is journaled each time.', input: UnmaskInput, output: UnmaskedHousehold, roles: [...LINE, 'commander', 'duty-officer', 'dispatcher', 'team-leader', 'inspector'], write: true, example: { id: AN_ID, purpose: '电话联系转移' } });

export class ThreeListsRow { @Area() area: string; @Whole() households: number; @Whole() persons: number; @Whole() vulnerable: number; @Whole() lacking: number; @Flag() running: boolean }
export class ThreeLists { @Instant() at: string; @ListOf(() => ThreeListsRow, 1000) items: ThreeListsRow[] }
export class ThreeListsInput { @Optional() @Area() area?: string }
export const GetThreeLists = defineOperation({ name: 'grid.household.three-lists', http: 'GET /api/at-risk/three-lists', summary: '三清单 by grid: threatened areas, people to move, vulnerable people.', input: ThreeListsInput, output: ThreeLists, roles: READERS, write: false, example: { area: '410171561' } });

export class UploadOutsideInput { @Area() area: string; @Text(120) source: string; /** 类别,名称,所在网格或街道代码. */ @Text(900_000) csv: string }
export class OutsideList { @Id() id: string; @Area() area: string; @Text(120) source: string; @Whole() count: number; @Instant() at: string }
export class AtRiskGap { @OneOf(AT_RISK_GAPS) gap: string; @Optional() @OneOf(AT_RISK_SITES) kind?: string; @Text(200) name: string; @Area() area: string; @Optional() @Id() siteId?: string; @Optional() @Id() householdId?: string; @Optional() @Text(120) source?: string }
export class AtRiskGapPage { /** Day the list was made for; absent where it is as of now. */ @Optional() @Text(10) day?: string; @ListOf(() => AtRiskGap, 500) items: AtRiskGap[]; @Optional() @Text(80) nextCursor?: string }
export class ReconcileAtRiskInput { @Optional() @Area() area?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }
export class ListAtRiskGapsInput { @Optional() @Area() area?: string; @Optional() @Pattern(/^\d{4}-\d{2}-\d{2}$/) day?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }
export class PlanAtRiskSiteInput { @Id() siteId: string; @Whole(0, 100_000) persons: number; @Id() shelterId: string; @Optional() @FreeText() note?: string }
export class AtRiskSitePlan { @Id() siteId: string; @Area() area: string; @Whole() persons: number; @Id() shelterId: string }
const KEEPERS = ['sub-district-officer', 'department-officer', 'duty-officer'] as const;
export const UploadOutside = defineOperation({ name: 'grid.household.upload-outside', http: 'POST /api/at-risk/outside-lists', summary: 'Upload an outside list of care homes, schools, hospitals, building sites and underground spaces; it replaces the earlier one of its source and area.', input: UploadOutsideInput, output: OutsideList, status: 201, roles: KEEPERS, write: true, large: true, example: { area: '410171561', source: '民政局', csv: 'CARE_HOME,示例养老院,410171561' } });
export const ReconcileAtRisk = defineOperation({ name: 'grid.household.reconcile', http: 'GET /api/at-risk/reconciliation', summary: 'Register against outside lists as of now: missing here, missing there, double, without a plan.', input: ReconcileAtRiskInput, output: AtRiskGapPage, roles: READERS, write: false, example: { area: '410171561' } });
export const ListAtRiskGaps = defineOperation({ name: 'grid.household.gaps', http: 'GET /api/at-risk/gaps', summary: 'The gap list of a day (the newest one by default).', input: ListAtRiskGapsInput, output: AtRiskGapPage, roles: READERS, write: false, example: { area: '410171561' } });
export const PlanAtRiskSite = defineOperation({ name: 'grid.household.plan-site', http: 'POST /api/at-risk/sites/:siteId/plan', summary: 'Record the evacuation plan of a place: how many people, to which shelter.', input: PlanAtRiskSiteInput, output: AtRiskSitePlan, roles: KEEPERS, write: true, example: { siteId: AN_ID, persons: 40, shelterId: AN_ID } });
