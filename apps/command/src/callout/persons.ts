import type { District, KnownPost } from '../known/district.js';
import type { CalleeRole } from './callout.js';

/** Posts whose holders answer for an area in a flood; offices, inspectors and headquarters are called by their own seats. */
const RESPONSIBLE: readonly string[] = ['LEADER', 'DEPUTY', 'HEAD', 'KEEPER'];

export interface Responsible { userId: string; post: string; area: string; chain: { role: CalleeRole; userId: string }[] }

/** The widest area a person holds a post in; undefined for who holds none. */
export function homeOf(district: District, userId: string): string | undefined {
  return district.posts.filter((p) => p.holderId === userId || p.deputyId === userId).map((p) => p.area).sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0];
}

/**
 * Every person responsible in these areas once, with the recorded deputy and the nearest superior who is somebody else. A post without a
 * holder is its deputy's; one with neither has nobody to call and stands in the list of vacant posts.
 */
export function responsibleIn(district: District, areas: readonly string[]): Responsible[] {
  const people = new Map<string, { posts: KnownPost[] }>();
  for (const post of district.posts) {
    const userId = post.holderId ?? post.deputyId;
    if (!userId || !RESPONSIBLE.includes(post.kind) || !areas.some((a) => post.area.startsWith(a))) continue;
    const person = people.get(userId) ?? { posts: [] };
    person.posts.push(post);
    people.set(userId, person);
  }
  return [...people].map(([userId, { posts }]) => {
    // the person answers as the highest of several posts: the deputy and superior recorded there
    const [post] = [...posts].sort((a, b) => a.area.length - b.area.length || Number(b.deputyId !== undefined) - Number(a.deputyId !== undefined) || (a.id < b.id ? -1 : 1)) as [KnownPost];
    const deputies = [post, ...posts].map((p) => p.deputyId).filter((d): d is string => d !== undefined && d !== userId);
    const above = district.superiors(post).map((p) => p.holderId).filter((s): s is string => s !== undefined && s !== userId && s !== deputies[0]);
    return {
      userId, post: post.name, area: post.area,
      chain: [{ role: 'person' as const, userId }, ...deputies.slice(0, 1).map((d) => ({ role: 'deputy' as const, userId: d })), ...above.slice(0, 1).map((s) => ({ role: 'superior' as const, userId: s }))],
    };
  });
}
