import { FORCES } from '../codes.js';
import { PRESENCE_ENDS, PROOFS } from '../events/presence.js';
import { GeoPoint } from '../events/item.js';
import { Area, Flag, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, QueryFlag, QueryWhole, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';

/** 到岗到位: present of required per force and grid, who is late or absent, first-on-post times, and the relief 换岗. Rows 29 and 91. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
/** On post inside the fence · outside it · without a position · came and went without a relief · not come in time · still has time. */
export const ON_POST_STATES = ['present', 'off-post', 'unproven', 'left', 'absent', 'expected'] as const;

export class OnPostCell {
  @OneOf(FORCES) force: string;
  @Whole() required: number;
  @Whole() present: number;
  @Whole() offPost: number;
  @Whole() unproven: number;
  @Whole() left: number;
  @Whole() absent: number;
  @Whole() expected: number;
  /** Of all that came: first on post after the order's time. */
  @Whole() late: number;
}
export class OnPostRow { @Area() area: string; @ListOf(() => OnPostCell, 6) cells: OnPostCell[] }
/** Seconds from the order's arrival to the first on post, of the `n` stations where somebody came. */
export class FirstOnPost { @OneOf(FORCES) force: string; @Whole() n: number; @Whole() p50: number; @Whole() p95: number }
export class OnPostBoard { @Instant() at: string; @ListOf(() => OnPostCell, 6) total: OnPostCell[]; @ListOf(() => OnPostRow, 2000) rows: OnPostRow[]; @ListOf(() => FirstOnPost, 6) first: FirstOnPost[]; /** Handed back and waiting for a superior's answer. */ @Whole() handedBack: number }
export class OnPostBoardInput { @Optional() @Area() area?: string; @Optional() @OneOf(['street', 'community', 'grid']) level?: string }
export const ReadOnPost = defineOperation({
  name: 'grid.on-post.board', http: 'GET /api/on-post', summary: 'Present of required per force, for an area and what lies below it; `level` says how fine. First-on-post times per force.',
  input: OnPostBoardInput, output: OnPostBoard, roles: ['*'], write: false, example: { area: '410171561', level: 'grid' },
});

export class PresenceView { @Id() id: string; @Id() by: string; @Instant() from: string; @Optional() @Instant() until?: string; @OneOf(PROOFS) proof: string; @Optional() @Whole() distanceM?: number; @Flag() late: boolean; @Optional() @OneOf(PRESENCE_ENDS) ended?: string; @Optional() @Id() relievedBy?: string }
export class StationView {
  @Id() id: string;
  @Area() area: string;
  @OneOf(FORCES) force: string;
  @Id() postId: string;
  @Text(200) postName: string;
  @Text(200) postNameEn: string;
  @Optional() @Id() holderId?: string;
  @Optional() @Id() deputyId?: string;
  @Id() dutyId: string;
  @OneOf(ON_POST_STATES) state: string;
  @Instant() since: string;
  @Instant() dueAt: string;
  @Optional() @Instant() firstAt?: string;
  @Flag() late: boolean;
  @Optional() @Nested(() => PresenceView) present?: PresenceView;
  @Optional() @Id() offeredTo?: string;
}
export class StationPage { @ListOf(() => StationView, 500) items: StationView[]; @Optional() @Text(40) nextCursor?: string }
export class ListStationsInput { @Optional() @Area() area?: string; @Optional() @OneOf(FORCES) force?: string; @Optional() @OneOf([...ON_POST_STATES, 'late']) state?: string; /** Only stations of one's own: named for it, there now, or offered. */ @Optional() @QueryFlag() mine?: boolean; @Optional() @Text(40) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }
export const ListStations = defineOperation({
  name: 'grid.on-post.list', http: 'GET /api/on-post/stations', summary: 'Stations that must be manned, by state: `absent` and `left` are the list of who is not there, `late` of who came late.',
  input: ListStationsInput, output: StationPage, roles: ['*'], write: false, example: { area: '410171561', state: 'absent' },
});
export class StationById { @Id() id: string }
export class StationWithPresence extends StationView { @ListOf(() => PresenceView, 200) intervals: PresenceView[] }
export const GetStation = defineOperation({ name: 'grid.on-post.get', http: 'GET /api/on-post/stations/:id', summary: 'One station with who was there from when to when, newest first.', input: StationById, output: StationWithPresence, roles: ['*'], write: false, example: { id: AN_ID } });

/** Somebody on a post of the street, with the first of their posts. */
export class ReliefView { @Id() userId: string; @OneOf(FORCES) @Optional() force?: string; @Text(200) postName: string; @Text(200) postNameEn: string }
export class ReliefPage { @ListOf(() => ReliefView, 500) items: ReliefView[] }
const THERE = ['post-holder', 'sub-district-officer', 'inspector', 'duty-officer', 'commander'] as const;
export class ArriveOnPostInput extends StationById { @Optional() @Instant() at?: string; @Optional() @Nested(() => GeoPoint) position?: GeoPoint; @Optional() @FreeText() noPositionReason?: string }
export class OfferInput extends StationById { @Id() to: string }
export class LeaveInput extends StationById { @Optional() @Instant() at?: string; @Optional() @FreeText() note?: string }
export const ListReliefs = defineOperation({ name: 'grid.on-post.reliefs', http: 'GET /api/on-post/stations/:id/reliefs', summary: 'To whom the place may be offered: who holds or deputises a post of its street; of the same force and nearest first.', input: StationById, output: ReliefPage, roles: THERE, write: false, example: { id: AN_ID } });
const act = (name: string, summary: string, input: new () => object, example: object) =>
  defineOperation({ name: `grid.on-post.${name}`, http: `POST /api/on-post/stations/:id/${name}`, summary, input, output: StationWithPresence, roles: THERE, write: true, example: { id: AN_ID, ...example } });
export const Arrive = act('arrive', 'Check in at a station again or as its relief: who was there has left at the same instant. Holder or deputy of the post, or who was offered the place; without an offer nobody proven is relieved on worse proof.', ArriveOnPostInput, { position: { lon: 113.77, lat: 34.71 } });
export const OfferPlace = act('offer', 'Offer the place to the next (换岗); it changes hands when that person arrives.', OfferInput, { to: AN_ID });
export const Leave = act('leave', 'Leave the post; without a relief it is empty. An inspector or officer over the place may say that nobody is there.', LeaveInput, {});
