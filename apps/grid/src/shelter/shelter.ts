import type { ShelterZone } from '@xunling/contracts';
import { impossible, Refusal } from '@xunling/platform';

/** A shelter as its rules know it: what holds now, who is inside and who is expected; zones only under a constraint. */
export interface Shelter { id: string; built: number; capacity: number; zones: readonly { zone: string; capacity: number }[]; arrivals: number; departures: number; assigned: number; closed: boolean }
/** Places taken per zone: present and assigned. */
export type Taken = ReadonlyMap<string, number>;

export const presentIn = (s: Pick<Shelter, 'arrivals' | 'departures'>): number => s.arrivals - s.departures;
export const freeIn = (s: Shelter): number => (s.closed ? 0 : Math.max(0, s.capacity - presentIn(s) - s.assigned));

/**
 * Decides whether so many more people fit; under a constraint in the zone they are to be kept in.
 * @throws Refusal state.conflict (closed), input.impossible (a zone that is not set up), shelter.full with what is free
 */
export function makeRoom(s: Shelter, wanted: number, zone: ShelterZone, taken: Taken): void {
  if (s.closed) throw new Refusal('state.conflict', { state: 'closed', allowed: [] });
  const set = s.zones.find((z) => z.zone === zone);
  if (s.zones.length > 0 && !set) throw impossible('zone', 'not-set-up', `the shelter has ${s.zones.map((z) => z.zone).join(', ')}`);
  const free = Math.min(freeIn(s), set ? Math.max(0, set.capacity - (taken.get(zone) ?? 0)) : Infinity);
  if (wanted > free) throw new Refusal('shelter.full', { detail: `${wanted} wanted, ${free} free`, extra: { shelterId: s.id, wanted, free } });
}

/** What holds where it is built for more or fewer; a constraint in force stays. @throws Refusal state.conflict, shelter.occupied, input.impossible */
export function resize(s: Shelter, built: number): Pick<Shelter, 'built' | 'capacity'> {
  if (s.closed) throw new Refusal('state.conflict', { state: 'closed', allowed: [] });
  const capacity = s.capacity < s.built || s.zones.length > 0 ? Math.min(s.capacity, built) : built;
  const inside = presentIn(s) + s.assigned;
  if (inside > capacity) throw new Refusal('shelter.occupied', { detail: `${inside} inside or expected`, extra: { inside } });
  const sum = s.zones.reduce((n, z) => n + z.capacity, 0);
  if (sum > capacity) throw impossible('capacity', 'below-zones', `its zones are set up for ${sum}: constrain it anew first`);
  return { built, capacity };
}

/** @throws Refusal input.impossible, shelter.occupied: what a constraint may be */
export function constrain(s: Shelter, capacity: number | undefined, zones: Shelter['zones'], taken: Taken): Pick<Shelter, 'capacity' | 'zones'> {
  const sum = zones.reduce((n, z) => n + z.capacity, 0);
  const holds = capacity ?? (zones.length > 0 ? sum : s.built);
  if (holds > s.built) throw impossible('capacity', 'above-built', `it was built for ${s.built}`);
  if (new Set(zones.map((z) => z.zone)).size < zones.length) throw impossible('zones', 'twice', 'a zone is named twice');
  if (sum > holds) throw impossible('zones', 'above-capacity', `zones for ${sum}, capacity ${holds}`);
  const inside = presentIn(s) + s.assigned;
  if (inside > holds) throw new Refusal('shelter.occupied', { detail: `${inside} inside or expected`, extra: { inside } });
  for (const [zone, n] of zones.length > 0 ? taken : []) {
    const room = zones.find((z) => z.zone === zone)?.capacity ?? 0;
    if (n > room) throw new Refusal('shelter.occupied', { detail: `${n} inside or expected in ${zone}`, extra: { inside: n, zone } });
  }
  return { capacity: holds, zones };
}
