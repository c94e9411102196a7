import { Injectable } from '@nestjs/common';
import { streetOf, ZONE_WIDE, type Force } from '@xunling/contracts';
import { PostHeld } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { GapStore } from '../area/gap.store.js';
import { hold } from './post.js';
import { PlanStore } from './plan.store.js';
import { PostStore, type Holding } from './post.store.js';

/** Makes planned changes of holder so, each at the instant it was planned for. */
@Injectable()
export class TakeEffect {
  private readonly plans = new PlanStore();
  private readonly posts = new PostStore();
  private readonly gaps = new GapStore();

  /** @param postId only this post's @returns how many plans were taken */
  async run(work: Work, postId?: string): Promise<number> {
    const due = await this.plans.takeDue(work.em, work.at, postId);
    const changes = due.flatMap(({ postId: id, area, from, now, kind, force, holderId, deputyId }) => {
      const held = hold(now, { ...(holderId ? { holderId } : {}), ...(deputyId ? { deputyId } : {}) });
      return held ? [{ kind, force, holding: { postId: id, area, from: from.toISOString(), ...held } satisfies Holding }] : [];
    });
    if (changes.length === 0) return due.length;
    const versions = await this.posts.hold(work.em, changes.map((c) => c.holding));
    await this.gaps.refresh(work.em, changes.flatMap(({ kind, force, holding }) => (kind === 'LEADER' && force ? [{ area: holding.area, force: force as Force }] : [])));
    for (const { holding } of changes) work.append(PostHeld, holding, { aggregate: `post/${holding.postId}`, version: versions.get(holding.postId)!, street: streetOf(holding.area, ZONE_WIDE) });
    return due.length;
  }
}
