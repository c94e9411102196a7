import type { Doubt } from '@xunling/contracts';
import { rankOf, type Gauge } from '../gauge/gauge.js';
import { CONTEXT, judge, ownDoubt, trusted, type Judged, type Supported } from './doubt.js';
import { actOf, climb, reaches, reachOf, valueAt, type Act, type Stood } from './level.js';

/** One reading of a gauge as it is kept. `severity` is what the gauge has once it is folded in; of untrusted ones 0. */
export interface Kept extends Judged { severity: number }
/** What the gauge said before: newest trusted instant and the severity of its item. */
export interface Before { at?: number; severity: number; heldAt?: number }
export interface Step extends Stood { act: Act; before: number }
export interface Folded<R extends Kept> {
  /** New or filled, and those known whose verdict, ruling or severity is another now. */
  inserted: R[];
  changed: { row: R; before: R }[];
  /** Newest that can be trusted. */
  newest?: Stood;
  heldAt?: number;
  doubt?: Doubt;
  /** Something in it would be supported by a neighbour. */
  asks: boolean;
  severity: number;
  /** What happened to the item, in order; late readings change only where it stands now. */
  steps: Step[];
  reached: number;
}

const MIN = 60_000;
/** A reading may be the support of those so many intervals before it. */
const AHEAD = 3;
/** Later than this behind the newest a reading is kept and judged by itself: nothing after it is judged again. */
export const DEEP_MS = 48 * 60 * MIN;
export const isDeep = (at: number, before: Before): boolean => before.at !== undefined && at < before.at - DEEP_MS;
/** How far before the first new instant readings must be at hand. */
export const reachMs = (g: Gauge): number => (CONTEXT + AHEAD) * g.everyMinutes * MIN + reachOf(g.levels);

/**
 * Folds new readings into those of a gauge: verdicts, severities and what stands now follow from the readings alone, in whatever order they came.
 * @param known in order of time, back to `from − reachMs` and the last trusted one before
 * @param from first instant at which anything is new, ruled or may be supported now
 */
export function foldSeries<R extends Kept>(gauge: Gauge, known: readonly R[], fresh: readonly R[], from: number, before: Before, supported: Supported): Folded<R> {
  const deep = fresh.filter((r) => isDeep(r.at, before)).map((r) => withDoubt(r, ownDoubt(r, gauge)));
  const recent = fresh.filter((r) => !isDeep(r.at, before));
  const instants = new Set(recent.map((r) => r.at));
  const all = [...known.filter((r) => !instants.has(r.at)), ...recent].sort((a, b) => a.at - b.at);
  const start = from - AHEAD * gauge.everyMinutes * MIN;
  const firstOf = (rows: readonly { at: number }[]): number => { const i = rows.findIndex((r) => r.at >= start); return i < 0 ? rows.length : i; };
  const judged = judge(all, gauge, supported, firstOf(all)) as R[];
  const points = judged.filter(trusted) as (R & { value: number })[];
  const stood = climb(points, gauge.levels, firstOf(points));
  const severity = new Map(stood.map((p) => [p.at, p.severity]));
  const rows = judged.map((r) => ({ ...r, severity: severity.get(r.at) ?? 0 }));
  const old = new Map(known.map((r) => [r.at, r]));
  const newest = stood.at(-1);
  const open = rows.filter((r) => (r.doubt === 'jump' || r.doubt === 'spike') && !r.ruling && r.at >= start);
  // what waited before all that is at hand here still waits
  const held = rows.filter((r) => r.doubt === 'jump' && !r.ruling).at(-1)?.at ?? (rows.some((r) => r.at === before.heldAt) ? undefined : before.heldAt);
  const last = rows.at(-1);
  return {
    inserted: [...deep, ...rows.filter((r) => instants.has(r.at))],
    changed: rows.flatMap((row) => { const was = old.get(row.at); return was && !instants.has(row.at) && (was.doubt !== row.doubt || was.ruling !== row.ruling || was.severity !== row.severity) ? [{ row, before: was }] : []; }),
    ...(newest ? { newest } : {}), ...(held !== undefined ? { heldAt: held } : {}), ...(last?.doubt && !last.ruling ? { doubt: last.doubt } : {}),
    asks: open.length > 0, severity: newest?.severity ?? before.severity, ...stepsOf(stood, gauge, before),
  };
}

/** Transitions from the severity the item has, over what is as new as its newest or newer. */
function stepsOf(stood: readonly Stood[], gauge: Gauge, before: Before): { steps: Step[]; reached: number } {
  const steps: Step[] = [];
  let reached = 0;
  let severity = before.severity;
  const since = Math.min(before.at ?? -Infinity, stood.at(-1)?.at ?? -Infinity);
  for (const [i, p] of stood.entries()) {
    if (p.at < since) continue;
    if (p.at > (before.at ?? -Infinity) && reaches(stood, i, gauge.levels)) reached += 1;
    const act = actOf(severity, p.severity);
    if (act) steps.push({ ...p, value: comparedAt(stood, i, gauge, Math.max(severity, p.severity)), act, before: severity });
    severity = p.severity;
  }
  return { steps, reached };
}
/** What the level of a severity compared at a point. */
function comparedAt(points: readonly Stood[], i: number, { levels }: Gauge, rank: number): number {
  const level = levels.find((l) => rankOf(l.severity) === rank);
  return Math.round((level ? valueAt(points, i, level) : points[i]!.value) * 1000) / 1000;
}
const withDoubt = <R extends Kept>(row: R, doubt: Doubt | undefined): R => ({ ...row, ...(doubt ? { doubt } : {}) });
