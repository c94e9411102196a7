import { Inject, Injectable } from '@nestjs/common';
import { mayOver } from '@xunling/contracts';
import { OpenPost as Operation, type OpenPostInput } from '@xunling/contracts/classes';
import type { Work } from '@xunling/messaging';
import { newId, Refusal } from '@xunling/platform';
import { ChangeUnit } from '../unit/change-unit.js';
import { OpenPosts } from './open-posts.js';
import { hold, openPost } from './post.js';
import { PostStore } from './post.store.js';

/** Opens one duty seat by a named person, vacant or held from now, for a unit where one is named. */
@Injectable()
export class OpenPost {
  private readonly store = new PostStore();
  constructor(@Inject(OpenPosts) private readonly posts: OpenPosts, @Inject(ChangeUnit) private readonly units: ChangeUnit) {}

  async run({ unitId, ...wish }: OpenPostInput, work: Work): Promise<string> {
    if (!mayOver(work.caller!, Operation.roles, wish.area)) throw new Refusal('access.area');
    const { area, site } = await this.store.place(work.em, wish.area, wish.siteId);
    openPost(wish, area, site);
    hold({}, wish);
    const postId = newId();
    const opened = await this.posts.run([{ ...wish, postId }], work);
    if (opened === 0) throw new Refusal('state.conflict', { state: 'open', allowed: ['hold', 'close'], detail: wish.kind === 'HEAD' ? 'the street has a head already' : 'this force has its leader here already' });
    if (unitId) await this.units.attach(unitId, postId, work);
    return postId;
  }
}
