import { Refusal } from '@xunling/platform';
import type { District } from '../known/district.js';

/** Duty rooms: the zone's, and one in each street. */
export const roomsOf = (zone: string, district: District): string[] => [zone, ...district.streets()];

/** The room somebody takes note for: the one named where a grant reaches it, else the one they sit in. @throws Refusal access.area, area.unknown */
export function roomFor(named: string | undefined, grants: readonly { role: string; area: string }[], rooms: readonly string[]): string {
  const sits = grants.filter((g) => ['commander', 'duty-officer', 'sub-district-officer'].includes(g.role)).map((g) => g.area).sort((a, b) => a.length - b.length);
  const room = named ?? sits.find((a) => rooms.includes(a));
  if (!room || !rooms.includes(room)) throw new Refusal('area.unknown', { detail: 'there is no such duty room' });
  // the zone speaks for the zone's room only: that a street was told is the street's own word
  if (!sits.includes(room)) throw new Refusal('access.area');
  return room;
}
