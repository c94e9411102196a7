import { mayOver, type Caller } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { inLine, LINE_FORCES, officerOf, type Line } from './household.js';
import { HELD_POST } from '../post/post.store.js';

/** The line of a person now: a post counts while it is held and the role over its area is granted. */
export async function lineOf(em: EntityManager, caller: Caller): Promise<Line> {
  const posts: { area: string }[] = await em.query(
    `select area from ${HELD_POST} p where (holder_id = $1 or deputy_id = $1) and (force = any($2) or kind = 'HEAD') and length(area) >= 9`, [caller.userId, [...LINE_FORCES]]);
  return { areas: [...new Set([...officerOf(caller), ...posts.map((p) => p.area).filter((area) => mayOver(caller, ['post-holder', 'sub-district-officer'], area))])] };
}

/** @throws Refusal access.area outside one's areas, access.line inside them but not of the line */
export function mustBeInLine(line: Line, caller: Caller, area: string): void {
  if (inLine(line, area)) return;
  throw new Refusal(mayOver(caller, ['*'], area) ? 'access.line' : 'access.area');
}
