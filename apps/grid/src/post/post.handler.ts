import { Inject, Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import { mayOver } from '@xunling/contracts';
import type { ClosePostInput, HoldPostInput, ImportPostsInput, ListPostsInput, OpenPostInput, PostById, PostImportVerdict, PostPage, PostWithHoldings, WithdrawHoldingInput } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { Refusal } from '@xunling/platform';
import { ClosePosts } from './close-posts.js';
import { HoldPost } from './hold-post.js';
import { ImportPosts } from './import-posts.js';
import { OpenPost } from './open-post.js';
import { getPost, listPosts } from './post.view.js';

@Injectable()
export class PostHandler {
  constructor(@Inject(HoldPost) private readonly holdPost: HoldPost, @Inject(OpenPost) private readonly openPost: OpenPost, @Inject(ClosePosts) private readonly closePosts: ClosePosts, @Inject(ImportPosts) private readonly importPosts: ImportPosts) {}

  @Handle('grid.post.list')
  list({ area, ...input }: ListPostsInput, work: Work): Promise<PostPage> {
    return listPosts(work.em, { ...input, areas: listScopes(area, work.caller!) });
  }

  @Handle('grid.post.get')
  async get({ id }: PostById, work: Work): Promise<PostWithHoldings> {
    const post = await getPost(work.em, id);
    if (!mayOver(work.caller!, ['*'], post.area)) throw new Refusal('access.area');
    return post;
  }

  @Handle('grid.post.hold')
  async hold(input: HoldPostInput, work: Work): Promise<PostWithHoldings> {
    await this.holdPost.run(input, work);
    return getPost(work.em, input.id);
  }

  @Handle('grid.post.withdraw-hold')
  async withdraw(input: WithdrawHoldingInput, work: Work): Promise<PostWithHoldings> {
    await this.holdPost.withdraw(input, work);
    return getPost(work.em, input.id);
  }

  @Handle('grid.post.open')
  async open(input: OpenPostInput, work: Work): Promise<PostWithHoldings> { return getPost(work.em, await this.openPost.run(input, work)); }

  @Handle('grid.post.import')
  import(input: ImportPostsInput, work: Work): Promise<PostImportVerdict> { return this.importPosts.run(input, work); }

  @Handle('grid.post.close')
  async close(input: ClosePostInput, work: Work): Promise<PostWithHoldings> {
    await this.closePosts.one(input, work);
    return getPost(work.em, input.id);
  }
}
