import type { AreaKind, Force, SiteKind } from '@xunling/contracts';
import { ringOf, type Point, type Ring } from '@xunling/geo';
import { NO_STOCK, type Stock } from './stock.js';
import { NOTHING_TOLD, type AtRisk } from './at-risk.js';

/** What command knows of the district, folded from the events of grid, rescue and supplies. */
export interface KnownArea { code: string; kind: AreaKind; name: string; nameEn: string; /** WGS84, as "lon lat". */ ring?: readonly string[] }
export type PostKind = 'LEADER' | 'DEPUTY' | 'HEAD' | 'INSPECTOR' | 'OFFICER' | 'KEEPER' | 'HQ';
export interface KnownPost { id: string; area: string; kind: PostKind; force?: Force; name: string; siteId?: string; holderId?: string; deputyId?: string }
export interface KnownSite { id: string; area: string; kind: SiteKind; name: string; keeperPostId?: string; closeAtCm?: number; evacuationPlan?: boolean; /** WGS84. */ position?: Point }
/** A team or a depot: whoever leads or keeps it answers. */
export interface KnownUnit { id: string; area: string; kind: string; name: string; holderId?: string; deputyId?: string }
/** A unit of the directory: who holds one of its posts speaks for it. */
export interface KnownOrganisation { id: string; kind: string; name: string; area: string; posts: readonly string[] }
/** As of which event of the stream the copy counts. */
export interface AsOf { event: string; seq: number; at: string }

/** Look-ups over the known district; built once per change of the copy. */
export class District {
  private readonly leaders = new Map<string, KnownPost>();
  private readonly heads = new Map<string, KnownPost>();
  private readonly keepers = new Map<string, KnownPost>();
  private readonly postById = new Map<string, KnownPost>();
  private readonly unitByPost = new Map<string, KnownOrganisation>();
  private readonly areaByCode = new Map<string, KnownArea>();
  private readonly rings = new Map<string, Ring>();

  constructor(
    readonly areas: readonly KnownArea[], readonly posts: readonly KnownPost[], readonly sites: readonly KnownSite[],
    readonly teams: readonly KnownUnit[], readonly depots: readonly KnownUnit[], readonly asOf: AsOf | undefined, readonly organisations: readonly KnownOrganisation[] = [],
    readonly atRisk: AtRisk = NOTHING_TOLD, readonly stock: Stock = NO_STOCK,
  ) {
    for (const unit of organisations) for (const id of unit.posts) this.unitByPost.set(id, unit);
    for (const area of areas) this.areaByCode.set(area.code, area);
    for (const post of posts) {
      this.postById.set(post.id, post);
      if (post.kind === 'LEADER' && post.force) this.leaders.set(`${post.area}|${post.force}`, post);
      if (post.kind === 'HEAD') this.heads.set(post.area, post);
      if (post.kind === 'KEEPER' && post.siteId) this.keepers.set(post.siteId, post);
    }
  }

  area(code: string): KnownArea | undefined { return this.areaByCode.get(code); }
  /** Outline of an area; read once. */
  ring(code: string): Ring | undefined {
    const texts = this.areaByCode.get(code)?.ring;
    if (!this.rings.has(code) && texts) this.rings.set(code, ringOf(texts));
    return this.rings.get(code);
  }
  /** The unit that a post belongs to. */
  unitOf(postId: string): KnownOrganisation | undefined { return this.unitByPost.get(postId); }
  post(id: string): KnownPost | undefined { return this.postById.get(id); }
  leader(area: string, force: Force): KnownPost | undefined { return this.leaders.get(`${area}|${force}`); }
  head(street: string): KnownPost | undefined { return this.heads.get(street); }
  keeper(site: KnownSite): KnownPost | undefined { return (site.keeperPostId ? this.post(site.keeperPostId) : undefined) ?? this.keepers.get(site.id); }
  streets(): string[] { return this.areas.filter((a) => a.kind === 'street').map((a) => a.code).sort(); }
  grids(scopes: readonly string[]): string[] {
    return this.areas.filter((a) => a.kind === 'grid' && scopes.some((s) => a.code.startsWith(s))).map((a) => a.code).sort();
  }

  /** The post of that force nearest to the area: micro-grid, else grid, else community, else street. */
  nearest(area: string, force: Force): KnownPost | undefined {
    for (let length = area.length; length >= 9; length -= 3) {
      const post = this.leader(area.slice(0, length), force);
      if (post) return post;
    }
    return undefined;
  }

  /** Posts above one, lowest first: its force (else the community's own office) in each area above, then the head of the street. */
  superiors(post: KnownPost): KnownPost[] {
    const chain: KnownPost[] = [];
    const top = post.kind === 'KEEPER' || post.kind === 'DEPUTY' ? post.area.length : post.area.length - 3;
    for (let length = top; length >= 9; length -= 3) {
      const area = post.area.slice(0, length);
      const above = this.leader(area, post.force ?? 'COMMUNITY') ?? (length > 9 ? this.leader(area, 'COMMUNITY') : undefined);
      if (above) chain.push(above);
    }
    const head = post.area.length >= 9 ? this.head(post.area.slice(0, 9)) : undefined;
    if (head) chain.push(head);
    return chain.filter((p) => p.id !== post.id);
  }
}

/** Streets a list of areas touches; the zone's own code stands for all of them once they are known. */
export function streetsOf(areas: readonly string[], district: District): string[] {
  const known = district.streets();
  const streets = areas.flatMap((area) => (area.length >= 9 ? [area.slice(0, 9)] : known.filter((s) => s.startsWith(area))));
  return [...new Set(streets)].sort();
}

/** The shortest honest way to say it: the zone's code where every street is meant. */
export function nameAreas(streets: readonly string[], district: District): string[] {
  const known = district.streets();
  const zone = known[0]?.slice(0, 6);
  return zone && known.length > 1 && known.every((s) => streets.includes(s)) ? [zone] : [...streets].sort();
}
