import { SITE_KINDS } from '../codes.js';
import { GeoPoint } from '../events/item.js';
import { SENSOR } from '../events/sites.js';
import { Area, Flag, FreeText, Id, Instant, ListOf, Nested, OneOf, Optional, QueryFlag, Strings, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';
import { GridPage } from './grid.js';

/** 点位 register: draft → published → revised → withdrawn, never deleted. Feature row 26, requirement C14. */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
const KEEPERS = ['administrator', 'sub-district-officer', 'duty-officer', 'commander'] as const;
export const SITE_STATES = ['draft', 'published', 'withdrawn'] as const;
export const SITE_GAPS = ['owner', 'threshold', 'evacuation-plan', 'contacts', 'gauges'] as const;
const DATUMS = ['WGS84', 'GCJ02'] as const;

/** Whom to call about a site. Name and number are masked outside the site's own line. */
export class SiteContact { @Text(80) name: string; @Text(40) phone: string; @Optional() @Text(80) duty?: string }
/** What a register line says beside its place; all but name and kind may still be missing in a draft. */
export class SiteFields {
  @Optional() @Text(200) owner?: string;
  @Optional() @Whole(0, 2000) closeAtCm?: number;
  @Optional() @Whole(0, 2000) clearAtCm?: number;
  @Optional() @Whole(0, 5000) closureDistanceM?: number;
  @Optional() @Strings(SENSOR, 20) sensors?: string[];
  @Optional() @ListOf(() => SiteContact, 10) contacts?: SiteContact[];
  @Optional() @Flag() evacuationPlan?: boolean;
  @Optional() @Id() keeperPostId?: string;
}
export class SiteView extends SiteFields {
  @Id() id: string;
  @Area() area: string;
  @Text(200) name: string;
  @Text(200) nameEn: string;
  @OneOf(SITE_KINDS) kind: string;
  @OneOf(SITE_STATES) state: string;
  @Whole(1) version: number;
  @Nested(() => GeoPoint) position: GeoPoint;
  @OneOf(['WGS84']) datum: string;
  @Optional() @OneOf(['GCJ02']) sourceDatum?: string;
  /** What is missing: owner or threshold keep it from being published, the others are on the daily gap list. */
  @Strings(/^[a-z-]+$/, 5) gaps: string[];
  /** Stations it names of which no depth gauge stands at it in the register of gauges: what they send says nothing of this site. */
  @Optional() @Strings(SENSOR, 20) strays?: string[];
  /** Names and numbers of the contacts are masked for this caller. */
  @Flag() masked: boolean;
}
export class SitePage { @ListOf(() => SiteView, 500) items: SiteView[]; @Optional() @Text(80) nextCursor?: string }
export class ListSitesInput extends GridPage { @Optional() @OneOf(SITE_KINDS) kind?: string; /** Without it the published ones. */ @Optional() @OneOf([...SITE_STATES, 'all']) state?: string; /** Only those that lack something. */ @Optional() @QueryFlag() gaps?: boolean }
export const ListSites = defineOperation({ name: 'grid.site.list', http: 'GET /api/sites', summary: 'Places that can be closed or must be emptied; `gaps=true` is today\'s list of what they lack.', input: ListSitesInput, output: SitePage, roles: ['*'], write: false, example: { kind: 'UNDERPASS' } });

export class SiteById { @Id() id: string }
export class SiteStep { @OneOf(['drafted', 'published', 'revised', 'withdrawn', 'seeded']) act: string; @Optional() @Id() by?: string; @Instant() at: string; @Optional() @FreeText() reason?: string; /** Fields that changed. */ @Strings(/^[A-Za-z]+$/, 20) changed: string[] }
export class SiteWithSteps extends SiteView { @ListOf(() => SiteStep, 200) steps: SiteStep[] }
export const GetSite = defineOperation({ name: 'grid.site.get', http: 'GET /api/sites/:id', summary: 'One site with everything that was done to its entry, newest first.', input: SiteById, output: SiteWithSteps, roles: ['*'], write: false, example: { id: AN_ID } });

/** A position says what it is measured in; GCJ-02 is turned into WGS84 and marked. */
export class DraftSiteInput extends SiteFields { @Area() area: string; @Text(200) name: string; @Optional() @Text(200) nameEn?: string; @OneOf(SITE_KINDS) kind: string; @Nested(() => GeoPoint) position: GeoPoint; @OneOf(DATUMS) datum: string }
export class ReviseSiteInput extends SiteFields { @Id() id: string; @Optional() @Text(200) name?: string; @Optional() @Text(200) nameEn?: string; @Optional() @OneOf(SITE_KINDS) kind?: string; @Optional() @Nested(() => GeoPoint) position?: GeoPoint; @Optional() @OneOf(DATUMS) datum?: string }
export class WithdrawSiteInput { @Id() id: string; @FreeText() reason: string }
export const DraftSite = defineOperation({ name: 'grid.site.draft', http: 'POST /api/sites', summary: 'Enter a site; it takes no orders before it is published.', input: DraftSiteInput, output: SiteWithSteps, status: 201, roles: KEEPERS, write: true, example: { area: '410171561901001', name: '示例下穿通道', kind: 'UNDERPASS', position: { lon: 113.77, lat: 34.71 }, datum: 'WGS84', owner: '市政科', closeAtCm: 27 } });
export const ReviseSite = defineOperation({ name: 'grid.site.revise', http: 'POST /api/sites/:id/revise', summary: 'Change an entry; what is not named stays. A published one stays complete.', input: ReviseSiteInput, output: SiteWithSteps, roles: KEEPERS, write: true, example: { id: AN_ID, closeAtCm: 25 } });
export const PublishSite = defineOperation({ name: 'grid.site.publish', http: 'POST /api/sites/:id/publish', summary: 'Put a site into the register; refused (422) without owner or threshold, naming what is missing.', input: SiteById, output: SiteWithSteps, roles: KEEPERS, write: true, example: { id: AN_ID } });
export const WithdrawSite = defineOperation({ name: 'grid.site.withdraw', http: 'POST /api/sites/:id/withdraw', summary: 'Take a site out of the register; its history stays, it takes no new orders. Refused while a measure on it is in force.', input: WithdrawSiteInput, output: SiteWithSteps, roles: KEEPERS, write: true, example: { id: AN_ID, reason: '通道已填埋' } });

export class ImportFault { @Whole(0) row: number; @Text(60) column: string; @Text(40) reason: string; @Text(400) message: string; @Text(400) messageZh: string }
/** All or nothing. Columns: area,name,nameEn,kind,lon,lat,datum,owner,closeAtCm,clearAtCm,closureDistanceM,sensors,evacuationPlan,contactName,contactPhone; several sensors apart by `;`. */
export class ImportSitesInput { @Text(900_000) csv: string; /** Look only: answers all faults and changes nothing. */ @Optional() @Flag() dryRun?: boolean; /** Publish at once what is entered. */ @Optional() @Flag() publish?: boolean }
export class ImportOutcome { @Flag() dryRun: boolean; @Whole() rows: number; @Whole() entered: number; @Whole() published: number; @Whole() faulty: number; @ListOf(() => ImportFault, 200) faults: ImportFault[] }
export const ImportSites = defineOperation({ name: 'grid.site.import', http: 'POST /api/sites/import', summary: 'Enter many sites from CSV: all or nothing, each fault with row and column; `dryRun` only looks.', input: ImportSitesInput, output: ImportOutcome, roles: KEEPERS, write: true, large: true, example: { csv: 'area,name,kind,lon,lat,datum\n410171561901001,示例涵洞,CULVERT,113.77,34.71,WGS84\n', dryRun: true } });
