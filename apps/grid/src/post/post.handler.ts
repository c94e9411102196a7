import { Injectable } from '@nestjs/common';
import { listArea } from '@xunling/addressee';
import type { ListPostsInput, PostPage } from '@xunling/contracts/classes';
import { Handle, type Work } from '@xunling/messaging';
import { listPosts } from './post.view.js';

@Injectable()
export class PostHandler {
  @Handle('grid.post.list')
  list({ area, ...input }: ListPostsInput, work: Work): Promise<PostPage> {
    const scope = listArea(area, false, work);
    return listPosts(work.em, { ...input, ...(scope ? { area: scope } : {}) });
  }
}
