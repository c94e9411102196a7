import { District, type KnownPost } from '../known/district.js';
import type { Officer } from './roster.store.js';

/** The roster of an area below the zone at an instant: who is on duty there, in order, and everybody its rosters of these weeks name. */
export interface AreaDuty { area: string; officers: readonly Officer[]; rostered: ReadonlySet<string> }

/** Off duty is who an area's roster names for other shifts; whom it never names it says nothing of. */
export const isOff = (duty: AreaDuty, userId: string | undefined): boolean => userId !== undefined && duty.rostered.has(userId) && !duty.officers.some((o) => o.userId === userId);

/** The district with its posts held by who is on duty: where the holder of a post of the area is off, the deputy who is on, else the area's officer on duty stands in. */
export function onDutyIn(district: District, duties: readonly AreaDuty[]): District {
  const of = new Map(duties.map((d) => [d.area, d]));
  const posts = district.posts.map((post) => {
    const duty = of.get(post.area);
    return duty && (isOff(duty, post.holderId) || isOff(duty, post.deputyId)) ? standIn(post, duty) : post;
  });
  if (posts.every((p, i) => p === district.posts[i])) return district;
  return new District(district.areas, posts, district.sites, district.teams, district.depots, district.asOf, district.organisations, district.atRisk, district.stock);
}

function standIn({ holderId, deputyId, ...post }: KnownPost, duty: AreaDuty): KnownPost {
  const officers = duty.officers.map((o) => o.userId);
  const free = (who: string | undefined): who is string => who !== undefined && !isOff(duty, who);
  const holder = free(holderId) ? holderId : deputyId && officers.includes(deputyId) ? deputyId : officers[0];
  const deputy = free(deputyId) && deputyId !== holder ? deputyId : officers.find((who) => who !== holder);
  return { ...post, ...(holder ? { holderId: holder } : {}), ...(deputy ? { deputyId: deputy } : {}) };
}
