import { Injectable } from '@nestjs/common';
import { mayOver, streetOf } from '@xunling/contracts';
import { EvacuationReviewed, ReviewEvacuation as Operation, type ReviewEvacuationInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { LedgerStore } from '../evacuation/ledger.store.js';
import { looked } from './protection.js';

/** Somebody above says what they think of an evacuation the ground began by itself; it runs on and stays in the books either way. */
@Injectable()
export class ReviewEvacuation {
  private readonly store = new LedgerStore();

  /** @throws Refusal unknown.id, access.area, same-person, input.impossible, state.conflict */
  async run({ id, verdict, reason }: ReviewEvacuationInput, work: Work): Promise<void> {
    const before = await this.store.lock(work.em, id, 'write');
    if (!mayOver(work.caller!, Operation.roles, before.area)) throw new Refusal('access.area');
    const by = work.caller!.userId;
    const at = work.at.toISOString();
    const review = looked({ review: before.review ?? undefined, begunBy: before.openedBy, state: before.state, what: 'evacuation' }, { verdict: verdict as 'approved' | 'returned', by, at, reason });
    const version = await this.store.move(work.em, id, { review, review_due: null });
    work.append(EvacuationReviewed, { evacuationId: id, area: before.area, verdict, ...(reason ? { reason } : {}), by, at }, { aggregate: `evacuation/${id}`, version, street: streetOf(before.area) });
  }
}
