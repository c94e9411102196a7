import { within, type Caller, type Role } from '@xunling/contracts';
import { Refusal } from '@xunling/platform';

/** A role over an area for a period; without `to` it has no end. */
export interface Period { from: Date; to?: Date }
export interface HeldGrant extends Period { role: Role; area: string }

/** True where a grant counts at an instant. */
export const valid = (grant: Period, at: Date): boolean => grant.from <= at && (grant.to === undefined || at < grant.to);

/** What a holder of a role may hand on, and over whom: always inside the own area and period. */
const MAY_GIVE: Partial<Record<Role, readonly Role[]>> = {
  'sub-district-officer': ['sub-district-officer', 'post-holder', 'observer'],
};
const mayGive = (giver: Role, role: Role): boolean => giver === 'administrator' || (MAY_GIVE[giver] ?? []).includes(role);

const covers = (giver: HeldGrant, given: HeldGrant): boolean =>
  within(given.area, giver.area) && (giver.to === undefined || (given.to !== undefined && given.to <= giver.to));

/** A grant never exceeds its granter: throws `access.grant-exceeds` where no grant of the giver carries it. */
export function mustNotExceed(held: readonly HeldGrant[], given: HeldGrant, at: Date): void {
  const carried = held.some((g) => valid(g, at) && mayGive(g.role, given.role) && covers(g, given));
  if (!carried) throw new Refusal('access.grant-exceeds');
}

/** Who may take a grant back: whoever could have given it, the period aside. */
export function mustBeAbleToRevoke(held: readonly HeldGrant[], given: { role: Role; area: string }, at: Date): void {
  const able = held.some((g) => valid(g, at) && mayGive(g.role, given.role) && within(given.area, g.area));
  if (!able) throw new Refusal('access.grant-exceeds');
}

/** Area prefixes a caller may look into with one of the roles. */
export const areasOf = (caller: Caller, roles: readonly Role[]): string[] => [...new Set(caller.grants.filter((g) => roles.includes(g.role)).map((g) => g.area))];
