import { mayOver, type Caller } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';
import type { EntityManager } from 'typeorm';
import { inLine, LINE_FORCES, officerOf, type Line } from './household.js';
import { HELD_POST } from '../post/post.store.js';

/** The line of a person now: a post counts while it is held and the role over its area is granted. */
export async function lineOf(em: EntityManager, caller: Caller): Promise<Line> {
  const held: { area: string; siteId: string | null }[] = await em.query(
    `select area, case when kind = 'KEEPER' then site_id end as "siteId" from ${HELD_POST} p where (holder_id = $1 or deputy_id = $1) and (force = any($2) or kind in ('HEAD', 'KEEPER')) and length(area) >= 9`, [caller.userId, [...LINE_FORCES]]);
  const posts = held.filter((p) => mayOver(caller, ['post-holder', 'sub-district-officer'], p.area));
  return { areas: [...new Set([...officerOf(caller), ...posts.filter((p) => !p.siteId).map((p) => p.area)])], sites: posts.flatMap((p) => p.siteId ?? []) };
}

/** @throws Refusal access.area outside one's areas, access.line inside them but not of the line */
export function mustBeInLine(line: Line, caller: Caller, area: string, siteId?: string | null): void {
  if (inLine(line, area, siteId)) return;
  throw new Refusal(mayOver(caller, ['*'], area) ? 'access.line' : 'access.area');
}
