import { FORCES } from '@xunling/contracts';
import { newId } from '@xunling/platform';
import { personId, sampleGrids, samplePosts } from '@xunling/sample';
import { nearestPost } from './nearest.js';

/** One draft as command's plan expansion makes it: a packet for a grid and a force. */
export interface Draft {
  key: string; measure: 'PATROL'; addressee: { kind: 'post'; id: string; name: string }; area: string; force: (typeof FORCES)[number]; textZh: string; textEn: string; evidence: 'none';
  minutes: { delivered: number; acknowledged: number; executing: number; reported: number; verified: number }; holderId: string; deputyId?: string; resolvedTo: 'holder';
}

/** So many packets over all grids and forces, again and again. */
export function drafts(n: number): Draft[] {
  const posts = samplePosts();
  const grids = sampleGrids();
  return Array.from({ length: n }, (_, i) => {
    const grid = grids[Math.floor(i / FORCES.length) % grids.length]!;
    const force = FORCES[i % FORCES.length]!;
    const post = nearestPost(posts, grid, force);
    return {
      key: `${grid}|${force}|${i}`, measure: 'PATROL', addressee: { kind: 'post', id: post.id, name: post.name }, area: grid, force,
      textZh: 'Ⅲ级响应：巡查网格内低洼处、地下空间和受威胁住户，随时报告（示例）', textEn: 'Level III: patrol low ground, underground spaces and threatened homes of the grid; report at once (sample)',
      evidence: 'none', minutes: { delivered: 2, acknowledged: 20, executing: 40, reported: 180, verified: 360 },
      holderId: personId(post.holder!), ...(post.deputy ? { deputyId: personId(post.deputy) } : {}), resolvedTo: 'holder',
    };
  });
}

export const act = () => ({ setId: newId(), incidentId: newId(), kind: 'level' as const, level: 'III' as const, planVersion: 'sample-flood@1', by: personId('duty1') });
