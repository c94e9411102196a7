import { scopeAt, wordsOf, type Force, type Measure, type SuspendScope } from '@xunling/contracts';
import { boxesMeet, boxOf, inRing, linesMeet, pulledIn, type Ring } from '@xunling/geo';
import type { District, KnownPost, KnownSite, KnownUnit } from '../known/district.js';
import type { Line, Minutes } from '../plan/plan.js';
import { Collector, standingKey, type Expansion } from './expand.js';
import type { InForce } from './standing.js';

export interface DrawnLine { to: 'site' | 'post' | 'team' | 'depot'; measure: Measure; scope?: SuspendScope; siteKinds?: readonly string[]; force?: Force; kinds?: readonly string[]; text?: string }
/** A measure in force whose lift ends; `stands` is its order. */
export interface Kept { measure: Measure; area: string; siteId: string; stands: string }
export interface Inside { grids: string[]; sites: KnownSite[]; posts: KnownPost[]; teams: KnownUnit[]; depots: KnownUnit[] }

/** True where two outlines share ground; a common border alone is none. */
export function overlaps(a: Ring, b: Ring): boolean {
  if (!boxesMeet(boxOf(a), boxOf(b))) return false;
  const inner = pulledIn(b);
  return inRing(inner[0]!, a) || inRing(a[0]!, inner) || linesMeet(a, inner);
}

/**
 * Grids a ring touches, sites whose position lies in it, and who answers there: the posts of those grids, keepers of those sites, teams and depots of
 * an area below the zone that it touches.
 */
export function insideOf(ring: Ring, district: District): Inside {
  const touched = district.areas.filter((a) => a.kind !== 'zone' && overlaps(ring, district.ring(a.code) ?? [])).map((a) => a.code);
  const areas = new Set(touched);
  const grids = district.grids(['']).filter((code) => areas.has(code));
  const sites = district.sites.filter((s) => s.position && inRing(s.position, ring));
  const keepers = new Set(sites.map((s) => district.keeper(s)?.id));
  const posts = district.posts.filter((p) => (p.area.length === 15 && areas.has(p.area)) || keepers.has(p.id));
  const own = (units: readonly KnownUnit[]): KnownUnit[] => units.filter((u) => areas.has(u.area));
  return { grids, sites, posts, teams: own(district.teams), depots: own(district.depots) };
}

/**
 * Orders of drawn lines: one for each site, post, team or depot inside that was not left out. A measure in force at its site is not ordered again, unless its lift has begun; `kept`
 * are those that stay where a lift of them ends. The preview and the act call this same function.
 */
export function expandDrawn(lines: readonly DrawnLine[], inside: Inside, district: District, inForce: InForce, except: ReadonlySet<string>, minutes: Minutes): Expansion & { standing: number; kept: Kept[] } {
  const out = new Collector(district, inForce);
  const seen = new Set<string>();
  const kept: Kept[] = [];
  let standing = 0;
  const once = (measure: string, id: string): boolean => !except.has(id) && !seen.has(`${measure}|${id}`) && seen.add(`${measure}|${id}`) !== undefined;
  for (const drawn of lines) {
    const lineOf = (scope: SuspendScope | undefined): Line => { const words = wordsOf(drawn.measure, scope); return { measure: drawn.measure, minutes, textZh: drawn.text ?? words.zh, textEn: drawn.text ?? words.en }; };
    const line = lineOf(drawn.scope);
    const more = drawn.scope ? { scope: drawn.scope } : {};
    if (drawn.to === 'site') {
      for (const site of inside.sites) {
        const stops = scopeAt(line.measure, site.kind, drawn.scope);
        if (!stops || (drawn.siteKinds && !drawn.siteKinds.includes(site.kind)) || !once(`${line.measure}|${stops.scope ?? ''}`, site.id)) continue;
        const key = standingKey(line.measure, site.id, '', stops.scope);
        if (out.stays(key)) {
          standing++;
          for (const { lifts } of (inForce.liftsOf?.(key) ?? []).slice(0, 1)) kept.push({ measure: line.measure, area: site.area, siteId: site.id, stands: lifts });
        } else out.post(lineOf(stops.scope), site.area, district.keeper(site) ?? district.leader(site.area.slice(0, 9), 'URBAN_MGMT'), { siteId: site.id, name: site.name, ...stops });
      }
    } else if (drawn.to === 'post') {
      for (const grid of inside.grids) {
        const post = district.nearest(grid, drawn.force ?? 'COMMUNITY');
        if (!post) out.post(line, grid, undefined, more);
        else if (once(line.measure, post.id)) out.post(line, post.area, post, more);
      }
    } else {
      for (const unit of inside[drawn.to === 'team' ? 'teams' : 'depots']) if ((!drawn.kinds || drawn.kinds.includes(unit.kind)) && once(line.measure, unit.id)) out.unit(line, drawn.to, unit);
    }
  }
  return { drafts: out.drafts, unaddressable: out.unaddressable, lifts: out.lifts, standing, kept };
}
