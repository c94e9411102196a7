import { Injectable } from '@nestjs/common';
import { PlanPublished, type EditPlanInput, type RevisePlanInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { digestOf } from '../canonical.js';
import { appendFacts } from '../rows.js';
import { allowedOn, beginDraft, edit, type Person, type PlanVersion, type Step } from './cycle.js';
import { parsePlan } from './plan.schema.js';
import { PlanStore } from './plan.store.js';
import type { PlanDocument } from './plan.js';

/** Writes the version and says so; everybody signed in may read plans. */
export async function keep(plans: PlanStore, { plan, facts }: Step, work: Work): Promise<PlanVersion> {
  await plans.save(work.em, plan);
  appendFacts(work, `plan/${plan.planVersion}`, '000', plan.version - facts.length, facts);
  return plan;
}

/** Drafts: imported, begun from an earlier version, edited as whole documents. */
@Injectable()
export class WritePlan {
  constructor(private readonly plans: PlanStore) {}

  /** A draft of one's own may be imported again; a colleague's is edited as it was read. */
  async importDraft(document: unknown, who: Person, work: Work): Promise<PlanVersion> {
    const plan = parsePlan(document);
    await this.plans.nextNumber(work.em, plan.planId);
    const known = await this.plans.lock(work.em, plan.planVersion);
    if (!known) return keep(this.plans, beginDraft(plan, digestOf(plan), who, work.at), work);
    const mine = known.authors.length === 1 && known.authors[0]!.userId === who.userId;
    if (known.state === 'draft' && !mine) throw new Refusal('state.conflict', { state: known.state, allowed: allowedOn(known), detail: `a draft of ${known.authors.map((a) => a.name).join('、')}: edit it as you read it` });
    return keep(this.plans, edit(known, plan, digestOf(plan), known.digest, who, work.at), work);
  }

  async edit(input: EditPlanInput, who: Person, work: Work): Promise<PlanVersion> {
    const known = await this.plans.lock(work.em, input.version);
    if (!known || known.planId !== input.id) throw new Refusal('unknown.id');
    const plan = parsePlan(input.document);
    return keep(this.plans, edit(known, plan, digestOf(plan), input.digest, who, work.at), work);
  }

  async revise(input: RevisePlanInput, who: Person, work: Work): Promise<PlanVersion> {
    const from = await this.plans.get(work.em, input.id, input.from);
    const plan: PlanDocument = { ...from.document, planVersion: `${input.id}@${await this.plans.nextNumber(work.em, input.id)}` };
    return keep(this.plans, beginDraft(plan, digestOf(plan), who, work.at, input.from), work);
  }

  /** The sample district begins with its plan as published; nobody wrote or signed it, and its label says that it is a sample. */
  async seed(document: PlanDocument, work: Work): Promise<void> {
    const plan = parsePlan(document);
    const { plan: draft } = beginDraft(plan, digestOf(plan), undefined, work.at);
    await this.plans.save(work.em, { ...draft, state: 'published', publishedAt: work.at, trail: [{ act: 'publish', at: work.at }] });
    work.append(PlanPublished, { planId: plan.planId, planVersion: plan.planVersion, name: plan.name, digest: draft.digest }, { aggregate: `plan/${plan.planVersion}`, version: 1, street: '000' });
  }
}
