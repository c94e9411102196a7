import { impossible, Refusal } from '@xunling/platform';
import type { Proof } from './fence.js';

/** One force of one grid that must be manned. */
export interface Station {
  id: string; area: string; force: string; postId: string; dutyId: string; required: boolean; version: number;
  /** Since when it must be manned. */
  since: string; dueAt: string; firstAt?: string; firstLate: boolean; present?: Presence; offeredTo?: string; lastUntil?: string;
}
export interface Presence { id: string; by: string; from: string; proof: Proof; distanceM?: number; late: boolean }
/** Somebody says to be there. */
export interface Arrival { presenceId: string; by: string; at: string; proof: Proof; distanceM?: number }
export interface End { presenceId: string; person: string; at: string; reason: 'relieved' | 'left' | 'found-absent' | 'moved' | 'stood-down'; relievedBy?: string }
export interface Moved { station: Station; ended?: End; begun?: Presence & { relieves?: string } }

const BETTER: Record<Proof, number> = { unproven: 0, outside: 1, inside: 2 };
const latest = (...instants: (string | undefined)[]): string => instants.filter((i): i is string => i !== undefined).reduce((a, b) => (Date.parse(a) >= Date.parse(b) ? a : b));

/**
 * Somebody arrives. An empty post is manned; whoever else was there is relieved at the same instant, if `relief`; the same person again only
 * with better proof. Who was not offered the place relieves nobody on worse proof than is there. An arrival said to be earlier than what is known of the post counts from there: intervals never overlap.
 * @throws Refusal presence.less-proof
 */
export function arrive(station: Station, arrival: Arrival, relief: boolean): Moved {
  const { present } = station;
  if (present && present.by === arrival.by && BETTER[arrival.proof] <= BETTER[present.proof]) return { station };
  if (present && present.by !== arrival.by && !relief) return { station };
  if (present && present.by !== arrival.by && station.offeredTo !== arrival.by && BETTER[arrival.proof] < BETTER[present.proof]) throw new Refusal('presence.less-proof');
  const at = latest(arrival.at, present?.from, station.lastUntil);
  const late = station.firstAt === undefined && Date.parse(at) > Date.parse(station.dueAt);
  const begun: Presence = { id: arrival.presenceId, by: arrival.by, from: at, proof: arrival.proof, late, ...(arrival.distanceM === undefined ? {} : { distanceM: arrival.distanceM }) };
  const ended: End | undefined = present && { presenceId: present.id, person: present.by, at, ...(present.by === arrival.by ? { reason: 'moved' } : { reason: 'relieved', relievedBy: arrival.by }) };
  const { offeredTo: _offer, ...rest } = station;
  // outside the fence or without a position nobody has proven to be the first on post
  const first = station.firstAt === undefined && arrival.proof === 'inside' ? { firstAt: at, firstLate: late } : {};
  return {
    station: { ...rest, ...first, present: begun, ...(ended ? { lastUntil: at } : {}) },
    begun: { ...begun, ...(ended?.reason === 'relieved' ? { relieves: present!.by } : {}) }, ...(ended ? { ended } : {}),
  };
}

/** Who is there offers the place; it changes hands on arrival only. */
export function offer(station: Station, by: string, to: string): Station {
  if (station.present?.by !== by) throw new Refusal('presence.not-there');
  if (to === by) throw impossible('to', 'same-person', 'the relief is another person');
  return { ...station, offeredTo: to };
}

/** Leaves without a relief: the post is empty. `found` where somebody over the place says so. */
export function leave(station: Station, at: string, found: boolean): Moved {
  if (!station.present) throw new Refusal('presence.not-there');
  return end(station, at, found ? 'found-absent' : 'left');
}

/** Nobody has to be there any more. */
export function standDown(station: Station, at: string): Moved {
  const moved = end(station, at, 'stood-down');
  return { ...moved, station: { ...moved.station, required: false } };
}

function end(station: Station, said: string, reason: End['reason']): Moved {
  const { present, offeredTo: _offer, ...rest } = station;
  if (!present) return { station: rest };
  const at = latest(said, present.from);
  return { station: { ...rest, lastUntil: at }, ended: { presenceId: present.id, person: present.by, at, reason } };
}

export type OnPost = 'present' | 'off-post' | 'unproven' | 'left' | 'absent' | 'expected';
/** What the board says of a station at an instant; the view says the same in SQL. */
export function onPost({ present, lastUntil, since, dueAt }: Pick<Station, 'present' | 'lastUntil' | 'since' | 'dueAt'>, at: Date): OnPost {
  if (present) return present.proof === 'inside' ? 'present' : present.proof === 'outside' ? 'off-post' : 'unproven';
  if (lastUntil && Date.parse(lastUntil) >= Date.parse(since)) return 'left';
  return Date.parse(dueAt) <= at.getTime() ? 'absent' : 'expected';
}
