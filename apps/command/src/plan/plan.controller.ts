import { Controller, Inject } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import type {
  DiffPlansInput, EditPlanInput, ImportPlanInput, ListPlansInput, PlanById, PlanDiff, PlanExport, PlanGaps, PlanGapsInput, PlanList, PlanSchema, PlanVersionView, PublishPlanInput, RetirePlanInput,
  ReviewPlanInput, RevisePlanInput, WaiveGapsInput,
} from '@xunling/contracts/classes';
import { Handle, ORIGIN, type Origin, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { callerOf } from '../caller.js';
import type { Person } from './cycle.js';
import { diff } from './diff.js';
import { PLAN_SCHEMA } from './plan.schema.js';
import { PlanStore } from './plan.store.js';
import { PlanViews, planShown } from './plan.view.js';
import { SignPlan } from './sign-plan.js';
import { WaiveGaps } from './waive-gaps.js';
import { WritePlan } from './write-plan.js';

const WRITERS = ['commander', 'duty-officer'];

@Controller()
export class PlanController {
  constructor(
    private readonly plans: PlanStore, private readonly views: PlanViews, private readonly writing: WritePlan, private readonly signing: SignPlan, private readonly waiving: WaiveGaps,
    @Inject(ORIGIN) private readonly origin: Origin,
  ) {}

  @Handle('command.plan.list') list(input: ListPlansInput, work: Work): Promise<PlanList> { return this.views.list(work.em, input); }
  @Handle('command.plan.schema') schema(): PlanSchema { return PLAN_SCHEMA as unknown as PlanSchema; }
  @Handle('command.plan.get') async get(input: PlanById, work: Work): Promise<PlanVersionView> { return planShown(await this.plans.get(work.em, input.id, input.version)); }
  @Handle('command.plan.export') async export(input: PlanById, work: Work): Promise<PlanExport> { return { document: (await this.plans.get(work.em, input.id, input.version)).document }; }
  @Handle('command.plan.gaps') gaps(input: PlanGapsInput, work: Work): Promise<PlanGaps> { return this.views.gaps(work.em, input); }

  @Handle('command.plan.diff')
  async diff({ id, from, to }: DiffPlansInput, work: Work): Promise<PlanDiff> {
    const [a, b] = [await this.plans.get(work.em, id, from), await this.plans.get(work.em, id, to)];
    return { from, to, changes: diff(a.document, b.document) };
  }

  @Handle('command.plan.import') async import(input: ImportPlanInput, work: Work): Promise<PlanVersionView> { return planShown(await this.writing.importDraft(input.document, this.zoneStaff(work), work)); }
  @Handle('command.plan.revise') async revise(input: RevisePlanInput, work: Work): Promise<PlanVersionView> { return planShown(await this.writing.revise(input, this.zoneStaff(work), work)); }
  @Handle('command.plan.edit') async edit(input: EditPlanInput, work: Work): Promise<PlanVersionView> { return planShown(await this.writing.edit(input, this.zoneStaff(work), work)); }
  @Handle('command.plan.submit') async submit(input: PlanById, work: Work): Promise<PlanVersionView> { return planShown(await this.signing.submit(input, this.zoneStaff(work), work)); }
  @Handle('command.plan.review') async review(input: ReviewPlanInput, work: Work): Promise<PlanVersionView> { return planShown(await this.signing.review(input, this.zoneStaff(work), work)); }
  @Handle('command.plan.countersign') async countersign(input: PlanById, work: Work): Promise<PlanVersionView> { return planShown(await this.signing.countersign(input, this.zoneStaff(work), work)); }
  @Handle('command.plan.publish') async publish(input: PublishPlanInput, work: Work): Promise<PlanVersionView> { return planShown(await this.signing.publish(input, this.zoneStaff(work), work)); }
  @Handle('command.plan.retire') async retire(input: RetirePlanInput, work: Work): Promise<PlanVersionView> { return planShown(await this.signing.retire(input, this.zoneStaff(work), work)); }

  @Handle('command.plan.waive')
  async waive(input: WaiveGapsInput, work: Work): Promise<PlanGaps> {
    await this.waiving.execute(input, this.zoneStaff(work), work);
    return this.views.gaps(work.em, { id: input.id, version: input.version });
  }

  /** A plan holds for the whole zone: a street's own officer writes none of it. */
  private zoneStaff(work: Work): Person {
    const caller = callerOf(work);
    if (!mayOver(caller, WRITERS, this.origin.zone)) throw new Refusal('access.area');
    return { userId: caller.userId, name: caller.name };
  }
}
