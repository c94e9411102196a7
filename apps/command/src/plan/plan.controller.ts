import { Controller } from '@nestjs/common';
import type { ImportPlanInput, PlanList, PlanVersionView, PublishPlanInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { compact, iso } from '../rows.js';
import { PlanStore, type PlanRow } from './plan.store.js';
import { PublishPlan } from './publish-plan.js';

const shown = (r: PlanRow): PlanVersionView => compact({
  id: r.planId, planVersion: r.planVersion, name: r.document.name, nameEn: r.document.nameEn, label: r.document.label, state: r.state, digest: r.digest,
  publishedAt: r.publishedAt ? iso(r.publishedAt) : undefined, document: r.document,
}) as PlanVersionView;

@Controller()
export class PlanController {
  constructor(private readonly plans: PlanStore, private readonly publishing: PublishPlan) {}

  @Handle('command.plan.list') async list(_input: object, work: Work): Promise<PlanList> { return { items: (await this.plans.all(work.em)).map(shown) }; }
  @Handle('command.plan.import') async import(input: ImportPlanInput, work: Work): Promise<PlanVersionView> { return shown(await this.publishing.importDraft(input.document, work)); }
  @Handle('command.plan.publish') async publish(input: PublishPlanInput, work: Work): Promise<PlanVersionView> { return shown(await this.publishing.execute(input.id, input.version, work)); }
}
