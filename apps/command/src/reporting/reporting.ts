import { impossible, Refusal } from '@xunling/platform';

/** Span of control: 3–7 direct reports (domain.md D.9, C9). */
export const SPAN = { from: 3, to: 7 } as const;
export const isInside = (reports: number): boolean => reports >= SPAN.from && reports <= SPAN.to;

/** A unit stands for all of its posts: nobody alone is in it. */
export type NodeKind = 'seat' | 'post' | 'team' | 'unit';
export interface Node { kind: NodeKind; id: string }
export interface Line { id: string; who: Node; to: Node; holder?: string }
export const same = (a: Node, b: Node): boolean => a.kind === b.kind && a.id === b.id;

/** The unit a place belongs to, by its id: a post's own, of a unit itself; undefined of none. */
export type UnitOf = (node: Node) => string | undefined;
/** A unit's line is each of its posts' too. */
const partOf = (unitOf: UnitOf, place: Node, unit: Node): boolean => unit.kind === 'unit' && unitOf(place) === unit.id;

/** True where following the superiors of `from` leads to `to`, or into it. */
function leadsTo(lines: readonly Line[], from: Node, to: Node, unitOf: UnitOf, seen: Node[] = []): boolean {
  if (same(from, to) || partOf(unitOf, from, to)) return true;
  if (seen.some((n) => same(n, from))) return false;
  return lines.some((l) => (same(l.who, from) || partOf(unitOf, from, l.who)) && leadsTo(lines, l.to, to, unitOf, [...seen, from]));
}

/** Both are of one unit, one of them being the unit itself, and each is led from outside of it: two superiors of one post. */
function ofOneUnit(a: Pick<Line, 'who' | 'to'>, b: Pick<Line, 'who' | 'to'>, unitOf: UnitOf): boolean {
  const unit = unitOf(a.who);
  return unit !== undefined && unit === unitOf(b.who) && (a.who.kind === 'unit') !== (b.who.kind === 'unit') && unitOf(a.to) !== unit && unitOf(b.to) !== unit;
}

/**
 * Decides whether one may report to another in a tree as it is; answers how many reports the superior then has.
 * `holder` is the person in the place that is to report: one person has one superior whatever places they hold, and a unit's superior is that of its posts, which among themselves may lead each other.
 * @throws Refusal report.span or report.two-superiors (409, `allowed: ['override']` for the commander), input.impossible for a circle, state.conflict for a line that is there
 */
export function mayReport(lines: readonly Line[], next: { who: Node; to: Node; holder?: string; override?: string }, byCommander: boolean, unitOf: UnitOf = () => undefined): number {
  const { who, to, holder, override } = next;
  if (lines.some((l) => same(l.who, who) && same(l.to, to))) throw new Refusal('state.conflict', { state: 'assigned', allowed: ['release'] });
  if (leadsTo(lines, to, who, unitOf)) throw impossible('to', 'circle', 'reports to the one who would report to it');
  const overrides = byCommander && !!override;
  const allowed = byCommander ? ['override'] : [];
  const bosses = lines.filter((l) => (same(l.who, who) || (!!holder && l.holder === holder) || ofOneUnit(l, next, unitOf)) && !same(l.to, to));
  if (bosses.length > 0 && !overrides) throw new Refusal('report.two-superiors', { state: 'assigned', allowed, extra: { superiors: bosses.map((l) => ({ lineId: l.id, who: l.who, to: l.to })) } });
  const reports = lines.filter((l) => same(l.to, to)).length + 1;
  if (reports > SPAN.to && !overrides) throw new Refusal('report.span', { state: 'full', allowed, extra: { reports: reports - 1, span: SPAN } });
  return reports;
}
