import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PlanPublished } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { parsePlan } from './plan.schema.js';
import { PlanStore, type PlanRow } from './plan.store.js';

const refusePublished = (): Refusal => new Refusal('state.conflict', { state: 'published', allowed: [], detail: 'a published version is immutable; import the next one' });

/** A version is imported as a draft and published once. */
@Injectable()
export class PublishPlan {
  constructor(private readonly plans: PlanStore) {}

  async importDraft(document: unknown, work: Work): Promise<PlanRow> {
    const plan = parsePlan(document);
    const digest = createHash('sha256').update(JSON.stringify(plan)).digest('hex');
    const row: PlanRow = { planVersion: plan.planVersion, planId: plan.planId, state: 'draft', digest, document: plan, publishedAt: null, importedAt: work.at, version: 0 };
    if (!(await this.plans.put(work.em, row))) throw refusePublished();
    return row;
  }

  async execute(planId: string, planVersion: string, work: Work): Promise<PlanRow> {
    const row = await this.plans.find(work.em, planVersion);
    if (!row || row.planId !== planId) throw new Refusal('unknown.id');
    if (row.state === 'published') throw refusePublished();
    const published: PlanRow = { ...row, state: 'published', publishedAt: work.at, version: row.version + 1 };
    await this.plans.put(work.em, published);
    work.append(PlanPublished, { planId, planVersion, name: row.document.name, digest: row.digest }, { aggregate: `plan/${planVersion}`, version: published.version, street: '000' });
    return published;
  }
}
