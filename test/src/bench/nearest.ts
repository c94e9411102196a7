import type { SamplePost } from '@xunling/sample';

const cache = new Map<string, SamplePost>();

/** The leading post of a force at the grid, else its community, else its street. */
export function nearestPost(posts: readonly SamplePost[], grid: string, force: string): SamplePost {
  if (cache.size === 0) for (const post of posts) if (post.kind === 'LEADER') cache.set(`${post.area}/${post.force}`, post);
  return [15, 12, 9].map((length) => cache.get(`${grid.slice(0, length)}/${force}`)).find((post) => post !== undefined)!;
}
