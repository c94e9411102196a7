import { Inject, Injectable } from '@nestjs/common';
import { mayOver, streetOf, ZONE_WIDE, type Force } from '@xunling/contracts';
import { HoldPlanned, HoldPost as Operation, HoldWithdrawn, PostHeld, WithdrawHolding, type HoldPostInput, type WithdrawHoldingInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { impossible, Refusal } from '@xunling/platform';
import { GapStore } from '../area/gap.store.js';
import { hold, MOST_PLANS, periodOf, type Held } from './post.js';
import { PlanStore } from './plan.store.js';
import { PostStore, type HeldPost } from './post.store.js';
import { TakeEffect } from './take-effect.js';

/** Says who holds a post, from now on or from a coming instant, and takes a plan back. */
@Injectable()
export class HoldPost {
  private readonly store = new PostStore();
  private readonly plans = new PlanStore();
  private readonly gaps = new GapStore();
  constructor(@Inject(TakeEffect) private readonly effect: TakeEffect) {}

  async run({ id, from, to, ...who }: HoldPostInput, work: Work): Promise<void> {
    const period = periodOf(from, to, work.at);
    const post = await this.mine(id, Operation.roles, work);
    const held = hold(post, who);
    if (period.from) {
      hold({}, who);
      if ((await this.plans.count(work.em, id)) >= MOST_PLANS) throw impossible('from', 'too-many', `at most ${MOST_PLANS} changes are planned for one post`);
      await this.plan(post, period.from, who, work);
    } else if (held) {
      const holding = { postId: id, area: post.area, from: work.at.toISOString(), ...held };
      const versions = await this.store.hold(work.em, [holding]);
      if (post.kind === 'LEADER' && post.force) await this.gaps.refresh(work.em, [{ area: post.area, force: post.force as Force }]);
      work.append(PostHeld, holding, { aggregate: `post/${id}`, version: versions.get(id)!, street: streetOf(post.area, ZONE_WIDE) });
    }
    if (period.to) await this.plan(post, period.to, {}, work, true);
  }

  async withdraw({ id, from }: WithdrawHoldingInput, work: Work): Promise<void> {
    const post = await this.mine(id, WithdrawHolding.roles, work);
    const at = new Date(from);
    if (!(await this.plans.drop(work.em, id, at))) throw new Refusal('state.conflict', { state: at <= work.at ? 'in-effect' : 'not-planned', allowed: ['hold'], detail: 'no change of holder is planned for that instant' });
    const versions = await this.store.moved(work.em, [id]);
    work.append(HoldWithdrawn, { postId: id, area: post.area, from: at.toISOString(), by: work.caller!.userId }, { aggregate: `post/${id}`, version: versions.get(id)!, street: streetOf(post.area, ZONE_WIDE) });
  }

  /** The open post, locked, with what was due for it made so first. */
  private async mine(id: string, roles: readonly string[], work: Work): Promise<HeldPost> {
    const before = await this.store.lock(work.em, id);
    if (!before) throw new Refusal('unknown.id');
    if (!mayOver(work.caller!, roles, before.area)) throw new Refusal('access.area');
    if (before.closed) throw new Refusal('state.conflict', { state: 'closed', allowed: [] });
    while ((await this.effect.run(work, id)) > 0) { /* several may have come due */ }
    return (await this.store.lock(work.em, id))!;
  }

  private async plan({ id, area }: HeldPost, from: Date, who: Held, work: Work, keep = false): Promise<void> {
    if (!(await this.plans.put(work.em, { postId: id, from, ...who }, work.caller!.userId, keep))) return;
    const versions = await this.store.moved(work.em, [id]);
    work.append(HoldPlanned, { postId: id, area, from: from.toISOString(), ...who, by: work.caller!.userId }, { aggregate: `post/${id}`, version: versions.get(id)!, street: streetOf(area, ZONE_WIDE) });
  }
}
