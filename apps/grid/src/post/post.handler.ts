import { Injectable } from '@nestjs/common';
import { listScopes } from '@xunling/addressee';
import type { ListPostsInput, PostPage } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { listPosts } from './post.view.js';

@Injectable()
export class PostHandler {
  @Handle('grid.post.list')
  list({ area, ...input }: ListPostsInput, work: Work): Promise<PostPage> {
    return listPosts(work.em, { ...input, areas: listScopes(area, work.caller!) });
  }
}
