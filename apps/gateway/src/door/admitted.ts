import type { Caller, Role } from '@xunling/contracts';

export const OPERATION = Symbol('operation');

/** What the guard found out about a request. */
export interface Admitted {
  caller: Caller | null;
  /** Session the caller came with; feeds and anonymous callers have none. */
  sessionId?: string;
  /** End of the session, RFC 3339. */
  expiresAt?: string;
  address: string;
}

const ZONE_DIGITS = 6;

/** Grants that count for an operation: for a matter of the zone only those over all of it. */
export const counting = <G extends { area: string }>(op: { zone?: true }, grants: readonly G[]): G[] => grants.filter((g) => !op.zone || g.area.length === ZONE_DIGITS);

/** True where one of the caller's grants (any area) carries a role of the operation; the area itself is judged where the facts are. */
export function admits(roles: readonly (Role | '*' | 'public')[], held: readonly { role: string }[] | undefined): boolean {
  if (roles.includes('public')) return true;
  if (!held) return false;
  // A feed key is no person: it may call what is opened to feeds and nothing else.
  if (held.length > 0 && held.every((g) => g.role === 'feed')) return roles.includes('feed');
  return roles.includes('*') || held.some((g) => (roles as readonly string[]).includes(g.role));
}
