import type { District, KnownPost } from '../known/district.js';
import { isOff, type AreaDuty } from '../roster/duty.js';
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
 * holder is its deputy's; one with neither has nobody to call and stands in the list of vacant posts. `duties` are the rosters that run in
 * areas of their own: their officer on duty is called also without a post, and no superior who is off duty there stands behind another; a deputy whom the
 * directory names (`everybody`) does, off duty or not (row 62).
 */
export function responsibleIn(district: District, areas: readonly string[], duties: readonly AreaDuty[] = [], everybody: District = district): Responsible[] {
  const named = new Map(everybody === district ? [] : everybody.posts.map((p) => [p.id, p.deputyId]));
  const people = new Map<string, { posts: KnownPost[] }>();
  for (const post of district.posts) {
    const userId = post.holderId ?? post.deputyId;
    if (!userId || !RESPONSIBLE.includes(post.kind) || !areas.some((a) => post.area.startsWith(a))) continue;
    const person = people.get(userId) ?? { posts: [] };
    person.posts.push(post);
    people.set(userId, person);
  }
  const off = (who: string): boolean => duties.some((d) => isOff(d, who));
  const called = [...people].map(([userId, { posts }]) => {
    // the person answers as the highest of several posts: the deputy and superior recorded there
    const [post] = [...posts].sort((a, b) => a.area.length - b.area.length || Number(b.deputyId !== undefined) - Number(a.deputyId !== undefined) || (a.id < b.id ? -1 : 1)) as [KnownPost];
    const deputies = [post, ...posts].flatMap((p) => [named.get(p.id), p.deputyId]).filter((d): d is string => d !== undefined && d !== userId);
    const above = district.superiors(post).map((p) => p.holderId).filter((s): s is string => s !== undefined && s !== userId && s !== deputies[0] && !off(s));
    return {
      userId, post: post.name, area: post.area,
      chain: [{ role: 'person' as const, userId }, ...deputies.slice(0, 1).map((d) => ({ role: 'deputy' as const, userId: d })), ...above.slice(0, 1).map((s) => ({ role: 'superior' as const, userId: s }))],
    };
  });
  const officers = duties.filter((d) => d.officers[0] && areas.some((a) => d.area.startsWith(a)) && !people.has(d.officers[0].userId));
  return [...called, ...officers.map((d) => officerOf(d, district))];
}

/** Level I and red call everybody; nothing else calls the off-duty (row 62). */
const callsEverybody = (colour: string | null | undefined, level: string | null | undefined): boolean => colour === 'RED' || level === 'I';

/** Who is called for a signal in these areas, and who is left out for being off duty. `district` holds its posts by who is on duty, `everybody` by whom the directory names. */
export function calledIn({ district, everybody, duties }: { district: District; everybody: District; duties: readonly AreaDuty[] }, areas: readonly string[], { colour, level }: { colour: string | null; level: string | null }): { persons: Responsible[]; off: string[] } {
  const onDuty = responsibleIn(district, areas, duties, everybody);
  const called = new Set(onDuty.map((p) => p.userId));
  const off = responsibleIn(everybody, areas).filter((p) => !called.has(p.userId) && duties.some((d) => isOff(d, p.userId)));
  return callsEverybody(colour, level) ? { persons: [...onDuty, ...off], off: [] } : { persons: onDuty, off: off.map((p) => p.userId) };
}

/** The officer on duty of an area's roster who holds no post there: the alternate behind, and the head of the street. */
function officerOf({ area, officers }: AreaDuty, district: District): Responsible {
  const [userId, deputy] = officers.map((o) => o.userId) as [string, ...string[]];
  const head = district.head(area.slice(0, 9))?.holderId;
  const chain: Responsible['chain'] = [{ role: 'person', userId }, ...(deputy ? [{ role: 'deputy' as const, userId: deputy }] : []), ...(head && head !== userId && head !== deputy ? [{ role: 'superior' as const, userId: head }] : [])];
  return { userId, post: district.area(area)?.name ?? area, area, chain };
}
