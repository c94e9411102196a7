import { derivedId } from '@xunling/platform';
import { centreOf, sampleAreas, STREETS } from './areas.js';
import { pad } from './ids.js';
import { sampleSites } from './sites.js';

export interface SampleGaugeLevel { severity: string; raiseAt: number; clearBelow: number; holdMinutes: number; clearHoldMinutes: number; windowMinutes?: number }
export interface SampleGauge { id: string; station: string; parameter: 'rain' | 'depth'; unit: 'mm' | 'cm'; area: string; name: string; nameEn: string; position: { lon: number; lat: number }; siteId?: string; levels: SampleGaugeLevel[] }

export const gaugeId = (station: string): string => derivedId('gauge', station);
/** Sites whose water is measured: flood points, tunnels and culverts, and six of the hazard roads. */
const MEASURED = ['UNDERPASS', 'TUNNEL', 'CULVERT', 'HAZARD_ROAD'];
const RAIN_LEVELS: SampleGaugeLevel[] = [
  { severity: 'MODERATE', raiseAt: 30, clearBelow: 20, holdMinutes: 0, clearHoldMinutes: 30, windowMinutes: 60 },
  { severity: 'SEVERE', raiseAt: 50, clearBelow: 40, holdMinutes: 0, clearHoldMinutes: 30, windowMinutes: 60 },
  { severity: 'EXTREME', raiseAt: 100, clearBelow: 80, holdMinutes: 0, clearHoldMinutes: 30, windowMinutes: 60 },
];
const part = (n: number, share: number): number => Math.round(n * share);

/** 24 rain gauges (four a street) and 36 depth gauges, each at a site and judged by its closing depth; every 15 minutes (domain.md F.2). They send nothing by themselves. */
export function sampleGauges(): SampleGauge[] {
  const areas = sampleAreas();
  const rain = STREETS.flatMap((street) => [1, 4, 6, 9].map((community, i): SampleGauge => {
    const area = areas.find((a) => a.code === `${street.code}${901 + community}`)!;
    const station = `R-${street.code.slice(6)}-${pad(i + 1)}`;
    return { id: gaugeId(station), station, parameter: 'rain', unit: 'mm', area: area.code, name: `${area.name.replace('社区', '')}雨量站（示例）`, nameEn: `${area.nameEn.replace(' Community', '')} rain gauge (sample)`, position: centreOf(area), levels: RAIN_LEVELS };
  }));
  const seen = new Map<string, number>();
  const depth = sampleSites().filter((s) => MEASURED.includes(s.kind)).slice(0, 36).map((site): SampleGauge => {
    const street = site.area.slice(6, 9);
    const n = (seen.get(street) ?? 0) + 1;
    seen.set(street, n);
    const station = `D-${street}-${pad(n)}`;
    const level = (severity: string, share: number): SampleGaugeLevel => ({ severity, raiseAt: part(site.closeAtCm, share), clearBelow: part(site.closeAtCm, share * 0.8), holdMinutes: 0, clearHoldMinutes: 30 });
    return { id: gaugeId(station), station, parameter: 'depth', unit: 'cm', area: site.area, name: `${site.name}水位计`, nameEn: `${site.nameEn} depth gauge`, position: site.position, siteId: site.id, levels: [level('MODERATE', 0.6), level('SEVERE', 1), level('EXTREME', 3)] };
  });
  return [...rain, ...depth];
}
