import type { AreaKind } from './codes.js';

/** A full area code: 6 (zone), 9 (street), 12 (community), 15 (grid) or 18 (micro-grid, OURS: grid + 3) digits. Source: domain.md D.7. */
export const AREA_PATTERN = /^\d{6}(\d{3}){0,4}$/;

/** Street token of events for everyone in the zone. */
export const ZONE_WIDE = '000';
/** Street token of events for zone staff only (identity, refusals, drafts, dead letters). */
export const ZONE_STAFF = '999';

const KINDS: Record<number, AreaKind> = { 6: 'zone', 9: 'street', 12: 'community', 15: 'grid', 18: 'micro-grid' };

/** Kind of a well-formed code, or undefined where the code is malformed. */
export function areaKind(code: string): AreaKind | undefined {
  return AREA_PATTERN.test(code) ? KINDS[code.length] : undefined;
}

/** True where `area` is `scope` or lies below it. */
export const within = (area: string, scope: string): boolean => area.startsWith(scope);

/** The three-digit street token of an area's events; a zone-level area has none of its own. */
export function streetOf(area: string, zoneToken: typeof ZONE_WIDE | typeof ZONE_STAFF = ZONE_STAFF): string {
  return area.length >= 9 ? area.slice(6, 9) : zoneToken;
}

/** Parent code, or undefined for a zone. */
export const parentOf = (area: string): string | undefined => (area.length > 6 ? area.slice(0, -3) : undefined);
