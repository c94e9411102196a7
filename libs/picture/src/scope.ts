import { ZONE_STAFF, ZONE_WIDE } from '@xunling/contracts';

/** What one picture is folded from: an area (everything below a street shares its street's), and whether zone staff matters (999) are part of it. */
export interface PictureScope { area: string; staff: boolean }

/** True where an event on this street token belongs to the scope's picture. */
export function inScope(scope: PictureScope, street: string): boolean {
  if (street === ZONE_WIDE) return true;
  if (street === ZONE_STAFF) return scope.staff;
  return scope.area.length <= 6 || scope.area.slice(6, 9) === street;
}
