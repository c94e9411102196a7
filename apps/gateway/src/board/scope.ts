import { within, ZONE_STAFF, ZONE_WIDE, type Caller, type Role } from '@xunling/contracts';

/** What one reader may see: an area, and whether zone staff matters (street token 999) are part of it. */
export interface Scope { area: string; staff: boolean }

/** Roles that work for the whole zone; a grant of one of them over the zone opens street token 999. */
const STAFF: readonly Role[] = ['administrator', 'commander', 'duty-officer', 'department-officer', 'dispatcher', 'auditor'];

/** Scope of a caller for an area, or undefined where no grant covers it. */
export function scopeFor(caller: Caller, area: string): Scope | undefined {
  const covering = caller.grants.filter((g) => within(area, g.area));
  if (covering.length === 0) return undefined;
  return { area, staff: area.length === 6 && covering.some((g) => STAFF.includes(g.role)) };
}

/** Key of the shared buffer and picture: everything below a street shares its street's. */
export const scopeKey = ({ area, staff }: Scope): string => `${area.slice(0, 9)}${staff ? '+staff' : ''}`;

/** True where an event on this street token belongs to the scope. */
export function sees(scope: Scope, street: string): boolean {
  if (street === ZONE_WIDE) return true;
  if (street === ZONE_STAFF) return scope.staff;
  return scope.area.length === 6 || scope.area.slice(6, 9) === street;
}

/** Scope of the asked area, or of the caller's widest grant where none is asked. */
export function widestScope(caller: Caller, area: string | undefined): Scope | undefined {
  const asked = area ?? [...caller.grants].sort((a, b) => a.area.length - b.area.length)[0]?.area;
  return asked === undefined ? undefined : scopeFor(caller, asked);
}

/** The caller with the grants of these roles alone, for what only they may see. */
export const asRoles = (caller: Caller, roles: readonly string[]): Caller => ({ ...caller, grants: caller.grants.filter((g) => roles.includes(g.role)) });
