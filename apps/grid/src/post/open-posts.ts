import { Injectable } from '@nestjs/common';
import { streetOf, ZONE_WIDE, type Force, type PostFact } from '@xunling/contracts';
import { PostHeld, PostOpened } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { GapStore } from '../area/gap.store.js';
import { PostStore, type Holding } from './post.store.js';

/** Opens posts and says who holds them; a post that is there already is left as it is. */
@Injectable()
export class OpenPosts {
  private readonly store = new PostStore();
  private readonly gaps = new GapStore();

  async run(posts: readonly (PostFact & { holderId?: string; deputyId?: string })[], work: Work): Promise<number> {
    const from = work.at.toISOString();
    const facts = posts.map(({ holderId: _h, deputyId: _d, ...fact }) => fact);
    const opened = await this.store.insertMany(work.em, facts, from);
    const fresh = posts.filter((p) => opened.has(p.postId));
    const holdings = fresh.map(({ postId, area, holderId, deputyId }): Holding => ({ postId, area, from, ...(holderId ? { holderId } : {}), ...(deputyId ? { deputyId } : {}) }));
    const versions = await this.store.hold(work.em, holdings);
    await this.gaps.refresh(work.em, fresh.flatMap(({ area, kind, force }) => (kind === 'LEADER' && force ? [{ area, force: force as Force }] : [])));
    for (const fact of facts) {
      if (opened.has(fact.postId)) work.append(PostOpened, fact, { aggregate: `post/${fact.postId}`, version: 1, street: streetOf(fact.area, ZONE_WIDE) });
    }
    for (const held of holdings) work.append(PostHeld, held, { aggregate: `post/${held.postId}`, version: versions.get(held.postId)!, street: streetOf(held.area, ZONE_WIDE) });
    return fresh.length;
  }
}
