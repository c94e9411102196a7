import type { Seat } from '@xunling/contracts';
import { SeatDeclined, SeatOffered, SeatOfferWithdrawn, SeatTaken, SeatVacated, type OpenCounts } from '@xunling/contracts/classes';
import { impossible, Refusal } from '@xunling/platform';
import { fact, type Fact } from '../fact.js';

export interface Person { userId: string; name: string }
/** A command post of the zone; `holder` is absent while it is vacant. The version grows with every change of holder. */
export interface SeatState { seat: Seat; zone: string; holder?: Person; since: Date; version: number }
export type OfferState = 'open' | 'accepted' | 'declined' | 'withdrawn' | 'lapsed';
/** What can follow each state of an offer; one that is over stays over. */
export const next = {
  open: ['accepted', 'declined', 'withdrawn', 'lapsed'], accepted: [], declined: [], withdrawn: [], lapsed: [],
} as const satisfies Record<OfferState, readonly OfferState[]>;
/** Open offers of one seat at a time; the first acceptance ends the others. */
export const OFFERS_MAX = 50;

/** A hand-over offered to one person while the seat had `seatVersion`; it is worth nothing once the seat moved on. */
export interface Offer { id: string; seat: Seat; from?: Person; to: Person; by: string; reason: string; seatVersion: number; state: OfferState; offeredAt: Date; endedAt?: Date; answer?: string; version: number }
/** Who may hand a vacant seat on: the other seat, the officer on duty; a commander by role only where neither is there. */
export interface Around { otherSeat?: string; dutyOfficer?: string; commanderByRole: boolean }

const gone = (state: string, allowed: string[], detail: string): Refusal => new Refusal('state.conflict', { state, allowed, detail });
const stillOpen = (offer: Offer): void => { if (offer.state !== 'open') throw gone(offer.state, [...next[offer.state]], `offer ${offer.id} is ${offer.state}`); };
const later = (at: Date, since: Date): Date => (at > since ? at : since);

/** Offers the seat to a named person; the holder stays the holder. @throws Refusal seat.not-holder, input.impossible, state.conflict */
export function offerSeat(seat: SeatState, input: { id: string; to: Person; by: string; reason: string; open: OpenCounts; digest: string }, others: readonly Offer[], around: Around, at: Date): { offer: Offer; facts: Fact[] } {
  const { id, to, by, reason, open, digest } = input;
  const mayVacant = by === around.otherSeat || by === around.dutyOfficer || (!around.otherSeat && !around.dutyOfficer && around.commanderByRole);
  if (seat.holder ? seat.holder.userId !== by : !mayVacant) throw new Refusal('seat.not-holder');
  if (seat.holder?.userId === to.userId) throw impossible('to', 'holds-already', 'holds this seat already');
  const open_ = others.filter((o) => o.state === 'open');
  if (open_.some((o) => o.to.userId === to.userId)) throw gone('offered', ['withdraw'], 'this person has an open offer of this seat');
  if (open_.length >= OFFERS_MAX) throw gone('offered', ['withdraw'], `${OFFERS_MAX} offers of this seat are open`);
  const offer: Offer = { id, seat: seat.seat, ...(seat.holder ? { from: seat.holder } : {}), to, by, reason, seatVersion: seat.version, state: 'open', offeredAt: at, version: 1 };
  return { offer, facts: [fact(SeatOffered, { offerId: id, seat: seat.seat, zone: seat.zone, ...(seat.holder ? { fromUserId: seat.holder.userId } : {}), toUserId: to.userId, by, reason, open, digest, offeredAt: at.toISOString() })] };
}

/** The hand-over takes effect here and only here: the old term ends at the instant the new one begins. @throws Refusal seat.not-yours, state.conflict */
export function acceptSeat(seat: SeatState, offer: Offer, by: Person, at: Date): { seat: SeatState; offer: Offer; facts: Fact[] } {
  if (offer.to.userId !== by.userId) throw new Refusal('seat.not-yours');
  stillOpen(offer);
  if (offer.seatVersion !== seat.version) throw gone('lapsed', [], 'the seat was taken by someone else meanwhile');
  const since = later(at, seat.since);
  const taken: SeatState = { seat: seat.seat, zone: seat.zone, holder: by, since, version: seat.version + 1 };
  return {
    seat: taken, offer: { ...offer, state: 'accepted', endedAt: at, version: offer.version + 1 },
    facts: [fact(SeatTaken, { seat: seat.seat, zone: seat.zone, userId: by.userId, from: since.toISOString(), ...(seat.holder ? { previousId: seat.holder.userId } : {}), offerId: offer.id })],
  };
}

/** @throws Refusal seat.not-yours, state.conflict */
export function declineSeat(offer: Offer, by: string, reason: string, at: Date): { offer: Offer; facts: Fact[] } {
  if (offer.to.userId !== by) throw new Refusal('seat.not-yours');
  stillOpen(offer);
  return { offer: { ...offer, state: 'declined', endedAt: at, answer: reason, version: offer.version + 1 }, facts: [fact(SeatDeclined, { offerId: offer.id, seat: offer.seat, by, reason, declinedAt: at.toISOString() })] };
}

/** @throws Refusal seat.not-yours, state.conflict */
export function withdrawOffer(offer: Offer, by: string, at: Date): { offer: Offer; facts: Fact[] } {
  if (offer.by !== by) throw new Refusal('seat.not-yours');
  stillOpen(offer);
  return { offer: { ...offer, state: 'withdrawn', endedAt: at, version: offer.version + 1 }, facts: [fact(SeatOfferWithdrawn, { offerId: offer.id, seat: offer.seat, by, withdrawnAt: at.toISOString() })] };
}

/** Leaves the seat vacant once every candidate has declined it in this term. @throws Refusal seat.not-holder, seat.someone-left */
export function stepDown(seat: SeatState, by: string, reason: string, ofTerm: readonly Offer[], candidates: readonly Person[], at: Date): { seat: SeatState; facts: Fact[] } {
  if (seat.holder?.userId !== by) throw new Refusal('seat.not-holder');
  const declined = new Set(ofTerm.filter((o) => o.state === 'declined').map((o) => o.to.userId));
  const left = candidates.filter((c) => c.userId !== by && !declined.has(c.userId));
  const asked = ofTerm.some((o) => o.state === 'open');
  if (left.length > 0 || asked) throw new Refusal('seat.someone-left', { state: asked ? 'offered' : 'held', allowed: ['offer'], extra: { candidates: left } });
  const since = later(at, seat.since);
  return { seat: { seat: seat.seat, zone: seat.zone, since, version: seat.version + 1 }, facts: [fact(SeatVacated, { seat: seat.seat, zone: seat.zone, userId: by, reason, from: since.toISOString() })] };
}
