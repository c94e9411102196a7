import { FORCES, MEASURES, ORDERED_MEASURES, SITE_KINDS, SUSPEND_SCOPES } from '../codes.js';
import { AreaCount, Unaddressable } from '../events/command.js';
import { Area, Areas, FreeText, Id, Ids, ListOf, Nested, OneOf, Optional, Strings, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';
import { CountedAsOf, OrderSetView } from './command.js';

/** A polygon drawn on the map: what lies inside, and one order set for it. Row 107. */
const ISSUERS = ['commander', 'duty-officer', 'sub-district-officer'] as const;
const RING = ['113.776 34.706', '113.779 34.706', '113.779 34.709', '113.776 34.706'];
const POINT = /^-?\d+(\.\d+)? -?\d+(\.\d+)?$/;
export const DRAWN_TO = ['site', 'post', 'team', 'depot'] as const;

/** One order to each site's keeper (`siteKinds`), to the post of a `force` in each grid, or to each team or depot (`kinds`) inside; without a kind, all of them. */
export class DrawnLine {
  @OneOf(DRAWN_TO) to: string;
  @OneOf(ORDERED_MEASURES) measure: string;
  /** Of a SUSPEND: only sites where that can be stopped; without it the usual one of each site's kind. */
  @Optional() @OneOf(SUSPEND_SCOPES) scope?: string;
  @Optional() @Strings(new RegExp(`^(${SITE_KINDS.join('|')})$`), 20) siteKinds?: string[];
  @Optional() @OneOf(FORCES) force?: string;
  @Optional() @Strings(/^[A-Z]{1,20}$/, 10) kinds?: string[];
  @Optional() @FreeText() text?: string;
}
export class DrawAreaInput {
  /** Closed ring, "lon lat". */
  @Strings(POINT, 500, 4) ring: string[];
  /** What the ring is measured in; one that does not say is refused. */
  @OneOf(['WGS84', 'GCJ02']) datum: string;
  @ListOf(() => DrawnLine, 12) orders: DrawnLine[];
  /** Sites, posts, teams and depots inside that are left out. */
  @Optional() @Ids(5000) except?: string[];
}
export class InsideSite { @Id() id: string; @Text(200) name: string; @OneOf(SITE_KINDS) kind: string; @Area() area: string }
export class InsideUnit { @Id() id: string; @Text(200) name: string; @Text(20) kind: string; @Area() area: string }
export class InsidePost { @Id() id: string; @Text(200) name: string; @Optional() @OneOf(FORCES) force?: string; @Area() area: string; @Optional() @Id() holderId?: string }
export class DrawnConflict { @Id() orderId: string; @OneOf(MEASURES) measure: string; @Area() area: string; @Id() by: string; @OneOf(['two-places', 'opposite']) why: string }
export class DrawnPreview {
  @Areas(10_000) grids: string[];
  @ListOf(() => InsideSite, 5000) sites: InsideSite[];
  /** Posts of the grids inside, lowest first. */
  @ListOf(() => InsidePost, 20_000) posts: InsidePost[];
  /** By the area they belong to: where they are now is not known here. */
  @ListOf(() => InsideUnit, 2000) teams: InsideUnit[];
  @ListOf(() => InsideUnit, 2000) depots: InsideUnit[];
  @Whole() orders: number;
  /** Different addressees of those orders. */
  @Whole() addressees: number;
  /** Measures that are in force at their site already, and are not ordered again. */
  @Whole() standing: number;
  /** Lift orders under way that would end: what they would open is to be closed. */
  @Optional() @Whole() liftsEnded?: number;
  @ListOf(() => Unaddressable, 10_000) unaddressable: Unaddressable[];
  @ListOf(() => AreaCount, 100) perArea: AreaCount[];
  /** Other superiors' orders that contradict these; issuing is refused unless who stands above all of them overrides. */
  @ListOf(() => DrawnConflict, 100) conflicts: DrawnConflict[];
  @Optional() @Nested(() => CountedAsOf) asOf?: CountedAsOf;
}
export class IssueDrawnInput extends DrawAreaInput {
  @Optional() @Id() incidentId?: string;
  @Optional() @FreeText() override?: string;
}
const EXAMPLE = { ring: RING, datum: 'WGS84', orders: [{ to: 'site', measure: 'CLOSE', siteKinds: ['UNDERPASS'] }] };
export const PreviewDrawn = defineOperation({
  name: 'command.set.preview', http: 'POST /api/order-sets/preview', summary: 'What lies inside a polygon, and what these lines would send; changes nothing.', input: DrawAreaInput, output: DrawnPreview, roles: ISSUERS, write: false, example: EXAMPLE,
});
export const IssueDrawn = defineOperation({
  name: 'command.set.issue', http: 'POST /api/order-sets', summary: 'One order set for a polygon, in one act; the same list its preview shows.', input: IssueDrawnInput, output: OrderSetView, status: 201, roles: ISSUERS, write: true, example: EXAMPLE,
});
