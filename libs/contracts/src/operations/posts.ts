import { FORCES, POST_KINDS, UNIT_KINDS } from '../codes.js';
import { Area, Flag, FreeText, Id, Instant, ListOf, OneOf, Optional, QueryFlag, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';
import { ImportNote } from './areas.js';
import { GridPage } from './grid.js';

/** Duty seats and who is in them, from/to (rows 24 and 88). */
const AN_ID = '018f0000-0000-7000-8000-000000000001';
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
  @Optional() @Instant() validTo?: string;
}
export class PostPage { @ListOf(() => PostView, 500) items: PostView[]; @Optional() @Text(80) nextCursor?: string }
export class ListPostsInput extends GridPage {
  @Optional() @QueryFlag() vacant?: boolean;
  @Optional() @QueryFlag() noDeputy?: boolean;
  @Optional() @OneOf(FORCES) force?: string;
  /** Only posts of the named area itself, not of what lies below it. */
  @Optional() @QueryFlag() only?: boolean;
  /** Closed posts instead of open ones. */
  @Optional() @QueryFlag() closed?: boolean;
}
export const ListPosts = defineOperation({ name: 'grid.post.list', http: 'GET /api/posts', summary: 'Posts with holder and deputy; `vacant=true` is today\'s gap list of posts without a holder, `noDeputy=true` that of posts without a deputy.', input: ListPostsInput, output: PostPage, roles: ['*'], write: false, example: { area: '410171561', vacant: true } });

export class PostById { @Id() id: string }
/** Who held the post from when to when; without `to` it is now. */
export class HoldingView { @Optional() @Id() holderId?: string; @Optional() @Id() deputyId?: string; @Instant() from: string; @Optional() @Instant() to?: string }
/** Who is to hold it from a coming instant; neither means vacant. */
export class PlannedHolding { @Optional() @Id() holderId?: string; @Optional() @Id() deputyId?: string; @Instant() from: string }
/** A unit the post speaks for: attached to it, else the office of its street. */
export class PostUnit { @Id() id: string; @OneOf(UNIT_KINDS) kind: string; @Text(200) name: string; @Text(200) nameEn: string }
export class PostWithHoldings extends PostView { @ListOf(() => HoldingView, 500) holdings: HoldingView[]; @ListOf(() => PlannedHolding, 50) planned: PlannedHolding[]; @ListOf(() => PostUnit, 20) units: PostUnit[] }
export const GetPost = defineOperation({ name: 'grid.post.get', http: 'GET /api/posts/:id', summary: 'One post with its unit, everybody who held it, newest first, and who is to.', input: PostById, output: PostWithHoldings, roles: ['*'], write: false, example: { id: AN_ID } });

const SEATERS = ['sub-district-officer', 'duty-officer', 'commander', 'administrator'] as const;
/** Without `from` it is so from now; a coming `from` takes effect by itself. At `to` the post is vacant unless somebody else is planned from then. */
export class HoldPostInput extends PostById { @Optional() @Id() holderId?: string; @Optional() @Id() deputyId?: string; @Optional() @Instant() from?: string; @Optional() @Instant() to?: string }
export const HoldPost = defineOperation({
  name: 'grid.post.hold', http: 'POST /api/posts/:id/hold', summary: 'Says who holds a post and deputises, from now or a coming instant; what is absent is vacant. Orders already issued stay with whom they named.',
  input: HoldPostInput, output: PostWithHoldings, roles: SEATERS, write: true, example: { id: AN_ID, holderId: '018f0000-0000-7000-8000-000000000002' },
});
export class WithdrawHoldingInput extends PostById { @Instant() from: string }
export const WithdrawHolding = defineOperation({ name: 'grid.post.withdraw-hold', http: 'POST /api/posts/:id/hold/withdraw', summary: 'Takes back a planned change of holder before it takes effect.', input: WithdrawHoldingInput, output: PostWithHoldings, roles: SEATERS, write: true, example: { id: AN_ID, from: '2026-08-01T00:00:00+08:00' } });

const OPENERS = ['administrator', 'sub-district-officer'] as const;
/** A LEADER has a force, a KEEPER a site; each area has one leader per force and one head. `unitId` attaches it to a unit of the directory. */
export class OpenPostInput { @Area() area: string; @OneOf(POST_KINDS) kind: string; @Optional() @OneOf(FORCES) force?: string; @Text(200) name: string; @Text(200) nameEn: string; @Optional() @Id() siteId?: string; @Optional() @Id() unitId?: string; @Optional() @Id() holderId?: string; @Optional() @Id() deputyId?: string }
export const OpenPost = defineOperation({ name: 'grid.post.open', http: 'POST /api/posts', summary: 'Opens a duty seat of a node and force, vacant or with who holds it from now.', input: OpenPostInput, output: PostWithHoldings, status: 201, roles: OPENERS, write: true, example: { area: '410171561901', kind: 'LEADER', force: 'POLICE', name: '潮河晨光社区公安岗', nameEn: 'Chenguang police post' } });
export class ClosePostInput extends PostById { @FreeText() reason: string }
export const ClosePost = defineOperation({ name: 'grid.post.close', http: 'POST /api/posts/:id/close', summary: 'Closes a post that has nothing left to do; who held it stays on record.', input: ClosePostInput, output: PostWithHoldings, roles: OPENERS, write: true, example: { id: AN_ID, reason: '岗位合并' } });

/** CSV with `area,kind,force,name,nameEn,site,holder,deputy` (or the Chinese headings): a keeper's site by its name, persons by their user name, alone or in brackets behind their name (`示例甲（grid-561）`), or by the id of their account. At most 2,000 rows. */
export class ImportPostsInput { @Text(900_000) csv: string; /** Only looks: the verdict is answered, nothing is changed. */ @Optional() @Flag() dryRun?: boolean }
export class PostImportVerdict {
  @Flag() dryRun: boolean;
  @Flag() accepted: boolean;
  @Whole() rows: number;
  /** Posts that are new; posts that are there and get another holder or deputy; posts that are as the file says already. */
  @Whole() opened: number;
  @Whole() held: number;
  @Whole() unchanged: number;
  /** The first 300; `faults` counts them all. */
  @ListOf(() => ImportNote, 300) errors: ImportNote[];
  @Whole() faults: number;
}
export const ImportPosts = defineOperation({
  name: 'grid.post.import', http: 'POST /api/posts/import', summary: 'Opens many posts and says who holds them, from CSV: all or nothing, each fault named with its row in both languages. A post that is there is held as the file says; an empty person leaves who is there. `dryRun` answers the same verdict without effect.',
  input: ImportPostsInput, output: PostImportVerdict, roles: OPENERS, write: true, large: true, example: { csv: 'area,kind,force,name,holder\n410171561902,LEADER,POLICE,示例社区公安岗,police-561\n', dryRun: true },
});
