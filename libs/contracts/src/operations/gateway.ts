import { Transform } from 'class-transformer';
import { ROLES } from '../codes.js';
import { Area, Areas, Flag, Id, Ids, Instant, ListOf, Nested, OneOf, Optional, Pattern, QueryFlag, QueryWhole, Sha256, Strings, Text, Whole } from '../fields.js';
import { defineOperation } from '../operation.js';
import { ReadEvidenceInput } from './evidence.js';

/** The gateway's own endpoints: sessions, accounts, grants, keys, credentials, evidence, dead letters, directory. */
const ADMIN = ['administrator'] as const;
const STREET = /^\d{9}$/;
/** Query strings carry a list as `a,b,c`. */
const CommaList = (): PropertyDecorator => Transform(({ value }) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value)) as PropertyDecorator;

export class PageInput { @Optional() @Text(400) cursor?: string; @Optional() @QueryWhole(1, 500) limit?: number }
export class ById { @Id() id: string }

export class GrantView { @OneOf(ROLES) role: string; @Area() area: string }
export class SessionUser { @Id() id: string; @Text(80) username: string; @Text(80) name: string; @ListOf(() => GrantView) grants: GrantView[] }
export class OpenSessionInput { @Text(80) username: string; @Text(200) password: string }
export class OpenedSession { @Text(100) token: string; @Instant() expiresAt: string; @Nested(() => SessionUser) user: SessionUser }
export class CurrentSession { @Instant() expiresAt: string; @Nested(() => SessionUser) user: SessionUser }

export const OpenSession = defineOperation({
  name: 'gateway.session.open', http: 'POST /api/sessions', summary: 'Sign in; the same call sets the HttpOnly cookie for browsers.', kind: 'stream',
  input: OpenSessionInput, output: OpenedSession, status: 201, roles: ['public'], write: true, example: { username: 'duty1', password: 'the-demo-password' },
});
export const ReadSession = defineOperation({ name: 'gateway.session.current', http: 'GET /api/sessions/current', summary: 'Who is signed in, with the grants valid now.', kind: 'stream', output: CurrentSession, roles: ['*'], write: false });
export const CloseSession = defineOperation({ name: 'gateway.session.close', http: 'DELETE /api/sessions/current', summary: 'Sign out; the token is worthless at once.', kind: 'stream', status: 204, roles: ['*'], write: true });

export class AccountView { @Id() id: string; @Text(80) username: string; @Text(80) name: string; @Flag() active: boolean; @Instant() openedAt: string; @ListOf(() => GrantView) grants: GrantView[] }
export class AccountPage { @ListOf(() => AccountView, 500) items: AccountView[]; @Optional() @Text(400) nextCursor?: string }
export class ListAccountsInput extends PageInput { @Optional() @Text(80) search?: string; @Optional() @OneOf(ROLES) role?: string; @Optional() @Area() area?: string }
export class OpenAccountInput { @Text(40, 2) username: string; @Text(80) name: string; @Text(200, 10) password: string }
/** What travels inside: the door has hashed the password, so that no request log ever holds it. */
export class OpenAccountInner { @Text(40, 2) username: string; @Text(80) name: string; @Text(200) passwordHash: string }

export const ListAccounts = defineOperation({ name: 'gateway.account.list', http: 'GET /api/accounts', summary: 'Accounts with their grants valid now.', input: ListAccountsInput, output: AccountPage, roles: ADMIN, write: false, example: { limit: 50 } });
export const OpenAccount = defineOperation({
  name: 'gateway.account.open', http: 'POST /api/accounts', summary: 'Open an account; it can do nothing before a grant is given.', kind: 'stream',
  input: OpenAccountInput, output: AccountView, status: 201, roles: ADMIN, write: true, example: { username: 'newcomer', name: '新同事', password: 'at-least-ten-characters' },
});
export const CloseAccount = defineOperation({ name: 'gateway.account.close', http: 'POST /api/accounts/:id/close', summary: 'Close an account: its sessions end and its grants are revoked.', input: ById, output: AccountView, roles: ADMIN, write: true, example: { id: '018f0000-0000-7000-8000-000000000001' } });

const GRANTERS = ['administrator', 'sub-district-officer'] as const;
export class GrantRow { @Id() id: string; @Id() userId: string; @OneOf(ROLES) role: string; @Area() area: string; @Instant() from: string; @Optional() @Instant() to?: string; @Id() by: string; @Optional() @Instant() revokedAt?: string }
export class GrantPage { @ListOf(() => GrantRow, 500) items: GrantRow[]; @Optional() @Text(400) nextCursor?: string }
export class ListGrantsInput extends PageInput { @Optional() @Id() userId?: string; @Optional() @Area() area?: string; @Optional() @QueryFlag() revoked?: boolean }
export class GiveGrantInput { @Id() userId: string; @OneOf(ROLES) role: string; @Area() area: string; @Optional() @Instant() from?: string; @Optional() @Instant() to?: string }
export const ListGrants = defineOperation({ name: 'gateway.grant.list', http: 'GET /api/grants', summary: "Grants inside the caller's areas.", input: ListGrantsInput, output: GrantPage, roles: [...GRANTERS, 'auditor'], write: false, example: { area: '410171561' } });
export const GiveGrant = defineOperation({
  name: 'gateway.grant.give', http: 'POST /api/grants', summary: 'Give a role over an area for a period; never more than the giver holds.',
  input: GiveGrantInput, output: GrantRow, status: 201, roles: GRANTERS, write: true,
  example: { userId: '018f0000-0000-7000-8000-000000000001', role: 'post-holder', area: '410171561901001', to: '2031-01-01T00:00:00+08:00' },
});
export const RevokeGrant = defineOperation({ name: 'gateway.grant.revoke', http: 'POST /api/grants/:id/revoke', summary: 'Take a grant back; open streams end within 5 seconds.', input: ById, output: GrantRow, roles: GRANTERS, write: true, example: { id: '018f0000-0000-7000-8000-000000000001' } });

export class FeedKeyView { @Id() id: string; @Text(60) name: string; @Instant() issuedAt: string; @Optional() @Instant() revokedAt?: string }
export class FeedKeyPage { @ListOf(() => FeedKeyView, 500) items: FeedKeyView[]; @Optional() @Text(400) nextCursor?: string }
export class IssuedFeedKey extends FeedKeyView { @Text(200) secret: string }
/** A key's name: it is the part before the dot in `Bearer <name>.<secret>`. */
export const KEY_NAME = /^[a-z0-9][a-z0-9-]{1,59}$/;
export class IssueFeedKeyInput { @Pattern(KEY_NAME) name: string }
export class IssueFeedKeyInner { @Pattern(KEY_NAME) name: string; @Sha256() secretHash: string }
export const IssueFeedKey = defineOperation({
  name: 'gateway.key.issue', http: 'POST /api/feed-keys', summary: 'Issue a feed key; the answer is the only place its secret is ever shown.', kind: 'stream',
  input: IssueFeedKeyInput, output: IssuedFeedKey, status: 201, roles: ADMIN, write: true, example: { name: 'feed-province' },
});
export const ListFeedKeys = defineOperation({ name: 'gateway.key.list', http: 'GET /api/feed-keys', summary: 'Feed keys; secrets are never shown again.', input: PageInput, output: FeedKeyPage, roles: ADMIN, write: false, example: {} });
export const RevokeFeedKey = defineOperation({ name: 'gateway.key.revoke', http: 'POST /api/feed-keys/:id/revoke', summary: 'A feed key stops working at once.', input: ById, output: FeedKeyView, roles: ADMIN, write: true, example: { id: '018f0000-0000-7000-8000-000000000001' } });

export class CredentialView { @Id() id: string; @Pattern(KEY_NAME) name: string; @Areas(1, 1) areas: string[]; @Text(80) publicKey: string; @Text(120) consumer: string; @Instant() issuedAt: string; /** When the overlap of a rotated one ends. */ @Optional() @Instant() expiresAt?: string; @Optional() @Instant() revokedAt?: string }
export class CredentialPage { @ListOf(() => CredentialView, 500) items: CredentialView[]; @Optional() @Text(400) nextCursor?: string }
/** `seed` is shown once; `installed` is false where an operator has to install the users file (XL_NATS_URL). */
export class IssuedCredential extends CredentialView { @Text(100) seed: string; @Flag() installed: boolean }
export class IssueCredentialInput { @Pattern(KEY_NAME) name: string; @Pattern(STREET) street: string }
export class IssueCredentialInner { @Pattern(KEY_NAME) name: string; @Pattern(STREET) street: string; @Pattern(/^U[A-Z2-7]{55}$/) publicKey: string }
export class ListCredentialsInput extends PageInput { @Optional() @Area() area?: string }
const CREDENTIAL_ROLES = ['administrator', 'sub-district-officer'] as const;
export const ListCredentials = defineOperation({ name: 'gateway.credential.list', http: 'GET /api/credentials', summary: "Dashboards' NATS credentials inside the caller's areas.", input: ListCredentialsInput, output: CredentialPage, roles: [...CREDENTIAL_ROLES, 'auditor'], write: false, example: {} });
export const IssueCredential = defineOperation({
  name: 'gateway.credential.issue', http: 'POST /api/credentials', summary: "Issue a dashboard's NATS user for one street: it reads the street's and the zone-wide events by its own consumer and may do nothing else.", kind: 'stream',
  input: IssueCredentialInput, output: IssuedCredential, status: 201, roles: CREDENTIAL_ROLES, write: true, example: { name: 'dashboard-561', street: '410171561' },
});
export class RotateCredentialInput extends ById { /** How long the old one stays valid beside its successor; a day where it is not said. */ @Optional() @Whole(0, 10_080) overlapMinutes?: number }
export class RotateCredentialInner extends RotateCredentialInput { @Pattern(/^U[A-Z2-7]{55}$/) publicKey: string }
export const RotateCredential = defineOperation({
  name: 'gateway.credential.rotate', http: 'POST /api/credentials/:id/rotate', summary: 'Issue the successor of a credential: the same street, name and consumer, so that it goes on where the old one stands. The old one is revoked when the overlap ends.', kind: 'stream',
  input: RotateCredentialInput, output: IssuedCredential, status: 201, roles: CREDENTIAL_ROLES, write: true, example: { id: '018f0000-0000-7000-8000-000000000001', overlapMinutes: 60 },
});
export const RevokeCredential = defineOperation({ name: 'gateway.credential.revoke', http: 'POST /api/credentials/:id/revoke', summary: "Revoke a dashboard's NATS user; its connection is cut within 5 seconds.", kind: 'stream', input: ById, output: CredentialView, roles: CREDENTIAL_ROLES, write: true, example: { id: '018f0000-0000-7000-8000-000000000001' } });

export class DirectoryInput { @CommaList() @Ids(200, 1) ids: string[] }
export class DirectoryEntry { @Id() id: string; @Text(80) name: string; @Flag() masked: boolean }
export class Directory { @ListOf(() => DirectoryEntry, 200) items: DirectoryEntry[] }
export const ReadDirectory = defineOperation({ name: 'gateway.directory.read', http: 'GET /api/directory', summary: "Display names of people by id; masked outside the caller's own area.", input: DirectoryInput, output: Directory, roles: ['*'], write: false, example: { ids: '018f0000-0000-7000-8000-000000000001' } });

export class EvidenceForm { @Optional() @Instant() takenAt?: string }
export class StoredEvidence { @Id() id: string; @Sha256() sha256: string }
export const UploadEvidence = defineOperation({
  name: 'gateway.evidence.upload', http: 'POST /api/evidence', summary: 'Multipart `file` (JPEG, PNG, WebP, PDF; at most 10 MB) and optional `takenAt`.', kind: 'stream',
  consumes: ['multipart/form-data'], input: EvidenceForm, output: StoredEvidence, status: 201, roles: ['*'], write: true, example: { takenAt: '2026-07-20T08:00:00+08:00' },
});
export const ReadEvidence = defineOperation({ name: 'gateway.evidence.read', http: 'GET /api/evidence/:id', summary: 'The bytes of a file: as received in its owner\'s line, without EXIF outside it and where `stripped=true` asks for it.', kind: 'stream', produces: ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'], input: ReadEvidenceInput, roles: ['*'], write: false, example: { id: '018f0000-0000-7000-8000-000000000001' } });

export class DeadLetterView {
  @Id() id: string;
  @Text(20) context: string;
  @Text(120) subscription: string;
  @Text(80) eventId: string;
  @Text(120) type: string;
  @Text(80) reason: string;
  @Text(1000, 0) detail: string;
  @Whole(1) attempts: number;
  @Instant() at: string;
}
export class LetterCount { @Text(20) context: string; @Text(80) reason: string; @Whole(1) n: number }
/** `counts`: all letters not yet replayed, by service and reason. `unreachable` names the services that did not answer: their letters are not in the list. */
export class DeadLetterPage { @ListOf(() => DeadLetterView, 500) items: DeadLetterView[]; @Optional() @Text(1000) nextCursor?: string; @ListOf(() => LetterCount, 100) counts: LetterCount[]; @Strings(/^[a-z]{2,20}$/) unreachable: string[] }
const LETTER_REASONS = ['failed', 'refused', 'invalid'] as const;
export class ListLettersInput extends PageInput { @Optional() @OneOf(LETTER_REASONS) reason?: string; @Optional() @Pattern(/^[a-z]{2,20}$/) context?: string }
export class ReplayLetterInput { @Id() id: string; @Optional() @Pattern(/^[a-z]{2,20}$/) context?: string }
export class ReplayedLetter { @Id() id: string; @Text(20) context: string }
export const ListLetters = defineOperation({ name: 'gateway.letter.list', http: 'GET /api/dead-letters', summary: 'Messages set aside, of every service that answers, oldest first; by reason or service where asked.', kind: 'stream', input: ListLettersInput, output: DeadLetterPage, roles: ['administrator', 'auditor'], write: false, example: { reason: 'failed' } });
export class ReplayLettersInput { @Optional() @OneOf(['failed', 'refused']) reason?: string; @Optional() @Pattern(/^[a-z]{2,20}$/) context?: string }
export class LetterFailure { @Id() id: string; @Text(20) context: string; @Text(80) code: string }
/** `left`: letters of this kind that are still there, those that failed among them. */
export class ReplayedLetters { @Whole(0) replayed: number; @ListOf(() => LetterFailure, 200) failed: LetterFailure[]; @Whole(0) left: number; @Strings(/^[a-z]{2,20}$/) unreachable: string[] }
export const ReplayLetters = defineOperation({ name: 'gateway.letter.replay-all', http: 'POST /api/dead-letters/replay', summary: 'Handle dead letters once more, oldest first, each by itself; at most 200 in one call. One that fails again stays, and so do later ones of its aggregate.', kind: 'stream', input: ReplayLettersInput, output: ReplayedLetters, roles: ADMIN, write: true, example: { reason: 'failed' } });
export const ReplayLetter = defineOperation({ name: 'gateway.letter.replay', http: 'POST /api/dead-letters/:id/replay', summary: 'Handle a dead letter once more.', kind: 'stream', input: ReplayLetterInput, output: ReplayedLetter, roles: ADMIN, write: true, example: { id: '018f0000-0000-7000-8000-000000000001' } });
