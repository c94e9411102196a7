import { AREA_KINDS, FORCES, MEASURES, SITE_KINDS } from '../codes.js';
import { GeoPoint } from '../events/item.js';
import { Area, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, QueryFlag, QueryWhole, Sha256, Strings, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';
import { itemOperations } from './items.js';

export class GridPage { @Optional() @Area() area?: string; @Optional() @Text(80) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }

// ---- area tree
export class AreaView {
  @Area() code: string;
  @OneOf(AREA_KINDS) kind: string;
  @Text(120) name: string;
  @Text(120) nameEn: string;
  @Optional() @Area() parent?: string;
  @Text(10) homeNode: string;
  @Strings(/^-?\d+(\.\d+)? -?\d+(\.\d+)?$/, 5000) ring: string[];
  @OneOf(['WGS84']) datum: string;
  @Optional() @OneOf(['GCJ02']) sourceDatum?: string;
  @Instant() validFrom: string;
  @Optional() @Instant() validTo?: string;
}
export class AreaPage { @ListOf(() => AreaView, 500) items: AreaView[]; @Optional() @Text(80) nextCursor?: string }
export class ListAreasInput extends GridPage { @Optional() @OneOf(AREA_KINDS) kind?: string }
export const ListAreas = defineOperation({ name: 'grid.area.list', http: 'GET /api/areas', summary: 'The area tree, by code.', input: ListAreasInput, output: AreaPage, roles: ['*'], write: false, example: { area: '410171561', kind: 'grid' } });

/** A ring says what it is measured in; one that does not is refused. `kind` and parent follow from the code. */
export class OpenAreaInput {
  @Area() code: string;
  @Text(120) name: string;
  @Text(120) nameEn: string;
  @Strings(/^-?\d+(\.\d+)? -?\d+(\.\d+)?$/, 5000) ring: string[];
  @OneOf(['WGS84', 'GCJ02']) datum: string;
}
export class CloseAreaInput { @Area() code: string; @FreeText() reason: string }
const SURVEYORS = ['administrator', 'sub-district-officer'] as const;
export const OpenArea = defineOperation({
  name: 'grid.area.open', http: 'POST /api/areas', summary: 'Opens a community, grid or micro-grid of the area tree from now. GCJ-02 is turned into WGS84 and marked.', input: OpenAreaInput, output: AreaView, roles: SURVEYORS, write: true,
  example: { code: '410171561901007', name: '晨光第7网格', nameEn: 'Chenguang Grid 7', datum: 'WGS84', ring: ['113.77 34.71', '113.771 34.71', '113.771 34.711', '113.77 34.71'] },
});
export const CloseArea = defineOperation({
  name: 'grid.area.close', http: 'POST /api/areas/:code/close', summary: 'Closes a community, grid or micro-grid under which nothing is open and nothing is to be done; its code is never used again, its history stays.', input: CloseAreaInput, output: AreaView,
  roles: SURVEYORS, write: true, example: { code: '410171561901007', reason: '并入第6网格' },
});

// ---- posts and holders
export class PostView {
  @Id() id: string;
  @Area() area: string;
  @Text(200) name: string;
  @Text(200) nameEn: string;
  @Optional() @OneOf(FORCES) force?: string;
  @Text(20) kind: string;
  @Optional() @Id() siteId?: string;
  @Optional() @Id() holderId?: string;
  @Optional() @Id() deputyId?: string;
  /** Since when they hold it. */
  @Optional() @Instant() since?: string;
}
export class PostPage { @ListOf(() => PostView, 500) items: PostView[]; @Optional() @Text(80) nextCursor?: string }
export class ListPostsInput extends GridPage { @Optional() @QueryFlag() vacant?: boolean; @Optional() @QueryFlag() noDeputy?: boolean; @Optional() @OneOf(FORCES) force?: string }
export const ListPosts = defineOperation({ name: 'grid.post.list', http: 'GET /api/posts', summary: 'Posts with holder and deputy; `vacant=true` is today\'s gap list of posts without a holder, `noDeputy=true` that of posts without a deputy.', input: ListPostsInput, output: PostPage, roles: ['*'], write: false, example: { area: '410171561', vacant: true } });

export class PostById { @Id() id: string }
/** Who held the post from when to when; without `to` it is now. */
export class HoldingView { @Optional() @Id() holderId?: string; @Optional() @Id() deputyId?: string; @Instant() from: string; @Optional() @Instant() to?: string }
export class PostWithHoldings extends PostView { @ListOf(() => HoldingView, 500) holdings: HoldingView[] }
export const GetPost = defineOperation({ name: 'grid.post.get', http: 'GET /api/posts/:id', summary: 'One post with everybody who held it, newest first.', input: PostById, output: PostWithHoldings, roles: ['*'], write: false, example: { id: '018f0000-0000-7000-8000-000000000001' } });
export class HoldPostInput extends PostById { @Optional() @Id() holderId?: string; @Optional() @Id() deputyId?: string }
export const HoldPost = defineOperation({
  name: 'grid.post.hold', http: 'POST /api/posts/:id/hold', summary: 'Says who holds a post and deputises from now; what is absent is vacant. Orders already issued stay with whom they named.',
  input: HoldPostInput, output: PostWithHoldings, roles: ['sub-district-officer', 'duty-officer', 'commander', 'administrator'], write: true,
  example: { id: '018f0000-0000-7000-8000-000000000001', holderId: '018f0000-0000-7000-8000-000000000002' },
});

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

// ---- evidence: bytes live in the gateway's content-addressed folder, the record here
export class StoreEvidenceInput { @Id() evidenceId: string; @Sha256() sha256: string; @Text(40) mediaType: string; @Whole(1, 10_485_760) bytes: number; @Optional() @Instant() takenAt?: string }
export class EvidenceView { @Id() id: string; @Sha256() sha256: string; @Text(40) mediaType: string; @Whole(1) bytes: number; @Instant() receivedAt: string; @Optional() @Instant() takenAt?: string }
