import { impossible, Refusal } from '@xunling/platform';
import { placesAgree, placesIn, saysAgain } from './places.js';

/** Row 99, C16: the same need within this far and this long, said by another voice, is suspected to be one. */
export const NEAR_METRES = 200;
export const NEAR_MINUTES = 30;
/** Where both name the same place, it is one further apart too: a tunnel has two ends, a hotline passes on late. */
export const NAMED_METRES = 300;
export const NAMED_MINUTES = 45;
/** A report is linked to the nearest of many; in a flood of calls the rest hang together through those. */
export const MOST_LINKS = 20;

export interface Seen { id: string; kind: string; position?: { lon: number; lat: number } | undefined; occurredAt: Date; by: string; channel: string; source?: string | undefined; /** What was said first. */ text?: string | undefined }
export interface Suspicion { metres: number; minutes: number }

const RAD = Math.PI / 180;
/** Great-circle distance on a sphere of 6,371 km. */
export function metresBetween(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const h = Math.sin(((b.lat - a.lat) * RAD) / 2) ** 2 + Math.cos(a.lat * RAD) * Math.cos(b.lat * RAD) * Math.sin(((b.lon - a.lon) * RAD) / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(h)));
}
/** One who says two things by the same way means two things. */
const sameVoice = (a: Seen, b: Seen): boolean => a.by === b.by && a.channel === b.channel && (a.source ?? '').trim() === (b.source ?? '').trim();

/**
 * Why two reports may be the same need, or undefined. A place that is not known is near nothing. Words that number different places (3号楼, 4号楼) mean two, however
 * near; words that name the same one reach further.
 */
export function suspected(a: Seen, b: Seen): Suspicion | undefined {
  if (a.id === b.id || a.kind !== b.kind || !a.position || !b.position || sameVoice(a, b)) return undefined;
  const ms = Math.abs(a.occurredAt.getTime() - b.occurredAt.getTime());
  const metres = metresBetween(a.position, b.position);
  const [one, other] = [a.text ?? '', b.text ?? ''];
  const agree = placesAgree(placesIn(one), placesIn(other));
  if (agree === false) return undefined;
  const minutes = agree && !saysAgain(one) && !saysAgain(other) ? NAMED_MINUTES : NEAR_MINUTES;
  return ms <= minutes * 60_000 && metres <= (agree ? NAMED_METRES : NEAR_METRES) ? { metres: Math.round(metres), minutes: Math.round(ms / 60_000) } : undefined;
}

/** Cells two of which are wider than the furthest distance, up to 53° north: what is near lies in the own cell or two around it. */
const CELL = { lon: 0.0045, lat: 0.002 };
const AROUND = [-2, -1, 0, 1, 2] as const;
const cell = (x: number, y: number): number => x * 1_000_000 + y;
const columnOf = (lon: number): number => Math.floor(lon / CELL.lon);
const rowOf = (lat: number): number => Math.floor(lat / CELL.lat) + 100_000;
export const cellOf = ({ lon, lat }: { lon: number; lat: number }): number => cell(columnOf(lon), rowOf(lat));
export const cellsAround = ({ lon, lat }: { lon: number; lat: number }): number[] => AROUND.flatMap((x) => AROUND.map((y) => cell(columnOf(lon) + x, rowOf(lat) + y)));

export type PairState = 'suspected' | 'joined' | 'split';
export interface Pair { a: string; b: string; state: PairState }
/** Reports with the need each counts as, and what is known of pairs of them. */
export interface Graph { needs: ReadonlyMap<string, string>; pairs: readonly Pair[] }
export interface Change { needs: Map<string, string>; pairs: Pair[] }

/** A pair has no first and second. */
export const pairOf = (x: string, y: string, state: PairState): Pair => (x < y ? { a: x, b: y, state } : { a: y, b: x, state });
const membersOf = (g: Graph, need: string): string[] => [...g.needs].filter(([, n]) => n === need).map(([id]) => id).sort();
const between = (g: Graph, one: readonly string[], other: readonly string[]): Pair[] => g.pairs.filter(({ a, b }) => (one.includes(a) && other.includes(b)) || (one.includes(b) && other.includes(a)));
const has = (pairs: readonly Pair[], x: string, y: string): boolean => pairs.some((p) => (p.a === x && p.b === y) || (p.a === y && p.b === x));
function sides(g: Graph, x: string, y: string): { one: string[]; other: string[]; same: boolean } {
  if (x === y) throw impossible('other', 'same', 'that is the same report');
  const [nx, ny] = [g.needs.get(x)!, g.needs.get(y)!];
  return { one: membersOf(g, nx), other: membersOf(g, ny), same: nx === ny };
}
const conflict = (state: string, allowed: string[], detail: string): Refusal => new Refusal('state.conflict', { state, allowed, detail });

/** A person says that two may be one: a split between their needs is taken back, by name. @throws Refusal state.conflict, input.impossible */
export function link(g: Graph, x: string, y: string): Change {
  const { one, other, same } = sides(g, x, y);
  if (same) throw conflict('joined', ['split'], 'they are one need already');
  const cross = between(g, one, other);
  if (cross.some((p) => p.state === 'suspected')) throw conflict('suspected', ['join', 'split'], 'they are linked already');
  return { needs: new Map(), pairs: [...cross.map((p) => ({ ...p, state: 'suspected' as const })), ...(has(cross, x, y) ? [] : [pairOf(x, y, 'suspected')])] };
}

/** Two needs become one, that of the earliest report. What is known to differ from one of them differs from both. @throws Refusal state.conflict, report.split-apart */
export function join(g: Graph, x: string, y: string): Change {
  const { one, other, same } = sides(g, x, y);
  if (same) throw conflict('joined', ['split'], 'they are one need already');
  const cross = between(g, one, other);
  if (cross.some((p) => p.state === 'split')) throw new Refusal('report.split-apart');
  if (cross.length === 0) throw conflict('none', ['link'], 'link them first, with the reason');
  const all = [...one, ...other].sort();
  const differs = new Set(g.pairs.filter((p) => p.state === 'split').flatMap(({ a, b }) => (all.includes(a) ? [g.needs.get(b)] : all.includes(b) ? [g.needs.get(a)] : [])));
  const apart = g.pairs.filter((p) => p.state === 'suspected' && all.includes(p.a) !== all.includes(p.b) && differs.has(g.needs.get(all.includes(p.a) ? p.b : p.a)));
  return { needs: new Map(all.filter((id) => g.needs.get(id) !== all[0]).map((id) => [id, all[0]!])), pairs: [...cross.map((p) => ({ ...p, state: 'joined' as const })), ...apart.map((p) => ({ ...p, state: 'split' as const }))] };
}

/** The first report is another need than the second: it leaves a need they share, or what links their needs is cut. @throws Refusal state.conflict */
export function split(g: Graph, x: string, y: string): Change {
  const { one, other, same } = sides(g, x, y);
  if (!same) {
    const cross = between(g, one, other);
    if (cross.length > 0 && cross.every((p) => p.state === 'split')) throw conflict('split', ['link'], 'they were split already');
    return { needs: new Map(), pairs: [...cross.filter((p) => p.state !== 'split').map((p) => ({ ...p, state: 'split' as const })), ...(has(cross, x, y) ? [] : [pairOf(x, y, 'split')])] };
  }
  const rest = one.filter((id) => id !== x);
  // the need is named after its earliest report: where that one leaves, the rest take the name of theirs
  const needs = new Map<string, string>(g.needs.get(x) === x ? rest.map((id) => [id, rest[0]!]) : [[x, x]]);
  return { needs, pairs: rest.map((id) => pairOf(x, id, 'split')) };
}
