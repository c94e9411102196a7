import { Injectable } from '@nestjs/common';
import type { PlanById, RetirePlanInput, ReviewPlanInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { KnownStore } from '../known/known.store.js';
import { mustLead } from '../seat/authority.js';
import { SeatStore } from '../seat/seat.store.js';
import { approve, countersign, giveBack, publish, retire, submit, type Person, type PlanVersion, type Step } from './cycle.js';
import { findGaps } from './gaps.js';
import { PlanStore } from './plan.store.js';
import { keep } from './write-plan.js';

/** What people do to a version once it is written: hand in, review, countersign, publish, retire. */
@Injectable()
export class SignPlan {
  constructor(private readonly plans: PlanStore, private readonly known: KnownStore, private readonly seats: SeatStore) {}

  submit(input: PlanById, who: Person, work: Work): Promise<PlanVersion> { return this.act(input, work, (plan) => submit(plan, who, work.at)); }

  review(input: ReviewPlanInput, who: Person, work: Work): Promise<PlanVersion> {
    return this.act(input, work, async (plan) => {
      if (input.verdict === 'return') return giveBack(plan, input.remarks, who, work.at);
      return approve(plan, findGaps(plan.document, await this.known.district(work.em)), input.remarks, who, work.at);
    });
  }

  countersign(input: PlanById, who: Person, work: Work): Promise<PlanVersion> { return this.act(input, work, (plan) => countersign(plan, who, work.at)); }

  publish(input: PlanById, who: Person, work: Work): Promise<PlanVersion> {
    return this.act(input, work, async (plan) => {
      mustLead(await this.seats.holders(work.em, true), who.userId);
      return publish(plan, findGaps(plan.document, await this.known.district(work.em)), who, work.at);
    });
  }

  retire(input: RetirePlanInput, who: Person, work: Work): Promise<PlanVersion> {
    return this.act(input, work, async (plan) => {
      mustLead(await this.seats.holders(work.em, true), who.userId);
      return retire(plan, await this.plans.othersPublished(work.em, plan.planVersion), input.reason, who, work.at);
    });
  }

  private async act(input: PlanById, work: Work, decide: (plan: PlanVersion) => Step | Promise<Step>): Promise<PlanVersion> {
    const known = await this.plans.lock(work.em, input.version);
    if (!known || known.planId !== input.id) throw new Refusal('unknown.id');
    return keep(this.plans, await decide(known), work);
  }
}
