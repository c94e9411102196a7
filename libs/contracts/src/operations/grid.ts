import { MEASURES, SITE_KINDS } from '../codes.js';
import { GeoPoint } from '../events/item.js';
import { Area, Id, Instant, ListOf, Nested, OneOf, Optional, QueryWhole, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';
import { itemOperations } from './items.js';

export class GridPage { @Optional() @Area() area?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }

// ---- sites and their measures
export class SiteView {
  @Id() id: string;
  @Area() area: string;
  @Text(200) name: string;
  @Text(200) nameEn: string;
  @OneOf(SITE_KINDS) kind: string;
  @Text(200) owner: string;
  @Whole(0, 2000) closeAtCm: number;
  @Nested(() => GeoPoint) position: GeoPoint;
  @Optional() @Id() keeperPostId?: string;
}
export class SitePage { @ListOf(() => SiteView, 500) items: SiteView[]; @Optional() @Text(80) nextCursor?: string }
export class ListSitesInput extends GridPage { @Optional() @OneOf(SITE_KINDS) kind?: string }
export const ListSites = defineOperation({ name: 'grid.site.list', http: 'GET /api/sites', summary: 'Places that can be closed or must be emptied.', input: ListSitesInput, output: SitePage, roles: ['*'], write: false, example: { kind: 'UNDERPASS' } });

export class MeasureView {
  @Id() dutyId: string;
  @Id() orderId: string;
  @Id() siteId: string;
  @Area() area: string;
  @OneOf(MEASURES) measure: string;
  /** `not-closed` until a second person has verified the work; closed until its own lift order was verified. */
  @OneOf(['not-closed', 'executed', 'verified', 'lift-ordered', 'lifted']) state: string;
  @Instant() orderedAt: string;
  @Optional() @Instant() executedAt?: string;
  @Optional() @Instant() verifiedAt?: string;
}
export class MeasurePage { @ListOf(() => MeasureView, 500) items: MeasureView[]; @Optional() @Text(80) nextCursor?: string }
export const ListMeasures = defineOperation({ name: 'grid.measure.list', http: 'GET /api/measures', summary: 'Measures on sites: nothing counts as closed before it is verified.', input: GridPage, output: MeasurePage, roles: ['*'], write: false, example: { area: '410171561' } });

// ---- duties
export const DutyOperations = itemOperations('grid', 'duty', 'duties', ['post-holder']);
