import { Injectable } from '@nestjs/common';
import { mayOver, streetOf, ZONE_WIDE } from '@xunling/contracts';
import { HoldPost as Operation, PostHeld, type HoldPostInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { hold } from './post.js';
import { PostStore } from './post.store.js';

/** Says who holds a post from now on. */
@Injectable()
export class HoldPost {
  private readonly store = new PostStore();

  async run({ id, ...who }: HoldPostInput, work: Work): Promise<void> {
    const post = await this.store.lock(work.em, id);
    if (!post) throw new Refusal('unknown.id');
    if (!mayOver(work.caller!, Operation.roles, post.area)) throw new Refusal('access.area');
    const held = hold(post, who);
    if (!held) return;
    const holding = { postId: id, area: post.area, from: work.at.toISOString(), ...held };
    const versions = await this.store.hold(work.em, [holding]);
    work.append(PostHeld, holding, { aggregate: `post/${id}`, version: versions.get(id)!, street: streetOf(post.area, ZONE_WIDE) });
  }
}
