import { GAUGE_SEVERITIES, type GaugeLevel, type GaugeParameter } from '@xunling/contracts';
import { toWgs84, type Datum } from '@xunling/geo';
import { impossible, Refusal } from '@xunling/platform';

/** What a gauge is and how it is judged; limits, jump and levels are mm (rain, radar) or cm (depth, level). */
export interface Gauge {
  id: string; station: string; parameter: GaugeParameter; unit: 'mm' | 'cm' | 'm'; area: string; name: string; nameEn: string; position: { lon: number; lat: number }; sourceDatum?: 'GCJ02';
  siteId?: string; everyMinutes: number; levels: GaugeLevel[]; lowest: number; highest: number; jump: number;
}

/** Usual interval of the zone's stations (domain.md F.2). */
export const EVERY_MINUTES = 15;
/** What a reading can be at all, and the rise in one interval that needs support (OURS): a river does 16 cm in 15 minutes in a flood, a road 60. */
export const LIMITS: Record<GaugeParameter, { lowest: number; highest: number; jump: number }> = {
  rain: { lowest: 0, highest: 300, jump: 50 }, radar: { lowest: 0, highest: 300, jump: 300 }, depth: { lowest: 0, highest: 1000, jump: 60 }, level: { lowest: -1000, highest: 3000, jump: 100 },
};
const UNITS: Record<GaugeParameter, readonly string[]> = { rain: ['mm'], radar: ['mm'], depth: ['cm', 'm', 'mm'], level: ['m', 'cm'] };
const SCALE: Record<string, number> = { 'depth/m': 100, 'level/m': 100, 'depth/mm': 0.1 };
/** A value in the station's unit as mm or cm. */
export const canonical = (value: number, parameter: string, unit: string): number => Math.round(value * (SCALE[`${parameter}/${unit}`] ?? 1) * 1000) / 1000;

export const rankOf = (severity: string): number => (GAUGE_SEVERITIES as readonly string[]).indexOf(severity) + 1;
export const severityOf = (rank: number): string | undefined => GAUGE_SEVERITIES[rank - 1];
/** Where nobody gives levels, a depth gauge of a site is judged by its closing depth. */
export const siteLevels = (closeAtCm: number): GaugeLevel[] => [{ severity: 'SEVERE', raiseAt: closeAtCm, clearBelow: Math.round(closeAtCm * 0.8), holdMinutes: 0, clearHoldMinutes: 30 }];

/** @throws Refusal input.impossible: units that do not fit, levels out of order, a clear level at or above its raise level */
export function checkGauge(g: Pick<Gauge, 'parameter' | 'unit' | 'levels' | 'lowest' | 'highest'>): void {
  if (!UNITS[g.parameter].includes(g.unit)) throw impossible('unit', 'unit', `a ${g.parameter} gauge sends ${UNITS[g.parameter].join(' or ')}`);
  if (g.lowest >= g.highest) throw impossible('highest', 'limits', 'the highest must be above the lowest');
  const levels = sorted(g.levels);
  for (const [i, level] of g.levels.entries()) {
    if (level.clearBelow >= level.raiseAt) throw impossible(`levels[${i}].clearBelow`, 'hysteresis', 'it must lie below raiseAt, or the item flaps');
    if (level.windowMinutes !== undefined && !['rain', 'radar'].includes(g.parameter)) throw impossible(`levels[${i}].windowMinutes`, 'window', 'only rain is summed up');
  }
  for (const [i, level] of levels.entries()) {
    const lower = levels[i - 1];
    if (lower && (rankOf(lower.severity) === rankOf(level.severity) || (lower.windowMinutes === level.windowMinutes && lower.raiseAt >= level.raiseAt))) throw impossible('levels', 'order', `${level.severity} must be raised above ${lower.severity}, each once`);
  }
}
/** Levels, least severe first. */
export const sorted = (levels: readonly GaugeLevel[]): GaugeLevel[] => [...levels].sort((a, b) => rankOf(a.severity) - rankOf(b.severity));

/** The position in WGS84, with what it was measured in. */
export const placed = (position: { lon: number; lat: number }, datum: Datum): Pick<Gauge, 'position' | 'sourceDatum'> => {
  if (datum === 'WGS84') return { position };
  const [lon, lat] = toWgs84([position.lon, position.lat], datum);
  return { position: { lon, lat }, sourceDatum: 'GCJ02' };
};
export const closedConflict = (): Refusal => new Refusal('state.conflict', { state: 'closed', allowed: [] });
