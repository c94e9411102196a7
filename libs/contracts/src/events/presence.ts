import { FORCES } from '../codes.js';
import { Event } from '../event.js';
import { Area, Flag, Id, Instant, OneOf, Optional, Whole } from '../fields.js';

/** 到岗到位: a station is one force of one grid that an order says must be manned; presence is an interval, and two of one station never overlap. */
export const PROOFS = ['inside', 'outside', 'unproven'] as const;
export const PRESENCE_ENDS = ['relieved', 'left', 'found-absent', 'moved', 'stood-down'] as const;

export class PresenceFact { @Id() stationId: string; @Area() area: string; @OneOf(FORCES) force: string; @Id() postId: string }
@Event('grid.presence.begun', 'Somebody is on post from now: inside the fence, outside with the distance, or without a position and unproven.')
export class PresenceBegun extends PresenceFact {
  @Id() dutyId: string;
  @Id() presenceId: string;
  @Id() by: string;
  @Instant() at: string;
  @OneOf(PROOFS) proof: string;
  @Optional() @Whole() distanceM?: number;
  /** First on this post, and after the order's time to be there. */
  @Flag() late: boolean;
  /** Whose place it is (换岗). */
  @Optional() @Id() relieves?: string;
}
@Event('grid.presence.offered', 'Who is on post offers the place to the next; it is taken over on post.')
export class PresenceOffered extends PresenceFact { @Id() by: string; @Id() to: string; @Instant() at: string }
@Event('grid.presence.ended', 'Somebody is on post no more; without a relief the post is empty.')
export class PresenceEnded extends PresenceFact { @Id() presenceId: string; @Id() person: string; @OneOf(PRESENCE_ENDS) reason: string; @Optional() @Id() relievedBy?: string; @Id() by: string; @Instant() at: string }
@Event('grid.presence.missed', 'The time to be on post is over and nobody has come.')
export class PresenceMissed extends PresenceFact { @Id() dutyId: string; @Instant() dueAt: string }
