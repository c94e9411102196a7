import type { Doubt, GaugeParameter } from '@xunling/contracts';

/** What a gauge is to the rules; limits and jump in its own measure (mm or cm). */
export interface Nature { parameter: GaugeParameter; everyMinutes: number; lowest: number; highest: number; jump: number }
/** One reading. A person's ruling goes over every doubt. */
export interface Sample { at: number; value: number | null; quality?: string; ruling?: 'confirmed' | 'rejected' }
export interface Judged extends Sample { doubt?: Doubt }
/** Whether something other than this gauge says that a rise to this value is true. */
export type Supported = (sample: Sample) => boolean;

const MIN = 60_000;
/** No rule looks further back than so many intervals: what readings say does not hang on how much of the past is at hand. */
export const CONTEXT = 30;
/** The same reading so often in a row, and not zero: the sensor is stuck (OURS). Radar is a field of many, it does not stick. */
const STUCK: Record<GaugeParameter, number> = { rain: 6, depth: 12, level: 24, radar: Infinity };
const BAD = new Set(['suspect', 'bad', 'error', 'invalid']);
/** A reading is old after so many intervals (C11). */
const FRESH = 3;
/** A neighbour with so much of the rate says that the rain is real. */
export const SHARE = 0.2;

const falls = ({ parameter }: Nature): boolean => parameter === 'rain' || parameter === 'radar';
/** Counts: it may trigger. */
export const trusted = (r: Judged): boolean => (r.ruling ? r.ruling === 'confirmed' && r.value !== null : r.doubt === undefined);
/** What the reading says by itself, without any other. */
export function ownDoubt({ value, quality }: Sample, { lowest, highest }: Nature): Doubt | undefined {
  if (value === null) return 'missing';
  if (value < lowest || value > highest) return 'limits';
  return quality !== undefined && BAD.has(quality.toLowerCase()) ? 'quality' : undefined;
}
/** May stand for something beside others. */
const usable = (r: Sample, nature: Nature): boolean => r.ruling !== 'rejected' && (r.ruling === 'confirmed' || ownDoubt(r, nature) === undefined);

/**
 * Judges a series, in order of time, from index `from` on; what lies before is judged already. Every verdict comes from the readings alone: the order in which they
 * came in changes nothing. A rise (or a fall of water) of more than `jump` per interval waits for support: another gauge, the rain before it, a second reading of the water.
 */
export function judge(series: readonly Judged[], nature: Nature, supported: Supported, from = 0): Judged[] {
  const all = series.map((r) => ({ ...r }));
  for (let i = from; i < all.length; i++) {
    const { doubt: _old, ...sample } = all[i]!;
    const doubt = doubtOf(all, i, nature, supported);
    all[i] = { ...sample, ...(doubt ? { doubt } : {}) };
  }
  return all;
}

function doubtOf(all: readonly Judged[], i: number, nature: Nature, supported: Supported): Doubt | undefined {
  const r = all[i]!;
  const own = ownDoubt(r, nature);
  if (own) return own;
  if (isStuck(all, i, nature)) return 'stuck';
  const before = previous(all, i, nature);
  if (before === undefined || !leaps(before, r, nature)) return undefined;
  if (falls(nature) && before.value! >= SHARE * r.value!) return undefined;
  if (supported(r)) return undefined;
  const next = following(all, i, nature);
  if (next === undefined) return 'jump';
  if (!falls(nature) && !leaps(r, next, nature) && leaps(before, next, nature)) return undefined;
  return leaps(before, next, nature) ? 'jump' : 'spike';
}

/** Newest trusted reading before it; rain that was not measured just before begins at nothing. */
function previous(all: readonly Judged[], i: number, nature: Nature): Sample | undefined {
  const { at } = all[i]!;
  const reach = at - (falls(nature) ? FRESH : CONTEXT) * nature.everyMinutes * MIN;
  for (let j = i - 1; j >= 0 && all[j]!.at >= reach; j--) if (trusted(all[j]!)) return all[j];
  return falls(nature) ? { at: at - nature.everyMinutes * MIN, value: 0 } : undefined;
}
function following(all: readonly Judged[], i: number, nature: Nature): Sample | undefined {
  const reach = all[i]!.at + FRESH * nature.everyMinutes * MIN;
  for (let j = i + 1; j < all.length && all[j]!.at <= reach; j++) if (usable(all[j]!, nature)) return all[j];
  return undefined;
}
/** More than `jump` for every interval between the two; rain is a rate and only its rise counts. */
function leaps(a: Sample, b: Sample, nature: Nature): boolean {
  const change = b.value! - a.value!;
  if (falls(nature)) return change > nature.jump;
  return Math.abs(change) > nature.jump * Math.max(1, (b.at - a.at) / (nature.everyMinutes * MIN));
}
function isStuck(all: readonly Judged[], i: number, nature: Nature): boolean {
  const { at, value } = all[i]!;
  if (value === 0) return false;
  const reach = at - CONTEXT * nature.everyMinutes * MIN;
  let run = 0;
  // a person who confirmed it looked: the run begins anew there
  for (let j = i; j >= 0 && all[j]!.at >= reach && all[j]!.value === value && all[j]!.ruling === undefined; j--) run += 1;
  return run >= STUCK[nature.parameter];
}

/** Another gauge of the street, to be asked for support. */
export interface Neighbour { nature: Nature; samples: readonly Sample[] }
/**
 * Support from neighbours: for rain a rain gauge or radar with at least a fifth of its rate within an interval; for water, rising, 20 mm of rain within the hour before.
 * A neighbour counts by its own reading, doubtful rise or not: two that leap together are rain, not two faults.
 */
export function supportFrom(nature: Nature, neighbours: readonly Neighbour[]): Supported {
  const rain = neighbours.filter((n) => falls(n.nature));
  return ({ at, value }) => {
    if (falls(nature)) {
      const rate = value! / nature.everyMinutes;
      return rain.some((n) => n.samples.some((s) => usable(s, n.nature) && Math.abs(s.at - at) <= Math.max(nature.everyMinutes, n.nature.everyMinutes) * MIN && s.value! / n.nature.everyMinutes >= SHARE * rate));
    }
    return rain.some((n) => n.samples.filter((s) => usable(s, n.nature) && s.at <= at && s.at > at - 60 * MIN).reduce((sum, s) => sum + s.value!, 0) >= WET_MM);
  };
}
const WET_MM = 20;
