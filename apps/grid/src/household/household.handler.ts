import { Inject, Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import { mayOver } from '@xunling/contracts';
import {
  UnmaskHousehold, type AddHouseholdInput, type AtRiskGapPage, type AtRiskSitePlan, type ChangeHouseholdInput, type CloseHouseholdInput, type HouseholdById, type HouseholdPage, type HouseholdView, type ImportedHouseholds, type ImportHouseholdsInput,
  type ListAtRiskGapsInput, type ListHouseholdsInput, type NameCarerInput, type OutsideList, type PlanAtRiskSiteInput, type ReconcileAtRiskInput, type ThreeLists, type ThreeListsInput, type UnmaskedHousehold, type UnmaskInput, type UploadOutsideInput,
} from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { listGaps } from './gaps.view.js';
import { inLine } from './household.js';
import { getHousehold, listHouseholds, threeLists } from './household.view.js';
import { KeepHouseholds } from './keep-households.js';
import { lineOf } from './line.view.js';
import { RegisterGaps } from './register-gaps.js';

@Injectable()
export class HouseholdHandler {
  constructor(@Inject(KeepHouseholds) private readonly keep: KeepHouseholds, @Inject(RegisterGaps) private readonly gaps: RegisterGaps) {}

  @Handle('grid.household.list') async list(input: ListHouseholdsInput, { em, caller }: Work): Promise<HouseholdPage> { return listHouseholds(em, input, listScopes(input.area, caller!), await lineOf(em, caller!)); }
  @Handle('grid.household.get') get({ id }: HouseholdById, work: Work): Promise<HouseholdView> { return this.shown(id, work); }
  @Handle('grid.household.add') async add(input: AddHouseholdInput, work: Work): Promise<HouseholdView> { return this.shown(await this.keep.add(input, work), work); }
  @Handle('grid.household.change') async change(input: ChangeHouseholdInput, work: Work): Promise<HouseholdView> { await this.keep.change(input, work); return this.shown(input.id, work); }
  @Handle('grid.household.name-carer') async nameCarer(input: NameCarerInput, work: Work): Promise<HouseholdView> { await this.keep.nameCarer(input, work); return this.shown(input.id, work); }
  @Handle('grid.household.close') async close({ id, reason }: CloseHouseholdInput, work: Work): Promise<HouseholdView> { await this.keep.close(id, reason, work); return this.shown(id, work); }
  @Handle('grid.household.import') import({ csv }: ImportHouseholdsInput, work: Work): Promise<ImportedHouseholds> { return this.keep.import(csv, work); }
  @Handle('grid.household.three-lists') threeLists({ area }: ThreeListsInput, { em, at, caller }: Work): Promise<ThreeLists> { return threeLists(em, listScopes(area, caller!), at); }
  @Handle('grid.household.upload-outside') upload(input: UploadOutsideInput, work: Work): Promise<OutsideList> { return this.gaps.upload(input, work); }
  @Handle('grid.household.plan-site') plan(input: PlanAtRiskSiteInput, work: Work): Promise<AtRiskSitePlan> { return this.gaps.plan(input, work); }
  @Handle('grid.household.reconcile') reconcile({ area, ...page }: ReconcileAtRiskInput, { em, caller }: Work): Promise<AtRiskGapPage> { return this.gaps.page(em, page, listScopes(area, caller!)); }
  @Handle('grid.household.gaps') gapList(input: ListAtRiskGapsInput, { em, caller }: Work): Promise<AtRiskGapPage> { return listGaps(em, input, listScopes(input.area, caller!)); }

  /** The full record for who has no line to it but a right over its area; each reading is an event. */
  @Handle('grid.household.unmask')
  async unmask({ id, purpose }: UnmaskInput, work: Work): Promise<UnmaskedHousehold> {
    const household = await getHousehold(work.em, id, () => true);
    if (!mayOver(work.caller!, UnmaskHousehold.roles, household.area)) throw new Refusal('access.area');
    await this.keep.unmask(id, household.area, purpose, work);
    return { ...household, purpose, at: work.at.toISOString() };
  }

  private async shown(id: string, { em, caller }: Work): Promise<HouseholdView> {
    const line = await lineOf(em, caller!);
    const household = await getHousehold(em, id, (area) => inLine(line, area));
    if (!mayOver(caller!, ['*'], household.area)) throw new Refusal('access.area');
    return household;
  }
}
