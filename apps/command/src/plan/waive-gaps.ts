import { Injectable } from '@nestjs/common';
import type { WaiveGapsInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { KnownStore } from '../known/known.store.js';
import { waive, type Person } from './cycle.js';
import { findGaps } from './gaps.js';
import { PlanStore } from './plan.store.js';
import { keep } from './write-plan.js';

/** A named person lets named gaps pass, with a reason that stays with the version. */
@Injectable()
export class WaiveGaps {
  constructor(private readonly plans: PlanStore, private readonly known: KnownStore) {}

  async execute(input: WaiveGapsInput, who: Person, work: Work): Promise<void> {
    const known = await this.plans.lock(work.em, input.version);
    if (!known || known.planId !== input.id) throw new Refusal('unknown.id');
    const gaps = findGaps(known.document, await this.known.district(work.em));
    await keep(this.plans, waive(known, input.gaps, gaps, input.reason, who, work.at), work);
  }
}
