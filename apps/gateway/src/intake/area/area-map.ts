import { areaKind, parentOf } from '@xunling/contracts';
import type { CapArea, CapInfo } from '../cap/cap.js';
import { fault, type Fault } from '../cap/fault.js';
import { circleOf, circleRing, isGeometryFault, polygonOf } from '../cap/geometry.js';
import { codesOf } from './geocode.js';
import { boxesMeet, boxOf, inRing, linesMeet, pulledIn, type Box, type Ring } from '@xunling/geo';

/** One node of the area tree as `grid.area.opened` states it; ring as "lon lat" texts. */
export interface KnownArea { code: string; kind: string; ring: readonly string[] }
interface Node { code: string; inner: Ring; box: Box; children: Node[] }
export interface Resolved { codes: string[]; errors: Fault[]; warnings: Fault[] }

/** The area tree in memory: resolves what an alert names to the exact set of areas. */
export class AreaMap {
  private readonly known = new Map<string, KnownArea>();
  private readonly nodes = new Map<string, Node>();

  constructor(readonly zone: string) {}

  get size(): number { return this.known.size; }
  has(code: string): boolean { return this.known.has(code); }
  all(): KnownArea[] { return [...this.known.values()]; }

  /** Takes one area; the same again changes nothing, a new ring replaces the old. */
  open({ code, kind: named, ring }: KnownArea): void {
    if (!code.startsWith(this.zone)) return;
    const inner = pulledIn(ring.map((p) => p.split(' ').map(Number) as [number, number]));
    const before = this.nodes.get(code);
    const kind = areaKind(code);
    const node: Node = { code, inner, box: boxOf(inner), children: before?.children ?? (kind === 'grid' ? [] : [...this.nodes.values()].filter((n) => parentOf(n.code) === code)) };
    this.known.set(code, { code, kind: named, ring: [...ring] });
    this.nodes.set(code, node);
    // a drawn area resolves to streets and grids; a micro-grid is known by its code alone
    const parent = kind === 'micro-grid' ? undefined : this.nodes.get(parentOf(code) ?? '');
    if (parent) parent.children = [...parent.children.filter((c) => c.code !== code), node];
  }

  /** The area is no more: nothing resolves to it, what named it names nothing of ours. */
  close(code: string): void {
    this.known.delete(code);
    this.nodes.delete(code);
    const parent = this.nodes.get(parentOf(code) ?? '');
    if (parent) parent.children = parent.children.filter((c) => c.code !== code);
  }

  /** Areas of one info block: polygons, circles and geocodes together. Errors are what cannot be resolved. */
  resolve(info: CapInfo): Resolved {
    const found: Resolved = { codes: [], errors: [], warnings: [] };
    const covered = new Set<string>();
    const touched = new Set<string>();
    for (const area of info.areas) {
      if (area.polygons.length + area.circles.length + area.geocodes.length === 0) found.errors.push(fault('area.no-geometry', area.path, 'the area has neither polygon nor circle nor geocode'));
      for (const ring of ringsOf(area)) this.cover(this.nodes.get(this.zone), ring, boxOf(ring), covered, touched);
      for (const geocode of area.geocodes) this.take(codesOf(geocode), geocode.path, covered, found);
    }
    // One area that can be found is enough to act on; the nameless one is noted.
    if (found.errors.length > 0 && covered.size + touched.size > 0 && found.errors.every((e) => e.reason === 'area.no-geometry')) found.warnings.push(...found.errors.splice(0));
    found.codes = this.cheapest(covered, touched);
    return found;
  }

  private take(codes: ReturnType<typeof codesOf>, path: string, covered: Set<string>, found: Resolved): void {
    if (codes.foreign) found.warnings.push(fault('geocode.foreign-scheme', path, codes.foreign));
    if (codes.malformed) found.errors.push(fault('area.malformed', path, codes.malformed));
    for (const code of codes.codes) {
      // A division above ours holds all of ours.
      if (this.zone !== code && code.length === 6 && this.zone.startsWith(code.replace(/(00){1,2}$/, '')) && /00$/.test(code)) covered.add(this.zone);
      else if (!code.startsWith(this.zone)) continue;
      else if (this.known.has(code)) covered.add(code);
      else found.errors.push(fault('area.unknown', path, `${code} is no area of zone ${this.zone}`));
    }
  }

  /** Descends from the zone: wholly covered stops, disjoint stops, the rest is looked at below. Answers whether any of the node was found. */
  private cover(node: Node | undefined, ring: Ring, box: Box, covered: Set<string>, touched: Set<string>): boolean {
    if (!node || !boxesMeet(box, node.box)) return false;
    if (covered.has(node.code)) return true;
    const meet = linesMeet(node.inner, ring);
    if (!meet && inRing(node.inner[0]!, ring)) { covered.add(node.code); return true; }
    if (!meet && !inRing(ring[0]!, node.inner)) return false;
    const below = node.children.map((child) => this.cover(child, ring, box, covered, touched));
    // ground that no node below holds is this node's own: nothing drawn on it is lost
    if (!below.includes(true)) touched.add(node.code);
    return true;
  }

  /** The fewest codes that say the same: children that are all covered become their parent; what lies below a covered area goes. */
  private cheapest(covered: Set<string>, touched: Set<string>): string[] {
    const deepest = [...this.nodes.values()].filter((n) => n.children.length > 0).sort((a, b) => b.code.length - a.code.length);
    for (const n of deepest) if (!covered.has(n.code) && n.children.every((c) => covered.has(c.code))) covered.add(n.code);
    const under = (code: string): boolean => { for (let p = parentOf(code); p; p = parentOf(p)) if (covered.has(p)) return true; return false; };
    return [...covered, ...[...touched].filter((t) => !covered.has(t))].filter((code) => !under(code)).sort();
  }
}

function ringsOf(area: CapArea): Ring[] {
  const polygons = area.polygons.map(polygonOf).filter((p): p is Ring => !isGeometryFault(p));
  const circles = area.circles.map(circleOf).flatMap((c) => (isGeometryFault(c) || c.km === 0 ? [] : [circleRing(c)]));
  return [...polygons, ...circles];
}
