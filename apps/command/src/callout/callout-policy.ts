import { COLOURS, type Colour } from '@xunling/contracts';
import { HOP_MINUTES } from './callout.js';

/** Which warnings call by themselves, and how long one person may be silent; `area` is a street that differs from the zone. */
export interface CalloutPolicy { area?: string; automatic: Colour[]; hopMinutes: Record<Colour, number>; setBy: string | null; setAt: Date | null }
/** Red and orange call by themselves until somebody sets it otherwise (C4). */
export const DEFAULT_POLICY: CalloutPolicy = { automatic: ['RED', 'ORANGE'], hopMinutes: HOP_MINUTES, setBy: null, setAt: null };

const STREET = 9;
/** What holds in an area: its street's own settings, else the zone's. */
export function policyFor(area: string, policies: readonly CalloutPolicy[]): CalloutPolicy {
  const zone = policies.find((p) => !p.area) ?? DEFAULT_POLICY;
  return (area.length >= STREET ? policies.find((p) => p.area === area.slice(0, STREET)) : undefined) ?? zone;
}

/** Minutes of silence over several areas: the shortest of theirs, so that no street waits longer than it was set. */
export function minutesOver(areas: readonly string[], policies: readonly CalloutPolicy[]): Record<Colour, number> {
  const all = (areas.length > 0 ? areas : ['']).map((a) => policyFor(a, policies).hopMinutes);
  return Object.fromEntries(COLOURS.map((c) => [c, Math.min(...all.map((m) => m[c]))])) as Record<Colour, number>;
}

/** Areas whose own settings let a warning of this colour call by itself. */
export const callingAreas = (areas: readonly string[], colour: Colour, policies: readonly CalloutPolicy[]): string[] => areas.filter((a) => policyFor(a, policies).automatic.includes(colour));
