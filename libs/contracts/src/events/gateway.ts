import { ROLES } from '../codes.js';
import { Event } from '../event.js';
import { Area, Areas, Id, Instant, ListOf, OneOf, Optional, Text } from '../fields.js';

@Event('gateway.account.opened', 'An account exists; name and credentials stay in the gateway.')
export class AccountOpened { @Id() userId: string; @Instant() at: string }

export class NamedAccount { @Id() userId: string; @Text(40) username: string }
@Event('gateway.account.named', 'By which user names accounts sign in, so that files may name people by them; display names and credentials stay in the gateway.')
export class AccountsNamed { @ListOf(() => NamedAccount, 500, 1) accounts: NamedAccount[]; @Instant() at: string }

@Event('gateway.grant.given', 'A role over an area, for a period.')
export class GrantGiven { @Id() grantId: string; @Id() userId: string; @OneOf(ROLES) role: string; @Area() area: string; @Instant() from: string; @Optional() @Instant() to?: string; @Id() by: string }

@Event('gateway.grant.revoked', 'A role over an area was taken back.')
export class GrantRevoked { @Id() grantId: string; @Id() userId: string; @OneOf(ROLES) role: string; @Area() area: string; @Id() by: string; @Instant() at: string }

@Event('gateway.credential.issued', "A dashboard's NATS credential was issued for one street.")
export class CredentialIssued { @Id() credentialId: string; @Text(80) name: string; @Areas(10, 1) areas: string[]; @Text(80) publicKey: string; @Id() by: string; /** The one it takes the place of, valid beside it until then. */ @Optional() @Id() replaces?: string; @Optional() @Instant() until?: string }

@Event('gateway.credential.revoked', "A dashboard's NATS credential was revoked.")
export class CredentialRevoked { @Id() credentialId: string; @Text(80) name: string; @Id() by: string }

@Event('gateway.account.closed', 'An account was closed: its sessions ended and its grants were revoked.')
export class AccountClosed { @Id() userId: string; @Id() by: string; @Instant() at: string }

@Event('gateway.feed-key.issued', 'A feed was given a key; the secret is known to the feed alone.')
export class FeedKeyIssued { @Id() keyId: string; @Text(60) name: string; @Id() by: string }

@Event('gateway.feed-key.revoked', 'A feed key stopped working.')
export class FeedKeyRevoked { @Id() keyId: string; @Text(60) name: string; @Id() by: string }

@Event('gateway.journal.exported', 'A named person took an export of the journal: of what area, origin and time.')
export class JournalExported {
  @Id() exportId: string;
  @Id() by: string;
  @Area() area: string;
  @Optional() @Text(40) origin?: string;
  @Optional() @Instant() from?: string;
  @Optional() @Instant() to?: string;
  /** Place in the stream up to which it goes: `<epoch>-<seq>`. */
  @Text(40) upTo: string;
}
