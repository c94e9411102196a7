import { impossible, Refusal } from '@xunling/platform';

/** A unit as its rules know it. */
export interface Unit { id: string; area: string; name: string; nameEn: string; posts: readonly string[]; closed: boolean }
export const MOST_POSTS = 500;

const inTheDirectory = (unit: Unit): void => { if (unit.closed) throw new Refusal('state.conflict', { state: 'closed', allowed: [] }); };

/** Decides whether a unit takes another name; false where it has it already. @throws Refusal state.conflict */
export function renameUnit(unit: Unit, { name, nameEn }: { name: string; nameEn: string }): boolean {
  inTheDirectory(unit);
  return unit.name !== name || unit.nameEn !== nameEn;
}

/** Decides which posts speak for a unit; undefined where it is so already. @param open which of them are open posts @throws Refusal input.impossible, state.conflict */
export function staffUnit(unit: Unit, posts: readonly string[], open: ReadonlySet<string>): string[] | undefined {
  inTheDirectory(unit);
  if (posts.length > MOST_POSTS) throw impossible('posts', 'too-many', `a unit has at most ${MOST_POSTS} posts`);
  const twice = posts.findIndex((id, i) => posts.indexOf(id) !== i);
  if (twice >= 0) throw impossible(`posts[${twice}]`, 'twice', 'this post is named twice');
  const strange = posts.findIndex((id) => !open.has(id));
  if (strange >= 0) throw impossible(`posts[${strange}]`, 'unknown', 'there is no such open post');
  return posts.length === unit.posts.length && posts.every((id, i) => unit.posts[i] === id) ? undefined : [...posts];
}
