import { Injectable } from '@nestjs/common';
import { mayOver, streetOf, ZONE_WIDE, type Force } from '@xunling/contracts';
import { ClosePost, PostClosed, type ClosePostInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { GapStore } from '../area/gap.store.js';
import { closePost } from './post.js';
import { PostStore } from './post.store.js';

/** Closes duty seats: one by name, or all of a node that closes. */
@Injectable()
export class ClosePosts {
  private readonly store = new PostStore();
  private readonly gaps = new GapStore();

  async one({ id, reason }: ClosePostInput, work: Work): Promise<void> {
    const post = await this.store.lock(work.em, id);
    if (!post) throw new Refusal('unknown.id');
    if (!mayOver(work.caller!, ClosePost.roles, post.area)) throw new Refusal('access.area');
    closePost(post.closed, await this.store.duties(work.em, id));
    await this.close([id], reason, work);
  }

  /** All posts of the node itself. Its own duties are done: whoever closes it has seen to that. */
  async ofArea(area: string, reason: string, work: Work): Promise<void> {
    await this.close(await this.store.lockOfArea(work.em, area), reason, work);
  }

  private async close(ids: readonly string[], reason: string, work: Work): Promise<void> {
    if (ids.length === 0) return;
    const closed = await this.store.close(work.em, ids, work.at);
    await this.gaps.refresh(work.em, closed.flatMap(({ area, kind, force }) => (kind === 'LEADER' && force ? [{ area, force: force as Force }] : [])));
    for (const { id, area, version } of closed) {
      work.append(PostClosed, { postId: id, area, reason, by: work.caller!.userId, validTo: work.at.toISOString() }, { aggregate: `post/${id}`, version, street: streetOf(area, ZONE_WIDE) });
    }
  }
}
