import { PHOTO_MEASURES, scopeAt, STANDING_MEASURES, type AddresseeKind, type Force, type Level, type Measure, type SuspendScope } from '@xunling/contracts';
import type { Unaddressable } from '@xunling/contracts/classes';
import type { District, KnownPost, KnownUnit } from '../known/district.js';
import type { Line, Minutes, PlanDocument, PostLine } from '../plan/plan.js';
import { touch } from '../touch.js';
import type { InForce, LiftUnderWay } from './standing.js';

export type ResolvedTo = 'holder' | 'deputy' | 'superior';
/** One order before it has an id, an issuer and instants. `key` is unique in its set: the same act makes the same ids. */
export interface Draft {
  key: string;
  measure: Measure;
  scope?: SuspendScope;
  addressee: { kind: AddresseeKind; id: string; name: string; /** Of a post, its unit in the directory. */ unit?: string };
  area: string;
  force?: Force;
  siteId?: string;
  lifts?: string;
  parentId?: string;
  /** Of the level it belongs to, where its set is of none: it took the place of that level's. */
  level?: Level;
  quantity?: { n: number; unit: string };
  /** Instants of the six arrows, where they do not follow from minutes. */
  due?: Date[];
  textZh: string;
  textEn: string;
  evidence: 'photo' | 'none';
  minutes: Minutes;
  /** After which share of an arrow's span its answer is asked for, where the plan or the order it is a part of says so. */
  promptShare?: number;
  holderId: string;
  deputyId?: string;
  resolvedTo: ResolvedTo;
}
/** `lifts` are lift orders under way of what is ordered, or left standing: they end with the act. */
export interface Expansion { drafts: Draft[]; unaddressable: Unaddressable[]; lifts: LiftUnderWay[] }

export const evidenceFor = (measure: Measure): 'photo' | 'none' => (PHOTO_MEASURES.includes(measure) ? 'photo' : 'none');
/** What stays in force through a new level: one site measure (of one scope), one muster, one pre-position. */
export const standingKey = (measure: string, siteId: string | undefined | null, addresseeId: string, scope?: string | null): string => `${measure}|${siteId ?? addresseeId}${scope ? `|${scope}` : ''}`;
/** What a higher level replaces while it is not reported: the packet of one grid and force, or what a named post was told to do; nothing of sites and units. */
export const packetKey = (area: string, force: string): string => `${area}|${force}`;
export const taskKey = (measure: string, postId: string): string => `${measure}|${postId}`;
export const replacedBy = ({ force, area, siteId, measure, addressee }: Pick<Draft, 'force' | 'area' | 'siteId' | 'measure' | 'addressee'>): string | undefined =>
  force ? packetKey(area, force) : !siteId && addressee.kind === 'post' ? taskKey(measure, addressee.id) : undefined;

type More = { force?: Force; siteId?: string; name?: string; scope?: SuspendScope };
type Person = { holderId: string; deputyId?: string; resolvedTo: ResolvedTo };
const seated = (who: { holderId?: string; deputyId?: string }): Person | undefined => {
  if (who.holderId) return { holderId: who.holderId, ...(who.deputyId ? { deputyId: who.deputyId } : {}), resolvedTo: 'holder' };
  return who.deputyId ? { holderId: who.deputyId, resolvedTo: 'deputy' } : undefined;
};

/** The person on duty, else the deputy, else whoever holds the superior post, marked so; nobody → undefined. */
export function resolvePost(post: KnownPost, district: District): Person | undefined {
  const own = seated(post);
  if (own) return own;
  for (const above of district.superiors(post)) {
    const person = seated(above);
    if (person) return { holderId: person.holderId, resolvedTo: 'superior' };
  }
  return undefined;
}

/** A team or depot without a leader or deputy has nobody above it who could do its work. */
export const resolveUnit = (unit: KnownUnit): Person | undefined => seated(unit);

/** Post and unit, as an order names them (row 88). */
export function postAddressee({ id, name }: KnownPost, district: District): Draft['addressee'] {
  const unit = district.unitOf(id)?.name;
  return { kind: 'post', id, name, ...(unit ? { unit } : {}) };
}

/** Drafts of lines as they resolve, and what nobody can receive. */
export class Collector implements Expansion {
  drafts: Draft[] = [];
  unaddressable: Unaddressable[] = [];
  lifts: LiftUnderWay[] = [];
  private readonly persons = new Map<string, Person | undefined>();
  constructor(private readonly district: District, private readonly inForce: InForce, private readonly promptShare?: number) {}

  /** Whether what this key names is in force and stays; its lift orders end either way. Asked once for each. */
  stays(key: string): boolean {
    this.lifts.push(...(this.inForce.liftsOf?.(key) ?? []).filter((lift) => !this.lifts.some((l) => l.id === lift.id)));
    return this.inForce.has(key);
  }

  post(line: Line, area: string, post: KnownPost | undefined, more: More): void {
    if (!post) return this.miss(line.measure, area, more.siteId, 'no post of that force at grid, community or street');
    if (!this.persons.has(post.id)) this.persons.set(post.id, resolvePost(post, this.district));
    this.add(line, area, postAddressee(post, this.district), this.persons.get(post.id), more);
  }

  unit(line: Line, kind: 'team' | 'depot', unit: KnownUnit): void {
    this.add(line, unit.area, { kind, id: unit.id, name: unit.name }, resolveUnit(unit), {});
  }

  private add(line: Line, area: string, addressee: Draft['addressee'], person: Person | undefined, more: More): void {
    if (!person) return this.miss(line.measure, area, more.siteId, `${addressee.name}: no holder, no deputy, no superior`.slice(0, 200));
    const { name, ...rest } = more;
    this.drafts.push({
      key: `${line.measure}|${area}|${more.force ?? ''}|${more.siteId ?? ''}|${addressee.id}${more.scope ? `|${more.scope}` : ''}`,
      measure: line.measure, addressee, area, ...rest,
      textZh: name ? `${name}：${line.textZh}` : line.textZh, textEn: name ? `${name}: ${line.textEn}` : line.textEn,
      evidence: evidenceFor(line.measure), minutes: line.minutes, ...(this.promptShare ? { promptShare: this.promptShare } : {}), ...person,
    });
  }

  miss(measure: string, area: string, siteId: string | undefined, reason: string): void {
    this.unaddressable.push({ measure, area, ...(siteId ? { siteId } : {}), reason });
  }
}

/** Units of the target streets, and those of the zone where the whole zone is meant; `perArea` of each area, in order of name. */
export function unitsFor(units: readonly KnownUnit[], kinds: readonly string[], perArea: number | undefined, streets: readonly string[], district: District): KnownUnit[] {
  const all = district.streets();
  const wholeZone = all.length > 0 && all.every((s) => streets.includes(s));
  const count = new Map<string, number>();
  return [...units].sort((a, b) => (a.name < b.name ? -1 : 1)).filter((u) => {
    if (!kinds.includes(u.kind) || !(u.area.length >= 9 ? streets.includes(u.area.slice(0, 9)) : wholeZone)) return false;
    const n = (count.get(u.area) ?? 0) + 1;
    count.set(u.area, n);
    return !perArea || n <= perArea;
  });
}

/** Posts that a line names: those of the raised streets, and those of the zone wherever one of the line's areas is raised. */
function postsFor({ posts, areas, measure }: PostLine, streets: readonly string[], district: District, out: Collector): KnownPost[] {
  const raised = (area: string): boolean => streets.some((s) => touch(area, s));
  return posts.flatMap((id) => {
    const post = district.post(id);
    if (!post) { out.miss(measure, streets[0]!, undefined, 'a post that the plan names does not exist any more'); return []; }
    if (!raised(post.area)) return [];
    const meant = !areas || (post.area.length >= 9 ? areas.some((a) => post.area.startsWith(a)) : areas.some(raised));
    return meant ? [post] : [];
  });
}

/**
 * What raising `level` over `streets` issues: plan × grids, sites, teams and depots as they are known. Standing measures in force stay as they are and
 * are not issued again; one whose lift has begun is. The preview and the act call this same function.
 */
export function expandPlan(plan: PlanDocument, level: Level, streets: readonly string[], district: District, standing: InForce): Expansion {
  const out = new Collector(district, standing, plan.promptShare);
  const grids = district.grids(streets);
  for (const line of plan.levels[level].orders) {
    const here = (area: string): boolean => !line.areas || line.areas.some((a) => area.startsWith(a));
    if (line.to === 'packet') {
      for (const grid of grids) if (here(grid)) out.post(line, grid, district.nearest(grid, line.force), { force: line.force });
    } else if (line.to === 'site') {
      for (const site of district.sites) {
        const stops = scopeAt(line.measure, site.kind, line.scope);
        if (!line.siteKinds.includes(site.kind) || !here(site.area) || !streets.includes(site.area.slice(0, 9)) || out.stays(standingKey(line.measure, site.id, '', stops?.scope))) continue;
        // a plan from before scopes may name kinds at which nothing can be stopped: said, not left out in silence
        if (!stops) { out.miss(line.measure, site.area, site.id, `${site.name}: nothing to suspend at a site of this kind`.slice(0, 200)); continue; }
        // who keeps the site, else the urban management of its street, who close roads and spaces there
        out.post(line, site.area, district.keeper(site) ?? district.leader(site.area.slice(0, 9), 'URBAN_MGMT'), { siteId: site.id, name: site.name, ...stops });
      }
    } else if (line.to === 'post') {
      for (const post of postsFor(line, streets, district, out)) if (!(STANDING_MEASURES.includes(line.measure) && out.stays(standingKey(line.measure, undefined, post.id)))) out.post(line, post.area, post, {});
    } else {
      const units = unitsFor(line.to === 'team' ? district.teams : district.depots, line.kinds, line.perArea, streets, district);
      for (const unit of units) if (here(unit.area) && !out.stays(standingKey(line.measure, undefined, unit.id))) out.unit(line, line.to, unit);
    }
  }
  return { drafts: out.drafts, unaddressable: out.unaddressable, lifts: out.lifts };
}
